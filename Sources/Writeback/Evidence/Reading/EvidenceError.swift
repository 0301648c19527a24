/// A file of evidence that is not what it should be: which file, where in it, what stands there, and what was expected.
public struct EvidenceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong. An open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Neither UTF-8 nor UTF-16, or bytes that are none of the encoding that the file begins with.
        public static let encoding = Self(rawValue: "encoding")
        /// The text does not follow the grammar of its format.
        public static let malformed = Self(rawValue: "malformed")
        /// The file ends before it is whole.
        public static let truncated = Self(rawValue: "truncated")
        /// Something that the format has and no such file needs: a DTD, an entity, an anchor.
        public static let forbidden = Self(rawValue: "forbidden")
        /// More than any such file holds.
        public static let tooLarge = Self(rawValue: "tooLarge")
        /// Well-formed, and not this kind of document, or of another version.
        public static let unexpected = Self(rawValue: "unexpected")
        /// The file holds the refusal of the service that was asked.
        public static let refused = Self(rawValue: "refused")
        /// A rule that the catalogue does not have.
        public static let unknownRule = Self(rawValue: "unknownRule")
    }

    /// Where in the file.
    public enum Place: Sendable, Hashable, CustomStringConvertible {
        /// Line and column, counted from 1, the column in Unicode scalars.
        case line(Int, column: Int)
        /// The keys that lead there: `value[3].servicePlans`.
        case key(String)

        public var description: String {
            switch self {
            case .line(let line, let column): "\(line):\(column)"
            case .key(let path): path
            }
        }
    }

    /// What is wrong.
    public let code: Code
    /// The name of the file, as the reader was told.
    public let file: String
    /// Where; nil where the whole file is meant.
    public let place: Place?
    /// What stands there, cut to 80 characters.
    public let found: String
    /// What was expected in its place.
    public let expected: String

    init(_ code: Code, in file: String, at place: Place? = nil, found: String, expected: String) {
        self.code = code
        self.file = file
        self.place = place
        let limit = 80
        self.found = found.count > limit ? found.prefix(limit) + "…" : found
        self.expected = expected
    }

    /// One line: `Connector_x.xml:3:14: a document type declaration; expected an export, which has none`.
    public var description: String {
        let at = place.map { "\(file):\($0)" } ?? file
        return "\(at): \(found); expected \(expected)"
    }
}
