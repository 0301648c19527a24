/// Why a text is not LDIF (RFC 2849), and in which line.
///
/// It never holds a value from the text: that could be a password.
public struct LDIFReadingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; open, since more kinds may be told apart later.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A version other than 1.
        public static let unsupportedVersion = Self(rawValue: "unsupportedVersion")
        /// A record that does not begin with `dn:`.
        public static let missingDistinguishedName = Self(rawValue: "missingDistinguishedName")
        /// A distinguished name that is not UTF-8 or stands elsewhere.
        public static let invalidDistinguishedName = Self(rawValue: "invalidDistinguishedName")
        /// A line that begins with a space and continues nothing.
        public static let unexpectedContinuation = Self(rawValue: "unexpectedContinuation")
        /// A line without a colon.
        public static let missingColon = Self(rawValue: "missingColon")
        /// What stands before the colon is no attribute description.
        public static let invalidAttributeDescription = Self(rawValue: "invalidAttributeDescription")
        /// A NUL or a carriage return, which may stand only in base64.
        public static let forbiddenCharacter = Self(rawValue: "forbiddenCharacter")
        /// A value behind `::` that is not base64.
        public static let invalidBase64 = Self(rawValue: "invalidBase64")
        /// A value behind `:<` that is no URL.
        public static let invalidURL = Self(rawValue: "invalidURL")
        /// A control that is none.
        public static let invalidControl = Self(rawValue: "invalidControl")
        /// A change that RFC 2849 and RFC 4525 do not know.
        public static let unknownChange = Self(rawValue: "unknownChange")
        /// A line that has no place in such a record.
        public static let unexpectedLine = Self(rawValue: "unexpectedLine")
        /// A record that ends before it is whole.
        public static let incompleteRecord = Self(rawValue: "incompleteRecord")
        /// A value for another attribute than the one that is to be modified.
        public static let attributeMismatch = Self(rawValue: "attributeMismatch")
        /// A line or a record longer than ``LDIFReader/Limits`` allows.
        public static let limitExceeded = Self(rawValue: "limitExceeded")
    }

    /// What is wrong.
    public let code: Code
    /// In which line; the first is 1. Of a folded line, its first.
    public let line: Int
    /// What it means, in a sentence.
    public let meaning: String

    init(_ code: Code, line: Int, _ meaning: String) {
        self.code = code
        self.line = line
        self.meaning = meaning
    }

    public var description: String {
        "reading LDIF failed at line \(line): \(meaning)"
    }
}
