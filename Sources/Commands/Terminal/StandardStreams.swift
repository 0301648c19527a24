import Glibc

/// A standard stream of the process.
package struct DescriptorSink: TextSink {
    private let descriptor: Int32
    private let name: String

    package static let standardOutput = DescriptorSink(descriptor: 1, name: "standard output")
    package static let standardError = DescriptorSink(descriptor: 2, name: "standard error")

    private init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    package var isTerminal: Bool { isatty(descriptor) == 1 }

    package var width: Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    package func write(_ text: String) throws {
        do {
            try DescriptorOutput.write(text, to: descriptor)
        } catch {
            throw CommandFailure.file(
                .cannotWrite, "write to \(name)", error.text, meaning: "The output is not whole.",
                advice: "Check where it goes: a full disk, a closed pipe.")
        }
    }
}

/// Standard input, as a source of passwords.
package struct StandardInput: SecretInput {
    /// A password of more bytes than this is none.
    static let limit = 64 << 10

    package init() {}

    package var isTerminal: Bool { isatty(0) == 1 }

    package func readAll() throws -> [UInt8] {
        var all: [UInt8] = []
        while all.count <= Self.limit {
            guard let chunk = try read(upTo: 4096) else { return all }
            all += chunk
        }
        throw CommandFailure.file(
            .badFile, "read a password from standard input", "more than \(Self.limit / 1024) KiB",
            meaning: "No password is that long.", advice: "Send nothing but the password.")
    }

    package func prompt(_ text: String) throws -> [UInt8] {
        var before = termios()
        guard unsafe tcgetattr(0, &before) == 0 else {
            throw CommandFailure.usage(
                "ask for a password", SystemReason().text, meaning: "Standard input is no terminal.",
                advice: "Give --password-file or --password-stdin.")
        }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(0, TCSAFLUSH, &silent)
        defer {
            unsafe tcsetattr(0, TCSAFLUSH, &before)
            try? DescriptorSink.standardError.write("\n")
        }
        try DescriptorSink.standardError.write(text)
        var line: [UInt8] = []
        while line.count < Self.limit, let byte = try read(upTo: 1)?.first, byte != 0x0A { line.append(byte) }
        return line
    }

    /// The next bytes; nil at the end.
    ///
    /// A blocked `read` would hear of no cancellation, and Ctrl-C at the prompt would leave the terminal without its echo.
    private func read(upTo limit: Int) throws -> [UInt8]? {
        while true {
            try Task.checkCancellation()
            var waited = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&waited, 1, 50) != 0 else { continue }
            var bytes = [UInt8](repeating: 0, count: limit)
            let count = unsafe Glibc.read(0, &bytes, limit)
            if count == 0 { return nil }
            if count > 0 { return Array(bytes.prefix(count)) }
            guard errno == EINTR || errno == EAGAIN else {
                throw CommandFailure.file(
                    .notFound, "read a password from standard input", SystemReason().text,
                    meaning: "Nothing can be read from there.", advice: "Check what standard input is.")
            }
        }
    }
}
