/// The names that this host knows by itself (`hosts(5)`).
struct HostsFile: Sendable {
    private var entries: [String: [IPAddress]] = [:]

    init(parsing text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, let address = IPAddress(first) else { continue }
            for name in words.dropFirst() { entries[DomainName.normalized(name), default: []].append(address) }
        }
    }

    func addresses(of name: String) -> [IPAddress] { entries[DomainName.normalized(name)] ?? [] }
}
