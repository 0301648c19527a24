import Inspection
import Testing

@testable import Writeback

/// A state of the forest, and what one rule prints to mend it.
struct RemedyCase: Sendable, CustomTestStringConvertible {
    let rule: RuleIdentifier
    let name: String
    let subject: String?
    let command: String?
    let alternatives: [String]
    /// Of the alternatives that have one.
    let undoOfAlternatives: [String]
    let undo: Remedy.Undo
    let change: @Sendable (inout ForestSnapshot) -> Void

    init(
        _ rule: RuleIdentifier, _ name: String, on subject: String? = nil, _ command: String?,
        _ alternatives: [String] = [], undo: Remedy.Undo, or undoOfAlternatives: [String] = [],
        _ change: @escaping @Sendable (inout ForestSnapshot) -> Void
    ) {
        self.rule = rule
        self.name = name
        self.subject = subject
        self.command = command
        self.alternatives = alternatives
        self.undoOfAlternatives = undoOfAlternatives
        self.undo = undo
        self.change = change
    }

    var testDescription: String { "\(rule): \(name)" }

    /// A command of samba-tool in the fixture's forest.
    static func samba(_ words: String, at host: String = "dc1.corp.example.test") -> String {
        "samba-tool \(words) -H 'ldap://\(host)' -U Administrator"
    }

    /// A change of an object in the fixture's forest.
    static func change(_ object: String, _ lines: String..., at host: String = "dc1.corp.example.test") -> String {
        let quoted = (["dn: \(object)", "changetype: modify"] + lines).map { "'\($0)'" }.joined(separator: " ")
        return "printf '%s\\n' \(quoted) | ldbmodify -H 'ldap://\(host)' -U Administrator"
    }

    static let all = policies + forests + roles + controllers + accounts + groups
}
