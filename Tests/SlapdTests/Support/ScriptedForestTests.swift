import Networking
import TestSupport
import Testing

@Suite("a scripted forest that runs")
struct ScriptedForestTests {
    @Test("every controller answers under its own name over TLS, and shows its own rootDSE")
    func everyController() async throws {
        let forest = try await ScriptedForest()
        #expect(forest.connectTo.count == 4)
        for controller in forest.shape.controllers {
            let server = try #require(forest.servers[controller.name])
            let port = try #require(server.tlsPort)
            let hello = try await run(
                "openssl",
                [
                    "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", forest.caFile, "-verify_return_error",
                    "-verify_hostname", "\(controller.name.lowercased()).corp.example.test",
                ], timeout: .seconds(10))
            #expect(hello.output.contains("Verification: OK"), "\(hello.errors)")
            let root = try await runSuccessfully(
                "ldapsearch",
                ["-x", "-LLL", "-H", server.uri, "-s", "base", "-b", "", "(objectClass=*)", "dnsHostName"])
            #expect(root.contains("dnsHostName: \(controller.name.lowercased()).corp.example.test"))
        }
        #expect(!forest.requests.contains { $0.isWrite })
        forest.stop()
    }

    @Test("its name server knows the records of domain controllers")
    func names() async throws {
        let forest = try await ScriptedForest(ForestShape { $0.addChildDomain() })
        let server = try #require(SocketAddress(forest.names.address, defaultPort: 53))
        let resolver = try Resolver(.init(servers: [server], timeout: .milliseconds(500)))
        let pdc = try await resolver.services("_ldap._tcp.pdc._msdcs.corp.example.test")
        #expect(pdc.map(\.target) == ["dc1.corp.example.test"])
        #expect(pdc.map(\.port) == [389])
        let all = try await resolver.services("_ldap._tcp.dc._msdcs.corp.example.test")
        #expect(all.count == 2)
        let child = try await resolver.services("_ldap._tcp.dc._msdcs.emea.corp.example.test")
        #expect(child.map(\.target) == ["emeadc1.emea.corp.example.test"])
        #expect(try await resolver.addresses(of: "DC2.corp.example.test", families: [.v4]) == [.loopbackV4])
        await #expect(throws: (any Error).self) { try await resolver.addresses(of: "nobody.example") }
        #expect(forest.names.questions.contains("nobody.example"))

        forest.names.update { $0.silentNames = ["dc1.corp.example.test"] }
        await #expect(throws: (any Error).self) { try await resolver.addresses(of: "dc1.corp.example.test") }
        forest.stop()
    }
}
