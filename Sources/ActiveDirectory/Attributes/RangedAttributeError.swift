public import LDAP

/// Why an attribute that a server handed out in parts could not be read to its end.
public struct RangedAttributeError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure. An open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A range held no values behind those that were there.
        public static let didNotAdvance = Self(rawValue: "didNotAdvance")
        /// A range began behind the next value.
        public static let gap = Self(rawValue: "gap")
        /// A range option that is none, or one that does not fit the number of values.
        public static let malformedRange = Self(rawValue: "malformedRange")
        /// The server refused a read, or the connection failed; see ``RangedAttributeError/cause``.
        public static let readFailed = Self(rawValue: "readFailed")
        /// The object is not there any more, or not shown any more.
        public static let objectGone = Self(rawValue: "objectGone")
        /// The object's GUID could not be learned, by which the rest is read.
        public static let noIdentifier = Self(rawValue: "noIdentifier")
        /// More values, bytes or answers than ``RangedAttributeState/Limits`` allow.
        public static let limit = Self(rawValue: "limit")
    }

    public let code: Code
    /// The attribute's description without a range.
    public let attribute: String
    /// How many values came before the failure.
    public let valueCount: Int
    /// What the read failed with, where one did.
    public let cause: LDAPError?

    init(_ code: Code, attribute: String, valueCount: Int, cause: LDAPError? = nil) {
        self.code = code
        self.attribute = attribute
        self.valueCount = valueCount
        self.cause = cause
    }

    /// What it means, in a sentence.
    public var meaning: String {
        switch code {
        case .didNotAdvance: "the server keeps sending values that it has sent before"
        case .gap: "the server left values out"
        case .malformedRange: "the server's range does not fit the values in it"
        case .readFailed: cause?.meaning ?? "the server refused to go on"
        case .objectGone: "the object is not there any more, or not shown any more"
        case .noIdentifier: "the object's GUID could not be read, by which the rest is asked for"
        case .limit: "there are more values than are taken"
        default: code.rawValue
        }
    }

    /// What to do about it, in a sentence.
    public var advice: String {
        switch code {
        case .limit: "Read the attribute with higher limits."
        case .objectGone: "Search again."
        case .noIdentifier: "Ask for objectGUID together with the attribute."
        case .readFailed: cause?.advice ?? "Read the attribute again, from this server or another."
        default: "Read the attribute from another server."
        }
    }

    public var description: String {
        let raw = cause?.raw.map { " (\($0))" } ?? ""
        return "\(attribute): \(valueCount) values were read, and the rest was not: \(meaning)\(raw)"
    }
}
