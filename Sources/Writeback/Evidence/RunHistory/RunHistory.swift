public import FoundationEssentials
public import Inspection

/// What `Get-ADSyncRunProfileResult | ConvertTo-Json -Depth 10` wrote: the runs that the sync server remembers.
public struct RunHistory: Sendable, Hashable, Codable {
    /// The file, as the reader was told.
    public var file: String
    /// When the file was last written, as the file system says; copying can make this later than the runs.
    public var writtenAt: Observed<Date>
    /// When the latest run began or ended: the file is no older.
    public var latestRunAt: Observed<Date>
    /// The runs, the latest start first.
    public var runs: [ConnectRun]

    /// The latest finished run of a kind on a connector, successful or not; nil where the history has none, which proves nothing
    /// about what has been purged from it.
    public func latest(_ kind: ConnectRun.Kind, connector: String) -> ConnectRun? {
        runs.first { $0.kinds.contains(kind) && $0.connectorID == connector && $0.isComplete.known == true }
    }

    /// Reads the file.
    ///
    /// - Parameters:
    ///   - file: Its name, for errors.
    ///   - writtenAt: When it was last written; nil where that is not known.
    /// - Throws: ``EvidenceError`` with line and column, or the keys that lead to what is wrong.
    public init(_ bytes: [UInt8], file: String, writtenAt: Date?) throws(EvidenceError) {
        let document = try JSONDocument(bytes, file: file)
        var runs: [ConnectRun] = []
        for object in document.objects { runs.append(try ConnectRun(object, in: file)) }
        self.file = file
        self.writtenAt =
            writtenAt.map { .value($0) }
            ?? .notCollected(why: "the file system was not asked when the file was written")
        self.runs = runs.sorted { ($0.startedAt.known ?? .distantPast) > ($1.startedAt.known ?? .distantPast) }
        let latest = runs.flatMap { [$0.startedAt.known, $0.endedAt.known] }.compactMap { $0 }.max()
        latestRunAt = latest.map { .value($0) } ?? .absent
    }
}

/// One run of a run profile.
public struct ConnectRun: Sendable, Hashable, Codable {
    /// What a run does. An open set.
    public struct Kind: RawRepresentable, Sendable, Hashable, Codable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        public static let fullImport = Self(rawValue: "fullImport")
        public static let deltaImport = Self(rawValue: "deltaImport")
        public static let fullSynchronization = Self(rawValue: "fullSynchronization")
        public static let deltaSynchronization = Self(rawValue: "deltaSynchronization")
        public static let export = Self(rawValue: "export")
    }

    /// The connector's GUID, in lower case, without braces.
    public var connectorID: String
    public var connectorName: String
    public var profileName: String
    /// By its steps where the file has them, else by the profile's name, which Connect makes in English. Empty for another.
    public var kinds: [Kind]
    /// Whether the kinds rest on the name of the profile alone, which anybody can change.
    public var isKindByName: Bool
    /// `success`, `completed-export-errors`, `no-start-connection`, ….
    public var result: Observed<String>
    public var isComplete: Observed<Bool>
    /// UTC: the server writes no offset. Windows PowerShell takes that for local time, so it may be off by the server's offset.
    public var startedAt: Observed<Date>
    public var endedAt: Observed<Date>
    /// The account that started it.
    public var userName: Observed<String>

    init(_ object: JSONObject, in file: String) throws(EvidenceError) {
        guard object.has("RunProfileName"), object.has("ConnectorId") || object.has("ConnectorName") else {
            throw EvidenceError(
                .unexpected, in: file, at: object.path.isEmpty ? nil : .key(object.path),
                found: "an object without RunProfileName and ConnectorId",
                expected: "the output of Get-ADSyncRunProfileResult | ConvertTo-Json")
        }
        connectorID = (try object.string("ConnectorId").known ?? "").lowercased().filter { $0 != "{" && $0 != "}" }
        connectorName = try object.string("ConnectorName").known ?? ""
        profileName = try object.string("RunProfileName").known ?? ""
        result = try object.string("Result")
        isComplete = try object.flag("IsRunComplete")
        startedAt = try object.date("StartDate")
        // A run that has not ended has the first moment of .NET there.
        let ended = try object.date("EndDate")
        let isUnset = (ended.known ?? .distantPast) < Date(timeIntervalSince1970: 0)
        endedAt = ended.isValue && isUnset ? .absent : ended
        userName = try object.string("Username")
        let steps = try object.objects("RunStepResults") { step throws(EvidenceError) in
            try step.string("StepXml").known.map(Self.kind(ofStep:)) ?? nil
        }
        if case .value(let kinds) = steps, !kinds.isEmpty, kinds.allSatisfy({ $0 != nil }) {
            self.kinds = kinds.compactMap { $0 }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            isKindByName = false
        } else {
            kinds = Self.kind(ofProfile: profileName).map { [$0] } ?? []
            isKindByName = true
        }
    }

    private static func kind(ofProfile name: String) -> Kind? {
        switch name.lowercased().filter({ !$0.isWhitespace }) {
        case "fullimport": .fullImport
        case "deltaimport": .deltaImport
        case "fullsynchronization", "fullsync": .fullSynchronization
        case "deltasynchronization", "deltasync": .deltaSynchronization
        case "export": .export
        default: nil
        }
    }

    /// A fragment of XML such as `<step-type type="full-import"><import-subtype>to-cs</import-subtype></step-type>…`.
    private static func kind(ofStep xml: String) -> Kind? {
        if xml.contains("type=\"full-import\"") { return .fullImport }
        if xml.contains("type=\"delta-import\"") { return .deltaImport }
        if xml.contains("type=\"export\"") { return .export }
        guard xml.contains("type=\"apply-rules\"") else { return nil }
        if xml.contains("reevaluate-flow-connectors") { return .fullSynchronization }
        return xml.contains("apply-pending") ? .deltaSynchronization : nil
    }
}
