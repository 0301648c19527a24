import Foundation
import Glibc
import Networking

/// Certificates made by `openssl` in a directory of their own, which goes when this object does.
final class TestCertificates: Sendable {
    struct ToolFailure: Error, CustomStringConvertible {
        let description: String
    }

    let directory: URL

    var authority: String { path("ca.pem") }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "certificates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try makeAuthority("ca")
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    func path(_ name: String) -> String { directory.appending(path: name).path }

    func makeAuthority(_ name: String) throws {
        try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj",
            "/CN=\(name) of the tests", "-addext", "keyUsage=critical,keyCertSign", "-keyout", path("\(name).key"),
            "-out", path("\(name).pem"))
    }

    /// Makes `NAME.pem` and `NAME.key`, valid from 2 days ago or as given (as `openssl ca` writes dates).
    func issue(
        _ name: String, names: String, by authority: String = "ca", from: String? = nil, until: String? = nil,
        key: [String] = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], digest: String = "sha256"
    ) throws {
        try openssl(
            ["req", "-newkey"] + key + [
                "-nodes", "-subj", "/CN=\(name)", "-keyout", path("\(name).key"), "-out", path("\(name).csr"),
            ])
        // `openssl ca` is the one that takes both dates; it wants a data base and a configuration of its own.
        let configuration = """
            [ca]
            default_ca = own
            [own]
            database = \(path("\(name).db"))
            new_certs_dir = \(directory.path)
            rand_serial = yes
            policy = any
            unique_subject = no
            x509_extensions = leaf
            [any]
            commonName = supplied
            [leaf]
            subjectAltName = \(names)
            extendedKeyUsage = serverAuth
            """
        try Data(configuration.utf8).write(to: directory.appending(path: "\(name).cnf"))
        try Data().write(to: directory.appending(path: "\(name).db"))
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "yyyyMMddHHmmss'Z'"
        let start = from ?? format.string(from: Date(timeIntervalSinceNow: -172_800))
        let end = until ?? format.string(from: Date(timeIntervalSinceNow: 864_000))
        try openssl(
            "ca", "-batch", "-notext", "-config", path("\(name).cnf"), "-cert", path("\(authority).pem"), "-keyfile",
            path("\(authority).key"), "-startdate", start, "-enddate", end, "-md", digest, "-in", path("\(name).csr"),
            "-out", path("\(name).pem"))
    }

    func openssl(_ arguments: String...) throws { try openssl(arguments) }

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardError = output
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ToolFailure(description: "openssl \(arguments.joined(separator: " ")): \(text)")
        }
    }
}

/// `openssl s_server` on a free port of loopback, ended when this object goes.
final class TLSServer {
    let address: SocketAddress
    private let process = Process()

    init(_ certificates: TestCertificates, _ name: String, options: [String] = []) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments =
            [
                "s_server", "-accept", "127.0.0.1:0", "-cert", certificates.path("\(name).pem"), "-key",
                certificates.path("\(name).key"),
            ] + options
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = Pipe()
        try process.run()
        // It says `ACCEPT 127.0.0.1:PORT` as soon as it listens.
        var text = ""
        var found: SocketAddress?
        while found == nil {
            let part = output.fileHandleForReading.availableData
            guard !part.isEmpty else { throw TestCertificates.ToolFailure(description: "s_server ended: \(text)") }
            text += String(decoding: part, as: UTF8.self)
            found =
                text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .first { $0.hasPrefix("ACCEPT ") }
                .flatMap { SocketAddress($0.dropFirst(7), defaultPort: 1) }
        }
        guard let found else { throw TestCertificates.ToolFailure(description: text) }
        address = found
        // Whatever it says later must not fill the pipe and stop it.
        output.fileHandleForReading.readabilityHandler = { handle in
            if handle.availableData.isEmpty { handle.readabilityHandler = nil }
        }
    }

    deinit {
        // The threads of the pool block SIGTERM, and a child inherits that: only SIGKILL is sure to end it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
