/// What a rule rests on: the document, when it was written or last seen, and how strongly it carries the rule.
public struct Reference: Sendable, Hashable, Codable {
    /// How strongly a statement is borne out.
    public enum Grade: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
        /// Nothing written was found.
        case memory
        /// Concluded from what is written, and not written itself.
        case inference
        /// Written in a document that was read.
        case source

        private var rank: Int {
            switch self {
            case .memory: 0
            case .inference: 1
            case .source: 2
            }
        }

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        /// The highest severity that a rule resting on this may give.
        public var highestSeverity: Severity {
            switch self {
            case .memory: .information
            case .inference: .warning
            case .source: .blocker
            }
        }
    }

    public var title: String
    /// Nil where there is no document.
    public var url: String?
    /// The date of the text, or the day on which it was read, as `2024-06-24`.
    public var date: String
    public var grade: Grade

    public init(title: String, url: String?, date: String, grade: Grade) {
        self.title = title
        self.url = url
        self.date = date
        self.grade = grade
    }
}
