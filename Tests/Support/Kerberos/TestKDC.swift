import Foundation
package import Networking

/// A private MIT KDC on a loopback port, its realm KRB.EXAMPLE.TEST in a directory of its own.
///
/// Accounts: `alice` (password below), `service/one` and `robot` (keys in `keytab`), `locked`, `stale` (must change its
/// password), `ldap/dc1.krb.example.test`. All but the last need pre-authentication.
package struct TestKDC: Codable, Sendable {
    package static let realm = "KRB.EXAMPLE.TEST"
    package static let password = "Lab-pa55word!"
    /// The host whose LDAP service has a key.
    package static let serviceHost = "dc1.krb.example.test"
    private static let serviceName = "ldap/" + serviceHost

    package let directory: String
    package let port: UInt16

    package var keytab: String { directory + "/keytab" }
    /// The key of `ldap/dc1.krb.example.test`, for a server of that name.
    package var serviceKeytab: String { directory + "/service.keytab" }
    package var cache: String { directory + "/alice.cache" }
    package var address: Networking.SocketAddress { Networking.SocketAddress(.loopbackV4, port: port) }

    /// The KDC's log so far.
    package var log: String { get throws { try String(contentsOfFile: directory + "/kdc.log", encoding: .utf8) } }
}

extension TestKDC {
    /// Makes the database, starts the KDC, and gets `alice` her tickets.
    package static func start() async throws -> (TestKDC, BackgroundProcess) {
        let directory = try TemporaryDirectory.make("kdc")
        // Taken anew by the KDC right after: nothing else here binds to numbers of its own choosing.
        let port = UInt16(clamping: try ListeningSocket.freePort())
        let kdc = TestKDC(directory: directory, port: port)
        try """
        [libdefaults]
            default_realm = \(realm)
            dns_lookup_kdc = false
            dns_canonicalize_hostname = false
            rdns = false
        [realms]
            \(realm) = {
                kdc = 127.0.0.1:\(port)
            }*
        """.write(toFile: directory + "/krb5.conf", atomically: true, encoding: .utf8)
        try """
        [kdcdefaults]
            kdc_listen = 127.0.0.1:\(port)
            kdc_tcp_listen = 127.0.0.1:\(port)
        [realms]
            \(realm) = {
                database_name = \(directory)/principal
                key_stash_file = \(directory)/stash
                supported_enctypes = aes256-cts-hmac-sha1-96:normal
            }
        [logging]
            kdc = FILE:\(directory)/kdc.log
        """.write(toFile: directory + "/kdc.conf", atomically: true, encoding: .utf8)
        try await kdc.run(
            """
            kdb5_util create -s -r \(realm) -P master
            kadmin.local addprinc -pw '\(password)' +requires_preauth alice
            kadmin.local addprinc -randkey +requires_preauth service/one
            kadmin.local addprinc -randkey +requires_preauth robot
            kadmin.local addprinc -pw x +requires_preauth -allow_tix locked
            kadmin.local addprinc -pw x +requires_preauth +needchange stale
            kadmin.local addprinc -randkey \(serviceName)
            kadmin.local ktadd -k \(kdc.keytab) -norandkey service/one robot
            kadmin.local ktadd -k \(kdc.serviceKeytab) -norandkey \(serviceName)
            """)
        let server = BackgroundProcess(["krb5kdc", "-n"], directory: directory, environment: kdc.environment)
        _ = try await eventually("krb5kdc serves") { server.logText.contains("starting...") ? true : nil }
        try await kdc.run(
            """
            printf '%s\\n' '\(password)' | kinit -c \(kdc.cache) alice
            kvno -c \(kdc.cache) \(serviceName)
            """)
        return (kdc, server)
    }

    package var environment: [String: String?] {
        [
            "KRB5_CONFIG": directory + "/krb5.conf", "KRB5_KDC_PROFILE": directory + "/kdc.conf",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C",
        ]
    }

    private func run(_ script: String) async throws {
        try await runSuccessfully("sh", ["-e", "-c", script], environment: environment)
    }
}
