import Foundation
import Networking
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
        let server = try KDCProcess()
        defer { server.end() }
        try await TestKDC.$running.withValue(server.layout) { try await function() }
    }
}

extension Trait where Self == KDCTrait {
    static var kdc: Self { KDCTrait() }
}

private final class KDCProcess {
    struct Failed: Error { let output: String }

    let layout: TestKDC
    private let server = Process()
    private let watch = Process()
    private let standardInput = Pipe()
    private let output = Pipe()

    init() throws {
        let directory = NSTemporaryDirectory() + "adinspect-kdc-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let port = try Self.freePort()
        layout = TestKDC(directory: directory, port: port)
        try """
        [libdefaults]
            default_realm = \(TestKDC.realm)
            dns_lookup_kdc = false
        [realms]
            \(TestKDC.realm) = {
                kdc = 127.0.0.1:\(port)
            }*
        """.write(toFile: directory + "/krb5.conf", atomically: true, encoding: .utf8)
        try """
        [kdcdefaults]
            kdc_listen = 127.0.0.1:\(port)
            kdc_tcp_listen = 127.0.0.1:\(port)
        [realms]
            \(TestKDC.realm) = {
                database_name = \(directory)/principal
                key_stash_file = \(directory)/stash
                supported_enctypes = aes256-cts-hmac-sha1-96:normal
            }
        [logging]
            kdc = FILE:\(directory)/kdc.log
        """.write(toFile: directory + "/kdc.conf", atomically: true, encoding: .utf8)
        try run(
            """
            set -e
            kdb5_util create -s -r \(TestKDC.realm) -P master
            kadmin.local addprinc -pw '\(TestKDC.password)' +requires_preauth alice
            kadmin.local addprinc -randkey +requires_preauth service/one
            kadmin.local addprinc -randkey +requires_preauth robot
            kadmin.local addprinc -pw x +requires_preauth -allow_tix locked
            kadmin.local addprinc -pw x +requires_preauth +needchange stale
            kadmin.local addprinc -randkey ldap/dc1.krb.example.test
            kadmin.local ktadd -k \(directory)/keytab -norandkey service/one robot
            """)
        try start()
        try run(
            """
            set -e
            printf '%s\\n' '\(TestKDC.password)' | kinit -c \(layout.cache) alice
            kvno -c \(layout.cache) ldap/dc1.krb.example.test
            """)
    }

    private var environment: [String: String] {
        ProcessInfo.processInfo.environment.merging([
            "KRB5_CONFIG": layout.directory + "/krb5.conf", "KRB5_KDC_PROFILE": layout.directory + "/kdc.conf",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C",
        ]) { $1 }
    }

    private static func freePort() throws -> UInt16 {
        // Taken anew by the KDC right after: nothing else here binds to numbers of its own choosing.
        try Socket.listening(on: SocketAddress(.loopbackV4, port: 0)).localAddress().port
    }

    private func run(_ script: String) throws {
        let shell = Process()
        let output = Pipe()
        shell.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        shell.arguments = ["30", "/bin/sh", "-c", script]
        shell.environment = environment
        shell.standardInput = FileHandle.nullDevice
        shell.standardOutput = output
        shell.standardError = output
        try shell.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        guard shell.terminationStatus == 0 else { throw Failed(output: text) }
    }

    /// Returns once the KDC has said that it serves.
    private func start() throws {
        server.executableURL = URL(fileURLWithPath: "/usr/sbin/krb5kdc")
        server.arguments = ["-n"]
        server.environment = environment
        server.standardInput = FileHandle.nullDevice
        server.standardOutput = output
        server.standardError = output
        try server.run()
        // Ends the KDC with this process, however that ends: `cat` then sees the end of its pipe. SIGKILL, since the
        // children of this process's threads are born with the others blocked.
        watch.executableURL = URL(fileURLWithPath: "/bin/sh")
        watch.arguments = ["-c", "cat; kill -KILL \(server.processIdentifier)"]
        watch.standardInput = standardInput
        watch.standardOutput = FileHandle.nullDevice
        watch.standardError = FileHandle.nullDevice
        try watch.run()
        var text = ""
        while !text.contains("starting...") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failed(output: text) }
            text += String(decoding: more, as: UTF8.self)
        }
    }

    func end() {
        kill(server.processIdentifier, SIGKILL)
        try? standardInput.fileHandleForWriting.close()
        // The end of its output is the KDC's end.
        _ = output.fileHandleForReading.readDataToEndOfFile()
        try? FileManager.default.removeItem(atPath: layout.directory)
    }
}
