import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

/// What decides rights in a domain, and what the caller's own rights prove.
@Suite struct SecurityReaderTests {
    static let root = TokenExpansionTests.corpRoot
    static let readable = "O:SYG:SYD:(A;;RPLCLORC;;;AU)"
    static let resetForAll = "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;BO)"

    static func container(_ name: String, _ descriptor: String, objectClass: String = "organizationalUnit") throws
        -> DirectoryEntry
    {
        var entry = DirectoryEntry(name)
        entry["objectClass"] = ["top", "\(objectClass)"]
        entry["nTSecurityDescriptor"] = DirectoryValues([try SecurityDescriptor(sddl: descriptor).bytes()])
        return entry
    }

    static func read(
        caller: Observed<Token> = .value(Token([.authenticatedUsers])),
        _ change: (inout DirectoryTree) throws -> Void = { _ in }
    ) async throws -> DomainSecurity {
        let world = try await TokenExpansionTests.world(caller: caller) { tree in
            tree.add(try container(root, readable, objectClass: "domainDNS"))
            tree.add(try container("CN=Users,\(root)", readable, objectClass: "container"))
            tree.add(try container("CN=Builtin,\(root)", readable, objectClass: "builtinDomain"))
            tree.add(try container("CN=System,\(root)", "O:SYG:SYD:P(A;;RPLCLORC;;;AU)", objectClass: "container"))
            tree.add(try container("OU=Plain,\(root)", readable))
            tree.add(try container("OU=Protected,\(root)", "O:SYG:SYD:P(A;;RPLCLORC;;;AU)"))
            tree.add(try container("OU=Delegated,\(root)", readable + resetForAll))
            var user = DirectoryEntry(
                "CN=u,OU=Protected,\(root)",
                ["objectClass": ["top", "person", "user"], "objectCategory": "CN=Person,CN=Schema,\(root)"])
            user["objectSid"] = DirectoryValues([TokenExpansionTests.sid(TokenExpansionTests.corp, 1400).bytes])
            tree.add(user)
            try change(&tree)
        }
        defer { world.servers.forEach { $0.stop() } }
        return await SecurityReader(domain: world.domains[0]).run()
    }

    @Test func theContainersAtWhichRightsOnUsersChange() async throws {
        let security = try await Self.read()
        let containers = try #require(security.containers.known)
        #expect(security.containers.isValue)
        #expect(containers.map(\.distinguishedName.rdn?.value) == ["Delegated", "Protected"])
        #expect(containers.map(\.holdsUsers) == [.value(false), .value(true)])
    }

    @Test func aWithheldDescriptorMakesTheListPartialAndEmptinessUnproved() async throws {
        let security = try await Self.read { $0["OU=Plain,\(Self.root)"]?.withheld = ["ntsecuritydescriptor"] }
        guard case .partial(let containers, let why) = security.containers else {
            Issue.record("\(security.containers)")
            return
        }
        #expect(containers.count == 2)
        #expect(why.contains("OU=Plain"))
        #expect(security.inetOrgPersons == .notReturned)
    }

    @Test func noInetOrgPersonIsProvedOnlyByWhoMayListEverything() async throws {
        #expect(try await Self.read().inetOrgPersons == .value(0))
        let closed = try await Self.read { tree in
            tree.add(try Self.container("OU=Closed,\(Self.root)", "O:SYG:SYD:(A;;RPRC;;;AU)"))
        }
        #expect(closed.inetOrgPersons == .notReturned)
        #expect(try await Self.read(caller: .notReturned).inetOrgPersons == .notReturned)
        let some = try await Self.read { tree in
            tree.add(DirectoryEntry("CN=p,CN=Users,\(Self.root)", ["objectClass": ["top", "inetOrgPerson"]]))
        }
        #expect(some.inetOrgPersons == .value(1))
    }

    @Test func aDescriptorThatCannotBeReadIsHiddenAndNeverWithoutRights() async throws {
        let security = try await Self.read { tree in
            tree[Self.root]?["nTSecurityDescriptor"] = DirectoryValues([[1, 0, 4, 0x80, 0, 0]])
        }
        #expect(security.domainRoot.isHidden, "\(security.domainRoot)")
    }

    // MARK: Pre-Windows 2000 Compatible Access

    static let group = "CN=Pre2000,CN=Builtin,\(root)"

    @Test func itsMembersByTheNamesOfForeignSecurityPrincipals() async throws {
        #expect(try await Self.read().preWindows2000Members == .value([.authenticatedUsers]))
    }

    @Test func noMemberIsProvedByTheRightToReadThem() async throws {
        let empty = try await Self.read { $0[Self.group]?["member"] = [] }
        #expect(empty.preWindows2000Members == .absent)
        let hidden = try await Self.read { tree in
            tree[Self.group]?["member"] = []
            tree[Self.group]?["nTSecurityDescriptor"] = DirectoryValues([
                try SecurityDescriptor(sddl: "O:SYG:SYD:(A;;GA;;;SY)").bytes()
            ])
        }
        #expect(hidden.preWindows2000Members == .notReturned)
        let unknownCaller = try await Self.read(caller: .notReturned) { $0[Self.group]?["member"] = [] }
        #expect(unknownCaller.preWindows2000Members == .notReturned)
    }

    @Test func aMemberThatIsNotShownMakesTheListPartial() async throws {
        let security = try await Self.read { tree in
            tree[Self.group]?["member"] = [
                "CN=S-1-5-11,CN=ForeignSecurityPrincipals,\(Self.root)", "CN=Gone,CN=Users,\(Self.root)",
            ]
        }
        guard case .partial(let members, _) = security.preWindows2000Members else {
            Issue.record("\(security.preWindows2000Members)")
            return
        }
        #expect(members == [.authenticatedUsers])
    }
}
