/// A setting of ``LDAPConfiguration`` that an advice speaks of.
///
/// Whoever has other names for the settings, as a command line has for its options, puts those in their place.
package enum AdvisedSetting: Sendable, CaseIterable {
    /// ``LDAPConfiguration/trust``, as what a file is given for.
    case trust
    /// ``LDAPConfiguration/operationTimeout``.
    case operationTimeout

    /// What stands for it in an advice of this library.
    package var words: String {
        switch self {
        case .trust: "as the configuration's trust roots"
        case .operationTimeout: "the configuration's operationTimeout"
        }
    }

    /// An advice with other words for the settings in it.
    package static func reword(_ advice: String, _ words: (AdvisedSetting) -> String) -> String {
        allCases.reduce(advice) { $0.replacing($1.words, with: words($1)) }
    }
}
