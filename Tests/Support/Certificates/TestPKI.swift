import Foundation

/// A certificate with its private key, in PEM files.
package struct LeafCertificate: Sendable {
    package let certificateFile: String
    package let keyFile: String
}

/// A kind of key.
package enum CertificateKey: Sendable {
    case p256
    case p384
    case rsa(Int)

    /// As `openssl req` takes it.
    var arguments: [String] {
        switch self {
        case .p256: ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        case .p384: ["ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"]
        case .rsa(let bits): ["rsa:\(bits)"]
        }
    }
}

/// From when to when a certificate holds.
package enum Validity: String, Sendable, CaseIterable {
    case current
    case expired
    case notYetValid

    /// As `openssl ca` takes them: YYYYMMDDHHMMSSZ.
    var dates: (start: String, end: String) {
        switch self {
        case .current: ("20200101000000Z", "20990101000000Z")
        case .expired: ("20200101000000Z", "20210101000000Z")
        case .notYetValid: ("20980101000000Z", "20990101000000Z")
        }
    }
}

/// A certification authority of this test process, made by `openssl`.
package struct TestPKI: Sendable {
    /// The authority's own certificate: what a client that trusts it is given.
    package let caFile: String
    private let keyFile: String
    /// What its certificates come with, for a client that does not know it.
    private let chainFile: String?

    /// The authority that the tests' clients trust.
    package static func trusted() async throws -> TestPKI { try await trustedTask.value }
    /// Another one, with the same subject name, that no client trusts.
    package static func unknown() async throws -> TestPKI { try await unknownTask.value }

    private static let trustedTask = Task { try await TestPKI() }
    private static let unknownTask = Task { try await TestPKI() }

    private init() async throws {
        let folder = try TemporaryDirectory.make("ca")
        caFile = folder + "/ca.pem"
        keyFile = folder + "/ca.key"
        chainFile = nil
        try Self.configuration(subjectAlternativeNames: []).write(
            toFile: folder + "/openssl.cnf", atomically: true, encoding: .utf8)
        try await Self.makeRequest(folder, commonName: "adinspect test authority", keyName: "ca.key")
        try await Self.sign(
            in: folder, with: ["-selfsign", "-keyfile", "ca.key"], as: "authority", .current, to: "ca.pem")
    }

    private init(caFile: String, keyFile: String, chainFile: String?) {
        self.caFile = caFile
        self.keyFile = keyFile
        self.chainFile = chainFile
    }

    /// An authority below this one.
    ///
    /// - Parameters:
    ///   - sendsChain: Whether the servers with its certificates send its own too, as they should.
    ///   - isAuthority: Whether its certificate lets it issue others.
    package func intermediate(
        sendsChain: Bool = true, isAuthority: Bool = true, key: CertificateKey = .p256
    ) async throws -> TestPKI {
        let folder = try TemporaryDirectory.make("intermediate")
        try Self.configuration(subjectAlternativeNames: []).write(
            toFile: folder + "/openssl.cnf", atomically: true, encoding: .utf8)
        try await Self.makeRequest(folder, commonName: "adinspect test intermediate", keyName: "ca.key", key)
        try await Self.sign(
            in: folder, with: ["-cert", caFile, "-keyfile", keyFile], as: isAuthority ? "authority" : "server",
            .current, to: "ca.pem")
        let certificate = folder + "/ca.pem"
        return TestPKI(
            caFile: certificate, keyFile: folder + "/ca.key", chainFile: sendsChain ? certificate : nil)
    }

    /// A server's certificate that vouches for itself.
    package static func selfSigned(dnsNames: [String]) async throws -> LeafCertificate {
        let leaf = try TemporaryDirectory.make("leaf")
        try configuration(subjectAlternativeNames: dnsNames.map { "DNS:\($0)" }).write(
            toFile: leaf + "/openssl.cnf", atomically: true, encoding: .utf8)
        try await makeRequest(leaf, commonName: dnsNames.first ?? "nameless", keyName: "leaf.key")
        try await sign(in: leaf, with: ["-selfsign", "-keyfile", "leaf.key"], as: "server", .current, to: "leaf.pem")
        return LeafCertificate(certificateFile: leaf + "/leaf.pem", keyFile: leaf + "/leaf.key")
    }

    /// A server certificate.
    ///
    /// - Parameters:
    ///   - dnsNames: `dNSName` entries; the first is the common name too.
    ///   - addresses: `iPAddress` entries.
    ///   - digest: Of the signature, as openssl calls it.
    package func issue(
        dnsNames: [String] = ["localhost"], addresses: [String] = ["127.0.0.1", "::1"], validity: Validity = .current,
        key: CertificateKey = .p256, digest: String = "sha256"
    ) async throws -> LeafCertificate {
        let leaf = try TemporaryDirectory.make("leaf")
        let names = dnsNames.map { "DNS:\($0)" } + addresses.map { "IP:\($0)" }
        try Self.configuration(subjectAlternativeNames: names).write(
            toFile: leaf + "/openssl.cnf", atomically: true, encoding: .utf8)
        try await Self.makeRequest(
            leaf, commonName: dnsNames.first ?? addresses.first ?? "nameless", keyName: "leaf.key", key)
        let authority = ["-cert", caFile, "-keyfile", keyFile, "-md", digest]
        try await Self.sign(in: leaf, with: authority, as: "server", validity, to: "leaf.pem")
        if let chainFile {
            let chain = try [leaf + "/leaf.pem", chainFile].map { try String(contentsOfFile: $0, encoding: .utf8) }
            try chain.joined().write(toFile: leaf + "/leaf.pem", atomically: true, encoding: .utf8)
        }
        return LeafCertificate(
            certificateFile: leaf + "/leaf.pem", keyFile: leaf + "/leaf.key")
    }

    private static func configuration(subjectAlternativeNames: [String]) -> String {
        let names =
            subjectAlternativeNames.isEmpty ? "" : "subjectAltName = " + subjectAlternativeNames.joined(separator: ",")
        return """
            [req]
            distinguished_name = name
            prompt = no
            [name]
            [ca]
            default_ca = here
            [here]
            database = index.txt
            new_certs_dir = .
            default_md = sha256
            policy = any
            unique_subject = no
            rand_serial = yes
            [any]
            commonName = supplied
            [authority]
            basicConstraints = critical,CA:true
            keyUsage = critical,keyCertSign,cRLSign
            subjectKeyIdentifier = hash
            [server]
            basicConstraints = critical,CA:false
            keyUsage = critical,digitalSignature
            extendedKeyUsage = serverAuth
            subjectKeyIdentifier = hash
            authorityKeyIdentifier = keyid
            \(names)

            """
    }

    private static func makeRequest(
        _ folder: String, commonName: String, keyName: String, _ key: CertificateKey = .p256
    ) async throws {
        try "".write(toFile: folder + "/index.txt", atomically: true, encoding: .utf8)
        try await openssl(
            in: folder,
            [
                "req", "-new", "-config", "openssl.cnf", "-nodes", "-subj", "/CN=\(commonName)", "-keyout", keyName,
                "-out", "request.pem", "-newkey",
            ] + key.arguments)
    }

    private static func sign(
        in folder: String, with authority: [String], as section: String, _ validity: Validity, to file: String
    ) async throws {
        try await openssl(
            in: folder,
            ["ca", "-batch", "-config", "openssl.cnf", "-notext", "-extensions", section] + authority
                + [
                    "-in", "request.pem", "-out", file, "-startdate", validity.dates.start, "-enddate",
                    validity.dates.end,
                ])
    }

    private static func openssl(in folder: String, _ arguments: [String]) async throws {
        let result = try await run("openssl", arguments, workingDirectory: folder, timeout: .seconds(30))
        guard result.status == 0 else { throw CommandFailed(command: ["openssl"] + arguments, result: result) }
    }
}
