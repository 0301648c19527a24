import TestSupport
import Testing

@Suite("slapd as a fixture")
struct SlapdServerTests {
    /// The client's own settings only: no ldap.conf, and the tests' authority.
    private func ldapsearch(_ server: SlapdServer, _ arguments: [String]) async throws -> CommandResult {
        try await run(
            "ldapsearch", ["-LLL", "-o", "ldif-wrap=no"] + arguments,
            environment: ["LDAPNOINIT": nil, "LDAPTLS_CACERT": server.caFile, "LDAPTLS_REQCERT": "demand"],
            timeout: .seconds(20))
    }

    @Test("serves the LDIF in clear, over StartTLS, over ldaps and over the Unix socket")
    func servesEverywhere() async throws {
        let server = try await SlapdServer.start()
        let query = ["-b", "dc=example,dc=test", "(uid=bob)", "description"]
        let expected = "dn: uid=bob,ou=people,dc=example,dc=test\ndescription: first\ndescription: second\n\n"
        for how in [
            ["-x", "-H", server.uri], ["-x", "-ZZ", "-H", server.uri], ["-x", "-H", server.tlsURI],
            ["-Q", "-Y", "EXTERNAL", "-H", server.localURI],
        ] {
            let result = try await ldapsearch(server, how + query)
            #expect(result.output == expected, "\(how): \(result.errors)")
        }
        let who = try await run("ldapwhoami", ["-Q", "-Y", "EXTERNAL", "-H", server.localURI])
        #expect(who.output == "dn:cn=admin,dc=example,dc=test\n")
        await server.stop()
    }

    @Test("shows in its log what was asked of it")
    func logs() async throws {
        let server = try await SlapdServer.start()
        _ = try await ldapsearch(
            server,
            ["-x", "-H", server.uri, "-D", server.rootDN, "-w", server.rootPassword, "-b", "dc=example,dc=test"])
        let unbind = try await server.logLine { $0.verb == "UNBIND" }
        let lines = server.logLines.filter { $0.connection == unbind.connection }
        #expect(lines.contains { $0.verb == "BIND" && $0.text.contains(server.rootDN) })
        #expect(lines.contains { $0.verb == "SRCH" && $0.text.contains("base=\"dc=example,dc=test\"") })
        #expect(!server.logLines.contains { $0.isWrite })

        let change = "dn: uid=bob,ou=people,dc=example,dc=test\nchangetype: modify\nreplace: sn\nsn: Braun\n"
        let modified = try await run(
            "ldapmodify", ["-Q", "-Y", "EXTERNAL", "-H", server.localURI], input: change)
        #expect(modified.status == 0, "\(modified.errors)")
        #expect(server.logLines.contains { $0.isWrite })
        await server.stop()
        #expect(server.logLines.contains { $0.verb == "BIND" }, "the log is kept after the end")
    }

    @Test("takes configuration lines of a test")
    func configuration() async throws {
        let server = try await SlapdServer.start {
            $0.global = ["sizelimit 2", "require authc"]
        }
        let anonymous = try await ldapsearch(server, ["-x", "-H", server.uri, "-b", "dc=example,dc=test"])
        #expect(anonymous.status == 53, "\(anonymous.errors)")
        let alice = "uid=alice,ou=people,dc=example,dc=test"
        let limited = try await ldapsearch(
            server, ["-x", "-H", server.uri, "-D", alice, "-w", "Alice-Lab-Secret-1", "-b", "dc=example,dc=test"])
        #expect(limited.status == 4)
        await server.stop()
    }

    @Test("several at once, each with its own ports; gone after stop")
    func several() async throws {
        let servers = try await withThrowingTaskGroup(of: SlapdServer.self) { group in
            for _ in 0..<4 { group.addTask { try await SlapdServer.start() } }
            return try await group.reduce(into: [SlapdServer]()) { $0.append($1) }
        }
        #expect(Set(servers.map(\.port)).count == 4)
        for server in servers {
            let before = try await run("ldapwhoami", ["-x", "-H", server.uri])
            #expect(before.status == 0)
            await server.stop()
            let after = try await run("ldapwhoami", ["-x", "-H", server.uri])
            #expect(after.status == 255)
        }
    }

    @Test("a suspended one is silent until it is resumed")
    func suspension() async throws {
        let server = try await SlapdServer.start()
        server.suspend()
        await #expect(throws: CommandTimedOut.self) {
            try await run("ldapwhoami", ["-x", "-H", server.uri], timeout: .milliseconds(300))
        }
        server.resume()
        let after = try await run("ldapwhoami", ["-x", "-H", server.uri])
        #expect(after.status == 0)
        await server.stop()
    }

    @Test("a bad configuration line is told in slapd's own words")
    func badConfiguration() async throws {
        let error = await #expect(throws: SlapdFailed.self) {
            try await SlapdServer.start {
                $0.ldif = ""
                $0.global = ["nonsense here"]
            }
        }
        #expect(error?.log.contains("nonsense") == true)
    }

    @Test(
        "an expired, an early, a misnamed and a strange certificate are refused by a client", arguments: Fault.allCases)
    func badCertificates(fault: Fault) async throws {
        let certificate =
            switch fault {
            case .expired: try await TestPKI.trusted().issue(validity: .expired)
            case .notYetValid: try await TestPKI.trusted().issue(validity: .notYetValid)
            case .wrongName:
                try await TestPKI.trusted().issue(dnsNames: ["elsewhere.example"], addresses: ["192.0.2.1"])
            case .unknownAuthority: try await TestPKI.unknown().issue()
            case .none: try await TestPKI.trusted().issue()
            }
        let server = try await SlapdServer.start { $0.certificate = certificate }
        let result = try await ldapsearch(server, ["-x", "-H", server.tlsURI, "-b", "", "-s", "base"])
        #expect((result.status == 0) == (fault == .none), "\(result.errors)")
        await server.stop()
    }

    enum Fault: CaseIterable { case none, expired, notYetValid, wrongName, unknownAuthority }
}
