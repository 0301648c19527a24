public import FoundationEssentials
import Inspection

/// Reads an export of Connect, file by file, each in pieces of any size.
///
///     var reader = ConnectExportReader(directory: "export")
///     for file in files where try reader.begin(path, writtenAt: date) {
///         while let piece = … { try reader.append(piece) }
///         try reader.endFile()
///     }
///     let export = try reader.finish()
///
/// Whoever has the files enumerates the directory and its folders, hands every path in, and reads those that are taken. A
/// connector file may be hundreds of megabytes of schema: nothing of it is held but the element being read.
public struct ConnectExportReader: Sendable {
    /// More files than any export has.
    private static let fileLimit = 20_000

    private let directory: String
    private var current: ConnectFileReader?
    private var fileCount = 0
    private var oldest: Date?
    private var isUndated = false
    private var latestChange: Date?
    private var connectorIDs: Set<String> = []
    private var forests: [ForestConnector] = []
    private var tenants: [TenantConnector] = []
    private var others: [ConnectExport.OtherConnector] = []
    private var settings: ConnectSettings?
    private var rules: [SynchronizationRule] = []

    /// - Parameter directory: For errors and reports.
    public init(directory: String) {
        self.directory = directory
    }

    /// A file of the directory.
    ///
    /// - Parameters:
    ///   - path: From the directory on, or any other by which a person finds the file; its last part tells what it is.
    ///   - writtenAt: When it was last written; nil where that is not known.
    /// - Returns: Whether it belongs to an export. Only then its bytes are asked for.
    /// - Throws: ``EvidenceError``: a file before it had no end, or there are too many.
    public mutating func begin(_ path: String, writtenAt: Date?) throws(EvidenceError) -> Bool {
        guard let kind = ConnectFileKind(path: path) else { return false }
        fileCount += 1
        guard fileCount <= Self.fileLimit else {
            throw EvidenceError(
                .tooLarge, in: directory, found: "more than \(Self.fileLimit) files", expected: "one export")
        }
        current = ConnectFileReader(kind, file: path)
        if let writtenAt {
            oldest = min(oldest ?? writtenAt, writtenAt)
        } else {
            isUndated = true
        }
        return true
    }

    /// The next bytes of the file begun.
    ///
    /// - Throws: ``EvidenceError`` with line and column.
    public mutating func append(_ bytes: [UInt8]) throws(EvidenceError) {
        try current?.append(bytes[...])
    }

    /// The end of the file begun.
    ///
    /// - Throws: ``EvidenceError`` with line and column: the file is cut short, or is another than its name says.
    public mutating func endFile() throws(EvidenceError) {
        guard var file = current else { return }
        current = nil
        switch try file.finish() {
        case .forest(let connector):
            try noteConnector(connector.id, in: file.file, changedAt: connector.changedAt.known)
            forests.append(connector)
        case .tenant(let connector):
            try noteConnector(connector.id, in: file.file, changedAt: connector.changedAt.known)
            tenants.append(connector)
        case .other(let connector, let id):
            try noteConnector(id, in: file.file, changedAt: nil)
            others.append(connector)
        case .settings(let read):
            guard settings == nil else { throw twice("global settings", in: file.file) }
            settings = read
        case .rule(let rule): rules.append(rule)
        }
    }

    /// - Throws: ``EvidenceError``: the directory holds no export.
    public mutating func finish() throws(EvidenceError) -> ConnectExport {
        guard !connectorIDs.isEmpty else {
            throw EvidenceError(
                .unexpected, in: directory, found: "no file Connector_{…}.xml in it or its folders",
                expected: "the directory that Get-ADSyncServerConfiguration -Path wrote")
        }
        let undated = "the file system was not asked when a file was written"
        return ConnectExport(
            directory: directory,
            writtenAt: isUndated ? .notCollected(why: undated) : oldest.map { .value($0) } ?? .absent,
            configurationChangedAt: latestChange.map { .value($0) } ?? .absent,
            forests: forests.sorted { ($0.name, $0.id) < ($1.name, $1.id) },
            tenants: tenants.sorted { ($0.name, $0.id) < ($1.name, $1.id) },
            others: others.sorted { $0.name < $1.name },
            settings: settings.map { .value($0) } ?? .notCollected(why: "the export has no GlobalSettings/MV.xml"),
            rules: rules.isEmpty
                ? .notCollected(why: "the export has no file in SynchronizationRules")
                : .value(rules.sorted { $0.id < $1.id }))
    }

    private mutating func noteConnector(
        _ id: String, in file: String, changedAt: Date?
    ) throws(EvidenceError) {
        guard connectorIDs.insert(id).inserted else { throw twice("the connector {\(id)}", in: file) }
        if let changedAt { latestChange = max(latestChange ?? changedAt, changedAt) }
    }

    private func twice(_ what: String, in file: String) -> EvidenceError {
        EvidenceError(
            .unexpected, in: file, found: "\(what) for the second time", expected: "one export in the directory")
    }
}
