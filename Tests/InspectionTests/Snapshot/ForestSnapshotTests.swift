import ActiveDirectory
import Foundation
import LDAP
import TestSupport
import Testing

@testable import Inspection

@Suite struct ForestSnapshotTests {
    /// One real collection, which has values of every kind in it.
    private func snapshot() async throws -> ForestSnapshot {
        let shape = ForestShape { shape in
            shape.addChildDomain()
            shape.hasAzureADKerberos = true
            shape.domains[0].trusts = [.init("partner.example", flatName: "PARTNER", sid: "S-1-5-21-1-2-3")]
            shape.domains[0].passwordSettings = [.init("Admins", precedence: 1)]
            shape.domains[1].passwordSettings = [.init("Users", precedence: 2)]
            shape.domains[1].trusts = [.init("corp.example.test", flatName: "CORP", sid: "S-1-5-21-4-5-6")]
        }
        return try await ScriptedForest(shape).collect()
    }

    @Test("comes back from JSON as it was, and says the same again")
    func roundTrip() async throws {
        let snapshot = try await snapshot()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let bytes = try encoder.encode(snapshot)
        let back = try JSONDecoder().decode(ForestSnapshot.self, from: bytes)
        #expect(back == snapshot)
        #expect(try encoder.encode(back) == bytes)
        #expect(snapshot.version == ForestSnapshot.currentVersion)
        #expect(!String(decoding: bytes, as: UTF8.self).contains(ScriptedForest.password))
    }

    @Test(
        "every state of an observation comes back",
        arguments: [
            .value(1), .partial(1, why: "cut"), .absent, .notReturned, .hidden(why: "right"),
            .unreachable(why: "closed"), .notCollected(why: "off"),
        ] as [Observed<Int>])
    func observations(_ observed: Observed<Int>) throws {
        let back = try JSONDecoder().decode(Observed<Int>.self, from: try JSONEncoder().encode(observed))
        #expect(back == observed)
        #expect(back.why == observed.why)
    }

    @Test("a state that nobody knows is refused")
    func unknownState() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Observed<Int>.self, from: Data(#"{"state":"guessed","value":1}"#.utf8))
        }
    }

    @Test("is whole when every domain, controller and list was read")
    func isWhole() async throws {
        let whole = try await snapshot()
        #expect(whole.isWhole)
        func changed(_ change: (inout ForestSnapshot) -> Void) -> Bool {
            var copy = whole
            change(&copy)
            return copy.isWhole
        }
        let domains = try #require(whole.forest.domains.known)
        let controllers = try #require(whole.forest.domainControllers.known)
        #expect(!changed { $0.run.complete = false })
        #expect(!changed { $0.forest.domains = .partial(domains, why: "cut") })
        #expect(!changed { $0.forest.domainControllers = .partial(controllers, why: "cut") })
        #expect(!changed { $0.forest.sites = .unreachable(why: "closed") })
        #expect(
            !changed { $0.forest.domains = .value(domains.map { with($0) { $0.sid = .unreachable(why: "closed") } }) })
        #expect(
            !changed { $0.forest.domains = .value(domains.map { with($0) { $0.trusts = .partial([], why: "cut") } }) })
        #expect(
            !changed {
                $0.forest.domains = .value(
                    domains.map { with($0) { $0.passwordSettingsObjects = .unreachable(why: "x") } })
            })
        #expect(
            !changed {
                $0.forest.domainControllers = .value(
                    controllers.map { with($0) { $0.rootDSE = .unreachable(why: "x") } })
            })
        // A single attribute, and an empty answer that proves nothing, do not count.
        #expect(changed { $0.forest.domains = .value(domains.map { with($0) { $0.trusts = .notReturned } }) })
        #expect(changed { $0.forest.domains = .value(domains.map { with($0) { $0.functionalLevel = .notReturned } }) })
        #expect(changed { $0.forest.functionalLevel = .notReturned })
    }

    private func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
        var copy = value
        change(&copy)
        return copy
    }
}
