import Foundation
import LDAP
import Networking
import Synchronization
import TestSupport
import Testing

@Suite("a search of 100,000 entries, cancelled", .serialized, .timeLimit(.minutes(10)))
struct ScaleAbandonTests {
    /// What a consumer does when its task is cancelled.
    enum Consumer: CaseIterable {
        /// It takes entries as fast as they come.
        case taking
        /// It has stopped taking them, so that every buffer on the way is full and slapd's writer stands. That is sooner
        /// than half-way: what is left must fit into no kernel's buffers.
        case waiting

        var lastEntry: Int { self == .taking ? ScaleDirectory.people / 2 : 1000 }
    }

    /// Seconds from the cancellation to the line in slapd's log; both times are the system clock's.
    private func delay(_ consumer: Consumer, _ server: SlapdServer, _ connection: LDAPConnection) async throws -> Double
    {
        let before = abandons(server).count
        let task = Mutex<Task<Int, any Error>?>(nil)
        let cancelled = Mutex<Date?>(nil)
        let cancel: @Sendable () -> Void = {
            cancelled.withLock { $0 = Date() }
            task.withLock { $0 }?.cancel()
        }
        let (never, ending) = AsyncStream<Never>.makeStream()
        let isThere = Mutex(false)
        let consuming = Task {
            var count = 0
            for try await _ in connection.search(ScaleDirectory.everything()) {
                count += 1
                guard count == consumer.lastEntry else { continue }
                isThere.withLock { $0 = true }
                switch consumer {
                case .taking: cancel()
                case .waiting: for await _ in never {}
                }
            }
            return count
        }
        task.withLock { $0 = consuming }
        if consumer == .waiting {
            _ = try await eventually("the last entry that is taken", by: .after(.seconds(60))) {
                isThere.withLock { $0 } ? true : nil
            }
            try await untilBlocked(server)
            cancel()
        }
        await #expect(throws: CancellationError.self) { try await consuming.value }
        ending.finish()
        let logged = try await eventually("the Abandon in slapd's log") {
            abandons(server).dropFirst(before).first
        }
        return logged - (try #require(cancelled.withLock { $0 }).timeIntervalSince1970)
    }

    /// The times of the Abandons in slapd's log, whose lines begin with seconds and nanoseconds in hexadecimal digits.
    private func abandons(_ server: SlapdServer) -> [Double] {
        server.log.split(separator: "\n").compactMap { line in
            guard line.contains(" ABANDON msg="), let stamp = line.split(separator: " ").first else { return nil }
            let parts = stamp.split(separator: ".")
            guard parts.count == 2, let seconds = UInt64(parts[0], radix: 16),
                let fraction = UInt64(parts[1], radix: 16)
            else { return nil }
            return Double(seconds) + Double(fraction) / 1_000_000_000
        }
    }

    /// Waits until what slapd has sent and the kernel could not deliver has stopped growing.
    private func untilBlocked(_ server: SlapdServer) async throws {
        var last = 0
        var unchanged = 0
        _ = try await eventually("a full socket") { () -> Bool? in
            let port = ":" + String(server.port, radix: 16, uppercase: true).leftPadded(to: 4) + " "
            // Foundation reads no more than the first page of such a file.
            let waiting = try await runSuccessfully("cat", ["/proc/net/tcp"]).split(separator: "\n")
                .compactMap { line -> Int? in
                    let fields = line.split(separator: " ")
                    guard fields.count > 4, (fields[1] + " ").hasSuffix(port) else { return nil }
                    return Int(fields[4].prefix(8), radix: 16)
                }.reduce(0, +)
            unchanged = waiting > 0 && waiting == last ? unchanged + 1 : 0
            last = waiting
            return unchanged == 10 ? true : nil
        }
    }

    @Test(
        "slapd's log shows the Abandon within 100 ms, and the connection serves another search",
        arguments: Consumer.allCases)
    func abandoned(consumer: Consumer) async throws {
        let server = try await ScaleDirectory.server()
        var delays: [Double] = []
        // An Abandon that waits for the other entries would be late each time; a busy machine is not.
        while delays.count < 5, delays.allSatisfy({ $0 > 0.1 }) {
            let connection = try await server.connect()
            delays.append(try await delay(consumer, server, connection))
            let again = try await connection.read(DistinguishedName(ScaleDirectory.suffix), attributes: ["o"])
            #expect(again?.text("o") == "Scale")
            #expect(connection.end == nil)
            connection.close()
        }
        #expect(delays.allSatisfy { $0 > 0 })
        #expect(delays.contains { $0 < 0.1 }, "\(delays) s")
        guard consumer == .waiting else { return }
        // slapd writes a result for each search that it has brought to its end.
        let connections = Set(server.logLines.filter { $0.verb == "ABANDON" }.suffix(delays.count).map(\.connection))
        #expect(connections.count == delays.count)
        let results = server.logLines.filter { connections.contains($0.connection) && $0.verb == "SEARCH" }
        #expect(results.allSatisfy { $0.text.contains("nentries=1 ") }, "\(results)")
        #expect(results.count == delays.count, "the searches for one entry")
    }
}

extension String {
    fileprivate func leftPadded(to length: Int) -> String {
        String(repeating: "0", count: max(0, length - count)) + self
    }
}
