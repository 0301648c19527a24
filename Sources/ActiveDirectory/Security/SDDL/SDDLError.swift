/// A text that is no security descriptor definition (SDDL).
public struct SDDLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong. An open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The text does not follow the grammar.
        public static let malformed = Self(rawValue: "malformed")
        /// A part stands there twice.
        public static let repeated = Self(rawValue: "repeated")
        /// A type, flag, right or SID alias that nobody defined.
        public static let unknownName = Self(rawValue: "unknownName")
        /// An alias for an account of a domain, and the domain's SID is not known.
        public static let domainNeeded = Self(rawValue: "domainNeeded")
    }

    /// What is wrong.
    public let code: Code
    /// What was expected and not found, in words.
    public let detail: String
    /// Where, counted in bytes of UTF-8 from the start of the text.
    public let position: Int
    /// What stands there, 32 bytes at most.
    public let received: String

    init(_ code: Code, _ detail: String, at position: Int, in text: [UInt8]) {
        self.code = code
        self.detail = detail
        self.position = position
        received = String(decoding: text.dropFirst(position).prefix(32), as: UTF8.self)
    }

    /// What it means, in one sentence.
    public var meaning: String {
        switch code {
        case .domainNeeded: "Such an alias names another account in every domain."
        default: "The text is no security descriptor in the form of MS-DTYP 2.5.1."
        }
    }

    /// What to do, in one sentence.
    public var advice: String {
        switch code {
        case .domainNeeded: "Name the domain, or write the account's SID in full."
        default: "Correct the text at this place."
        }
    }

    public var description: String {
        let there = received.isEmpty ? "the end of the text" : "'\(received)'"
        return "Reading a descriptor in SDDL: \(detail), at byte \(position). There: \(there). \(meaning) \(advice)"
    }
}
