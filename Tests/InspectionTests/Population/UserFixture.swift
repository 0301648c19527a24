import ActiveDirectory
import LDAP
import TestSupport

/// A user as tests want it, for entries that are read and for scripted directories.
struct UserFixture {
    static let staff = "OU=Staff,DC=corp,DC=example,DC=test"
    static let sales = "OU=Sales,DC=corp,DC=example,DC=test"
    static let schema = "CN=Schema,CN=Configuration,DC=corp,DC=example,DC=test"

    var name: String
    var container = staff
    var classes = ["top", "person", "organizationalPerson", "user"]
    var accountControl: String? = "512"
    var adminCount: String?
    var passwordSettingsObject: String?
    var descriptor: [UInt8]?

    init(_ name: String, _ change: (inout UserFixture) -> Void = { _ in }) throws {
        self.name = name
        descriptor = try Self.descriptor("D:AI(A;;RPWP;;;AU)")
        change(&self)
    }

    static func descriptor(_ sddl: String) throws -> [UInt8] { try SecurityDescriptor(sddl: sddl).bytes() }

    var distinguishedName: String { "CN=\(name),\(container)" }

    /// In the order of the server.
    var attributes: [(name: String, values: [[UInt8]])] {
        var all: [(String, [[UInt8]])] = [
            ("objectClass", classes.map { Array($0.utf8) }),
            ("objectGUID", [WindowsIdentifiers.guid(for: distinguishedName)]),
        ]
        if let accountControl { all.append(("userAccountControl", [Array(accountControl.utf8)])) }
        if let adminCount { all.append(("adminCount", [Array(adminCount.utf8)])) }
        if let passwordSettingsObject { all.append(("msDS-ResultantPSO", [Array(passwordSettingsObject.utf8)])) }
        if let descriptor { all.append(("nTSecurityDescriptor", [descriptor])) }
        return all
    }

    var entry: Entry {
        Entry(
            distinguishedName: DistinguishedName(distinguishedName),
            attributes: attributes.map { Entry.Attribute(description: $0.name, values: $0.values) })
    }

    /// With what a domain controller filters by.
    var scripted: DirectoryEntry {
        var entry = DirectoryEntry(distinguishedName)
        for (name, values) in attributes { entry[name] = DirectoryValues(values) }
        entry["objectCategory"] = DirectoryValues("CN=Person,\(Self.schema)")
        entry.operational = ["msds-resultantpso"]
        return entry
    }
}

extension DirectoryTree {
    /// Adds organizational units and users to the domain of the forest root.
    mutating func add(_ users: [UserFixture], units: [String] = [UserFixture.staff, UserFixture.sales]) {
        for unit in units {
            add(DirectoryEntry(unit, ["objectClass": ["top", "organizationalUnit"]]))
        }
        for user in users { add(user.scripted) }
    }
}
