/// Why a forest could not be collected from at all.
public struct CollectionError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure. An open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// DNS names no domain controller for the domain.
        public static let domainNotFound = Self(rawValue: "domainNotFound")
        /// Domain controllers are named, and none could be spoken to.
        public static let noDomainControllerReached = Self(rawValue: "noDomainControllerReached")
        /// A domain controller was reached and did not take the credentials.
        public static let bindRefused = Self(rawValue: "bindRefused")
        /// The credentials could not be made ready: no ticket, no KDC.
        public static let credentialsUnusable = Self(rawValue: "credentialsUnusable")
        /// The server's certificate is not believed, or TLS failed otherwise.
        public static let tlsFailed = Self(rawValue: "tlsFailed")
        /// An LDAP server answered that is not a domain controller of Active Directory.
        public static let notActiveDirectory = Self(rawValue: "notActiveDirectory")
        /// What came back is not LDAP.
        public static let notLDAP = Self(rawValue: "notLDAP")
        /// The bound account was not shown the configuration of the forest.
        public static let configurationUnreadable = Self(rawValue: "configurationUnreadable")
        /// A file named on the command line is not there.
        public static let fileNotFound = Self(rawValue: "fileNotFound")
        /// A directory object named on the command line is not there, or not shown.
        public static let objectNotFound = Self(rawValue: "objectNotFound")
        /// The command line cannot work as given.
        public static let usage = Self(rawValue: "usage")
        /// The run was interrupted before anything was read.
        public static let interrupted = Self(rawValue: "interrupted")
    }

    public let code: Code
    /// What was tried.
    public let attempted: String
    /// What came back, raw.
    public let returned: String
    /// What it means.
    public let meaning: String
    /// What to do.
    public let advice: String

    public init(_ code: Code, attempted: String, returned: String, meaning: String, advice: String) {
        self.code = code
        self.attempted = attempted
        self.returned = returned
        self.meaning = meaning
        self.advice = advice
    }

    public var description: String { "\(attempted): \(returned). \(meaning) \(advice)" }
}
