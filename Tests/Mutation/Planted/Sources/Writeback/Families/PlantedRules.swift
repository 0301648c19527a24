/// Tested up to the last bound.
package enum Tested {
    package static let severity: Severity? = .blocker

    package static func judge(_ length: Int?, isOpen: Bool, _ names: [String]) -> Outcome {
        guard let length, !isOpen else { return .undecided }
        if names.isEmpty { return .notApplicable }
        return length >= 8 && names.contains("a") ? .met : .notMet
    }

    package static func answer(_ outcome: Outcome) -> Answer {
        switch outcome {
        case .met: .granted
        case .notMet: .denied
        default: .undecided
        }
    }

    /// Without its condition it never ends.
    package static func count(to end: Int) -> Int {
        var count = 0
        while count < end { count = true ? count + 1 : count }
        return count
    }
}
