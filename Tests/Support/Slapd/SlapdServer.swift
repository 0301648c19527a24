import Foundation
package import Networking

/// An OpenLDAP server of the tests' own: a fresh directory, free loopback ports, ended with the test.
package final class SlapdServer: Sendable {
    package let configuration: SlapdConfiguration
    /// The port of ldap:// on 127.0.0.1.
    package let port: Int
    /// The port of ldaps:// on 127.0.0.1.
    package let tlsPort: Int
    /// What a client must trust to accept the default certificate.
    package let caFile: String
    private let socket: String
    private let process: BackgroundProcess

    package var uri: String { "ldap://127.0.0.1:\(port)" }
    package var tlsURI: String { "ldaps://127.0.0.1:\(tlsPort)" }
    /// The Unix socket; who starts the tests is the administrator there by SASL EXTERNAL.
    package var localURI: String { "ldapi://" + socket.replacingOccurrences(of: "/", with: "%2F") }
    package var rootDN: String { configuration.rootDN }
    package var rootPassword: String { SlapdConfiguration.rootPassword }

    /// Starts one and returns when it answers.
    ///
    /// - Throws: ``SlapdFailed`` with slapd's own words.
    package static func start(_ change: (inout SlapdConfiguration) -> Void = { _ in }) async throws -> SlapdServer {
        let configuration = SlapdConfiguration(change)
        var attempt = 1
        while true {
            do {
                return try await SlapdServer(configuration)
            } catch let error as SlapdFailed where attempt < 5 && error.log.contains("Address already in use") {
                // Somebody else took the port between our asking for a free one and slapd's bind.
                attempt += 1
            }
        }
    }

    private init(_ configuration: SlapdConfiguration) async throws {
        self.configuration = configuration
        let authority = try await TestPKI.trusted()
        caFile = authority.caFile
        let certificate: LeafCertificate
        if let given = configuration.certificate {
            certificate = given
        } else {
            certificate = try await Self.defaultCertificate.value
        }

        let directory = try TemporaryDirectory.make("slapd")
        let file = directory + "/slapd.conf"
        try FileManager.default.createDirectory(
            atPath: directory + "/data", withIntermediateDirectories: true)
        try configuration.text(in: directory, certificate: certificate, caFile: caFile)
            .write(toFile: file, atomically: true, encoding: .utf8)
        if !configuration.ldif.isEmpty {
            let load = try await run("/usr/sbin/slapadd", ["-q", "-f", file], input: configuration.ldif)
            guard load.status == 0 else { throw SlapdFailed(what: "slapadd", log: load.errors) }
        }

        socket = directory + "/ldapi"
        port = try ListeningSocket.freePort()
        tlsPort = try ListeningSocket.freePort()
        let listeners =
            "ldap://127.0.0.1:\(port) ldaps://127.0.0.1:\(tlsPort) "
            + "ldapi://" + socket.replacingOccurrences(of: "/", with: "%2F")
        process = BackgroundProcess(
            ["/usr/sbin/slapd", "-d", "stats", "-f", file, "-h", listeners], directory: directory,
            environment: configuration.environment.mapValues { $0 })
        try await waitUntilReady()
    }

    /// Its own word first: a port that answers may be another's that took it before slapd could.
    private func waitUntilReady() async throws {
        try await eventually("slapd's start", by: .after(.seconds(20))) { () -> Void? in
            if process.endedWith != nil { throw SlapdFailed(what: "slapd", log: process.logText) }
            guard process.logText.contains("slapd starting") else { return nil }
            return StreamSocket.connects(to: port) && StreamSocket.connects(to: tlsPort) ? () : nil
        }
    }

    private static let defaultCertificate = Task { try await TestPKI.trusted().issue() }

    /// Everything that slapd has said.
    package var log: String { process.logText }
    /// The statistics lines so far, in order.
    package var logLines: [SlapdLogLine] { SlapdLogLine.parse(process.logText) }

    /// Waits for a log line: slapd writes some only after it has sent the answer.
    @discardableResult
    package func logLine(
        by deadline: Deadline = .after(.seconds(10)), where fits: (SlapdLogLine) -> Bool
    ) async throws -> SlapdLogLine {
        try await eventually("the log line", by: deadline) { logLines.first(where: fits) }
    }

    /// Stops slapd where it stands: it accepts, and never answers.
    package func suspend() { process.suspend() }
    package func resume() { process.resume() }

    /// Ends it; also done when the last reference goes, and when the tests' process ends.
    package func stop() async { await process.stop() }
}

/// slapd or slapadd would not start; its own words say why.
package struct SlapdFailed: Error, CustomStringConvertible {
    package let what: String
    package let log: String
    package var description: String { "\(what) failed: \(log)" }
}
