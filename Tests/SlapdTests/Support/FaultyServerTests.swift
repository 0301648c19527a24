import TestSupport
import Testing

/// OpenLDAP's own client meets the servers that misbehave.
@Suite("servers that misbehave")
struct FaultyServerTests {
    private func search(port: Int, timeout: Duration) async throws -> CommandResult {
        try await run(
            "ldapsearch", ["-x", "-H", "ldap://127.0.0.1:\(port)", "-s", "base", "-b", ""], timeout: timeout)
    }

    @Test("a server that accepts and is silent, and one that never accepts", arguments: [true, false])
    func silent(accepts: Bool) async throws {
        let server = accepts ? try SilentServer() : try SilentServer.withFullQueue()
        // On a busy machine the client may not even have started within the shorter of the times.
        for seconds in [1, 5, 25] {
            await #expect(throws: CommandTimedOut.self) {
                try await search(port: server.port, timeout: .seconds(seconds))
            }
            if !accepts || server.accepted > 0 { break }
        }
        #expect(server.accepted == (accepts ? 1 : 0))
        server.stop()
    }

    @Test(
        "a server that closes",
        arguments: [
            ClosingServer.Moment.afterAccept, .afterBytes(3), .afterFirstMessage, .afterBindAnswered,
        ], [false, true])
    func closing(moment: ClosingServer.Moment, resets: Bool) async throws {
        let server = try ClosingServer(moment, resets: resets)
        let result = try await search(port: server.port, timeout: .seconds(30))
        #expect(result.status != 0)
        #expect(server.accepted == 1)
    }

    @Test("a server that is no LDAP server", arguments: [GarbageServer.httpAnswer, GarbageServer.sshBanner])
    func garbage(answer: [UInt8]) async throws {
        let server = try GarbageServer(answer, staysOpen: false)
        let result = try await search(port: server.port, timeout: .seconds(30))
        #expect(result.status != 0)
    }

    @Test("a port that refuses")
    func refusing() async throws {
        let port = try ListeningSocket.refusingPort()
        let result = try await search(port: port.port, timeout: .seconds(30))
        #expect(result.status == 255)
    }
}
