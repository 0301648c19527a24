import FoundationEssentials
import LDAP

extension CredentialPlan.PasswordSource {
    /// Reads the password.
    ///
    /// - Throws: ``CommandFailure``: 66 for a file that is not there, 64 for an empty password or when nobody can be asked.
    func read(for user: String, _ context: CommandContext) throws -> [UInt8] {
        var bytes: [UInt8]
        switch self {
        case .file(let path):
            bytes = try file(path, context)
        case .standardInput:
            bytes = Self.withoutNewline(try context.input.readAll())
        case .prompt:
            guard context.input.isTerminal else {
                throw CommandFailure(
                    .usage, attempted: "ask for the password of \(user)", meaning: "Standard input is no terminal.",
                    advice: "Give --password-file or --password-stdin.")
            }
            bytes = try context.input.prompt("Password of \(user): ")
        }
        guard !bytes.isEmpty else {
            throw CommandFailure(
                .usage, attempted: "bind as \(user)",
                meaning: "The password is empty, and servers take that for an anonymous bind.",
                advice: "Give the password.")
        }
        defer { for index in bytes.indices { bytes[index] = 0 } }
        return bytes
    }

    private func file(_ path: String, _ context: CommandContext) throws -> [UInt8] {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CommandFailure(
                .notFound, attempted: "read the password file \(path)", returned: Self.reason(error),
                meaning: "The file is not there or may not be read.", advice: "Check the path and its permissions.")
        }
        if let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let mode = attributes[.posixPermissions] as? Int, mode & 0o077 != 0
        {
            try context.errors.write(
                "adinspect: warning: others may read the password file \(path); set its mode to 0600\n")
        }
        return Self.withoutNewline([UInt8](data))
    }

    private static func reason(_ error: any Error) -> String {
        (error as? CocoaError).map { "error \($0.code.rawValue)" } ?? "\(error)"
    }

    /// Without the one newline that an editor or `echo` leaves at the end.
    static func withoutNewline(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        if bytes.last == 0x0A {
            bytes.removeLast()
            if bytes.last == 0x0D { bytes.removeLast() }
        }
        return bytes
    }
}
