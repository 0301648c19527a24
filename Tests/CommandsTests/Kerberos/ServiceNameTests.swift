import Foundation
import TestSupport
import Testing

/// Whose ticket is asked for: always that of the name that was given. libkrb5 left to itself takes the name that /etc/hosts, a
/// CNAME or a PTR record has for it, and so does who can answer for DNS.
@Suite("the Kerberos service name", .serialized, .timeLimit(.minutes(2)))
struct ServiceNameTests {
    enum Source: CaseIterable, Sendable {
        /// A line of /etc/hosts whose first name is another.
        case hostsAlias
        case cname
        /// The right address, which is called otherwise.
        case wrongPTR
    }

    private static let domain = "krb.example.test"
    /// A loopback address that no line of /etc/hosts names.
    private static let address = "127.77.0.7"
    private static let nameServer = "127.77.0.53"

    /// A system in which `asked` is `canonical`.
    private static func system(
        _ source: Source, asked: String, canonical: String
    ) throws -> (Mounted, ScriptedNameServer) {
        var mounted = source == .hostsAlias ? Mounted.hosts("\(address) \(canonical) \(asked)") : Mounted.hosts()
        var zone = ScriptedNameServer.Zone()
        switch source {
        case .hostsAlias: break
        case .cname:
            zone.aliases = [asked: canonical]
            zone.addresses = [canonical: [address]]
        case .wrongPTR:
            zone.addresses = [asked: [address], canonical: [address]]
            zone.pointers = [address: canonical]
        }
        mounted.replace("/etc/resolv.conf", by: "nameserver \(nameServer)\noptions timeout:1 attempts:1\n")
        mounted.replace("/etc/nsswitch.conf", by: "passwd: files\nhosts: files dns\n")
        return (mounted, try ScriptedNameServer(zone, host: nameServer, port: 53))
    }

    /// A file as a host has it: nothing in it says that names stay as they are.
    private static func systemConfiguration(_ kdc: TestKDC) throws -> String {
        try Executable.file(
            """
            [libdefaults]
                default_realm = \(TestKDC.realm)
                dns_lookup_kdc = false
            [realms]
                \(TestKDC.realm) = {
                    kdc = 127.0.0.1:\(kdc.port)
                }
            [domain_realm]
                .\(domain) = \(TestKDC.realm)
            """)
    }

    private static func ticket(_ kdc: TestKDC) async throws -> String {
        let cache = try TemporaryDirectory.make("cache") + "/ticket"
        try await runSuccessfully(
            "kinit", ["-c", cache, "alice"], environment: kdc.environment, input: TestKDC.password + "\n")
        return cache
    }

    /// Whether the KDC was asked for a host's LDAP service, since `log` was what it had written.
    private static func wasAsked(_ kdc: TestKDC, for host: String, since log: String) throws -> Bool {
        try kdc.log.dropFirst(log.count).contains("for ldap/\(host)@\(TestKDC.realm)")
    }

    @Test(
        "an /etc/hosts alias, a CNAME, a wrong PTR: none of them decides it", arguments: Source.allCases,
        [("alias", "dc1"), ("dc1", "elsewhere")])
    func nameAsGiven(source: Source, names: (asked: String, canonical: String)) async throws {
        let (kdc, process) = try await TestKDC.start()
        let (asked, canonical) = ("\(names.asked).\(Self.domain)", "\(names.canonical).\(Self.domain)")
        let (mounted, nameServer) = try Self.system(source, asked: asked, canonical: canonical)
        let configuration = try Self.systemConfiguration(kdc)

        // libkrb5 as it comes takes the other name: without that nothing would be proved.
        var log = try kdc.log
        let control = try await mounted.run(
            ["kvno", "-c", try await Self.ticket(kdc), "-S", "ldap", asked],
            environment: ["KRB5_CONFIG": configuration, "LC_ALL": "C"])
        #expect(try Self.wasAsked(kdc, for: canonical, since: log), "\(control.output)\(control.errors)")
        #expect(try !Self.wasAsked(kdc, for: asked, since: log))

        let server = try ScriptedDirectoryServer(
            DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), DirectoryBehaviour { $0.answersUDP = false })
        log = try kdc.log
        let environment = try Executable.environment(["KRB5_CONFIG": configuration])
        let result = try await mounted.run(
            [
                try PackageLayout.adinspect(), "pdc", Self.domain, "--server", asked, "--connect-to",
                "\(asked):389:127.0.0.1:\(server.port)", "--ccache", try await Self.ticket(kdc), "--kdc",
                "\(TestKDC.realm)=127.0.0.1:\(kdc.port)", "--dns-server", "\(Self.nameServer):53", "--timeout", "5",
            ], environment: environment)
        #expect(result.status == 4, "\(result.errors)")
        let asks = try kdc.log.dropFirst(log.count)
        #expect(try Self.wasAsked(kdc, for: asked, since: log), "\(result.errors)\(asks)")
        #expect(try !Self.wasAsked(kdc, for: canonical, since: log))
        try Executable.expectNothingLeft(environment)
        server.stop()
        nameServer.stop()
        await process.stop()
    }
}
