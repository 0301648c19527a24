public import FoundationEssentials

/// One forest as it was seen from one place at one time: a value that is judged and rendered elsewhere.
public struct ForestSnapshot: Sendable, Equatable, Codable {
    /// The version of this shape.
    public static let currentVersion = 1

    public var version: Int
    public var run: CollectionRun
    public var forest: Forest

    public init(run: CollectionRun, forest: Forest) {
        version = Self.currentVersion
        self.run = run
        self.forest = forest
    }
}

/// Who collected, from where, when, and whether it came to its end.
public struct CollectionRun: Sendable, Equatable, Codable {
    /// The domain name that was asked for.
    public var target: String
    public var startedAt: Date
    public var finishedAt: Date
    /// False when the run was interrupted or ran out of time.
    public var complete: Bool
    public var vantage: Vantage
    /// What could not be read and was not a fact of a single object: one sentence each.
    public var notes: [String]

    public init(
        target: String, startedAt: Date, finishedAt: Date, complete: Bool, vantage: Vantage, notes: [String] = []
    ) {
        self.target = target
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.complete = complete
        self.vantage = vantage
        self.notes = notes
    }
}

/// Where the facts were seen from, and as whom.
public struct Vantage: Sendable, Equatable, Codable {
    /// This host's name.
    public var host: String
    /// Whom the directory took the caller for (the answer to "Who am I?"), or the principal that was used.
    public var principal: String
    /// `gssapi`, `gss-spnego`, `simple` or `anonymous`.
    public var mechanism: String
    /// `sealed`, `starttls` or `ldaps`.
    public var transport: String
    /// The strength of the SASL layer or of TLS, in bits, as the library that made it reports it.
    public var securityStrengthFactor: Int
    /// The host name of the domain controller that was bound to first.
    public var server: String

    public init(
        host: String, principal: String, mechanism: String, transport: String, securityStrengthFactor: Int,
        server: String
    ) {
        self.host = host
        self.principal = principal
        self.mechanism = mechanism
        self.transport = transport
        self.securityStrengthFactor = securityStrengthFactor
        self.server = server
    }
}
