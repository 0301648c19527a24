import Networking

/// What follows the answers changes nothing, and every record belongs to its owner's answers.
func checkDNS(_ input: [UInt8]) throws(BrokenProperty) {
    let message: DNSMessage
    do {
        message = try DNSMessage(parsing: input)
    } catch {
        try require((0...input.count).contains(error.offset), "the error stands outside of the message")
        return
    }
    guard let longer = try? DNSMessage(parsing: input + [0, 0xC0]), longer == message else {
        throw BrokenProperty(description: "bytes after the answers change them")
    }
    // The shortest record takes eleven bytes.
    try require(message.answers.count <= input.count / 11, "more records than fit")
    for record in message.answers {
        // Four characters stand for a byte at most.
        try require(record.owner.utf8.count <= 4 * 255, "a name of more than 255 bytes")
        try require(record.timeToLive < 1 << 31, "a time to live with its top bit set")
    }
    if let first = message.answers.first {
        try require(message.answers(for: first.owner).contains(first), "a record is not among its owner's")
    }
}
