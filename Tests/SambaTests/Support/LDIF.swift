import Foundation

/// Entries as `ldbsearch` and `ldapsearch` print them (RFC 2849), names of attributes in lower case.
struct LDIFEntry: Sendable {
    var values: [String: [String]] = [:]

    subscript(name: String) -> String? { values[name.lowercased()]?.first }

    func all(_ name: String) -> [String] { values[name.lowercased()] ?? [] }

    var name: String { self["dn"] ?? "" }

    static func parse(_ text: String) -> [LDIFEntry] {
        var entries: [LDIFEntry] = []
        var entry = LDIFEntry()
        let unfolded = text.replacing("\n ", with: "") + "\n"
        for line in unfolded.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                if entry["dn"] != nil { entries.append(entry) }
                entry = LDIFEntry()
                continue
            }
            guard !line.hasPrefix("#"), let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].lowercased()
            var value = line[line.index(after: colon)...]
            let isEncoded = value.hasPrefix(":")
            if isEncoded { value = value.dropFirst() }
            value = value.drop { $0 == " " }
            let plain = isEncoded ? Data(base64Encoded: String(value)).map { String(decoding: $0, as: UTF8.self) } : nil
            entry.values[name, default: []].append(plain ?? String(value))
        }
        return entries
    }
}
