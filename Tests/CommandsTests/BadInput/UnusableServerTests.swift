import Networking
import TestSupport
import Testing

/// Directories that cannot be found, spoken to or believed: exit code 4 and one message.
@Suite struct UnusableServerTests {
    private static let secret = "Lab.Secret.1"

    /// As `check corp.example.test --user alice`, with short limits.
    private static func refusal(_ arguments: [String], status: Int = 4) async throws -> Refusal {
        let password = try Executable.file(secret + "\n")
        let refusal = try await Executable.refusal(
            status,
            ["check", "corp.example.test", "--user", "alice", "--password-file", password, "--connect-timeout", "1"]
                + ["--timeout", "1"] + arguments)
        #expect(!refusal.text.contains(secret))
        return refusal
    }

    /// `--server dc1` with both of its ports led to these.
    private static func dc1(_ clear: Int, tls: Int? = nil, ca: String? = nil) throws -> [String] {
        let host = "dc1.corp.example.test"
        var arguments = [
            "--server", host, "--dns-server", "127.0.0.1:1", "--connect-to", "\(host):389:127.0.0.1:\(clear)",
        ]
        if let tls { arguments += ["--connect-to", "\(host):636:127.0.0.1:\(tls)"] }
        if let ca { arguments += ["--ca-file", ca] }
        return arguments
    }

    // MARK: DNS

    @Test func dnsKnowsNoSuchDomain() async throws {
        let names = try ScriptedNameServer(ScriptedNameServer.Zone())
        let refusal = try await Self.refusal(["--dns-server", names.address])
        #expect(refusal.returned.contains("there is no such name") && refusal.returned.contains(names.address))
        #expect(refusal.advice.contains("--dns-server"))
        #expect(names.questions.contains("_ldap._tcp.dc._msdcs.corp.example.test"))
    }

    @Test func dnsDoesNotAnswer() async throws {
        let silent = try SilentDatagramServer()
        let refusal = try await Self.refusal(["--dns-server", "127.0.0.1:\(silent.port)"])
        #expect(refusal.returned.contains("no answer in time"))
    }

    @Test func dnsNamesHostsWithoutAddresses() async throws {
        var zone = ScriptedNameServer.Zone()
        zone.services["_ldap._tcp.dc._msdcs.corp.example.test"] = [.init("dc9.corp.example.test", port: 389)]
        let names = try ScriptedNameServer(zone)
        let refusal = try await Self.refusal(["--dns-server", names.address])
        #expect(refusal.returned.contains("dc9.corp.example.test"))
    }

    // MARK: Connections

    @Test func theHostRefusesTheConnection() async throws {
        let port = try ListeningSocket.refusingPort()
        let refusal = try await Self.refusal(Self.dc1(port.port))
        #expect(refusal.returned.contains("dc1.corp.example.test") && refusal.returned.contains("refused"))
    }

    @Test func theServerAcceptsAndNeverAnswers() async throws {
        let server = try SilentServer()
        let refusal = try await Self.refusal(Self.dc1(server.port))
        #expect(refusal.returned.contains("dc1.corp.example.test"))
    }

    @Test func theServerAcceptsAndNeverBeginsTLS() async throws {
        let forest = try await ScriptedForest()
        let silent = try SilentServer()
        let dc1 = try #require(forest.servers["DC1"])
        let refusal = try await Self.refusal(
            Self.dc1(dc1.port, tls: silent.port, ca: forest.caFile) + ["--transport", "ldaps"])
        #expect(refusal.attempted == "establish TLS with dc1.corp.example.test:636")
        #expect(refusal.meaning.contains("No answer within 1 s"))
        #expect(!forest.requests.contains { $0.isBind })
    }

    @Test func theServerNeverAnswersTheBind() async throws {
        let forest = try await ScriptedForest()
        for server in forest.servers.values { server.update { $1.answer(.bind, .never) } }
        let refusal = try await Self.refusal(forest.arguments + ["--server", "dc1.corp.example.test"])
        #expect(refusal.attempted.hasPrefix("bind to dc1.corp.example.test"))
        #expect(refusal.meaning.contains("No answer within 1 s"))
    }

