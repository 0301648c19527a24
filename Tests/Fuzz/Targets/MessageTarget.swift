import ActiveDirectory

/// The frame never reaches beyond the bytes or the limit, and a stream says what the same bytes in a datagram say.
func checkMessage(_ input: [UInt8]) throws(BrokenProperty) {
    try checkFrame(input[...])

    let datagram = outcome { () throws(NetlogonError) in
        try NetlogonAnswerReader(messageID: 1).answer(inDatagram: input)
    }
    var reader = NetlogonAnswerReader(messageID: 1)
    var streamed = Outcome.nothing
    var rest = input[...]
    while !rest.isEmpty, streamed == .nothing {
        let piece = rest.prefix(1 + input.count / 8)
        rest = rest.dropFirst(piece.count)
        streamed = outcome { () throws(NetlogonError) in try reader.receive(piece) }
    }
    // A stream may go on where a datagram must end.
    let expected = datagram == .failure(NetlogonError.Code.truncated.rawValue) ? Outcome.nothing : datagram
    let isDamagedAnswer = streamed == .failure(NetlogonError.Code.truncated.rawValue)
    try require(
        streamed == expected || (isDamagedAnswer && expected == .nothing),
        "the datagram says \(datagram), the stream \(streamed)")
}

private enum Outcome: Equatable {
    case nothing
    case answer(NetlogonAnswer)
    case failure(String)
}

private func outcome(_ read: () throws(NetlogonError) -> NetlogonAnswer?) -> Outcome {
    do {
        return try read().map(Outcome.answer) ?? .nothing
    } catch {
        return .failure(error.code.rawValue)
    }
}

private func checkFrame(_ bytes: ArraySlice<UInt8>) throws(BrokenProperty) {
    switch LDAPMessageFrame(startOf: bytes) {
    case .incomplete:
        try require(bytes.count < LDAPMessageFrame.limit, "a whole message, said to be incomplete")
    case .message(let count):
        try require((7...min(bytes.count, LDAPMessageFrame.limit)).contains(count), "a message of \(count) bytes")
        for length in Set([0, 1, 2, count / 2, count - 1]) {
            try require(
                LDAPMessageFrame(startOf: bytes.prefix(length)) == .incomplete,
                "the first \(length) of \(count) bytes are not said to be incomplete")
        }
        try require(
            LDAPMessageFrame(startOf: bytes.prefix(count) + [0xFF]) == .message(byteCount: count),
            "what follows the message counts")
    case .notLDAP:
        try require(LDAPMessageFrame(startOf: bytes + [0]) == .notLDAP, "more bytes make it LDAP")
    case .tooLarge(let count):
        try require(count > LDAPMessageFrame.limit, "\(count) bytes are said to be too many")
    }
}
