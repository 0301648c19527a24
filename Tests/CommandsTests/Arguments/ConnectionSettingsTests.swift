import ArgumentParser
import Inspection
import Networking
import Testing

@testable import Commands

/// The connection options, from the command line and from their variables.
@Suite struct ConnectionSettingsTests {
    @Test func withNothingNamedTheDefaultsHold() throws {
        let settings = try Self.settings([])
        #expect(settings.servers.isEmpty && settings.dnsServers.isEmpty && settings.redirections.isEmpty)
        #expect(settings.kdcs.isEmpty && settings.caFile == nil && settings.deadline == nil)
        #expect(settings.connectTimeout == .seconds(3) && settings.timeout == .seconds(10) && settings.jobs == 64)
        #expect(settings.families == [.v4, .v6] && settings.probesPorts && !settings.probesAllDomainControllers)
    }

    static let everything: [(arguments: [String], variables: [String: String])] = [
        (
            [
                "--server", "dc1.corp.example.test", "--server", "dc2.corp.example.test", "--dns-server", "192.0.2.1",
                "--dns-server", "[2001:db8::1]:5353", "--connect-to", "dc1.corp.example.test:389:127.0.0.1:3890",
                "--kdc", "CORP.EXAMPLE.TEST=192.0.2.1", "--kdc", "CORP.EXAMPLE.TEST=192.0.2.2:8888", "--ca-file",
                "/ca.pem", "--connect-timeout", "0.5", "--timeout", "20", "--deadline", "90", "--jobs", "8", "--ipv4",
                "--no-probe", "--probe-all-dcs", "--transport", "ldaps",
            ], [:]
        ),
        (
            [],
            [
                "SERVER": "dc1.corp.example.test  dc2.corp.example.test",
                "DNS_SERVER": " 192.0.2.1\t[2001:db8::1]:5353\n",
                "CONNECT_TO": "dc1.corp.example.test:389:127.0.0.1:3890",
                "KDC": "CORP.EXAMPLE.TEST=192.0.2.1 CORP.EXAMPLE.TEST=192.0.2.2:8888", "CA_FILE": "/ca.pem",
                "CONNECT_TIMEOUT": "0.5", "TIMEOUT": "20", "DEADLINE": "90", "JOBS": "8", "IPV4": "1", "IPV6": "0",
                "NO_PROBE": "true", "PROBE_ALL_DCS": "YES", "TRANSPORT": "ldaps",
            ]
        ),
    ]

    @Test(arguments: everything) func everyOptionHasAVariable(_ arguments: [String], _ variables: [String: String])
        throws
    {
        let settings = try Self.settings(arguments, variables)
        #expect(settings.servers == ["dc1.corp.example.test", "dc2.corp.example.test"])
        #expect(settings.dnsServers.map(\.description) == ["192.0.2.1:53", "[2001:db8::1]:5353"])
        let redirection = try #require(settings.redirections.first)
        #expect(redirection.host == "dc1.corp.example.test" && redirection.port == 389)
        #expect(redirection.target.description == "127.0.0.1:3890")
        #expect(settings.kdcs.values.flatMap { $0 }.map(\.description) == ["192.0.2.1:88", "192.0.2.2:8888"])
        #expect(settings.caFile == "/ca.pem")
        #expect(settings.connectTimeout == .milliseconds(500) && settings.timeout == .seconds(20))
        #expect(settings.deadline == .seconds(90) && settings.jobs == 8 && settings.families == [.v4])
        #expect(!settings.probesPorts && settings.probesAllDomainControllers && settings.transport == .ldaps)
    }

    @Test func theCommandLineWins() throws {
        let settings = try Self.settings(
            ["--server", "dc1.a.test", "--timeout", "5", "--ipv6"],
            ["SERVER": "dc2.a.test dc3.a.test", "TIMEOUT": "7", "IPV4": "1"])
        #expect(settings.servers == ["dc1.a.test"] && settings.timeout == .seconds(5) && settings.families == [.v6])
    }

    @Test func anEmptyVariableCountsAsNone() throws {
        let names = [
            "SERVER", "DNS_SERVER", "CA_FILE", "TIMEOUT", "JOBS", "IPV4", "TRANSPORT", "CCACHE", "USER", "KDC",
        ]
        let settings = try Self.settings([], Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
        #expect(
            settings.servers.isEmpty && settings.caFile == nil && settings.jobs == 64 && settings.transport == .auto)
    }

