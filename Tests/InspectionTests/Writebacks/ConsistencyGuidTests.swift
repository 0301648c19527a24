import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

/// mS-DS-ConsistencyGuid against objectGUID, user by user, and what it takes to know all of them.
@Suite("source anchors of users") struct ConsistencyGuidTests {
    private static let root = TokenExpansionTests.corpRoot
    private static let schema = "CN=Schema,CN=Configuration,\(root)"
    private static let readable = "O:SYG:SYD:(A;;RPLCLORC;;;AU)"
    private static let closed = "O:SYG:SYD:(A;;RPRC;;;AU)"

    private static func user(_ name: String, anchor: String? = nil) -> DirectoryEntry {
        let dn = "CN=\(name),OU=Staff,\(root)"
        var entry = DirectoryEntry(
            dn, ["objectClass": ["top", "person", "user"], "objectCategory": "CN=Person,\(schema)"])
        entry["objectGUID"] = DirectoryValues([WindowsIdentifiers.guid(for: dn)])
        if let anchor {
            entry["mS-DS-ConsistencyGuid"] = DirectoryValues([
                WindowsIdentifiers.guid(for: anchor.isEmpty ? dn : anchor)
            ])
        }
        return entry
    }

    private static func scan(
        _ users: [DirectoryEntry], limit: Int? = nil, caller: Observed<Token> = .value(Token([.authenticatedUsers])),
        _ change: (inout DirectoryTree) throws -> Void = { _ in }
    ) async throws -> Observed<ConsistencyGuids> {
        let world = try await TokenExpansionTests.world(caller: caller) { tree in
            tree.add(try SecurityReaderTests.container(root, readable, objectClass: "domainDNS"))
            for name in ["CN=Users", "CN=System"] {
                tree.add(try SecurityReaderTests.container("\(name),\(root)", readable, objectClass: "container"))
            }
            // What the system keeps there is of no interest.
            tree.add(try SecurityReaderTests.container("CN=Shut,CN=System,\(root)", closed, objectClass: "container"))
            tree.add(try SecurityReaderTests.container("OU=Staff,\(root)", readable))
            for user in users { tree.add(user) }
            try change(&tree)
        }
        defer { world.servers.forEach { $0.stop() } }
        var scan = ConsistencyGuidScan(
            directory: world.domains[0].directory, domain: DistinguishedName(root), schema: DistinguishedName(schema),
            caller: caller)
        if let limit { scan.limit = limit }
        return await scan.run(readFrom: "dc2.corp.test")
    }

    @Test("are counted, and those that differ are named")
    func counted() async throws {
        let found = try await Self.scan(
            [Self.user("a"), Self.user("b", anchor: "")] + ["c", "d", "e", "f"].map { Self.user($0, anchor: "moved") })
        let expected = ConsistencyGuids(
            readFrom: "dc2.corp.test", users: 6, withValue: 5, differing: 4,
            examples: ["c", "d", "e"].map { DistinguishedName("CN=\($0),OU=Staff,\(Self.root)") })
        #expect(found == .value(expected))
    }

    @Test("are none only where everybody is shown")
    func none() async throws {
        #expect(try await Self.scan([Self.user("a")]).known?.withValue == 0)
        #expect(try await Self.scan([Self.user("a")]).isValue)
        #expect(try await Self.scan([]) == .value(ConsistencyGuids(readFrom: "dc2.corp.test")))
        let closed = try await Self.scan([Self.user("a")]) { tree in
            tree.add(try SecurityReaderTests.container("OU=Closed,\(Self.root)", Self.closed))
        }
        #expect(closed.state == "partial" && closed.why?.contains("OU=Closed") == true)
        let nobody = try await Self.scan([]) { tree in
            tree.add(try SecurityReaderTests.container("OU=Closed,\(Self.root)", Self.closed))
        }
        #expect(nobody == .notReturned)
        #expect(try await Self.scan([Self.user("a")], caller: .notReturned).state == "partial")
    }

    @Test("a user whose value is withheld is in neither count")
    func withheld() async throws {
        var shy = Self.user("b", anchor: "moved")
        shy.withheld = ["ms-ds-consistencyguid"]
        let found = try await Self.scan([Self.user("a"), shy])
        #expect(found.state == "partial" && found.known?.users == 2 && found.known?.withValue == 0)
        #expect(found.why == "1 users do not show whether they have a value")
    }

    @Test("of so many users and no more", arguments: [(1, "partial", 1), (2, "value", 2), (3, "value", 2)])
    func limited(limit: Int, state: String, users: Int) async throws {
        let found = try await Self.scan([Self.user("a"), Self.user("b")], limit: limit)
        #expect(found.state == state && found.known?.users == users)
    }

    // MARK: In a collection

    private static func asking(_ forest: ScriptedForest) -> Set<String> {
        Set(
            forest.servers.filter { _, server in
                server.requests.contains { request in
                    guard case .search(let search) = request.operation else { return false }
                    return search.attributes.contains("mS-DS-ConsistencyGuid")
                }
            }.keys)
    }

    @Test("are read only where they are asked for, and not from the PDC emulator")
    func collected() async throws {
        let users = try ["alice", "bob"].map { try UserFixture($0) }
        let forest = try await ScriptedForest { _, tree, _ in tree.add(users) }
        let without = try await forest.collect { $0.readsRights = true }
        #expect(
            without.domain(ScriptedForest.root)?.consistencyGuids == .notCollected(why: "not asked for (--writeback)"))
        #expect(without.forest.otherWritebacks == .notCollected(why: "not asked for (--writeback)"))
        #expect(Self.asking(forest).isEmpty)
        let with = try await forest.collect {
            $0.readsRights = true
            $0.otherWritebacks = [.consistencyGuid]
        }
        let found = try #require(with.domain(ScriptedForest.root)?.consistencyGuids.known)
        #expect(found.users == 2 && found.withValue == 0 && found.readFrom == "dc2.corp.example.test")
        #expect(Self.asking(forest) == ["DC2"])
    }
}
