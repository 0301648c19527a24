import LDAP

/// What the distinguished name of an NTDS Settings object tells (MS-ADTS 6.1.1.2.2.1.2.1.1):
/// `CN=NTDS Settings,CN=<server>,CN=Servers,CN=<site>,CN=Sites,…`.
///
/// `fSMORoleOwner`, `dsServiceName` and `nTDSDSA` objects carry such names. When the domain controller was removed, the name
/// holds a line feed and `DEL:` with a GUID (MS-ADTS 3.1.1.5.5.1.1).
public struct NTDSSettingsName: Sendable, Hashable {
    /// The relative name of the server object, without the mark of a deleted object.
    public let serverName: String
    /// The site in whose Servers container the server stands; nil when the name does not have that shape.
    public let siteName: String?
    /// Whether a mark says that the object, or one above it, is deleted.
    public let isDeleted: Bool
    /// The GUID in the mark of the NTDS Settings object itself.
    public let deletedGUID: ObjectGUID?

    /// Reads the name; nil when its first part is not `CN=NTDS Settings` with another part above it.
    public init?(_ distinguishedName: String) {
        guard let names = DistinguishedName(distinguishedName).rdns, names.count >= 2,
            names[0].type.lowercased() == "cn"
        else { return nil }
        let parts = names.map(MarkedName.init)
        guard parts[0].isNamed("NTDS Settings") else { return nil }
        serverName = parts[1].name
        isDeleted = parts.contains { $0.mark == .deleted }
        deletedGUID = parts[0].mark == .deleted ? parts[0].guid : nil
        siteName = parts.count >= 5 && parts[2].isNamed("Servers") && parts[4].isNamed("Sites") ? parts[3].name : nil
    }
}

/// A relative name's value and the mark that deletion or a name conflict put at its end.
private struct MarkedName {
    enum Mark { case deleted, conflict }

    let name: String
    let mark: Mark?
    let guid: ObjectGUID?

    init(_ relativeName: RelativeDistinguishedName) {
        let value = Array((relativeName.value ?? "").utf8)
        guard let lineFeed = value.firstIndex(of: 0x0A) else {
            (name, mark, guid) = (relativeName.value ?? relativeName.description, nil, nil)
            return
        }
        let tail = String(decoding: value[(lineFeed + 1)...], as: UTF8.self)
        name = String(decoding: value[..<lineFeed], as: UTF8.self)
        mark = tail.hasPrefix("DEL:") ? .deleted : tail.hasPrefix("CNF:") ? .conflict : nil
        guid = mark == nil ? nil : ObjectGUID(String(tail.dropFirst(4)))
    }

    /// Names of Active Directory's own containers are ASCII, so the comparison needs no more.
    func isNamed(_ other: String) -> Bool { name.lowercased() == other.lowercased() }
}
