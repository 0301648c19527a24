import LDAP

/// A valid URL is the same after writing and reading it.
func checkURL(_ input: [UInt8]) throws(BrokenProperty) {
    let text = String(decoding: input, as: UTF8.self)
    let url: LDAPURL
    do {
        url = try LDAPURL(parsing: text)
    } catch {
        try require((0...text.utf8.count).contains(error.position), "the error stands outside of the text")
        try require(!error.description.contains("\n"), "the error has several lines")
        return
    }
    let written = url.description
    try require(written.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "the URL holds what no URL may: \(written)")
    guard let read = try? LDAPURL(parsing: written) else {
        throw BrokenProperty(description: "what is written is refused: \(written)")
    }
    try require(read == url, "what is written reads differently: \(written)")
    try require(read.description == written, "writing twice gives another text: \(written)")
}
