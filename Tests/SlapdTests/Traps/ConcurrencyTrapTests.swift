import Dispatch
import Networking
import Synchronization
import Testing

@testable import LDAP
@testable import TestSupport

/// One `LDAP *` is one lane: a thread that waits inside `ldap_result` holds everybody else off.
@Suite("traps: one lane a handle", .serialized, .timeLimit(.minutes(2)))
struct ConcurrencyTrapTests {
    private static let tree = DirectoryTree([DirectoryEntry("", ["objectClass": "top"])])

    @Test("blocking ldap_result: a second operation is answered while one waits")
    func blockingResultSecondOperation() async throws {
        let behaviour = DirectoryBehaviour {
            $0.requiresBind = false
            $0.answer(.search, .never)
        }
        let server = try ScriptedDirectoryServer(Self.tree, behaviour)
        let connection = try await Client.connect(server.port)
        let waiting = Task { try await connection.read(DistinguishedName("")) }
        _ = try await eventually("the search that waits") { server.requests.isEmpty ? nil : true }
        // A thread that waits inside ldap_result lets nobody in for seconds; the best of a few keeps a busy machine out of it.
        var fastest = Duration.seconds(60)
        for _ in 1...5 {
            let started = ContinuousClock.now
            _ = try await connection.whoAmI()
            fastest = min(fastest, started.duration(to: .now))
        }
        #expect(fastest < .milliseconds(100), "\(fastest)")
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        server.stop()
    }

    @Test("the error state is the handle's: each operation gets its own server's words all the same")
    func errorsOfTheirOwn() async throws {
        let names = (0..<8).map { "dc=number\($0)" }
        let behaviour = DirectoryBehaviour {
            $0.requiresBind = false
            for (number, name) in names.enumerated() {
                $0.answer(.search, of: name, .result(ScriptedResult(50 + number % 4, "words for \(name)")))
            }
        }
        let server = try ScriptedDirectoryServer(Self.tree, behaviour)
        let connection = try await Client.connect(server.port)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for round in 0..<200 {
                let number = round % names.count
                group.addTask {
                    let error = await #expect(throws: LDAPError.self) {
                        try await connection.read(DistinguishedName(names[number]))
                    }
                    #expect(error?.diagnosticMessage == "words for \(names[number])")
                    #expect(error?.resultCode?.rawValue == Int32(50 + number % 4))
                }
            }
            try await group.waitForAll()
        }
        server.stop()
    }

    @Test("sticky server-down: what has ended stays ended, says why each time, and is not tried again")
    func stickyServerDown() async throws {
        let server = try ClosingServer(.afterBindAnswered)
        let connection = try await Client.connect(server.port)
        try await connection.bind(.anonymous)
        let end = try await eventually("the end") { connection.end }
        for _ in 1...5 {
            let started = ContinuousClock.now
            let error = await #expect(throws: LDAPError.self) { try await connection.read(DistinguishedName("")) }
            #expect(error?.code == .closed)
            #expect(error?.meaning == end.meaning)
            #expect(started.duration(to: .now) < .seconds(5))
        }
        #expect(server.accepted == 1)
        // Another connection is another handle.
        let other = try await Client.connect(server.port)
        try await other.bind(.anonymous)
        #expect(server.accepted == 2)
        server.stop()
    }

    @Test("blocking writes: a server that reads nothing does not keep a large request, or its thread, for ever")
    func unreadRequest() async throws {
        await #expect(processExitsWith: .success) {
            // The kernel takes the connection; nobody takes its bytes.
            let server = try ListeningSocket()
            let connection = try await Client.connect(server.port) { $0.operationTimeout = .seconds(1) }
            let large = SearchRequest(
                base: DistinguishedName(""), scope: .base,
                filter: .equals("cn", String(repeating: "x", count: 32 << 20)))
            let ended = Mutex<LDAPError.Code?>(nil)
            let search = Task {
                do {
                    for try await _ in connection.search(large) {}
                } catch let error as LDAPError {
                    ended.withLock { $0 = error.code }
                }
            }
            let code = try await eventually("the search's end", by: .after(.seconds(20))) { ended.withLock { $0 } }
            #expect(code == .closed || code == .timedOut, "\(code)")
            try await search.value
            // The caller does not wait for it: its thread may still be writing the request down.
            _ = try await eventually("the thread's end", by: .after(.seconds(30))) {
                try OwnProcess.connectionThreads == 0 ? true : nil
            }
            server.shutDown()
        }
    }

    @Test("a thread that hangs inside a library: whoever waits on it has an error in time, a search's consumer too")
    func hangingThread() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect { $0.operationTimeout = .seconds(1) }
        // What libkrb5, a name service or a device can do to a thread, without a wait for it.
        let release = DispatchSemaphore(value: 0)
        connection.mailbox.post(.init(run: { _ in release.wait() }, fail: { _ in }))
        let started = ContinuousClock.now
        let search = Task { try await connection.read(DistinguishedName("")) }
        let question = Task { try await connection.whoAmI() }
        let ended = await #expect(throws: LDAPError.self) { try await search.value }
        #expect(ended?.code == .timedOut)
        #expect(ended?.operation == .search)
        let other = await #expect(throws: LDAPError.self) { try await question.value }
        #expect(other?.code == .timedOut)
        #expect(started.duration(to: .now) < .seconds(30))
        release.signal()
        await server.stop()
    }
}
