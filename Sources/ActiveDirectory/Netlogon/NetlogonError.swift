/// A netlogon answer that could not be read.
public struct NetlogonError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with the answer. An open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The bytes are no LDAP message.
        public static let notLDAP = Self(rawValue: "notLDAP")
        /// The message is longer than any netlogon answer.
        public static let tooLarge = Self(rawValue: "tooLarge")
        /// The bytes end before the message does.
        public static let truncated = Self(rawValue: "truncated")
        /// The message is LDAP, but its parts do not fit together.
        public static let malformed = Self(rawValue: "malformed")
        /// The operation code is none that answers a ping.
        public static let unknownOperation = Self(rawValue: "unknownOperation")
    }

    /// What is wrong with the answer.
    public let code: Code
    /// What was expected and not found, in words.
    public let detail: String
    /// The first bytes that came, 32 at most.
    public let received: [UInt8]

    init(_ code: Code, _ detail: String, received bytes: some Collection<UInt8>) {
        self.code = code
        self.detail = detail
        received = Array(bytes.prefix(32))
    }

    /// What it means, in one sentence.
    public var meaning: String {
        switch code {
        case .notLDAP: "Something that does not speak LDAP answers on this port."
        case .tooLarge: "The server announced a message far beyond the size of a netlogon answer."
        case .truncated: "Part of the answer was lost on the way."
        default: "The server's netlogon answer does not have a form that Active Directory or Samba writes."
        }
    }

    /// What to do, in one sentence.
    public var advice: String {
        switch code {
        case .notLDAP, .tooLarge: "Check that the address and port are those of a domain controller's LDAP service."
        default: "Try again over TCP, and keep the bytes for a bug report if it stays so."
        }
    }

    public var description: String {
        let bytes = received.isEmpty ? "nothing" : received.map(hexadecimal).joined(separator: " ")
        return "Reading a netlogon answer: \(detail). Received: \(bytes). \(meaning) \(advice)"
    }
}
