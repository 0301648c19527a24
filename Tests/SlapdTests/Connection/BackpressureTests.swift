import TestSupport
import Testing

@testable import LDAP

@Suite("a consumer that is behind", .serialized, .timeLimit(.minutes(2)))
struct BackpressureTests {
    private func manyPeople(_ count: Int, size: Int) async throws -> SlapdServer {
        try await Client.slapd {
            $0.ldif = SearchTests.manyPeople(count, size: size)
            $0.global = ["sizelimit unlimited"]
        }
    }

    @Test("holds the server back, not this process's memory, and gets every entry in the end")
    func slowConsumer() async throws {
        let server = try await manyPeople(5000, size: 4000)
        let connection = try await server.connect { $0.operationTimeout = .milliseconds(400) }
        var iterator = connection.search(SearchTests.people()).makeAsyncIterator()
        #expect(try await iterator.next() != nil)
        // A second one, watched from within, that nobody takes anything from.
        let watched = try await server.connect { $0.operationTimeout = .milliseconds(400) }
        let operation = try watched.begin(SearchTests.people())
        _ = try await eventually("the full buffer") { operation.buffer.room == .plenty ? nil : true }
        // Longer than an operation may go without an answer: time in which the consumer is behind does not count.
        let silence = ContinuousClock.now
        _ = try await eventually("time to pass") { silence.duration(to: .now) > .milliseconds(900) ? true : nil }
        #expect(!server.logLines.contains { $0.text.hasPrefix("SEARCH RESULT") }, "the server was not held back")
        #expect(watched.end == nil)
        watched.close()
        var waiting = 0
        while case .item = await operation.buffer.next() { waiting += 1 }
        #expect(waiting == watched.configuration.bufferedEntries)

        var count = 1
        while try await iterator.next() != nil { count += 1 }
        #expect(count == 5000)
        try await server.logLine { $0.text.hasPrefix("SEARCH RESULT") && $0.text.contains("nentries=5000") }
        await server.stop()
    }

    @Test("may ask for more on the same connection: one read for each entry does not wait for ever")
    func readForEachEntry() async throws {
        let server = try await manyPeople(2000, size: 20)
        let connection = try await server.connect { $0.operationTimeout = .seconds(5) }
        var count = 0
        for try await case .entry(let entry) in connection.search(SearchTests.people()) {
            count += 1
            guard count % 100 == 1 else { continue }
            let again = try await connection.read(entry.distinguishedName, attributes: ["uid"])
            #expect(again?["uid"] == entry["uid"])
        }
        #expect(count == 2000)
        await server.stop()
    }

    @Test("who waits behind entries that nobody takes is told so in time, and the search goes on")
    func heldBack() async throws {
        let server = try await manyPeople(3000, size: 4000)
        let connection = try await server.connect {
            $0.operationTimeout = .milliseconds(500)
            $0.bufferedBytes = 64 << 10
        }
        let operation = try connection.begin(SearchTests.people())
        _ = try await eventually("the full buffer") { operation.buffer.room == .none ? true : nil }
        let error = await #expect(throws: LDAPError.self) { try await connection.whoAmI() }
        #expect(error?.code == .timedOut)
        #expect(error?.meaning.contains("another search on this connection") == true, "\(String(describing: error))")
        var count = 0
        while case .item = await operation.buffer.next() { count += 1 }
        #expect(count == 3000)
        await server.stop()
    }

    @Test("two searches share a connection, each with its own entries")
    func multiplexed() async throws {
        let server = try await manyPeople(1500, size: 20)
        let connection = try await server.connect()
        func count(_ filter: LDAPFilter) async throws -> Int {
            var count = 0
            var request = SearchTests.people()
            request.filter = filter
            for try await case .entry(let entry) in connection.search(request) {
                guard case .substrings(_, let wanted) = filter else { continue }
                let uid = entry.text("uid") ?? ""
                #expect(uid.hasPrefix(String(decoding: wanted.initial ?? [], as: UTF8.self)))
                count += 1
            }
            return count
        }
        async let ones = count(.begins("uid", with: "p1"))
        async let twos = count(.begins("uid", with: "p2"))
        async let whole = connection.whoAmI()
        #expect(try await ones == 611)
        #expect(try await twos == 111)
        #expect(try await whole == "")
        try await server.logLine { $0.text.contains("nentries=611") }
        try await server.logLine { $0.text.contains("nentries=111") }
        #expect(Set(server.logLines.filter { $0.text.hasPrefix("SRCH base") }.map(\.connection)).count == 1)
        await server.stop()
    }
}

extension SearchBuffer {
    /// Waits for what comes, in tests where something does.
    fileprivate func next() async -> Step { await next(within: .seconds(60)) { CancellationError() } }
}
