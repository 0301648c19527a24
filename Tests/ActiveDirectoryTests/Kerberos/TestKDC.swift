import Foundation
import Networking
import TestSupport
import Testing

/// A private MIT KDC on a loopback port, its realm KRB.EXAMPLE.TEST in a directory of its own.
///
/// Accounts: `alice` (password below), `service/one` and `robot` (keys in `keytab`), `locked`, `stale` (must change its
/// password), `ldap/dc1.krb.example.test`. All but the last need pre-authentication.
struct TestKDC: Codable, Sendable {
    static let realm = "KRB.EXAMPLE.TEST"
    static let password = "Lab-pa55word!"

    let directory: String
    let port: UInt16

    var keytab: String { directory + "/keytab" }
    var cache: String { directory + "/alice.cache" }
    var address: SocketAddress { SocketAddress(.loopbackV4, port: port) }

    /// The KDC's log so far.
    var log: String { get throws { try String(contentsOfFile: directory + "/kdc.log", encoding: .utf8) } }

    /// The one that runs for the suite.
    @TaskLocal static var running: TestKDC?
}

/// Runs a suite while a KDC runs.
struct KDCTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let (layout, server) = try await TestKDC.start()
        do {
            try await TestKDC.$running.withValue(layout) { try await function() }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}

extension Trait where Self == KDCTrait {
    static var kdc: Self { KDCTrait() }
}

extension TestKDC {
    /// Makes the database, starts the KDC, and gets `alice` her tickets.
    fileprivate static func start() async throws -> (TestKDC, BackgroundProcess) {
        let directory = try TemporaryDirectory.make("kdc")
        // Taken anew by the KDC right after: nothing else here binds to numbers of its own choosing.
        let port = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0)).localAddress().port
        let kdc = TestKDC(directory: directory, port: port)
        try """
        [libdefaults]
            default_realm = \(realm)
            dns_lookup_kdc = false
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
            kadmin.local addprinc -randkey ldap/dc1.krb.example.test
            kadmin.local ktadd -k \(kdc.keytab) -norandkey service/one robot
            """)
        let server = BackgroundProcess(["krb5kdc", "-n"], directory: directory, environment: kdc.environment)
        _ = try await eventually("krb5kdc serves") { server.logText.contains("starting...") ? true : nil }
        try await kdc.run(
            """
            printf '%s\\n' '\(password)' | kinit -c \(kdc.cache) alice
            kvno -c \(kdc.cache) ldap/dc1.krb.example.test
            """)
        return (kdc, server)
    }

    private var environment: [String: String?] {
        [
            "KRB5_CONFIG": directory + "/krb5.conf", "KRB5_KDC_PROFILE": directory + "/kdc.conf",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C",
        ]
    }

    private func run(_ script: String) async throws {
        try await runSuccessfully("sh", ["-e", "-c", script], environment: environment)
    }
}
