public import FoundationEssentials
public import Inspection

/// What `adinspect egress --format json` wrote, in the network of the Connect server or elsewhere.
///
/// The words in it are open: one that is not known decides nothing.
public struct EgressEvidence: Sendable, Hashable, Codable {
    /// The file, as the reader was told.
    public var file: String
    /// The host that the run was on.
    public var host: Observed<String>
    /// When the run ended, as the file says.
    public var finishedAt: Observed<Date>
    /// False for a run that was interrupted.
    public var isComplete: Bool
    /// `public`, `usgov`, `china`, or `none`: which cloud's endpoints were tried.
    public var cloud: String
    /// Such as `http://proxy.example.com:3128`; nil for the direct way.
    public var proxy: String?
    /// What is documented for the cloud: hosts, and families such as `*.servicebus.windows.net`.
    public var requirements: [String]
    public var endpoints: [EgressEndpoint]
    /// Empty where silence was not asked for.
    public var silences: [EgressSilence]

    /// Reads the file.
    ///
    /// - Parameter file: Its name, for errors.
    /// - Throws: ``EvidenceError`` with line and column, or the keys that lead to what is wrong.
    public init(_ bytes: [UInt8], file: String) throws(EvidenceError) {
        let document = try JSONDocument(bytes, file: file)
        let expected = "what adinspect egress --format json prints, of version 1"
        guard document.isSingle, let object = document.objects.first, try object.string("kind").known == "egress" else {
            throw EvidenceError(.unexpected, in: file, found: "a document of another kind", expected: expected)
        }
        guard try object.integer("schemaVersion").known == 1 else {
            throw EvidenceError(
                .unexpected, in: file, at: .key("schemaVersion"), found: "another version", expected: expected)
        }
        guard case .value(let run) = try object.object("run") else {
            throw EvidenceError(.unexpected, in: file, at: .key("run"), found: "no run", expected: expected)
        }
        self.file = file
        host = try run.string("host")
        finishedAt = try run.date("finishedAt")
        let reader = EgressReader(file: file)
        isComplete = try reader.required(run, "complete", run.flag("complete"))
        cloud = try reader.required(run, "cloud", run.string("cloud"))
        proxy = try reader.nullable(run, "proxy", run.string("proxy"))
        requirements = try reader.list(object, "requirements") { requirement throws(EvidenceError) in
            try reader.required(requirement, "name", requirement.string("name"))
        }
        endpoints = try reader.list(object, "endpoints", reader.endpoint)
        silences = try reader.list(object, "idle", reader.silence)
        guard !endpoints.isEmpty else {
            throw EvidenceError(
                .unexpected, in: file, at: .key("endpoints"), found: "an empty list", expected: "one endpoint or more")
        }
    }
}

/// The way to one endpoint.
public struct EgressEndpoint: Sendable, Hashable, Codable {
    /// One step of it.
    public struct Stage: Sendable, Hashable, Codable {
        /// `dns`, `tcp`, `proxy`, `tls`, `http`.
        public var id: String
        /// `met`, `warning`, `undecided`, `blocked`.
        public var judgement: String
        /// What was seen, in the words of whoever said it.
        public var seen: String
    }

    /// Host and port.
    public var name: String
    /// The documented requirement that it stands for; nil for a host of another kind.
    public var requirement: String?
    /// In their order, up to the first that failed.
    public var stages: [Stage]
    /// Of the certificate: `publicRoot`, `privateRoot`, `believedRoot`, `nobody`; nil where there was no TLS.
    public var voucher: String?
    /// Why the certificate is not believed; empty if it is, or if there was none.
    public var problems: [String]
    /// The issuer of the last certificate of the chain.
    public var topIssuer: String?
    /// Of the answer to a request; nil where there was none.
    public var httpStatus: Int?
}

/// What became of a connection that was left alone for a while.
public struct EgressSilence: Sendable, Hashable, Codable {
    /// Host and port.
    public var endpoint: String
    public var seconds: Double
    /// `lived`, `closedByPeer`, `cutOff`, `dropped`, `notOpened`, `notTried`, `interrupted`.
    public var outcome: String
    /// From the handshake to the answer, the end, or the giving up; nil where there was no connection.
    public var afterSeconds: Double?
    /// What was seen, such as `close_notify` or `RST`.
    public var seen: String
}
