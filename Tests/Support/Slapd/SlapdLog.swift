/// A line of slapd's statistics log, such as `conn=1000 op=1 SRCH base="" scope=0 deref=0 filter="(objectClass=*)"`.
package struct SlapdLogLine: Sendable, Equatable {
    package let connection: Int
    /// nil for `ACCEPT`, `closed` and the like.
    package let operation: Int?
    /// `ACCEPT`, `BIND`, `SRCH`, `SEARCH` (of `SEARCH RESULT`), `ABANDON`, `UNBIND`, `MOD`, `ADD`, `closed`, …
    package let verb: String
    /// The verb and all that follows it.
    package let text: String

    /// The operations that would change the directory.
    package static let writes: Set<String> = ["ADD", "MOD", "MODRDN", "DEL", "PASSMOD"]
    package var isWrite: Bool { Self.writes.contains(verb) }

    init?(_ line: some StringProtocol) {
        let words = line.split(separator: " ")
        guard let start = words.firstIndex(where: { $0.hasPrefix("conn=") }),
            let connection = Int(words[start].dropFirst(5))
        else { return nil }
        var rest = words[(start + 1)...]
        var operation: Int?
        while let word = rest.first, word.hasPrefix("op=") || word.hasPrefix("fd=") {
            if word.hasPrefix("op=") { operation = Int(word.dropFirst(3)) }
            rest = rest.dropFirst()
        }
        guard let verb = rest.first else { return nil }
        self.connection = connection
        self.operation = operation
        self.verb = String(verb)
        text = rest.joined(separator: " ")
    }

    /// The lines of a whole log that speak of a connection.
    package static func parse(_ log: String) -> [SlapdLogLine] {
        log.split(whereSeparator: \.isNewline).compactMap { SlapdLogLine($0) }
    }
}
