import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

/// Which accounts may be the connector account: by an installer's name, and by what the domain root grants.
@Suite struct ConnectorAccountSearchTests {
    static let root = TokenExpansionTests.corpRoot

    static func account(_ name: String, _ number: UInt32, classes: [String] = ["top", "person", "user"])
        -> DirectoryEntry
    {
        var entry = DirectoryEntry(
            "CN=\(name),CN=Users,\(root)",
            ["objectCategory": "CN=Person,CN=Schema,CN=Configuration,\(root)", "sAMAccountName": "\(name)"])
        entry["objectClass"] = DirectoryValues(classes)
        entry["distinguishedName"] = DirectoryValues(entry.dn)
        entry["objectSid"] = DirectoryValues([TokenExpansionTests.sid(TokenExpansionTests.corp, number).bytes])
        return entry
    }

    static func sid(_ number: UInt32) -> SecurityIdentifier {
        TokenExpansionTests.sid(TokenExpansionTests.corp, number)
    }

    /// An express account, a stranger with its name's beginning that is a group, a custom account, a help desk, and an administrator.
    static func world() async throws -> TokenExpansionTests.World {
        try await TokenExpansionTests.world { tree in
            tree.add(account("MSOL_0a1b2c3d4e5f", 1300))
            tree.add(account("msol_AD_SYNC", 1301))
            tree.add(account("pGMSA_a1b2c3$", 1302, classes: ["top", "user", "msDS-GroupManagedServiceAccount"]))
            tree.add(try TokenExpansionTests.group("CN=MSOL_Admins,CN=Users,\(root)", sid(1303)))
            tree["CN=MSOL_Admins,CN=Users,\(root)"]?["sAMAccountName"] = "MSOL_Admins"
            tree.add(account("svc-sync", 1304))
            tree.add(account("helpdesk1", 1305))
            tree.add(account("Administrator", 500))
            tree.add(try TokenExpansionTests.group("CN=Helpdesk,CN=Users,\(root)", sid(1306)))
        }
    }

    static func descriptor(_ entries: String) throws -> Observed<SecurityDescriptor> {
        .value(try SecurityDescriptor(sddl: "O:SYG:SYD:" + entries))
    }

    static func found(
        _ world: TokenExpansionTests.World, entries: String = "", given: AccountName? = nil
    ) async throws -> Observed<[ConnectorAccountSearch.Candidate]> {
        await ConnectorAccountSearch(
            domains: [world.domains[0]], roots: [DistinguishedName(root): try descriptor(entries)], given: given
        ).run()
    }

    @Test func byTheNamesOfEveryGenerationAndNoGroup() async throws {
        let world = try await Self.world()
        let candidates = try #require(try await Self.found(world).known)
        #expect(candidates.map(\.sid) == [Self.sid(1300), Self.sid(1301), Self.sid(1302)])
        #expect(candidates.map(\.reasons) == [[.name], [.name], [.cloudSyncName]])
    }

    @Test func byReplicationAndByResetPasswordAndNotWhomEveryDomainHas() async throws {
        let world = try await Self.world()
        let all = "1131f6ad-9c07-11d1-f79f-00c04fc2dcd2"
        let reset = "00299570-246d-11d0-a768-00aa006e0529"
        let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
        let candidates = try #require(
            try await Self.found(
                world,
                entries: "(OA;;CR;\(all);;\(Self.sid(1304)))(OA;CIIO;CR;\(reset);\(user);\(Self.sid(1305)))"
                    + "(OA;;CR;\(all);;\(Self.sid(500)))(OA;CIIO;CR;\(reset);\(user);\(Self.sid(1306)))"
            ).known)
        let others = candidates.filter { $0.sid.relativeIdentifier?.rawValue ?? 0 > 1302 }
        #expect(
            others.map(\.sid) == [Self.sid(1304), Self.sid(1305)], "neither the administrator nor a group's members")
        #expect(others.map(\.reasons) == [[.replicationRights], [.resetPassword]])
    }

    @Test(arguments: [
        "svc-sync", "CN=svc-sync,CN=Users,\(root)", "S-1-5-21-1-1-1-1304", "corp.test\\svc-sync", "svc-sync@corp.test",
    ])
    func theOneThatIsGivenAndNoOther(name: String) async throws {
        let world = try await Self.world()
        let given = try #require(AccountName(name))
        let candidates = try #require(try await Self.found(world, given: given).known, "\(given)")
        #expect(candidates.map(\.sid) == [Self.sid(1304)])
        #expect(candidates.map(\.reasons) == [[.given]])
    }

    @Test func withoutTheDescriptorOfTheRootTheListIsNotWhole() async throws {
        let world = try await Self.world()
        let found = await ConnectorAccountSearch(
            domains: [world.domains[0]], roots: [DistinguishedName(Self.root): .notReturned], given: nil
        ).run()
        guard case .partial(let candidates, _) = found else {
            Issue.record("\(found)")
            return
        }
        #expect(candidates.count == 3)
    }

    @Test func noneFoundIsNoProof() async throws {
        let world = try await TokenExpansionTests.world()
        let found = try await Self.found(world)
        #expect(found.known == nil)
        #expect(found.state == "notReturned")
    }
}
