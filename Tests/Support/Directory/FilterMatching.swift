/// Judges an entry by a filter: true, false, or nil for Undefined (RFC 4511, section 4.5.1.7).
extension FilterExpression {
    func matches(_ entry: DirectoryEntry) -> Bool? {
        switch self {
        case .and(let inner):
            let answers = inner.map { $0.matches(entry) }
            return answers.contains(false) ? false : answers.contains(nil) ? nil : true
        case .or(let inner):
            let answers = inner.map { $0.matches(entry) }
            return answers.contains(true) ? true : answers.contains(nil) ? nil : false
        case .not(let inner): return inner.matches(entry).map { !$0 }
        case .present(let name): return entry.readable(name).map { !$0.isEmpty }
        case .equality(let name, let value):
            return entry.readable(name)?.contains { Self.equal(name, $0, value) }
        case .substrings(let name, let initial, let any, let final):
            return entry.readable(name)?.contains { Self.holds($0, initial: initial, any: any, final: final) }
        case .atLeast(let name, let value): return entry.readable(name)?.contains { !Self.isLess($0, value) }
        case .atMost(let name, let value): return entry.readable(name)?.contains { !Self.isLess(value, $0) }
        case .matching(let rule, let name, let value): return Self.bits(rule, entry.readable(name), value)
        }
    }

    private static func folded(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).lowercased() }

    private static func equal(_ name: String, _ stored: [UInt8], _ asserted: [UInt8]) -> Bool {
        if stored == asserted { return true }
        let (left, right) = (folded(stored), folded(asserted))
        if left == right { return true }
        // Only a class's common name or LDAP name comes without "=": AD finds the class by it.
        if name.lowercased() == "objectcategory", !right.contains("=") {
            let category = DirectoryName(left).relative.drop { $0 != "=" }.dropFirst()
            return category.filter { $0 != "-" } == right.filter { $0 != "-" }
        }
        guard left.contains("="), right.contains("=") else { return false }
        return DirectoryName(left) == DirectoryName(right)
    }

    private static func holds(_ value: [UInt8], initial: [UInt8]?, any: [[UInt8]], final: [UInt8]?) -> Bool {
        var rest = folded(value)[...]
        if let initial = initial.map(folded) {
            guard rest.hasPrefix(initial) else { return false }
            rest = rest.dropFirst(initial.count)
        }
        for piece in any.map(folded) {
            guard let range = rest.firstRange(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return final.map { rest.hasSuffix(folded($0)) } ?? true
    }

    private static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        if let left = Int64(folded(left)), let right = Int64(folded(right)) { return left < right }
        return folded(left) < folded(right)
    }

    /// LDAP_MATCHING_RULE_BIT_AND and _BIT_OR (MS-ADTS 3.1.1.3.4.4); any other rule is Undefined.
    private static func bits(_ rule: String, _ stored: [[UInt8]]?, _ asserted: [UInt8]) -> Bool? {
        guard let stored, let mask = Int64(folded(asserted)) else { return nil }
        switch rule {
        case "1.2.840.113556.1.4.803": return stored.contains { Int64(folded($0)).map { $0 & mask == mask } ?? false }
        case "1.2.840.113556.1.4.804": return stored.contains { Int64(folded($0)).map { $0 & mask != 0 } ?? false }
        default: return nil
        }
    }
}
