import LDAP
import Testing

@testable import TestSupport

/// What a broken or hostile server can answer: each ends the connection by one typed error, in time and in bounded memory.
@Suite("answers that break the protocol", .serialized, .timeLimit(.minutes(2)))
struct MalformedAnswerTests {
    /// Bytes in place of the answer to a search, which has message id 1.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let code: LDAPError.Code

        init(_ name: String, _ code: LDAPError.Code, _ bytes: [UInt8]) {
            testDescription = name
            self.bytes = bytes
            self.code = code
        }
    }

    private static let ber = BER()
    private static let answer = LDAPAnswer(ber)
    private static let done = answer.result(.searchDone, id: 1, .success)
    private static let dn = "dc=example,dc=test"
    private static let entry = answer.entry(id: 1, dn: dn, [.init(name: "dc", values: [Array("example".utf8)])])

    private static func message(_ identifier: [UInt8], _ body: [UInt8]) -> [UInt8] {
        ber.sequence([identifier, body])
    }

    /// A search entry with id 1 of these parts.
    private static func entry(_ parts: [UInt8]...) -> [UInt8] {
        message(ber.integer(1), ber.sequence(parts, tag: 0x64))
    }

    /// liblber takes no message of fewer than seven bytes, so the length of nothing is written long.
    private static func emptyIn5Bytes(_ tag: UInt8) -> [UInt8] { [tag, 0x84, 0, 0, 0, 0] }

    private static let dnOctets = ber.text(dn)
    private static let noAttributes = ber.sequence([])

    /// BER that cannot be cut into messages. liblber tells a length that is none as it tells one that is too large.
    static let framing = [
        Case("a length of no length", .messageTooLarge, [0x30, 0x80, 0x02, 0x01, 0x01, 0x65, 0x00, 0x00, 0x00]),
        Case("a length of nine bytes", .messageTooLarge, [0x30, 0x89, 1, 2, 3, 4, 5, 6, 7, 8, 9] + done),
        Case("a length of 127 bytes", .messageTooLarge, [0x30, 0xFF] + done),
        Case("an empty message", .messageTooLarge, [0x30, 0x00] + done),
        Case("a message of 2 GiB", .messageTooLarge, LDAPAnswer.lyingLength),
        Case("a message of 4 GiB less one byte", .messageTooLarge, [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x02, 0x01]),
        Case("a length that leaves the message's end outside", .notLDAP, [0x30, 0x07] + done.dropFirst(2)),
        Case("a set in place of a sequence", .notLDAP, [0x31] + done.dropFirst()),
        Case("zeros", .notLDAP, [UInt8](repeating: 0, count: 64)),
    ]

    /// Messages that can be cut, and not be read.
    static let content = [
        Case("no message id", .notLDAP, ber.sequence([ber.octets([1])])),
        Case("a message id of five bytes", .notLDAP, message([0x02, 0x05, 0, 0, 0, 0, 1], ber.octets([]))),
        Case("nothing behind the message id", .notLDAP, ber.sequence([ber.integer(1)])),
        Case("an operation longer than its message", .notLDAP, [0x30, 0x05, 0x02, 0x01, 0x01, 0x65, 0x7F]),
        Case("a result without a code", .protocolViolation, message(ber.integer(1), ber.sequence([], tag: 0x65))),
        Case(
            "a result whose code has nine bytes", .protocolViolation,
            message(
                ber.integer(1),
                ber.sequence(
                    [[0x0A, 0x09] + [UInt8](repeating: 1, count: 9), ber.text(""), ber.text("")], tag: 0x65))),
        Case(
            "a result without its texts", .protocolViolation,
            message(ber.integer(1), ber.sequence([ber.integer(0, tag: 0x0A)], tag: 0x65))),
        Case("an entry without a name", .protocolViolation, message(ber.integer(1), emptyIn5Bytes(0x64)) + done),
        Case("an entry without attributes' list", .protocolViolation, entry(dnOctets) + done),
        Case("an entry whose list is octets", .protocolViolation, entry(dnOctets, ber.octets([1, 2])) + done),
        Case(
            "an attribute without values' set", .protocolViolation,
            entry(dnOctets, ber.sequence([ber.sequence([ber.text("dc")])])) + done),
        Case(
            "an attribute longer than its list", .protocolViolation,
            entry(dnOctets, [0x30, 0x04, 0x30, 0x7F, 0x04, 0x00]) + done),
        Case(
            "a value longer than its set", .protocolViolation,
            entry(dnOctets, ber.sequence([ber.sequence([ber.text("dc"), [0x31, 0x02, 0x04, 0x7F]])])) + done),
        Case(
            "a name that is no UTF-8", .protocolViolation,
            entry(ber.octets(Array("dc=".utf8) + [0xC3, 0x28]), noAttributes) + done),
        Case(
            "a name with a zero byte", .protocolViolation,
            entry(ber.octets(Array("dc=a".utf8) + [0] + Array(",dc=b".utf8)), noAttributes) + done),
        Case(
            "an attribute's name that is no UTF-8", .protocolViolation,
            entry(dnOctets, ber.sequence([ber.sequence([ber.octets([0xFF, 0xFE]), ber.sequence([], tag: 0x31)])]))
                + done),
        Case(
            "a reference without addresses", .protocolViolation,
            message(ber.integer(1), emptyIn5Bytes(0x73)) + done),
        Case(
            "a reference longer than its message", .protocolViolation,
            message(ber.integer(1), [0x73, 0x02, 0x04, 0x7F]) + done),
    ]

    /// Answers that are whole, and do not belong to a search.
    static let operations = [
        Case("an unknown operation", .protocolViolation, message(ber.integer(1), ber.sequence([], tag: 0x7E))),
        Case("a request", .protocolViolation, message(ber.integer(1), [0x42, 0x00])),
        Case("a context tag", .protocolViolation, message(ber.integer(1), ber.sequence([], tag: 0xA3))),
        Case("the answer to a bind", .protocolViolation, answer.result(.bindResponse, id: 1, .success)),
        Case("the answer to a compare", .protocolViolation, answer.result(.compareResponse, id: 1, .success)),
        Case(
            "the answer to an extended operation", .protocolViolation, answer.result(.extendedResponse, id: 1, .success)
        ),
    ]

    private func search(_ connection: LDAPConnection) async throws -> Int {
        var count = 0
        let request = SearchRequest(
            base: DistinguishedName(Self.dn), scope: .subtree, filter: .present("objectClass"))
        for try await _ in connection.search(request) { count += 1 }
        return count
    }

    @Test("end the connection by one typed error", arguments: framing + content + operations)
    func endByOneError(_ answer: Case) async throws {
        let server = try RespondingServer { _, _ in .bytes(answer.bytes) }
        let connection = try await Client.connect(server.port) { $0.operationTimeout = .seconds(10) }
        let started = ContinuousClock.now
        let error = await #expect(throws: LDAPError.self) { try await search(connection) }
        #expect(error?.code == answer.code, "\(String(describing: error))")
        #expect(error?.operation == .search)
        #expect(error?.isConnectionUsable == false)
        #expect(started.duration(to: .now) < .seconds(5))
        // Whoever asks next gets the same reason.
        let next = await #expect(throws: LDAPError.self) { try await connection.whoAmI() }
        #expect(next?.code == answer.code)
        #expect(next?.operation == .whoAmI)
        server.stop()
    }

    @Test("an entry in answer to a bind, and a result of another operation in answer to one")
    func answersToOthers() async throws {
        for bytes in [Self.entry, Self.done, Self.answer.result(.compareResponse, id: 1, .success)] {
            let server = try RespondingServer { _, _ in .bytes(bytes) }
            let connection = try await Client.connect(server.port)
            let error = await #expect(throws: LDAPError.self) { try await connection.bind(.anonymous) }
            #expect(error?.code == .protocolViolation, "\(String(describing: error))")
            #expect(error?.operation == .bind)
            server.stop()
        }
    }

    @Test("duplicate message ids: the second answer to a request is nobody's")
    func duplicateIdentifiers() async throws {
        let answer = Self.answer
        let server = try RespondingServer { _, number in
            .bytes(
                answer.result(.searchDone, id: number, .success)
                    + answer.result(.searchDone, id: number, ScriptedResult(53, "the second")))
        }
        let connection = try await Client.connect(server.port)
        for _ in 1...5 { #expect(try await search(connection) == 0) }
        server.stop()
    }

    @Test("entries after done are nobody's, and neither are answers of an id that nobody has")
    func entriesAfterDone() async throws {
        let answer = Self.answer
        let server = try RespondingServer { _, number in
            let entry = answer.entry(id: number, dn: Self.dn, [])
            return .bytes(
                answer.entry(id: 4711, dn: Self.dn, []) + answer.result(.searchDone, id: 0, .success) + entry
                    + answer.result(.searchDone, id: number, .success)
                    + entry + entry)
        }
        let connection = try await Client.connect(server.port)
        for _ in 1...5 { #expect(try await search(connection) == 1) }
        server.stop()
    }

    @Test("values with zero bytes are values like any other")
    func zeroBytesInValues() async throws {
        let values: [[UInt8]] = [[0], [], [0x41, 0, 0x42], [0xFF, 0xFE]]
        let answer = Self.answer
        let server = try RespondingServer { _, number in
            .bytes(
                answer.entry(id: number, dn: Self.dn, [.init(name: "x", values: values)])
                    + answer.result(.searchDone, id: number, .success))
        }
        let connection = try await Client.connect(server.port)
        let entry = try #require(try await connection.read(DistinguishedName(Self.dn)))
        #expect(entry["x"] == values)
        server.stop()
    }

    @Test("a paging cookie that never empties", arguments: [false, true])
    func endlessCookie(changes: Bool) async throws {
        await #expect(processExitsWith: .success) { [changes = changes as Bool] in
            let server = try RespondingServer { _, number in
                let answer = LDAPAnswer(BER())
                let cookie: [UInt8] = changes ? Array("\(number)".utf8) : [7]
                return .bytes(
                    answer.result(
                        .searchDone, id: number, .success, controls: [answer.pagedResults(cookie: cookie)]))
            }
            let connection = try await Client.connect(server.port)
            let before = try OwnProcess.peakMemory
            let error = await #expect(throws: LDAPError.self) {
                for try await _ in connection.search(SearchTests.people(pageSize: 100)) {}
            }
            #expect(error?.code == .server)
            #expect(error?.meaning.contains("do not come to an end") == true, "\(String(describing: error))")
            #expect(try OwnProcess.peakMemory - before < 32 << 20)
            server.stop()
        }
    }

    enum Endless: String, CaseIterable, Codable, Sendable {
        /// One message of almost the largest size, that is never whole.
        case message
        /// Messages for a request that nobody made.
        case strangers
        /// Results of a request that has had its result.
        case duplicates
    }

    @Test("a stream that never ends: time and memory are bounded", arguments: Endless.allCases)
    func endless(kind: Endless) async throws {
        await #expect(processExitsWith: .success) { [kind = kind as Endless] in
            let answer = LDAPAnswer(BER())
            let stranger = answer.entry(
                id: 99, dn: "dc=x", [.init(name: "x", values: [[UInt8](repeating: 0x78, count: 4000)])])
            let server = try RespondingServer { _, number in
                switch kind {
                // 15 MiB, of which all but the last bytes come.
                case .message:
                    .bytes([0x30, 0x84, 0x00, 0xF0, 0x00, 0x00] + [UInt8](repeating: 4, count: 15 << 20 - 4))
                case .strangers: .endless(stranger)
                case .duplicates:
                    number == 1
                        ? .bytes(answer.result(.extendedResponse, id: 1, .success))
                        : .endless(answer.result(.extendedResponse, id: 1, .success))
                }
            }
            let connection = try await Client.connect(server.port) { $0.operationTimeout = .seconds(1) }
            if kind == .duplicates { _ = try await connection.whoAmI() }
            let before = try OwnProcess.peakMemory
            let started = ContinuousClock.now
            let error = await #expect(throws: LDAPError.self) { try await connection.whoAmI() }
            #expect(error?.code == .timedOut, "\(String(describing: error))")
            #expect(started.duration(to: .now) < .seconds(5))
            #expect(try OwnProcess.peakMemory - before < 64 << 20)
            connection.close()
            _ = try await eventually("the thread's end") { try OwnProcess.connectionThreads == 0 ? true : nil }
            server.stop()
        }
    }
}
