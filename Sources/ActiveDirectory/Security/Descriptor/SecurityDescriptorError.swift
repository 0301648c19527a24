/// A security descriptor that could not be read or written.
public struct SecurityDescriptorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong. An open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The bytes end before the part does.
        public static let truncated = Self(rawValue: "truncated")
        /// The revision of the descriptor or of a list is none that is known.
        public static let unknownRevision = Self(rawValue: "unknownRevision")
        /// The control bits do not say that the descriptor is self-relative, so its offsets mean nothing.
        public static let notSelfRelative = Self(rawValue: "notSelfRelative")
        /// An offset points into the header or behind the end.
        public static let badOffset = Self(rawValue: "badOffset")
        /// A size is too small for what it holds, no multiple of four, or leads out of the list.
        public static let badSize = Self(rawValue: "badSize")
        /// The bytes where a SID has to stand are none.
        public static let badSID = Self(rawValue: "badSID")
        /// Writing: a list or an entry does not fit into the 64 KiB that its size field can tell.
        public static let tooLarge = Self(rawValue: "tooLarge")
    }

    /// What is wrong.
    public let code: Code
    /// What was expected and not found, in words.
    public let detail: String
    /// Where, counted in bytes from the start of the descriptor.
    public let position: Int
    /// The first bytes that stand there, 16 at most.
    public let received: [UInt8]

    init(_ code: Code, _ detail: String, at position: Int, in bytes: [UInt8] = []) {
        self.code = code
        self.detail = detail
        self.position = position
        received = position >= 0 && position < bytes.count ? Array(bytes[position...].prefix(16)) : []
    }

    /// What it means, in one sentence.
    public var meaning: String {
        switch code {
        case .truncated: "Part of the descriptor was lost on the way, or it was never whole."
        case .tooLarge: "No Windows could hold such a descriptor."
        default: "The bytes are damaged, or they are no self-relative security descriptor."
        }
    }

    /// What to do, in one sentence.
    public var advice: String {
        switch code {
        case .tooLarge: "Take entries away, or grant the rights to a group in place of its members."
        default: "Read the object again from another domain controller, and compare."
        }
    }

    public var description: String {
        let bytes = received.isEmpty ? "" : " There: \(received.map(hexadecimal).joined(separator: " "))."
        let task = code == .tooLarge ? "Writing" : "Reading"
        return "\(task) a security descriptor: \(detail), at byte \(position).\(bytes) \(meaning) \(advice)"
    }
}
