import TestSupport
import Testing

@Suite("a network of the tests' own", .serialized)
struct NetworkNamespaceTests {
    private func connect(_ address: String, _ port: Int, timeout: Duration = .seconds(5)) async throws -> String {
        let result = try await run(
            "bash", ["-c", "exec 3<>/dev/tcp/\(address)/\(port) && echo open"], environment: ["LC_ALL": "C"],
            timeout: timeout)
        return result.output + result.errors
    }

    @Test("refuses where nothing listens, is silent where packets are dropped, and says what cannot be reached")
    func addresses() async throws {
        let network = try await NetworkNamespace.make()
        #expect(try await connect(network.innerAddress, 389).contains("Connection refused"))

        try await network.drop(port: 389)
        await #expect(throws: CommandTimedOut.self) {
            try await connect(network.innerAddress, 389, timeout: .milliseconds(300))
        }
        #expect(try await connect(network.innerAddress, 636).contains("Connection refused"))
        try await network.pass()
        #expect(try await connect(network.innerAddress, 389).contains("Connection refused"))

        let silent = try await network.silentAddress()
        await #expect(throws: CommandTimedOut.self) { try await connect(silent, 389, timeout: .milliseconds(300)) }
        let unroutable = try await network.unroutableAddress()
        #expect(try await connect(unroutable, 389).contains("No route to host"))
        await network.remove()
        let left = try await run("ip", ["netns", "list"])
        #expect(!left.output.contains(network.name))
    }

    @Test("reaches a server on the host's side from within")
    func inside() async throws {
        let network = try await NetworkNamespace.make()
        let server = try ScriptedDirectoryServer(
            DirectoryTree([DirectoryEntry("", ["objectClass": "top", "vendorName": "tests"])]),
            host: network.hostAddress)
        let result = try await network.execute(
            "ldapsearch", ["-x", "-LLL", "-H", "ldap://\(network.hostAddress):\(server.port)", "-s", "base", "-b", ""])
        #expect(result.output.contains("vendorName: tests"), "\(result.errors)")
        await network.remove()
    }
}
