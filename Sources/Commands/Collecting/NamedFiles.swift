/// The files that the caller named: whether they are there and what they should be, before anything is sent.
enum NamedFiles {
    /// - Throws: ``CommandFailure``: 66 for a file that is not there, 65 for a CA file without a certificate.
    static func require(_ settings: ConnectionSettings) throws {
        if let path = settings.caFile { try requireCertificates(path) }
        switch settings.plan.source {
        case .cache(let name):
            try require(
                name, "use the credentials cache", "Get a ticket with kinit, or name the cache that klist shows.")
        case .keytab(let name, _):
            try require(name, "use the keytab", "Check the path and its permissions.")
        case .defaultCache, .password: break
        }
    }

    /// More than all authorities that a system brings with it.
    private static let limit = 16 << 20

    /// libldap takes a file without any certificate without a word, and then believes nobody.
    ///
    /// - Throws: ``CommandFailure``: 66 for a file that is not there, 65 for one without a certificate.
    static func requireCertificates(_ path: String) throws {
        let attempted = "read the CA file \(path)"
        let advice = "Name a PEM file, with a BEGIN CERTIFICATE line for each authority."
        let file: InputFile
        do {
            file = try InputFile(path, limit: limit)
        } catch {
            throw CommandFailure.file(.notFound, attempted, error.text)
        }
        guard String(decoding: file.bytes, as: UTF8.self).contains("-----BEGIN CERTIFICATE-----") else {
            throw CommandFailure.file(
                .badFile, attempted, "\(file.bytes.count) bytes without a BEGIN CERTIFICATE line",
                meaning: "The file holds no certificate in PEM.", advice: advice)
        }
    }

    /// Caches and keytabs may be of other types than files; those are left to libkrb5.
    private static func require(_ name: String, _ verb: String, _ advice: String) throws {
        let path = name.hasPrefix("FILE:") ? String(name.dropFirst(5)) : name
        guard path.hasPrefix("/") || path.hasPrefix(".") || !path.contains(":") else { return }
        do {
            try InputFile.requireReadable(path)
        } catch {
            throw CommandFailure.file(.notFound, "\(verb) \(name)", error.text, advice: advice)
        }
    }
}