    @Test(arguments: [
        ("http", GarbageServer.httpAnswer, GarbageServer.Moment.onRequest),
        ("ssh", GarbageServer.sshBanner, GarbageServer.Moment.onAccept),
    ])
    func whatAnswersIsNoLDAP(_ name: String, _ answer: [UInt8], _ moment: GarbageServer.Moment) async throws {
        let server = try GarbageServer(answer, moment)
        let refusal = try await Self.refusal(Self.dc1(server.port))
        #expect(refusal.text.lowercased().contains("ldap") && refusal.text.contains("dc1.corp.example.test"))
    }

    @Test func theServerClosesTheConnection() async throws {
        let server = try ClosingServer(.afterFirstMessage)
        _ = try await Self.refusal(Self.dc1(server.port))
    }

    // MARK: TLS

    @Test(arguments: ["starttls", "ldaps"]) func theAuthorityIsNotTrusted(_ transport: String) async throws {
        let forest = try await ScriptedForest()
        let stranger = try await TestPKI.unknown().caFile
        let refusal = try await Self.refusal(
            forest.arguments + ["--ca-file", stranger, "--transport", transport, "--server", "dc1.corp.example.test"])
        #expect(refusal.attempted.hasPrefix("establish TLS with dc1.corp.example.test"))
        #expect(refusal.text.contains("--ca-file"), "\(refusal.text)")
        #expect(refusal.text.contains("adinspect test authority"), "\(refusal.text)")
        #expect(!forest.requests.contains { $0.isBind })
    }

    @Test(arguments: ["starttls", "ldaps"]) func theCertificateIsForAnotherHost(_ transport: String) async throws {
        let authority = try await TestPKI.trusted()
        let shape = ForestShape()
        let server = try ScriptedDirectoryServer(
            DirectoryFixture.forest(shape), DirectoryFixture.behaviour(of: shape),
            certificate: try await authority.issue(dnsNames: ["old-dc.corp.example.test"], addresses: []))
        let refusal = try await Self.refusal(
            Self.dc1(server.port, tls: server.tlsPort, ca: authority.caFile) + ["--transport", transport])
        #expect(refusal.attempted.hasPrefix("establish TLS with dc1.corp.example.test"))
        #expect(refusal.text.contains("old-dc.corp.example.test"), "\(refusal.text)")
        #expect(!server.requests.contains { $0.isBind })
    }

    // MARK: Credentials

    @Test(arguments: [
        ("52e", "name or the password is wrong"), ("532", "has expired"), ("533", "is disabled"),
        ("701", "has expired"),
        ("773", "change"), ("775", "locked"),
    ])
    func theCredentialsAreRefused(_ data: String, _ word: String) async throws {
        let forest = try await ScriptedForest()
        for server in forest.servers.values {
            server.update { $1.answer(.bind, .result(.invalidCredentials(data: data))) }
        }
        let refusal = try await Self.refusal(forest.arguments)
        #expect(refusal.attempted.hasPrefix("bind to dc"))
        #expect(refusal.returned.contains("data \(data)"))
        #expect(refusal.meaning.contains(word), "\(refusal.meaning)")
        #expect(forest.requests.filter(\.isBind).count == 1)
    }

    // MARK: Other directories

    @Test func anOpenLDAPServer() async throws {
        let authority = try await TestPKI.trusted()
        let certificate = try await authority.issue(dnsNames: ["dc1.corp.example.test"], addresses: [])
        let slapd = try await SlapdServer.start { $0.certificate = certificate }
        let password = try Executable.file(slapd.rootPassword)
        let refusal = try await Executable.refusal(
            4,
            ["check", "corp.example.test", "--user", slapd.rootDN, "--password-file", password]
                + Self.dc1(slapd.port, tls: slapd.tlsPort, ca: slapd.caFile))
        #expect(refusal.meaning.contains("no domain controller of Active Directory"))
        #expect(!slapd.logLines.contains { $0.isWrite })
        await slapd.stop()
    }

    @Test func anADLDSServer() async throws {
        let authority = try await TestPKI.trusted()
        let server = try ScriptedDirectoryServer(
            DirectoryFixture.lightweightDirectoryServices,
            certificate: try await authority.issue(dnsNames: ["dc1.corp.example.test"], addresses: []))
        let refusal = try await Self.refusal(Self.dc1(server.port, ca: authority.caFile))
        #expect(refusal.text.contains("AD LDS") && refusal.meaning.contains("no domain controller"))
    }
}
