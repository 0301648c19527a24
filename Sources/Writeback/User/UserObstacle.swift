/// Something that stands between writeback and a user, or may.
public struct UserObstacle: Sendable, Hashable {
    /// The kind of obstacle. An open set.
    public struct Code: RawRepresentable, Sendable, Hashable, Codable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The connector account lacks a right on the user, or is denied it.
        public static let rightNotGranted = Self(rawValue: "rightNotGranted")
        /// Whether it has the right could not be found out.
        public static let rightNotDecided = Self(rawValue: "rightNotDecided")
        /// The descriptor that decides the rights could not be read.
        public static let descriptorNotRead = Self(rawValue: "descriptorNotRead")
        /// No account was found that Connect may work with.
        public static let noConnectorAccount = Self(rawValue: "noConnectorAccount")
        /// The connector account cannot log on.
        public static let connectorAccountUnusable = Self(rawValue: "connectorAccountUnusable")
        /// Which of several accounts Connect uses decides.
        public static let connectorAccountsDiffer = Self(rawValue: "connectorAccountsDiffer")
        /// The user is in a protected group.
        public static let protectedAccount = Self(rawValue: "protectedAccount")
        /// The user was in one, and kept what protection left behind.
        public static let formerlyProtected = Self(rawValue: "formerlyProtected")
        public static let disabled = Self(rawValue: "disabled")
        public static let lockedOut = Self(rawValue: "lockedOut")
        public static let expired = Self(rawValue: "expired")
        /// The flag that users may not change their password: two entries that deny it.
        public static let cannotChangePassword = Self(rawValue: "cannotChangePassword")
        /// The password is younger than the policy's minimum age.
        public static let minimumPasswordAge = Self(rawValue: "minimumPasswordAge")
        public static let passwordNeverExpires = Self(rawValue: "passwordNeverExpires")
        public static let smartcardRequired = Self(rawValue: "smartcardRequired")
        /// A member of Protected Users.
        public static let protectedUsers = Self(rawValue: "protectedUsers")
        /// A container above it has characters in its name that writeback stumbles over.
        public static let reservedCharacters = Self(rawValue: "reservedCharacters")
    }

    public var code: Code
    /// What it means for each operation that it concerns; those left out are not concerned.
    public var severities: [WritebackOperation: Severity]
    /// `.notMet` for what stands in the way, `.undecided` for what may.
    public var outcome: Outcome
    public var title: String
    public var facts: [Fact]
    public var remedy: Remedy?
    public var references: [Reference]

    public init(
        _ code: Code, _ severities: [WritebackOperation: Severity], _ outcome: Outcome = .notMet, title: String,
        facts: [Fact] = [], remedy: Remedy? = nil, references: [Reference] = []
    ) {
        self.code = code
        self.severities = severities
        self.outcome = outcome
        self.title = title
        self.facts = facts
        self.remedy = remedy
        self.references = references
    }

    /// What it means for an operation; nil where it does not concern it.
    public func severity(for operation: WritebackOperation) -> Severity? { severities[operation] }

    /// The worst that it means for any operation.
    public var severity: Severity { severities.values.max() ?? .information }

    /// What it counts for in the verdict: what only an administrator can ask for besides a reset is at most a warning.
    public var weight: Severity {
        severities.map { $0.key == .changeAtNextLogon ? min($0.value, .warning) : $0.value }.max() ?? .information
    }
}

extension [WritebackOperation: Severity] {
    /// The same for every operation.
    static func all(_ severity: Severity) -> Self {
        Dictionary(uniqueKeysWithValues: WritebackOperation.allCases.map { ($0, severity) })
    }
}
