extension CredentialPlan.PasswordSource {
    /// Reads the password.
    ///
    /// - Throws: ``CommandFailure``: 66 for a file that is not there, 65 for one that is no password, 64 for an empty password or when
    ///   nobody can be asked; `CancellationError`.
    func read(for user: String, _ context: CommandContext) throws -> [UInt8] {
        let bytes: [UInt8]
        let place: String
        switch self {
        case .file(let path):
            bytes = Self.withoutNewline(try file(path, context))
            place = path
        case .standardInput:
            bytes = Self.withoutNewline(try context.input.readAll())
            place = "standard input"
        case .prompt:
            guard context.input.isTerminal else {
                throw CommandFailure.usage(
                    "ask for the password of \(user)", "standard input is no terminal",
                    meaning: "Nobody is there to type it.", advice: "Give --password-file or --password-stdin.")
            }
            bytes = try context.input.prompt("Password of \(MessageText.onOneLine(user)): ")
            place = "the prompt"
        }
        guard !bytes.isEmpty else {
            throw CommandFailure.usage(
                "bind as \(user)", "0 bytes from \(place)",
                meaning: "The password is empty, and servers take that for an anonymous bind.",
                advice: "Give the account's password.")
        }
        return bytes
    }

    private func file(_ path: String, _ context: CommandContext) throws -> [UInt8] {
        let attempted = "read the password file \(path)"
        let file: InputFile
        do {
            file = try InputFile(path, limit: StandardInput.limit)
        } catch {
            throw CommandFailure.file(.notFound, attempted, error.text)
        }
        guard !file.isCutShort else {
            throw CommandFailure.file(
                .badFile, attempted, "more than \(StandardInput.limit / 1024) KiB",
                meaning: "No password is that long.",
                advice: "Name the file that holds nothing but the password.")
        }
        if file.isOpenToOthers {
            try? context.errors.write(
                "adinspect: warning: others may read the password file \(MessageText.onOneLine(path)); set its mode to 0600\n"
            )
        }
        return file.bytes
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
