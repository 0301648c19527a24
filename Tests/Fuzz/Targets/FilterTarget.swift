import LDAP

/// A valid filter is the same after writing and reading it.
func checkFilter(_ input: [UInt8]) throws(BrokenProperty) {
    let text = String(decoding: input, as: UTF8.self)
    let filter: LDAPFilter
    do {
        filter = try LDAPFilter(parsing: text)
    } catch {
        try require((0...text.utf8.count).contains(error.position), "the error stands outside of the text")
        try require(!error.description.contains("\n"), "the error has several lines")
        return
    }
    let written = filter.description
    guard let read = try? LDAPFilter(parsing: written) else {
        throw BrokenProperty(description: "what is written is refused: \(written)")
    }
    try require(read == filter, "what is written reads differently: \(written)")
    try require(read.description.utf8.elementsEqual(written.utf8), "writing twice gives another text: \(written)")
    // An octet is written as three at most; a filter's own signs, and the white space that is left out, as they are.
    try require(written.utf8.count <= 3 * input.count * 3, "the text has grown beyond reason")
}
