import ActiveDirectory
import Inspection
import LDAP
import TestSupport
import Testing

/// One account, looked for and read, from scripted servers.
@Suite struct UserCollectionTests {
    private static let root = "DC=corp,DC=example,DC=test"
    private static let child = "DC=emea,DC=corp,DC=example,DC=test"
    private static let reader = SecurityIdentifier(authority: 5, subAuthorities: [21, 9, 9, 9, 1000])

    /// Adds an account, readable as far as its descriptor says.
    private static func add(
        _ name: String, below base: String, _ classes: [String] = ["top", "person", "organizationalPerson", "user"],
        sid: SecurityIdentifier, _ tree: inout DirectoryTree, _ change: (inout DirectoryEntry) -> Void = { _ in }
    ) {
        let dn = "CN=\(name),OU=Staff,\(base)"
        tree.add(DirectoryEntry("OU=Staff,\(base)", ["objectClass": ["top", "organizationalUnit"]]))
        var entry = DirectoryEntry(
            dn,
            [
                "objectClass": DirectoryValues(classes), "distinguishedName": DirectoryValues(dn),
                "sAMAccountName": DirectoryValues(name), "objectSid": DirectoryValues([sid.bytes]),
                "objectGUID": DirectoryValues([WindowsIdentifiers.guid(for: dn)]),
                "userPrincipalName": DirectoryValues("\(name)@example.com"), "userAccountControl": "512",
                "pwdLastSet": "133500000000000000",
            ])
        change(&entry)
        tree.add(entry)
    }

    private static func forest(
        _ change: @escaping (inout DirectoryEntry) -> Void = { _ in }
    ) async throws -> ScriptedForest {
        try await ScriptedForest(ForestShape { $0.addChildDomain() }) { name, tree, _ in
            tree[""]?["tokenGroups"] = DirectoryValues([reader.bytes, SecurityIdentifier.authenticatedUsers.bytes])
            let isChild = name.lowercased().hasPrefix("emea")
            let base = isChild ? child : root
            let sid = SecurityIdentifier(
                authority: 5,
                subAuthorities: isChild
                    ? [21, 2_000_478_354, 1_708_537_768, 1_957_994_488, 1106] : [21, 1, 2, 3, 1106])
            add("twice", below: base, sid: sid, &tree)
            add("only\(isChild ? "child" : "root")", below: base, sid: sid, &tree, change)
            add("host\(isChild ? "c" : "r")$", below: base, ["top", "person", "user", "computer"], sid: sid, &tree)
        }
    }

    private static func found(_ name: String, _ forest: ScriptedForest) async throws -> Observed<[DirectoryUser]> {
        let wanted = try #require(AccountName(name))
        return try await forest.collect {
            $0.scope = .domains
            $0.readsRights = true
            $0.user = wanted
        }.forest.users
    }

    @Test("every form of a name leads to the account, in whichever domain it is")
    func forms() async throws {
        let forest = try await Self.forest()
        for name in [
            "onlychild", "EMEA\\onlychild", "onlychild@example.com", "onlychild@emea.corp.example.test",
            "emea.corp.example.test\\onlychild", "CN=onlychild,OU=Staff,\(Self.child)",
        ] {
            let users = try await Self.found(name, forest)
            #expect(users.known?.map(\.samAccountName) == [.value("onlychild")], "\(name): \(users)")
            let user = try #require(users.known?.first)
            #expect(user.domain == "emea.corp.example.test" && user.kind == .user)
            #expect(user.containers.map(\.distinguishedName.description) == ["OU=Staff,\(Self.child)", Self.child])
        }
    }

    @Test("a name in two domains, in none, and of a computer")
    func others() async throws {
        let forest = try await Self.forest()
        #expect(try await Self.found("twice", forest).known?.count == 2)
        #expect(try await Self.found("CORP\\twice", forest).known?.count == 1)
        #expect(try await Self.found("nobody", forest) == .notReturned)
        #expect(try await Self.found("hostr$", forest).known?.map(\.kind) == [.computer])
    }

    @Test("what does not come back is absent where the descriptor grants it, and hidden where it does not")
    func readability() async throws {
        let lockout = "28630ebf-41d5-11d1-a9c1-0000f80367c1"
        let descriptor = try SecurityDescriptor(sddl: "D:(OA;;RP;\(lockout);;\(Self.reader))(A;;RC;;;AU)")
        let bytes = try descriptor.bytes()
        let forest = try await Self.forest { $0["nTSecurityDescriptor"] = DirectoryValues([bytes]) }
        let user = try #require(try await Self.found("onlyroot", forest).known?.first)
        #expect(user.descriptor == .value(descriptor))
        #expect(user.lockoutTime == .absent)
        #expect(user.adminCount == .hidden(why: "the bound account is not granted to read adminCount of this object"))
        #expect(user.userAccountControl == .value(.normalAccount))
        let states = Dictionary(uniqueKeysWithValues: user.attributes.map { ($0.name, $0.state) })
        #expect(states["lockoutTime"] == .empty && states["adminCount"] == .mayNotRead)
        #expect(states["pwdLastSet"] == .read && states["nTSecurityDescriptor"] == .read)
    }

    @Test("without a descriptor nothing is known of what does not come back")
    func withheld() async throws {
        let user = try #require(try await Self.found("onlyroot", Self.forest()).known?.first)
        #expect(user.descriptor == .notReturned && user.adminCount == .notReturned)
        #expect(user.attributes.first { $0.name == "adminCount" }?.state == .unknown)
    }

    @Test("of the domain controllers only the PDC emulators are asked")
    func scope() async throws {
        let forest = try await Self.forest()
        let snapshot = try await forest.collect {
            $0.scope = .domains
            $0.readsRights = true
            $0.user = .samAccountName("onlyroot")
        }
        #expect(snapshot.forest.domainControllers.known?.map(\.name) == ["DC1", "EMEADC1"])
        #expect(snapshot.forest.domains.known?.count == 2)
        #expect(forest.binds["DC2"] == 0)
    }
}
