import Glibc

/// A standard stream of the process, or a file opened for a report.
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
        var rest = ArraySlice(text.utf8)
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw CommandFailure(
                    .cannotWrite, attempted: "write to \(name)", returned: unsafe String(cString: strerror(errno)),
                    meaning: "The output could not be written whole.")
            }
        }
    }
}

/// Standard input, as a source of passwords.
package struct StandardInput: SecretInput {
    package init() {}

    package var isTerminal: Bool { isatty(0) == 1 }

    /// A password of more than this is none.
    private static let limit = 64 << 10

    package func readAll() throws -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while all.count < Self.limit {
            let count = unsafe read(0, &chunk, chunk.count)
            if count == 0 { return all }
            if count < 0 {
                if errno == EINTR { continue }
                break
            }
            all += chunk.prefix(count)
        }
        throw CommandFailure(
            .badFile, attempted: "read a password from standard input",
            meaning: "It could not be read, or is longer than 64 KiB.")
    }

    package func prompt(_ text: String) throws -> [UInt8] {
        var before = termios()
        guard unsafe tcgetattr(0, &before) == 0 else {
            throw CommandFailure(
                .usage, attempted: "ask for a password", meaning: "Standard input is no terminal.",
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
        var byte: UInt8 = 0
        while line.count < Self.limit {
            let count = unsafe read(0, &byte, 1)
            if count < 0, errno == EINTR { continue }
            if count <= 0 || byte == 0x0A { break }
            line.append(byte)
        }
        return line
    }
}
