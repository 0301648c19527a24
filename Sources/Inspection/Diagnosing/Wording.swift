import FoundationEssentials
package import LDAP
import Networking

/// A text of an error as one sentence: with a capital and a full stop.
enum Sentence {
    static func of(_ text: String) -> String {
        guard let first = text.first, let last = text.last else { return text }
        return first.uppercased() + text.dropFirst() + (".!?".contains(last) ? "" : ".")
    }
}

/// A moment as it is written everywhere: ISO 8601, UTC.
enum Moment {
    static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}

extension LDAPError {
    /// What to do, as a sentence that speaks of the command line's options and not of the library's settings.
    package var adviceInOptions: String? { advice.map(AdvisedSetting.inOptions) }
}

extension TLSProblem {
    /// What to do, as a sentence that speaks of the command line's options and not of the library's settings.
    var adviceInOptions: String { AdvisedSetting.inOptions(advice) }
}

extension AdvisedSetting {
    fileprivate static func inOptions(_ advice: String) -> String {
        Sentence.of(
            reword(advice) { setting in
                switch setting {
                case .trust: "with --ca-file"
                case .operationTimeout: "--timeout"
                }
            })
    }
}
