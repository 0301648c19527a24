import Glibc

/// Reads configuration files whole.
package enum SmallFile {
    /// The file's bytes, at most `limit` of them.
    package static func read(_ path: String, limit: Int = 1 << 20) throws(SystemError) -> [UInt8] {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError(call: "open", errno: errno) }
        let descriptor = OwnedDescriptor(adopting: number)
        var contents: [UInt8] = []
        while contents.count < limit {
            var count = 0
            var code: Int32 = 0
            let room = min(limit - contents.count, 64 << 10)
            let part = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
                unsafe count = Glibc.read(descriptor.number, buffer.baseAddress, buffer.count)
                code = errno
                initialized = max(count, 0)
            }
            if count == 0 { break }
            if count < 0 && code != EINTR { throw SystemError(call: "read", errno: code) }
            contents += part
        }
        return contents
    }
}
