/// What an access check found, and by what.
public struct AccessDecision: Sendable, Hashable {
    /// The answer.
    public enum Answer: String, Sendable, Hashable, Codable {
        case granted, denied, undecided
    }

    /// What the answer rests on. An open set.
    public struct Basis: RawRepresentable, Sendable, Hashable, Codable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// An entry: ``AccessDecision/entry``.
        public static let entry = Self(rawValue: "entry")
        /// No entry grants it.
        public static let noEntry = Self(rawValue: "noEntry")
        /// There is no list, or a NULL one, which gives everybody every right.
        public static let noList = Self(rawValue: "noList")
        /// The owner may read the descriptor and change the DACL without any entry.
        public static let owner = Self(rawValue: "owner")
        /// Undecided: a conditional entry, ``AccessDecision/entry``, decides, and its condition is not known.
        public static let condition = Self(rawValue: "condition")
        /// Undecided: ``AccessDecision/entry`` decides if a SID is in the token, or the owner is, and the token has a gap there.
        public static let token = Self(rawValue: "token")
    }

    /// The answer.
    public let answer: Answer
    /// What the answer rests on.
    public let basis: Basis
    /// The entry that decided: the one that granted what was still open, or denied it, or would do so on a condition.
    public let entry: AccessControlEntry?
    /// Where the entry stands in the DACL, from 0.
    public let index: Int?

    init(_ answer: Answer, _ basis: Basis, _ found: (index: Int, entry: AccessControlEntry)? = nil) {
        self.answer = answer
        self.basis = basis
        entry = found?.entry
        index = found?.index
    }
}
