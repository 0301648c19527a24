import Foundation
import LDAP
import Networking
import TestSupport

/// `Tests/Oracles/channel-binding-acceptor`: a server that demands `tls-server-end-point`, of python3-gssapi and Python's ssl.
struct ChannelBindingAcceptor: Sendable {
    let port: Int
    let process: BackgroundProcess

    /// - Parameters:
    ///   - certificate: What it shows.
    ///   - bound: What the binding must be of, if not that.
    ///   - options: More of the program's options.
    static func start(
        _ kdc: TestKDC, _ certificate: LeafCertificate, bound: LeafCertificate? = nil, options: [String] = []
    ) async throws -> ChannelBindingAcceptor {
        let port = try ListeningSocket.freePort()
        let process = BackgroundProcess(
            [
                PackageLayout.root + "/Tests/Oracles/channel-binding-acceptor", "--port", "\(port)", "--certificate",
                certificate.certificateFile, "--key", certificate.keyFile,
            ] + (bound.map { ["--bound-certificate", $0.certificateFile] } ?? []) + options,
            directory: try TemporaryDirectory.make("acceptor"),
            environment: [
                "KRB5_KTNAME": kdc.serviceKeytab, "KRB5_CONFIG": kdc.directory + "/krb5.conf",
                "KRB5RCACHETYPE": "none",
            ])
        _ = try await eventually("the acceptor listens", by: .after(.seconds(20))) {
            if process.endedWith != nil { throw NotStarted(log: process.logText) }
            return process.logText.contains("listening") ? true : nil
        }
        return ChannelBindingAcceptor(port: port, process: process)
    }

    /// Waits for what it says of the next bind.
    func verdict() async throws -> String {
        try await eventually("the acceptor's verdict") {
            process.logText.split(separator: "\n").first { $0.hasPrefix("bind ") }.map(String.init)
        }
    }

    func stop() async { await process.stop() }

    struct NotStarted: Error, CustomStringConvertible {
        let log: String
        var description: String { "the acceptor ended: \(log)" }
    }
}
