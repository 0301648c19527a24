import Synchronization
import Testing

@testable import LDAP

@Suite("the buffer of a search")
struct SearchBufferTests {
    private func entry(_ number: Int, bytes: Int = 0) -> SearchItem {
        .entry(
            Entry(
                distinguishedName: DistinguishedName("cn=\(number)"),
                attributes: [.init(description: "v", values: [[UInt8](repeating: 0, count: bytes)])]))
    }

    private func taken(_ buffer: SearchBuffer) async -> DistinguishedName? {
        if case .item(.entry(let entry)) = await buffer.next() { entry.distinguishedName } else { nil }
    }

    @Test("is full by entries, and has room again when half are taken")
    func entries() async {
        let calls = Mutex(0)
        let buffer = SearchBuffer(maximumEntries: 10, maximumBytes: .max) { calls.withLock { $0 += 1 } }
        for number in 0..<9 { buffer.append(entry(number)) }
        #expect(buffer.room == .plenty)
        buffer.append(entry(9))
        #expect(buffer.room == .little)
        for number in 0..<4 { #expect(await taken(buffer) == DistinguishedName("cn=\(number)")) }
        #expect(buffer.room == .little)
        #expect(calls.withLock { $0 } == 0)
        #expect(await taken(buffer) == DistinguishedName("cn=4"))
        #expect(buffer.room == .plenty)
        #expect(calls.withLock { $0 } == 1)
    }

    @Test("is full for everybody by bytes")
    func bytes() async {
        let buffer = SearchBuffer(maximumEntries: 100, maximumBytes: 5044) {}
        for number in 0..<3 { buffer.append(entry(number, bytes: 1000)) }
        #expect(buffer.room == .plenty)
        buffer.append(entry(3, bytes: 1000))
        #expect(buffer.room == .none)
        _ = await taken(buffer)
        #expect(buffer.room == .none)
        _ = await taken(buffer)
        #expect(buffer.room == .plenty)
    }

    @Test("counts entries without attributes too")
    func emptyEntries() {
        let buffer = SearchBuffer(maximumEntries: .max, maximumBytes: 1 << 20) {}
        var count = 0
        while buffer.room == .plenty, count < 100_000 {
            buffer.append(.reference([]))
            count += 1
        }
        #expect(count <= 4096)
    }

    @Test("keeps the order over many turns, and gives the end after the last entry, again and again")
    func order() async {
        let buffer = SearchBuffer(maximumEntries: 1000, maximumBytes: .max) {}
        var next = 0
        for number in 0..<500 {
            buffer.append(entry(number))
            if number % 3 == 0 {
                #expect(await taken(buffer) == DistinguishedName("cn=\(next)"))
                next += 1
            }
        }
        struct Failed: Error {}
        buffer.finish(.failure(Failed()))
        buffer.append(entry(500))
        while next < 500 {
            #expect(await taken(buffer) == DistinguishedName("cn=\(next)"))
            next += 1
        }
        for _ in 0..<2 {
            guard case .end(.failure(let error)) = await buffer.next() else {
                Issue.record("no end")
                return
            }
            #expect(error is Failed)
        }
    }

    @Test("wakes who waits: with an entry, and with the end")
    func waiting() async {
        let buffer = SearchBuffer(maximumEntries: 1, maximumBytes: .max) {}
        async let first = taken(buffer)
        await Task.yield()
        buffer.append(entry(1))
        buffer.wake()
        #expect(await first == DistinguishedName("cn=1"))
        async let second = taken(buffer)
        await Task.yield()
        buffer.finish(.failure(CancellationError()))
        #expect(await second == nil)
    }

    @Test("a wait ends in time when the thread that should fill it never comes back, and stays ended")
    func expiry() async {
        struct Late: Error {}
        let buffer = SearchBuffer(maximumEntries: 10, maximumBytes: .max) {}
        buffer.append(entry(1))
        #expect(await taken(buffer) == DistinguishedName("cn=1"))
        let started = ContinuousClock.now
        for _ in 1...2 {
            guard case .end(.failure(let error)) = await buffer.next(within: .milliseconds(200), expired: { Late() })
            else {
                Issue.record("no end")
                return
            }
            #expect(error is Late)
        }
        #expect((.milliseconds(200)..<Duration.seconds(20)).contains(started.duration(to: .now)))
        buffer.append(entry(2))
        #expect(await taken(buffer) == nil)
    }
}

extension SearchBuffer {
    /// Waits for what comes, in tests where something does.
    fileprivate func next() async -> Step { await next(within: .seconds(60)) { CancellationError() } }
}
