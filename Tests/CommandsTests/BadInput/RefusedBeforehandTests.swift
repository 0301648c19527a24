import Foundation
import TestSupport
import Testing

/// What is refused before a packet is sent: a name server that is named sees no question.
@Suite struct RefusedBeforehandTests {
    private let names: ScriptedNameServer

    init() throws { names = try ScriptedNameServer(ScriptedNameServer.Zone()) }

    private func refusal(
        _ status: Int, _ arguments: [String], environment: [String: String?] = [:], input: String = "",
        command: String = "check"
    ) async throws -> Refusal {
        let all = [command, "corp.example.test", "--dns-server", names.address, "--timeout", "2"] + arguments
        let refusal = try await Executable.refusal(status, all, environment: environment, input: input)
        #expect(names.questions.isEmpty)
        return refusal
    }

    @Test(arguments: ["check", "discover", "pdc"]) func noCredentialsOfAnyKind(_ command: String) async throws {
        let refusal = try await refusal(64, [], command: command)
        #expect(refusal.attempted == "find credentials" && refusal.advice.contains("--user"))
    }

    @Test func anExpiredTicketInTheDefaultCacheIsNone() async throws {
        let refusal = try await refusal(64, [], environment: ["KRB5CCNAME": "FILE:" + Self.expiredCache()])
        #expect(refusal.returned.contains("2001-09-09T01:46:40Z"))
    }

    @Test func anExpiredTicketInANamedCache() async throws {
        let refusal = try await refusal(4, ["--ccache", Self.expiredCache()])
        #expect(refusal.returned.contains("ended at 2001-09-09T01:46:40Z") && refusal.advice.contains("kinit"))
    }

    @Test func aNamedCacheThatIsNotThere() async throws {
        let refusal = try await refusal(66, ["--ccache", "/nonexistent/ccache"])
        #expect(refusal.returned == "No such file or directory" && refusal.text.contains("/nonexistent/ccache"))
        _ = try await self.refusal(66, ["--ccache", "FILE:/nonexistent/ccache"])
        _ = try await self.refusal(66, [], environment: ["ADINSPECT_CCACHE": "/nonexistent/ccache"])
    }

    @Test func aNamedCacheThatIsNone() async throws {
        let refusal = try await refusal(65, ["--ccache", Executable.file("no cache at all")])
        #expect(refusal.meaning == "The credentials cache cannot be read.")
    }

    @Test func aNamedKeytabThatIsNotThere() async throws {
        let refusal = try await refusal(66, ["--keytab", "/nonexistent/keytab"])
        #expect(refusal.attempted == "use the keytab /nonexistent/keytab")
    }

    @Test func aPasswordFileThatIsNotThere() async throws {
        let refusal = try await refusal(66, ["--user", "alice", "--password-file", "/nonexistent/password"])
        #expect(refusal.attempted == "read the password file /nonexistent/password")
    }

    @Test func aCAFileThatIsNotThere() async throws {
        let password = try Executable.file("Lab.Secret.1\n")
        let refusal = try await refusal(
            66, ["--user", "alice", "--password-file", password, "--ca-file", "/nonexistent/ca.pem"])
        #expect(refusal.attempted == "read the CA file /nonexistent/ca.pem")
    }

    @Test func aCAFileThatIsNone() async throws {
        let password = try Executable.file("Lab.Secret.1\n")
        for text in ["garbage\n", "", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            let refusal = try await refusal(
                65, ["--user", "alice", "--password-file", password, "--ca-file", Executable.file(text)])
            #expect(refusal.meaning == "The file holds no certificate in PEM.")
        }
    }

    @Test func anEmptyPassword() async throws {
        let refusal = try await refusal(64, ["--user", "alice", "--password-stdin"], input: "\n")
        #expect(refusal.meaning.contains("empty"))
        _ = try await self.refusal(64, ["--user", "alice", "--password-file", Executable.file("")])
        _ = try await self.refusal(64, ["--user", "alice", "--mechanism", "gssapi", "--password-stdin"])
    }

    @Test func noPasswordAndNobodyToAsk() async throws {
        let refusal = try await refusal(64, ["--user", "alice"], input: "Lab.Secret.1\n")
        #expect(refusal.advice == "Give --password-file or --password-stdin.")
    }

    @Test func aSimpleBindOverSealed() async throws {
        let refusal = try await refusal(
            64, ["--user", "alice", "--password-stdin", "--transport", "sealed"], input: "Lab.Secret.1\n")
        #expect(refusal.meaning.contains("in clear"))
    }

    @Test func anIPAddressWithKerberos() async throws {
        let refusal = try await refusal(64, ["--keytab", Executable.file("keytab"), "--server", "127.0.0.1"])
        #expect(refusal.meaning == "Kerberos tickets are for host names, and 127.0.0.1 is an IP address.")
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1"]) func anIPAddressAsADomain(_ address: String) async throws {
        let refusal = try await Executable.refusal(64, ["check", address, "--dns-server", names.address])
        #expect(refusal.meaning == "An IP address is no domain name." && names.questions.isEmpty)
    }

    @Test(arguments: [
        "ldap://corp.example.test", "corp example", "", "alice@corp.example.test", "corp..test", "\u{1B}[2Jx",
    ])
    func aDomainThatIsNoName(_ domain: String) async throws {
        let refusal = try await Executable.refusal(64, ["pdc", domain, "--dns-server", names.address])
        #expect(refusal.meaning == "This is no DNS name." && names.questions.isEmpty)
        #expect(!refusal.text.contains("\u{1B}"))
    }

    @Test func theSecondOfTwoDomainsIsLookedAtFirstToo() async throws {
        _ = try await refusal(64, ["10.0.0.1", "--user", "alice", "--password-stdin"], input: "Lab.Secret.1")
    }

    @Test func aReportThatCannotBeWritten() async throws {
        let cache = try Self.expiredCache()
        let refusal = try await refusal(73, ["--ccache", cache, "-o", "/nonexistent/report.json"])
        #expect(refusal.attempted == "write the report to /nonexistent/report.json")
        _ = try await self.refusal(73, ["--ccache", cache, "--log-file", "/nonexistent/log"])
    }

    @Test(arguments: [
        [], ["bogus"], ["check"], ["check", "a.test", "--bogus"], ["check", "a.test", "--timeout"],
        ["pdc", "a.test", "b.test"],
        ["-x"], ["pdc", "a.test", "--format", "json"], ["discover"], ["check", "a.test", "--timeout", "abc"],
        ["check", "a.test", "--jobs", "0"], ["check", "a.test", "--format", "xml"],
        ["check", "a.test", "--color", "red"],
        ["check", "a.test", "--baseline", "1999"], ["check", "a.test", "--ipv4", "--ipv6"],
        ["check", "a.test", "--quiet=1"],
        ["--generate-completion-script", "tcsh"],
    ])
    func aCommandLineThatCannotBeRead(_ arguments: [String]) async throws {
        _ = try await Executable.refusal(64, arguments)
    }

    private static func expiredCache() throws -> String {
        let path = try TemporaryDirectory.make("ccache") + "/ccache"
        try CredentialCacheFile(
            realm: "CORP.EXAMPLE.TEST",
            entries: [.init(service: ["krbtgt", "CORP.EXAMPLE.TEST"], starts: 999_996_400, ends: 1_000_000_000)]
        ).write(to: path)
        return path
    }
}
