import ActiveDirectory
import TestSupport
import Testing

/// Damaged answers: any error will do, a trap or a hang will not.
@Suite struct NetlogonFuzzTests {
    static let datagrams = [
        NetlogonCaptures.windowsDatagram, NetlogonCaptures.sambaExtended, NetlogonCaptures.sambaExtendedWithAddress,
        NetlogonCaptures.sambaVersion5, NetlogonCaptures.sambaNT40, NetlogonCaptures.sambaNotServed,
    ]

    @Test(arguments: datagrams.indices) func damagedDatagrams(index: Int) {
        var random = SeededRandom(seed: UInt64(100 + index))
        var outcomes: [String: Int] = [:]
        for _ in 0..<5_000 {
            let bytes = random.damaged(Self.datagrams[index])
            do {
                let answer = try NetlogonAnswerReader(messageID: index == 0 ? 3 : 7).answer(inDatagram: bytes)
                outcomes[answer == nil ? "none" : "answer", default: 0] += 1
            } catch {
                outcomes[error.code.rawValue, default: 0] += 1
            }
        }
        // The damage must reach every layer, or the loop proves nothing.
        #expect(outcomes["answer", default: 0] > 100)
        #expect(outcomes["notLDAP", default: 0] > 100)
        #expect(outcomes["malformed", default: 0] > 100)
        #expect(outcomes["truncated", default: 0] > 100)
    }

    /// Past the LDAP layer, where most damage never comes.
    @Test func damagedValues() throws {
        var random = SeededRandom(seed: 7)
        var read = 0
        for round in 0..<20_000 {
            let original = NetlogonCaptures.extended
            let bytes = random.damaged(
                round % 2 == 0 ? original : Array(original.prefix(24)) + original.shuffled(using: &random))
            do {
                let response = try NetlogonResponse(bytes)
                read += 1
                // A byte that is no UTF-8 becomes three.
                if let name = response.hostName, name.utf8.count > 3 * 255 {
                    Issue.record("a name of \(name.utf8.count) bytes")
                }
            } catch {
                if error.detail.isEmpty { Issue.record("an error without words for \(bytes)") }
            }
        }
        #expect(read > 1_000)
    }

    @Test func damagedStreamsInRandomPieces() {
        var random = SeededRandom(seed: 8)
        for _ in 0..<3_000 {
            var reader = NetlogonAnswerReader(messageID: 7)
            var rest = random.damaged(NetlogonCaptures.sambaExtended + NetlogonCaptures.sambaVersion5)[...]
            do {
                while !rest.isEmpty {
                    let size = Int.random(in: 1...40, using: &random)
                    _ = try reader.receive(rest.prefix(size))
                    rest = rest.dropFirst(size)
                }
            } catch {
                if error.received.isEmpty { Issue.record("an error without bytes") }
            }
        }
    }
}
