import ActiveDirectory
import Foundation
import LDAP
import Synchronization
import TestSupport
import Testing

@testable import Inspection

/// Users read from scripted forests: by whom, how many, and what becomes of it when something is in the way.
@Suite("the users of a forest") struct PopulationCollectionTests {
    private static let users = ["alice", "bob", "carol", "dave", "erin"]

    private func forest(
        _ shape: ForestShape = ForestShape(), hosts: [String: ScriptedForest.Host] = [:],
        behaviour: (String, inout DirectoryBehaviour) -> Void = { _, _ in }
    ) async throws -> ScriptedForest {
        let users = try Self.users.map { name in
            try UserFixture(name) { if name == "erin" { $0.container = UserFixture.sales } }
        }
        return try await ScriptedForest(shape, hosts: hosts) { name, tree, scripted in
            tree.add(users)
            behaviour(name, &scripted)
        }
    }

    private func collect(
        _ forest: ScriptedForest, limit: Int? = nil, base: String? = nil
    ) async throws -> Observed<Population>? {
        let snapshot = try await forest.collect {
            $0.population = PopulationOptions(limit: limit, base: base.map { DistinguishedName($0) })
        }
        return snapshot.domain("corp.example.test")?.population
    }

    /// The searches that ask for descriptors of people, by server.
    private func scans(_ forest: ScriptedForest) -> [String: Int] {
        forest.servers.mapValues { server in
            server.requests.filter { request in
                guard case .search(let search) = request.operation else { return false }
                return search.attributes.contains("userAccountControl") && search.attributes.contains("adminCount")
            }.count
        }.filter { $0.value > 0 }
    }

    @Test("are not read unless they are asked for")
    func notAskedFor() async throws {
        let forest = try await forest()
        let snapshot = try await forest.collect()
        #expect(snapshot.domain("corp.example.test")?.population == .notCollected(why: "not asked for (--population)"))
        #expect(scans(forest).isEmpty)
    }

    @Test("come from a domain controller that is not the PDC emulator")
    func notFromPDC() async throws {
        let forest = try await forest()
        let population = try #require(try await collect(forest)?.known)
        #expect(scans(forest) == ["DC2": 1])
        #expect(population.readFrom == "dc2.corp.example.test")
        #expect(!population.isReadFromPDCEmulator)
        #expect(population.users == 5)
        #expect(population.base == DistinguishedName("DC=corp,DC=example,DC=test"))
        #expect(population.groups.map(\.users).sorted() == [1, 4])
        #expect(population.groups.map(\.container.rdn?.value) == ["Sales", "Staff"])
    }

    @Test("come from the PDC emulator where no other writable one answers")
    func fromPDC() async throws {
        let shape = ForestShape { $0.controllers.append(.init("RODC1") { $0.isReadOnly = true }) }
        let forest = try await forest(shape, hosts: ["DC2": .refusing])
        let population = try #require(try await collect(forest)?.known)
        #expect(scans(forest) == ["DC1": 1])
        #expect(population.isReadFromPDCEmulator)
    }

    @Test("of each domain come from it")
    func twoDomains() async throws {
        let forest = try await forest(ForestShape { $0.addChildDomain() })
        let snapshot = try await forest.collect { $0.population = PopulationOptions() }
        #expect(snapshot.domain("corp.example.test")?.population.known?.users == 5)
        // An empty answer proves nothing.
        #expect(snapshot.domain("emea.corp.example.test")?.population == .notReturned)
        #expect(scans(forest) == ["DC2": 1, "EMEADC1": 1])
    }

    @Test("below a container only, and other domains are left out")
    func base() async throws {
        let forest = try await forest(ForestShape { $0.addChildDomain() })
        let snapshot = try await forest.collect {
            $0.population = PopulationOptions(base: DistinguishedName(UserFixture.sales))
        }
        let population = try #require(snapshot.domain("corp.example.test")?.population.known)
        #expect(population.users == 1)
        #expect(population.base == DistinguishedName(UserFixture.sales))
        #expect(snapshot.domain("emea.corp.example.test")?.population.state == "notCollected")
        #expect(scans(forest) == ["DC2": 1])
    }

