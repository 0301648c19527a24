import Foundation
import Networking
import Testing

@testable import ActiveDirectory

@Suite struct KerberosConfigurationTests {
    private static let corp = KerberosRealm("corp.example.test")
    private static let partner = KerberosRealm("PARTNER.EXAMPLE")

    @Test func rendersRealmsFinalAndInOrder() throws {
        let corp = try #require(Self.corp)
        let partner = try #require(Self.partner)
        let configuration = try KerberosConfiguration(
            defaultRealm: corp,
            liveKDCs: [
                partner: [],
                corp: [
                    try #require(SocketAddress("192.0.2.10", defaultPort: 88)),
                    try #require(SocketAddress("[2001:db8::1]:1088", defaultPort: 88)),
                ],
            ])
        #expect(
            configuration.text == """
                # Written by adinspect for its own process; removed when it ends.
                [libdefaults]
                    rdns = false
                    dns_canonicalize_hostname = false
                    dns_lookup_kdc = false
                    udp_preference_limit = 1
                    default_realm = CORP.EXAMPLE.TEST
                [realms]
                    CORP.EXAMPLE.TEST = {
                        kdc = 192.0.2.10:88
                        kdc = [2001:db8::1]:1088
                    }*
                    PARTNER.EXAMPLE = {
                    }*

                """)
    }

    @Test func withoutRealmsThereIsNoSection() throws {
        let text = try KerberosConfiguration().text
        #expect(!text.contains("[realms]"))
        #expect(!text.contains("default_realm"))
    }

    @Test func namesNoServerThatAPasswordWouldBeRepeatedTo() throws {
        let corp = try #require(Self.corp)
        let text = try KerberosConfiguration(liveKDCs: [corp: [SocketAddress(.loopbackV4, port: 88)]]).text
        for relation in ["primary_kdc", "master_kdc", "admin_server", "kpasswd_server"] {
            #expect(!text.contains(relation))
        }
    }

    @Test(arguments: [
        ("corp.example.test", "CORP.EXAMPLE.TEST"), ("CORP.Example.Test.", "CORP.EXAMPLE.TEST"), ("A", "A"),
        ("a_b-c.1", "A_B-C.1"),
    ])
    func realmsAreASCIICapitals(text: String, name: String) {
        #expect(KerberosRealm(text)?.name == name)
    }

    @Test(arguments: [
        "", ".", ".corp", "corp example", "CORP = {", "CORP}\n[libdefaults]", "löhne.example", "straße", "a#b", "a;b",
        "a\0b", "a@b", "a/b", String(repeating: "a", count: 256),
    ])
    func realmsThatWouldBeReadAsConfigurationAreRefused(text: String) {
        #expect(KerberosRealm(text) == nil)
    }

    @Test func linkLocalAddressesAndPortZeroAreRefused() throws {
        let corp = try #require(Self.corp)
        #expect(throws: KerberosConfiguration.Invalid.self) {
            try KerberosConfiguration(
                liveKDCs: [corp: [SocketAddress(.v6(high: 0xFE80 << 48, low: 1, scope: 1), port: 88)]])
        }
        #expect(throws: KerberosConfiguration.Invalid.self) {
            try KerberosConfiguration(liveKDCs: [corp: [SocketAddress(.loopbackV4, port: 0)]])
        }
    }

    @Test func theFileIsPrivateAndGoesAway() throws {
        let first = try KerberosConfiguration()
        let file = try KerberosConfigurationFile(first)
        let manager = FileManager.default
        #expect(try manager.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        #expect(try manager.attributesOfItem(atPath: file.directory)[.posixPermissions] as? Int == 0o700)
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == first.text)

        let second = try KerberosConfiguration(defaultRealm: Self.corp)
        try file.write(second)
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == second.text)
        #expect(try manager.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        #expect(try manager.contentsOfDirectory(atPath: file.directory) == ["krb5.conf"])

        file.remove()
        #expect(!manager.fileExists(atPath: file.directory))
        #expect(throws: KerberosError.self) { try file.write(second) }
    }

    @Test func theFileGoesWithItsObject() throws {
        var file: KerberosConfigurationFile? = try KerberosConfigurationFile(KerberosConfiguration())
        let directory = try #require(file?.directory)
        #expect(FileManager.default.fileExists(atPath: directory))
        file = nil
        #expect(!FileManager.default.fileExists(atPath: directory))
    }

    @Test func aDirectoryThatKRB5CONFIGCannotNameIsRefused() {
        #expect {
            try KerberosConfigurationFile(KerberosConfiguration(), in: "/tmp:/etc")
        } throws: { ($0 as? KerberosError)?.code == .configurationInvalid }
        #expect {
            try KerberosConfigurationFile(KerberosConfiguration(), in: "/nonexistent")
        } throws: { ($0 as? KerberosError)?.rawCode == ENOENT }
    }

    @Test(
        arguments: [
            (nil, "/p/krb5.conf:/etc/krb5.conf"), ("", "/p/krb5.conf:/etc/krb5.conf"), ("/a:/b", "/p/krb5.conf:/a:/b"),
        ] as [(String?, String)])
    func whatWasThereFollowsThePrivateFile(existing: String?, value: String) {
        let environment = KerberosEnvironment(configurationPath: "/p/krb5.conf", existing: existing)
        #expect(environment.variables == ["KRB5_CONFIG": value, "LDAPNOINIT": "1"])
    }
}
