import LDAP
import Testing

@testable import TestSupport

/// A readable socket is not yet a message, and a message can wait behind an unreadable socket. The same behind a SASL layer:
/// `KerberosBindTests.manyEntriesSealed`.
@Suite("traps: messages buffered behind TLS", .serialized, .timeLimit(.minutes(2)))
struct BufferedMessageTrapTests {
    private static func answer(_ request: [UInt8], entries: Int) -> [UInt8] {
        let answer = LDAPAnswer(BER())
        // The message id is the fifth byte of a short message; all of these have one below 128.
        let id = Int(request[4])
        var bytes: [UInt8] = []
        for number in 0..<entries { bytes += answer.entry(id: id, dn: "cn=\(number)", []) }
        return bytes + answer.result(.searchDone, id: id, .success)
    }

    @Test("unreadable socket is no empty one: 400 messages in one TLS record are all taken")
    func manyMessagesInOneRecord() async throws {
        let certificate = try await Client.certificate()
        let server = try RespondingServer(certificate: certificate) { request, _ in
            .bytes(Self.answer(request, entries: 400))
        }
        let connection = try await Client.connect(server.port, security: .ldaps) { $0.operationTimeout = .seconds(5) }
        // A record holds 16 KiB at most.
        #expect(Self.answer([0, 0, 0, 0, 1], entries: 400).count < 16384)
        for _ in 1...20 {
            var count = 0
            let request = SearchRequest(base: DistinguishedName(""), scope: .base, filter: .present("x"))
            for try await _ in connection.search(request) { count += 1 }
            #expect(count == 400)
        }
        server.stop()
    }

    @Test(
        "a readable socket is no message: half of one in a whole record, and half a record, cost time and no processor")
    func halfMessageInARecord() async throws {
        await #expect(processExitsWith: .success) {
            let certificate = try await Client.certificate()
            let server = try RespondingServer(certificate: certificate) { request, _ in
                .bytes(Array(Self.answer(request, entries: 1).dropLast(3)))
            }
            let connection = try await Client.connect(server.port, security: .ldaps) {
                $0.operationTimeout = .seconds(1)
            }
            let cpuBefore = OwnProcess.cpuSeconds
            var entries = 0
            let error = await #expect(throws: LDAPError.self) {
                let request = SearchRequest(base: DistinguishedName(""), scope: .base, filter: .present("x"))
                for try await _ in connection.search(request) { entries += 1 }
            }
            #expect(entries == 1)
            #expect(error?.code == .timedOut, "\(String(describing: error))")
            #expect(OwnProcess.cpuSeconds - cpuBefore < 0.3)
            server.stop()
        }
    }

    @Test("large entries over TLS, each of many records, come whole")
    func largeEntries() async throws {
        let server = try await Client.slapd {
            $0.ldif = SearchTests.manyPeople(60, size: 100_000)
            $0.global = ["sizelimit unlimited"]
        }
        for security in TransportSecurityTests.secured {
            let connection = try await Client.connect(server.port(security), security: security)
            var count = 0
            for try await case .entry(let entry) in connection.search(SearchTests.people(pageSize: 7)) {
                #expect(entry["description"]?.first?.count == 100_000)
                count += 1
            }
            #expect(count == 60)
        }
        await server.stop()
    }
}
