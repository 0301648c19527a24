import ActiveDirectory
import Inspection
import LDAP
import Networking
import TestSupport
import Testing

/// Interruption and deadline: before the first bind an error, after it what was read until then.
@Suite struct InterruptedCollectionTests {
    /// Its second controller never answers a search of the domain; everything else is read.
    private func stuck() async throws -> ScriptedForest {
        try await ScriptedForest { name, _, behaviour in
            if name == "DC2" { behaviour.answer(.search, of: "DC=corp,DC=example,DC=test", .never) }
        }
    }

    private func isStuck(_ forest: ScriptedForest) async throws {
        try await eventually("the search that is never answered") {
            forest.servers["DC2"]?.requests.contains { $0.search?.base.lowercased() == "dc=corp,dc=example,dc=test" }
                == true
                ? () : nil
        }
    }

    @Test("a cancelled run gives what it has, and says that it is not complete")
    func cancelled() async throws {
        let forest = try await stuck()
        let collector = Collector(
            options: try forest.options { $0.operationTimeout = .seconds(600) }, logger: ScriptedForest.logger)
        let task = Task { try await collector.collect(ScriptedForest.root) }
        try await isStuck(forest)
        let started = ContinuousClock.now
        task.cancel()
        let snapshot = try await task.value
        #expect(started.duration(to: .now) < .seconds(10))
        #expect(!snapshot.run.complete)
        #expect(snapshot.run.notes == ["The run ended before everything was read."])
        #expect(!snapshot.isWhole)
        #expect(snapshot.forest.rootDomain == ScriptedForest.root)
        #expect(snapshot.forest.schemaVersion == .value(88))
        #expect(snapshot.forest.domains.known?.count == 1)
        #expect(snapshot.controller("DC2")?.rootDSE.isValue == true)
    }

    @Test("the deadline does the same")
    func deadline() async throws {
        let forest = try await stuck()
        let snapshot = try await forest.collect {
            $0.operationTimeout = .seconds(600)
            $0.deadline = .after(.seconds(5))
        }
        #expect(!snapshot.run.complete)
        #expect(snapshot.forest.schemaVersion == .value(88))
    }

    @Test("a deadline that passes before the first bind is an error of its own")
    func deadlineBeforeBind() async throws {
        let forest = try await ScriptedForest(hosts: ["DC1": .silent, "DC2": .silent])
        do {
            _ = try await forest.collect {
                $0.connectTimeout = .seconds(600)
                $0.deadline = .after(.milliseconds(300))
            }
            Issue.record("nothing was thrown")
        } catch let error as CollectionError {
            #expect(error.code == .interrupted)
        }
    }

    @Test("a run that is cancelled before the first bind says so")
    func cancelledBeforeBind() async throws {
        let silent = try SilentServer()
        let forest = try await ScriptedForest(ForestShape { $0.controllers = [.init("DC1")] }, hosts: ["DC1": .unknown])
        let options = try forest.options {
            $0.connectTimeout = .seconds(600)
            $0.redirections = [
                Redirection(
                    host: "dc1.corp.example.test", port: 389,
                    target: SocketAddress(.loopbackV4, port: UInt16(silent.port)))
            ]
        }
        let task = Task {
            try await Collector(options: options, logger: ScriptedForest.logger).collect(ScriptedForest.root)
        }
        try await eventually("the connection") { silent.accepted > 0 ? () : nil }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a run that was cancelled before it began ends at once")
    func cancelledBeforeAll() async throws {
        let forest = try await ScriptedForest()
        let options = try forest.options()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await Collector(options: options, logger: ScriptedForest.logger).collect(ScriptedForest.root)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(forest.binds.values.allSatisfy { $0 == 0 })
    }
}
