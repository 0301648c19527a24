public import ActiveDirectory
public import FoundationEssentials
public import Inspection

/// What `secedit /export /cfg FILE` wrote on one computer: an INF file, which does not say of which.
public struct SecurityPolicyExport: Sendable, Hashable, Codable {
    /// The file, as the reader was told.
    public var file: String
    /// When the file was last written, as the file system says: the format has no date of its own.
    public var writtenAt: Observed<Date>
    /// "Restrict clients allowed to make remote calls to SAM" (`MACHINE\System\CurrentControlSet\Control\Lsa\RestrictRemoteSAM`).
    ///
    /// `.notReturned` where the file has registry values and not this one: secedit leaves out what no policy sets, while a
    /// value in the registry outlives the policy that set it. `.notCollected` where the file has no registry values at all.
    public var restrictRemoteSAM: Observed<SecurityDescriptor>
    /// Who may impersonate a client after authentication (`SeImpersonatePrivilege`): SIDs, or names where secedit found none.
    public var impersonation: Observed<[String]>

    private static let limit = 16 << 20
    private static let valueName = #"machine\system\currentcontrolset\control\lsa\restrictremotesam"#

    /// Reads the file.
    ///
    /// - Parameters:
    ///   - file: Its name, for errors.
    ///   - writtenAt: When it was last written; nil where that is not known.
    ///   - domains: The domains of aliases such as `DA`, if known.
    /// - Throws: ``EvidenceError`` with line and column.
    public init(
        _ bytes: [UInt8], file: String, writtenAt: Date?, domains: SDDLDomains = .none
    ) throws(EvidenceError) {
        let text = try UTF8Transcoder.text(of: bytes, in: file, limit: Self.limit)
        let template = try SecurityTemplate(text, file: file)
        self.file = file
        self.writtenAt =
            writtenAt.map { .value($0) }
            ?? .notCollected(why: "the file system was not asked when the file was written")
        impersonation = template.value("privilege rights", "seimpersonateprivilege").map { value in
            value.text.split(separator: ",").map { name in
                let name = name.drop { $0 == " " || $0 == "\t" }
                return String(name.hasPrefix("*S-1-") ? name.dropFirst() : name)
            }
        }
        switch template.value("registry values", Self.valueName) {
        case .value(let value): restrictRemoteSAM = try Self.descriptor(value, in: file, domains)
        case .notCollected(let why): restrictRemoteSAM = .notCollected(why: why)
        default: restrictRemoteSAM = .notReturned
        }
    }

    /// `1,"O:BAG:BAD:(A;;RC;;;BA)"`: the type of the registry value (1 is REG_SZ), and the text.
    private static func descriptor(
        _ value: SecurityTemplate.Value, in file: String, _ domains: SDDLDomains
    ) throws(EvidenceError) -> Observed<SecurityDescriptor> {
        let place = EvidenceError.Place.line(value.line, column: 1)
        let parts = value.text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "1" else {
            throw EvidenceError(
                .unexpected, in: file, at: place, found: "RestrictRemoteSAM=\(value.text)",
                expected: "a text, as RestrictRemoteSAM=1,\"O:BAG:BAD:(A;;RC;;;BA)\"")
        }
        var text = parts[1]
        if text.count >= 2, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
        // An empty text is how the editor of policies writes "defined, with nothing in it".
        if text.allSatisfy({ $0 == " " }) { return .absent }
        do {
            return .value(try SecurityDescriptor(sddl: text, in: domains))
        } catch {
            throw EvidenceError(
                .unexpected, in: file, at: place, found: "RestrictRemoteSAM=\(value.text) (\(error.detail))",
                expected: "a descriptor in SDDL")
        }
    }
}

/// A security template: sections of `key = value`.
private struct SecurityTemplate {
    struct Value {
        let text: String
        let line: Int
    }

    private var sections: [String: [String: Value]] = [:]

    init(_ bytes: [UInt8], file: String) throws(EvidenceError) {
        var section: String?
        for (index, bytes) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let place = EvidenceError.Place.line(index + 1, column: 1)
            let inner = bytes.drop(while: XMLCharacters.isSpace)
            let end = inner.lastIndex { !XMLCharacters.isSpace($0) }.map { $0 + 1 } ?? inner.startIndex
            let line = String(decoding: inner[..<end], as: UTF8.self)
            if line.isEmpty || line.hasPrefix(";") { continue }
            if line.hasPrefix("[") {
                guard line.hasSuffix("]") else {
                    throw EvidenceError(.malformed, in: file, at: place, found: line, expected: "“]” at its end")
                }
                let name = line.dropFirst().dropLast().lowercased()
                section = name
                sections[name, default: [:]] = sections[name] ?? [:]
                continue
            }
            guard let section else {
                throw EvidenceError(
                    .unexpected, in: file, at: place, found: line,
                    expected: "a section such as [Unicode], as secedit /export writes it")
            }
            // Sections such as [File Security] have lines without a key.
            guard let equals = line.firstIndex(of: "=") else { continue }
            let key = line[..<equals].lowercased().filter { !$0.isWhitespace }
            let text = line[line.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
            guard sections[section]?[key] == nil else {
                throw EvidenceError(.malformed, in: file, at: place, found: "\(key) twice", expected: "it once")
            }
            sections[section]?[key] = Value(text: String(text), line: index + 1)
        }
        guard let version = sections["version"], version["signature"] != nil else {
            throw EvidenceError(
                sections.isEmpty ? .unexpected : .truncated, in: file, found: "no section [Version] with a signature",
                expected: "the whole file of secedit /export, which ends with one")
        }
    }

    func value(_ section: String, _ key: String) -> Observed<Value> {
        guard let values = sections[section] else {
            return .notCollected(why: "the file has no section [\(section)]: secedit /export was run for other areas")
        }
        return values[key].map { .value($0) } ?? .notReturned
    }
}
