/// Called, and hardly looked at.
package enum Untested {
    package static func judge(_ length: Int, _ names: [String]) -> (outcome: Outcome, severity: Severity) {
        for name in names where name.hasPrefix("x") || name == "y" {
            return (.notMet, .warning)
        }
        if length < 8, length != 3 { return (.undecided, .information) }
        return (.met, .blocker)
    }

    package static func read(_ text: String) throws -> Bool { try number(text) == 1 }

    private static func number(_ text: String) throws -> Int { text.count }
}