    /// Option, values that cannot be read.
    static let unreadable: [(String, [String])] = [
        ("server", ["ldap://dc1.a.test", "dc1.a.test:389", "a b", "u@dc1.a.test", "", "dc1..a.test", "dç1.a.test"]),
        (
            "dns-server",
            ["ns1.a.test", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2", "2001:db8::1:x", "", "192.0.2.1:53:53"]
        ),
        (
            "connect-to",
            [
                "dc1.a.test:389", "dc1.a.test:389:localhost:3890", ":389:127.0.0.1:3890", "dc1.a.test:389:127.0.0.1",
                "",
                "dc1.a.test:0:127.0.0.1:1", "dc1.a.test:389:127.0.0.1:70000", "dc1.a.test::127.0.0.1:1",
            ]
        ),
        ("kdc", ["CORP.EXAMPLE.TEST", "=192.0.2.1", "CORP.EXAMPLE.TEST=dc1", "CORP.EXAMPLE.TEST=", ""]),
        ("transport", ["tls", "LDAPS", "", "ldap"]), ("mechanism", ["ntlm", "", "digest-md5"]),
        (
            "connect-timeout",
            [
                "abc", "0", "-1", "1s", "nan", "inf", "1e3", "0x10", "", " 1", "86401", "1.2.3", "٣",
                "999999999999999999999",
            ]
        ),
        ("timeout", ["ten", "0.0"]), ("deadline", ["soon", "-5"]),
        ("jobs", ["0", "-3", "1.5", "4097", "many", "", "99999999999999999999"]),
    ]

    @Test(arguments: unreadable) func whatCannotBeReadIsRefusedWithItsOption(_ option: String, _ values: [String])
        throws
    {
        for value in values {
            let failure = try #require(throws: CommandFailure.self) {
                // `--option=` without a value is refused by the parser itself.
                try Self.settings(value.isEmpty ? ["--\(option)", ""] : ["--\(option)=\(value)"])
            }
            #expect(failure.status == .usage)
            #expect(failure.attempted == "read --\(option)", "\(value)")
            #expect(value.isEmpty || failure.returned == "\"\(value)\"")
        }
    }

    @Test(arguments: unreadable) func orWithItsVariable(_ option: String, _ values: [String]) throws {
        let variable = option.uppercased().split(separator: "-").joined(separator: "_")
        for value in values where !value.isEmpty && !value.contains(" ") {
            let failure = try #require(throws: CommandFailure.self) { try Self.settings([], [variable: value]) }
            #expect(failure.status == .usage)
            #expect(failure.attempted == "read ADINSPECT_\(variable)", "\(value)")
        }
    }

    @Test func bothFamiliesExcludeEachOther() throws {
        #expect(throws: CommandFailure.self) { try Self.settings(["--ipv4", "--ipv6"]) }
        #expect(throws: CommandFailure.self) { try Self.settings([], ["IPV4": "1", "IPV6": "1"]) }
    }

    @Test func aFlagIsNotGuessedAt() throws {
        #expect(throws: CommandFailure.self) { try Self.settings([], ["NO_PROBE": "maybe"]) }
    }

    @Test(arguments: [["--ccache", "C"], ["--keytab", "K"], [], ["--user", "u", "--mechanism", "gssapi"]])
    func kerberosNeedsAHostName(_ credential: [String]) throws {
        for address in ["192.0.2.1", "2001:db8::1", "127.0.0.1"] {
            let failure = try #require(throws: CommandFailure.self) {
                try Self.settings(credential + ["--server", address])
            }
            #expect(failure.status == .usage)
            #expect(failure.meaning.contains("\(address) is an IP address"))
        }
    }

    @Test func aPasswordOverTLSDoesNot() throws {
        #expect(try Self.settings(["--user", "u", "--server", "192.0.2.1"]).servers == ["192.0.2.1"])
    }

    private static func settings(
        _ arguments: [String], _ variables: [String: String] = [:]
    ) throws -> ConnectionSettings {
        try ConnectionSettings(
            try ConnectionArguments.parse(arguments),
            environment: Dictionary(uniqueKeysWithValues: variables.map { ("ADINSPECT_\($0)", $1) }))
    }
}
