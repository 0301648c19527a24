import ActiveDirectory
import LDAP

/// Reads objects that not every forest has. That one is not there is proved where the container above it shows its children to the
/// caller, or is itself proved not to be there.
struct ExistenceReader: Sendable {
    let directory: Directory
    /// The caller's own token at the server.
    let caller: Observed<Token>

    /// Names are only so deep; what is deeper came from an attribute that holds nonsense.
    private static let mostSteps = 64

    func read(_ name: DistinguishedName, _ attributes: [String]) async -> Observed<Entry> {
        await read(name, attributes, steps: Self.mostSteps)
    }

    private func read(_ name: DistinguishedName, _ attributes: [String], steps: Int) async -> Observed<Entry> {
        let (entry, isMissing) = await directory.lookUp(
            name, attributes, controls: [.securityDescriptorParts()])
        guard isMissing, steps > 0, let parent = name.parent, parent.rdn != nil else { return entry }
        switch await read(parent, ["nTSecurityDescriptor"], steps: steps - 1) {
        case .absent: return .absent
        case .value(let container): return showsChildren(container) ? .absent : .notReturned
        default: return .notReturned
        }
    }

    /// Whether the caller is granted to see the children of a container, of which the descriptor was read.
    func showsChildren(_ container: Entry) -> Bool {
        guard let descriptor = EntryReader(container).descriptor("nTSecurityDescriptor").known else { return false }
        return shows(.listContents, descriptor, ofClass: .organizationalUnitClass)
    }

    /// Whether the caller is granted a right to read.
    func shows(_ right: DirectoryRight, _ descriptor: SecurityDescriptor, ofClass objectClass: ObjectGUID) -> Bool {
        guard let token = caller.known else { return false }
        return AccessCheck(descriptor, ofClass: objectClass).decision(on: right, for: token).answer == .granted
    }
}

extension DirectoryContainer {
    init(_ entry: Entry) {
        let reader = EntryReader(entry)
        // The most specific class is the last (MS-ADTS 3.1.1.2.4.3).
        let objectClass: Observed<String> = reader.texts("objectClass").then { names in
            names.last.map { .value($0) } ?? .notReturned
        }
        self.init(
            distinguishedName: entry.distinguishedName, objectClass: objectClass,
            descriptor: reader.descriptor("nTSecurityDescriptor"))
    }

    /// What has to be asked for.
    static let attributes = ["objectClass", "nTSecurityDescriptor"]
}
