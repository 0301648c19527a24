import LDAP
import TestSupport
import Testing

@Suite("what connections leave behind", .serialized, .timeLimit(.minutes(2)))
struct ResourceTests {
    @Test("a connection that nobody holds any more closes its socket and ends its thread")
    func dropped() async throws {
        await #expect(processExitsWith: .success) {
            let server = try await Client.slapd()
            var connection: LDAPConnection? = try await server.connect()
            _ = try await connection?.whoAmI()
            #expect(try OwnProcess.connectionThreads == 1)
            connection = nil
            _ = try await eventually("the thread's end") { try OwnProcess.connectionThreads == 0 ? true : nil }
            try await server.logLine { $0.verb == "UNBIND" }
            try await server.logLine { $0.verb == "closed" }
            await server.stop()
        }
    }

    @Test("a search under way holds its connection, and lets it go at its end")
    func heldBySearch() async throws {
        await #expect(processExitsWith: .success) {
            let server = try await Client.slapd {
                $0.ldif = SearchTests.manyPeople(600)
                $0.global = ["sizelimit unlimited"]
            }
            var count = 0
            for try await _ in try await server.connect().search(SearchTests.people(pageSize: 200)) { count += 1 }
            #expect(count == 600)
            _ = try await eventually("the thread's end") { try OwnProcess.connectionThreads == 0 ? true : nil }
            await server.stop()
        }
    }

    @Test("200 connections, and 100 that fail, leave no descriptor and no thread behind")
    func noLeaks() async throws {
        await #expect(processExitsWith: .success) {
            let server = try await Client.slapd()
            let unbelieved = try await TestPKI.unknown().caFile
            let refusing = try ListeningSocket.refusingPort()
            func round() async throws {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for security in [TransportSecurity.plain, .plain, .plain, .startTLS, .ldaps] {
                        group.addTask {
                            let connection = try await Client.connect(server.port(security), security: security)
                            try await connection.bind(.anonymous)
                            _ = try await connection.read(DistinguishedName(""))
                        }
                    }
                    try await group.waitForAll()
                }
                _ = try? await Client.connect(refusing.port)
                _ = try? await Client.connect(server.tlsPort, security: .ldaps, caFile: unbelieved)
                _ = try? await Client.connect(server.port, security: .startTLS, caFile: "/nonexistent")
                // libldap takes no such host for its URL, before it has the socket.
                _ = try? await Client.connect(server.port, host: "no host%%")
            }
            try await round()
            _ = try await eventually("the threads' end") { try OwnProcess.connectionThreads == 0 ? true : nil }
            let before = try OwnProcess.openFiles
            for _ in 0..<40 { try await round() }
            _ = try await eventually("the threads' end") { try OwnProcess.connectionThreads == 0 ? true : nil }
            _ = try await eventually("the descriptors' end") { try OwnProcess.openFiles <= before ? true : nil }
            await server.stop()
        }
    }
}
