import LDAP

/// Distinct names, numbered as they come. One spelt otherwise is the same, and the parser is asked only about new spellings.
struct NameTable {
    private(set) var names: [DistinguishedName] = []
    private var spellings: [String: Int32] = [:]
    private var numbers: [DistinguishedName: Int32] = [:]

    /// - Parameter isNewWelcome: Whether a name that is not there is taken in.
    mutating func number(of text: String, isNewWelcome: Bool) -> Int32? {
        if let number = spellings[text] { return number }
        guard isNewWelcome else { return nil }
        let name = DistinguishedName(text)
        let number = numbers[name] ?? Int32(truncatingIfNeeded: names.count)
        if numbers[name] == nil {
            names.append(name)
            numbers[name] = number
        }
        spellings[text] = number
        return number
    }
}
