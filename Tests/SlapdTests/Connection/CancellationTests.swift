import Synchronization
import TestSupport
import Testing

@testable import LDAP

@Suite("leaving a search", .serialized, .timeLimit(.minutes(2)))
struct CancellationTests {
    private func manyPeople() async throws -> SlapdServer {
        try await Client.slapd {
            // More than the buffers of both kernels hold, so that slapd is still at it when it is told to stop.
            $0.ldif = SearchTests.manyPeople(5000, size: 4000)
            $0.global = ["sizelimit unlimited"]
        }
    }

    @Test("a cancelled task abandons its search at the server, and the connection serves another")
    func cancelled() async throws {
        let server = try await manyPeople()
        let connection = try await server.connect()
        let taken = Mutex(0)
        let task = Task {
            for try await _ in connection.search(SearchTests.people()) { taken.withLock { $0 += 1 } }
        }
        _ = try await eventually("some entries") { taken.withLock { $0 >= 10 } ? true : nil }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        try await server.logLine { $0.verb == "ABANDON" && $0.text == "ABANDON msg=1" }
        #expect(try await connection.read(DistinguishedName("dc=example,dc=test")) != nil)
        #expect(connection.end == nil)
        #expect(taken.withLock { $0 } < 5000)
        // Had the thread read the rest first, slapd would have come to the end.
        #expect(!server.logLines.contains { $0.text.contains("nentries=5000") })
        await server.stop()
    }

    @Test("leaving the loop abandons too")
    func leftLoop() async throws {
        let server = try await manyPeople()
        let connection = try await server.connect()
        var count = 0
        for try await _ in connection.search(SearchTests.people()) {
            count += 1
            if count == 3 { break }
        }
        try await server.logLine { $0.verb == "ABANDON" }
        #expect(try await connection.whoAmI() == "")
        await server.stop()
    }

    @Test("a task that is cancelled before it begins sends nothing")
    func cancelledBefore() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await connection.read(DistinguishedName(""))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await connection.whoAmI() == "")
        try await server.logLine { $0.verb == "EXT" }
        #expect(!server.logLines.contains { $0.verb == "SRCH" })
        await server.stop()
    }

    @Test("blocking ldap_result: an abandon reaches the server within 100 ms while another operation waits")
    func blockingResult() async throws {
        let behaviour = DirectoryBehaviour {
            $0.requiresBind = false
            $0.answer(.search, .never)
            $0.answer(.extended, .never)
        }
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), behaviour)
        let connection = try await Client.connect(server.port)
        let waiting = Task { try await connection.whoAmI() }
        _ = try await eventually("the operation that waits") { server.requests.isEmpty ? nil : true }
        // A thread that waits inside ldap_result lets nobody in for seconds; the best of a few keeps a busy machine out of it.
        var fastest = Duration.seconds(60)
        for attempt in 1...5 {
            let task = Task { try await connection.read(DistinguishedName("")) }
            _ = try await eventually("the search") { server.requests.count == attempt * 2 ? true : nil }
            let started = ContinuousClock.now
            task.cancel()
            _ = try await eventually("the abandon") { server.requests.count == attempt * 2 + 1 ? true : nil }
            fastest = min(fastest, started.duration(to: .now))
            guard case .abandon? = server.requests.last?.operation else {
                Issue.record("\(String(describing: server.requests.last))")
                return
            }
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(fastest < .milliseconds(100), "\(fastest)")
        connection.close()
        let error = await #expect(throws: LDAPError.self) { try await waiting.value }
        #expect(error?.code == .closed)
        #expect(error?.operation == .whoAmI)
        server.stop()
    }

    @Test("closing a connection fails what is under way, what waits to be sent, and what comes later")
    func closed() async throws {
        let behaviour = DirectoryBehaviour {
            $0.requiresBind = false
            $0.answer(.search, .never)
        }
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), behaviour)
        for _ in 0..<20 {
            let connection = try await Client.connect(server.port)
            let tasks = (0..<8).map { _ in Task { try await connection.read(DistinguishedName("")) } }
            connection.close()
            for task in tasks {
                let error = await #expect(throws: LDAPError.self) { try await task.value }
                #expect(error?.code == .closed)
            }
            #expect(connection.end?.code == .closed)
        }
        server.stop()
    }

    @Test("the time allowed ends a search that gets no answer, and only it")
    func timedOut() async throws {
        let behaviour = DirectoryBehaviour {
            $0.requiresBind = false
            $0.answer(.search, .never)
        }
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), behaviour)
        let connection = try await Client.connect(server.port) { $0.operationTimeout = .milliseconds(300) }
        let error = await #expect(throws: LDAPError.self) { try await connection.read(DistinguishedName("")) }
        #expect(error?.code == .timedOut)
        #expect(error?.operation == .search)
        _ = try await eventually("the abandon") {
            if case .abandon? = server.requests.last?.operation { true } else { nil }
        }
        #expect(try await connection.whoAmI() == "")
        server.stop()
    }
}
