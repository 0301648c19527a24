/// A short name for a rule and its subject that stays the same from run to run: FNV-1a, 64 bits.
///
/// It is taken from the rule and from the subject's identifier, never from what was found, so that a finding can be followed over
/// time. Where the identifier could not be read, kind, domain and name stand in for it.
struct Fingerprint {
    let text: String

    init(rule: RuleIdentifier, subject: Subject) {
        var parts = [rule.rawValue, subject.kind.rawValue]
        if let id = subject.id {
            parts.append(id.lowercased())
            // One account is judged in each domain.
            if subject.kind == .connectorAccount, let domain = subject.domain { parts.append(domain.lowercased()) }
        } else {
            parts.append(subject.domain?.lowercased() ?? "")
            parts.append(subject.name.lowercased())
        }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for part in parts {
            for byte in part.utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
            // A separator, so that ("ab", "c") and ("a", "bc") differ.
            hash = (hash ^ 0x1f) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        text = String(repeating: "0", count: 16 - digits.count) + digits
    }
}
