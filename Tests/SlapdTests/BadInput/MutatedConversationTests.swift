import LDAP
import TestSupport
import Testing

/// A conversation with a real slapd, replayed with faults: 2000 of them, the same on every run.
@Suite("a recorded conversation with faults", .serialized, .timeLimit(.minutes(5)))
struct MutatedConversationTests {
    @Test("replayed as it was, it gives what slapd gave")
    func replayed() async throws {
        let (conversation, entries) = try await RecordedConversation.record()
        #expect(conversation.answers.count == 6)
        let server = try conversation.server { answer, _ in .bytes(answer) }
        #expect(try await RecordedConversation.hold(over: Client.connect(server.port)) == entries)
        #expect(entries == 6)
        server.stop()
    }

    /// What a conversation with faults may end with, beside success: nothing else is for a broken server.
    private static let allowed: Set<LDAPError.Code> = [
        .notLDAP, .protocolViolation, .messageTooLarge, .closed, .timedOut, .server, .bindRejected,
    ]

    @Test("each fault ends by success or by one typed error: no crash, no hang, no memory", arguments: 0..<4)
    func mutated(batch: Int) async throws {
        await #expect(processExitsWith: .success) { [batch = batch as Int] in
            let (conversation, _) = try await RecordedConversation.record()
            let before = try OwnProcess.peakMemory
            try await withThrowingTaskGroup(of: LDAPError.Code?.self) { group in
                var outcomes: [LDAPError.Code?: Int] = [:]
                for number in 0..<500 {
                    if number >= 8, let code = try await group.next() { outcomes[code, default: 0] += 1 }
                    group.addTask { try await Self.run(conversation, seed: UInt64(batch * 500 + number)) }
                }
                for try await code in group { outcomes[code, default: 0] += 1 }
                // Faults that change nothing of weight, and faults that do: both must be among them, or nothing was tried.
                #expect(outcomes[nil, default: 0] > 5, "\(outcomes)")
                #expect(outcomes[.protocolViolation, default: 0] > 5, "\(outcomes)")
                #expect(outcomes[.notLDAP, default: 0] > 5, "\(outcomes)")
            }
            #expect(try OwnProcess.peakMemory - before < 192 << 20)
            _ = try await eventually("the threads' end") { try OwnProcess.connectionThreads == 0 ? true : nil }
        }
    }

    /// Spoils one answer of the conversation; returns what it ended with.
    private static func run(_ conversation: RecordedConversation, seed: UInt64) async throws -> LDAPError.Code? {
        var generator = MutationGenerator(seed: seed)
        let place = Int.random(in: 1...conversation.answers.count, using: &generator)
        let spoilt = generator.spoil(conversation.answers[place - 1])
        // A server that stays silent behind a fault takes the client's whole patience; most end the connection.
        let ends = seed % 4 != 0
        let server = try conversation.server { answer, number in
            number != place ? .bytes(answer) : ends ? .lastBytes(spoilt) : .bytes(spoilt)
        }
        defer { server.stop() }
        let started = ContinuousClock.now
        var ended: LDAPError.Code?
        do {
            let connection = try await Client.connect(server.port) { $0.operationTimeout = .milliseconds(400) }
            try await RecordedConversation.hold(over: connection)
        } catch let error as LDAPError {
            ended = error.code
            #expect(allowed.contains(error.code), "seed \(seed): \(error)")
        }
        let took = started.duration(to: .now)
        #expect(took < .seconds(10), "seed \(seed): \(took)")
        return ended
    }
}
