public import FoundationEssentials
public import Inspection

/// What `adinspect egress --format json` wrote, in the network of the Connect server or elsewhere.
public struct EgressEvidence: Sendable, Hashable, Codable {
    /// The file, as the reader was told.
    public var file: String
    /// The host that the run was on.
    public var host: Observed<String>
    /// When the run ended, as the file says.
    public var finishedAt: Observed<Date>

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
    }
}
