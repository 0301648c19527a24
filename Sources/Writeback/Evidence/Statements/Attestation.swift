public import FoundationEssentials

/// What a person says about a question that no file answers.
public struct Attestation: Sendable, Hashable, Codable {
    public var rule: RuleIdentifier
    /// The name or the id of the subject; nil for every subject of the rule.
    public var subject: String?
    /// Whether the prerequisite is met.
    public var isMet: Bool
    /// Who says so.
    public var who: String
    /// When it was said: the start of that day, UTC.
    public var date: Date
    /// The last second of the last day on which it holds, UTC.
    public var expires: Date
    /// Where it stands, for reports: `attest.yaml:3`.
    public var source: String

    /// Reads a file such as
    ///
    ///     attestations:
    ///       - {rule: WB-CLD-004, answer: yes, who: J. Doe, date: 2026-11-01, expires: 2027-02-01}
    ///
    /// - Parameters:
    ///   - file: Its name, for errors.
    ///   - rules: The rules that there are.
    /// - Throws: ``EvidenceError`` with line and column; one for all unknown rules.
    public static func list(
        _ bytes: [UInt8], file: String, rules: Set<RuleIdentifier>
    ) throws(EvidenceError) -> [Self] {
        let keys = ["rule", "subject", "answer", "who", "date", "expires"]
        let list = try StatementList(bytes, file: file, under: "attestations", keys: keys, rules: rules)
        return try list.map { statement throws(EvidenceError) in
            let date = try statement.day("date"), expires = try statement.day("expires")
            guard date <= expires else {
                throw statement.failure("expires", found: "an expiry before the date", expected: "a later day")
            }
            return Self(
                rule: statement.rule, subject: try statement.optional("subject"), isMet: try statement.answer("answer"),
                who: try statement.text("who"), date: date, expires: StatementList.endOfDay(expires),
                source: statement.source)
        }
    }
}

/// A waiver with what it is for: somebody's decision to live with findings.
public struct WaiverStatement: Sendable, Hashable, Codable {
    public var rule: RuleIdentifier
    /// The name or the id of the subject; nil for every subject of the rule.
    public var subject: String?
    /// `expires` is the last second of the last day on which it holds, UTC.
    public var waiver: Waiver
    /// Where it stands, for reports: `waivers.yaml:3`.
    public var source: String

    /// Reads a file such as
    ///
    ///     waivers:
    ///       - {rule: WB-DOM-002, subject: corp.example, reason: see CHG-42, owner: J. Doe, expires: 2027-02-01}
    ///
    /// - Parameters:
    ///   - file: Its name, for errors.
    ///   - rules: The rules that there are.
    /// - Throws: ``EvidenceError`` with line and column; one for all unknown rules.
    public static func list(
        _ bytes: [UInt8], file: String, rules: Set<RuleIdentifier>
    ) throws(EvidenceError) -> [Self] {
        let keys = ["rule", "subject", "reason", "owner", "expires"]
        let list = try StatementList(bytes, file: file, under: "waivers", keys: keys, rules: rules)
        return try list.map { statement throws(EvidenceError) in
            let expires = StatementList.endOfDay(try statement.day("expires"))
            return Self(
                rule: statement.rule, subject: try statement.optional("subject"),
                waiver: Waiver(
                    reason: try statement.text("reason"), owner: try statement.text("owner"), expires: expires),
                source: statement.source)
        }
    }
}
