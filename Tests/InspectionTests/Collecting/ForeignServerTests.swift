import ActiveDirectory
import Inspection
import LDAP
import Networking
import TestSupport
import Testing

/// Servers that are no domain controllers, or stop being one midway.
@Suite struct ForeignServerTests {
    private func failure(_ forest: ScriptedForest) async -> (any Error)? {
        do {
            _ = try await forest.collect { $0.servers = ["dc1.corp.example.test"] }
            return nil
        } catch { return error }
    }

    @Test(
        "AD LDS and OpenLDAP are told from Active Directory",
        arguments: [
            (DirectoryFixture.lightweightDirectoryServices, "AD LDS"), (DirectoryFixture.openLDAP, "capability"),
        ])
    func otherDirectories(_ directory: DirectoryTree, _ word: String) async throws {
        let forest = try await ScriptedForest { _, tree, behaviour in
            tree = directory
            behaviour.netlogon = nil
        }
        let error = await failure(forest) as? CollectionError
        #expect(error?.code == .notActiveDirectory)
        #expect(error?.returned.contains(word) == true)
    }

    @Test("what is not LDAP is told so")
    func notLDAP() async throws {
        let garbage = try GarbageServer(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8))
        let forest = try await ScriptedForest(ForestShape { $0.controllers = [.init("DC1")] }, hosts: ["DC1": .unknown])
        do {
            _ = try await forest.collect {
                $0.redirections = [
                    Redirection(
                        host: "dc1.corp.example.test", port: 389,
                        target: SocketAddress(.loopbackV4, port: UInt16(garbage.port)))
                ]
            }
            Issue.record("nothing was thrown")
        } catch let error as CollectionError {
            #expect(error.code == .notLDAP)
            #expect(error.returned.contains("SSH-2.0"))
        }
    }

    @Test(
        "a server that closes after the bind ends the run with its reason",
        arguments: [DirectoryBehaviour.Event.close, .reset])
    func closesAfterBind(_ event: DirectoryBehaviour.Event) async throws {
        let forest = try await ScriptedForest { _, _, behaviour in behaviour.afterBind = event }
        let error = await failure(forest) as? LDAPError
        #expect(error?.code == .closed)
        #expect(error?.server.hasPrefix("dc1.corp.example.test") == true)
    }

    @Test("a second server that closes after the bind costs its own facts")
    func secondClosesAfterBind() async throws {
        let forest = try await ScriptedForest { name, _, behaviour in if name == "DC2" { behaviour.afterBind = .close }
        }
        let snapshot = try await forest.collect()
        #expect(snapshot.controller("DC2")?.rootDSE.state == "unreachable")
        #expect(snapshot.controller("DC2")?.reachability.state == .closed)
        #expect(snapshot.controller("DC2")?.reachability.why?.contains("closed the connection") == true)
        #expect(snapshot.domain(ScriptedForest.root)?.pdcConsensus.agreement == .confirmedInPart)
        #expect(!snapshot.isWhole)
    }

    @Test("the first server closing midway leaves a partial snapshot, and nothing is thrown")
    func closesMidway() async throws {
        // 1 StartTLS, 2 bind, 3 rootDSE, 4 Who am I?, then the configuration.
        let forest = try await ScriptedForest { name, _, behaviour in
            if name == "DC1" { behaviour.events = [5: .close] }
        }
        let snapshot = try await forest.collect()
        #expect(snapshot.forest.domains.state == "unreachable")
        #expect(snapshot.forest.domainControllers.state == "unreachable")
        #expect(snapshot.forest.sites.state == "unreachable")
        #expect(snapshot.forest.functionalLevel.state == "unreachable")
        #expect(snapshot.run.complete)
        #expect(!snapshot.isWhole)
    }

    @Test("a server that falls silent midway costs one timeout of an operation")
    func silentMidway() async throws {
        let forest = try await ScriptedForest { name, _, behaviour in
            if name == "DC1" { behaviour.events = [5: .silence] }
        }
        let snapshot = try await forest.collect { $0.operationTimeout = .seconds(3) }
        #expect(snapshot.forest.domains.state == "unreachable")
        #expect(snapshot.forest.domains.why?.contains("no answer within 3 s") == true)
        #expect(!snapshot.isWhole)
    }

    @Test("a configuration that the caller is not shown proves nothing")
    func configurationNotShown() async throws {
        let forest = try await ScriptedForest { _, tree, _ in
            tree.remove("CN=Partitions,CN=Configuration,DC=corp,DC=example,DC=test")
            tree.remove("CN=Sites,CN=Configuration,DC=corp,DC=example,DC=test")
        }
        let snapshot = try await forest.collect()
        #expect(snapshot.forest.domains == .notReturned)
        #expect(snapshot.forest.domainControllers == .notReturned)
        #expect(snapshot.forest.sites == .notReturned)
        #expect(snapshot.forest.functionalLevel == .notReturned)
        #expect(snapshot.forest.domainNamingMaster == .notReturned)
        #expect(!snapshot.isWhole)
    }
}