    @Test("below a container that is not there: an error that says so")
    func missingBase() async throws {
        let forest = try await forest()
        let error = await #expect(throws: CollectionError.self) {
            try await collect(forest, base: "OU=Nobody,DC=corp,DC=example,DC=test")
        }
        #expect(error?.code == .objectNotFound)
        #expect(error?.attempted.contains("OU=Nobody") == true)
        #expect(error?.advice.contains("--population-base") == true)
    }

    @Test("up to a limit, which is said", arguments: [1, 4])
    func limit(_ limit: Int) async throws {
        let found = try #require(try await collect(try await forest(), limit: limit))
        #expect(found.known?.users == limit)
        #expect(found.why == "only the first \(limit) users were asked for")
        #expect(found.state == "partial")
    }

    @Test("up to a limit that is not reached", arguments: [5, 6, 100_000])
    func wideLimit(_ limit: Int) async throws {
        let found = try await collect(try await forest(), limit: limit)
        #expect(found?.state == "value")
        #expect(found?.known?.users == 5)
    }

    @Test("asked for owner and DACL only, by name, on a page of their own")
    func request() async throws {
        let forest = try await forest()
        _ = try await collect(forest)
        let searches = forest.servers["DC2"]?.requests.compactMap { request -> ReceivedRequest? in
            guard case .search(let search) = request.operation, search.attributes.contains("adminCount") else {
                return nil
            }
            return request
        }
        let request = try #require(searches?.first)
        func control(_ oid: String) -> ReceivedRequest.Control? { request.controls.first { $0.oid == oid } }
        #expect(control("1.2.840.113556.1.4.801")?.value == [0x30, 3, 2, 1, 5])
        #expect(control("1.2.840.113556.1.4.319") != nil)
    }

    @Test("a server that fails half-way leaves what came, and why there is no more")
    func failure() async throws {
        let busy = ScriptedResult(51, "the server is busy")
        let forest = try await forest { name, behaviour in
            guard name == "DC2" else { return }
            behaviour.answer(.search, of: UserFixture.staff, .entriesThen(2, busy))
        }
        let found = try #require(try await collect(forest, base: UserFixture.staff))
        #expect(found.state == "partial")
        #expect(found.known?.users == 2)
        #expect(found.why?.contains("the server is busy") == true)
    }

    @Test("a connection that is lost between two pages leaves what came")
    func lostConnection() async throws {
        let forest = try await forest { name, behaviour in
            guard name == "DC2" else { return }
            behaviour.maximumPageSize = 1
            // StartTLS, bind, two pages; no other connection to it has as many requests.
            behaviour.events[5] = .close
        }
        let found = try #require(try await collect(forest))
        #expect(found.state == "partial")
        #expect(found.known?.users == 2)
        #expect(found.why?.isEmpty == false)
    }

    @Test("a server that ends at its size limit leaves a part")
    func sizeLimit() async throws {
        let forest = try await forest { name, behaviour in
            behaviour.answer(.search, of: UserFixture.staff, .entriesThen(3, ScriptedResult(4, "limit")))
        }
        let found = try #require(try await collect(forest, base: UserFixture.staff))
        #expect(found.state == "partial")
        #expect(found.known?.users == 3)
    }

    @Test("a server that hides everything gives nothing, and no proof")
    func refused() async throws {
        let forest = try await forest { _, behaviour in
            behaviour.answer(.search, of: UserFixture.staff, .result(ScriptedResult(50, "no")))
        }
        #expect(try await collect(forest, base: UserFixture.staff)?.state == "hidden")
    }

    @Test("the whole is partial where they are, and comes back from JSON as it was")
    func roundTrip() async throws {
        let forest = try await forest()
        let snapshot = try await forest.collect { $0.population = PopulationOptions(limit: 3) }
        #expect(!snapshot.isWhole)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let bytes = try encoder.encode(snapshot)
        let back = try JSONDecoder().decode(ForestSnapshot.self, from: bytes)
        #expect(back == snapshot)
        #expect(try encoder.encode(back) == bytes)
        #expect(String(decoding: bytes, as: UTF8.self).contains("D:AI(A;;RPWP;;;AU)"))
        #expect(try await forest.collect { $0.population = PopulationOptions() }.isWhole)
    }

    @Test("progress tells how many there are, once they were counted")
    func progress() async throws {
        let forest = try await forest()
        let seen = Mutex<[PopulationProgress]>([])
        let options = try forest.options { $0.population = PopulationOptions(limit: 4, countsFirst: true) }
        let collector = Collector(options: options, logger: ScriptedForest.logger) { progress in
            if case .users("corp.example.test", let count) = progress { seen.withLock { $0.append(count) } }
        }
        _ = try await collector.collect("corp.example.test")
        let last = try #require(seen.withLock { $0.last })
        #expect(last.users == 4)
        #expect(last.of == 4)
    }

    @Test(
        "the rest takes as long as the rate says",
        arguments: [
            (PopulationProgress(users: 100, of: 300, seconds: 2), 50.0, 4.0),
            (PopulationProgress(users: 100, of: nil, seconds: 2), 50, nil),
            (PopulationProgress(users: 0, of: 300, seconds: 2), 0, nil),
            (PopulationProgress(users: 5, of: 3, seconds: 1), 5, 0),
            (PopulationProgress(users: 5, of: 30, seconds: 0), 0, nil),
        ] as [(PopulationProgress, Double, Double?)])
    func remaining(_ progress: PopulationProgress, rate: Double, left: Double?) {
        #expect(progress.rate == rate)
        #expect(progress.secondsLeft == left)
    }
}
