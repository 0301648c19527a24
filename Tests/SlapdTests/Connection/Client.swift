import Foundation
import LDAP
import Networking
import TestSupport

/// What the tests of connections share.
enum Client {
    /// The name in the servers' certificate; nothing resolves it, connections go to loopback.
    ///
    /// Not localhost: libldap's GnuTLS build looks for this machine's own name in a certificate of `localhost`.
    static let host = "dc.example.test"
    static let alice = "uid=alice,ou=people,dc=example,dc=test"
    static let alicePassword = "Alice-Lab-Secret-1"

    private static let certificateTask = Task { try await TestPKI.trusted().issue(dnsNames: [host], addresses: []) }

    static func certificate() async throws -> LeafCertificate { try await certificateTask.value }

    /// A slapd whose certificate names ``host``.
    static func slapd(
        _ change: @Sendable (inout SlapdConfiguration) -> Void = { _ in }
    ) async throws -> SlapdServer {
        let certificate = try await certificate()
        return try await SlapdServer.start {
            $0.certificate = certificate
            change(&$0)
        }
    }

    static func endpoint(_ port: Int, host: String = Client.host, address: IPAddress = .loopbackV4) -> LDAPEndpoint {
        let number = UInt16(clamping: port)
        return LDAPEndpoint(host: host, port: number, addresses: [SocketAddress(address, port: number)])
    }

    static func connect(
        _ port: Int, host: String = Client.host, security: TransportSecurity = .plain, caFile: String? = nil,
        _ change: (inout LDAPConfiguration) -> Void = { _ in }
    ) async throws -> LDAPConnection {
        var configuration = LDAPConfiguration(security: security, operationTimeout: .seconds(20))
        if let caFile {
            configuration.trust = .file(caFile)
        } else {
            configuration.trust = .file(try await TestPKI.trusted().caFile)
        }
        change(&configuration)
        return try await LDAPConnection.connect(to: endpoint(port, host: host), configuration: configuration)
    }

    static func password(_ text: String = alicePassword) -> LDAPPassword { LDAPPassword(Array(text.utf8)) }
}

extension SlapdServer {
    func port(_ security: TransportSecurity) -> Int { security == .ldaps ? tlsPort : port }

    /// A connection without TLS, as nobody.
    func connect(_ change: (inout LDAPConfiguration) -> Void = { _ in }) async throws -> LDAPConnection {
        try await Client.connect(port, change)
    }
}

/// What this process uses. Only of worth where nothing else runs: in an exit test.
enum OwnProcess {
    /// Seconds on a processor so far, of all threads.
    static var cpuSeconds: Double { Double(clock()) / 1_000_000 }

    static var openFiles: Int {
        get throws { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
    }

    /// Threads of connections.
    static var connectionThreads: Int {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").filter {
                // A thread can end while we look.
                (try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8)) == "ldap\n"
            }.count
        }
    }

    /// The most memory that was resident at once, in bytes.
    static var peakMemory: Int {
        get throws {
            let lines = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
            let words = lines.first { $0.hasPrefix("VmHWM:") }?.split(separator: " ") ?? []
            return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * 1024
        }
    }
}
