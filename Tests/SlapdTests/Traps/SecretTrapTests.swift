import Foundation
import LDAP
import TestSupport
import Testing

/// A password's copies in memory, as another process sees them. What stays is libldap's, and cannot be reached from here.
@Suite("traps: credentials wiped", .serialized, .timeLimit(.minutes(1)))
struct SecretTrapTests {
    /// A secret that no literal of the program holds, and its bytes exclusive-or 0x55 in hexadecimal.
    private static func secret() -> (bytes: [UInt8], disguised: String) {
        let bytes = (0..<24).map { _ in UInt8.random(in: 0x21...0x7E) }
        return (bytes, bytes.map { String(format: "%02x", $0 ^ 0x55) }.joined())
    }

    /// The places where it stands in the memory of this process.
    private static func places(_ disguised: String) async throws -> [String] {
        let output = try await runSuccessfully(
            PackageLayout.root + "/Tests/Oracles/memory-scan",
            [String(ProcessInfo.processInfo.processIdentifier), disguised])
        return output.split(separator: "\n").map(String.init)
    }

    @Test("the password object is wiped with its last holder")
    func passwordObject() async throws {
        await #expect(processExitsWith: .success) {
            var (bytes, disguised) = Self.secret()
            var password: LDAPPassword? = LDAPPassword(bytes)
            for index in bytes.indices { bytes[index] = 0 }
            let held = try await Self.places(disguised)
            #expect(held.count == 1, "\(held)")
            #expect(password?.isEmpty == false)
            password = nil
            #expect(try await Self.places(disguised) == [])
        }
    }

    @Test("after a bind what is left are copies of libraries, none of ours", arguments: TransportSecurityTests.secured)
    func afterBind(security: TransportSecurity) async throws {
        let isLDAPS = security == .ldaps
        await #expect(processExitsWith: .success) { [isLDAPS = isLDAPS as Bool] in
            let security: TransportSecurity = isLDAPS ? .ldaps : .startTLS
            let server = try await Client.slapd()
            var (bytes, disguised) = Self.secret()
            do {
                let connection = try await Client.connect(server.port(security), security: security)
                let error = await #expect(throws: LDAPError.self) {
                    try await connection.bind(.simple(name: Client.alice, password: LDAPPassword(bytes)))
                }
                #expect(error?.resultCode == .invalidCredentials)
                connection.close()
            }
            for index in bytes.indices { bytes[index] = 0 }
            _ = try await eventually("the thread's end") { try OwnProcess.connectionThreads == 0 ? true : nil }
            let left = try await Self.places(disguised)
            // libldap's request, and GnuTLS's record of it.
            #expect(left.count <= 2, "\(left)")
            await server.stop()
        }
    }
}
