import CLinux
import Synchronization

/// A password or key: bytes that are overwritten before their memory is returned, and that nothing prints.
///
/// The storage is allocated by hand: wiping an `Array` property in `deinit` would first copy it (copy-on-write) and
/// wipe the copy. The lock makes the object `Sendable`, and lets `erase()` come at any time.
package final class SecretBytes: Sendable {
    private let storage: Mutex<Storage>

    /// Copies the bytes. The caller's copy stays where it is; see `init(erasing:)`.
    package init(_ bytes: some Collection<UInt8> & Sendable) {
        storage = Mutex(Storage(bytes))
    }

    /// Takes the bytes over and overwrites the array that held them.
    ///
    /// Only this array: copies made of it before are out of reach.
    package init(erasing bytes: inout [UInt8]) {
        storage = Mutex(Storage(bytes))
        unsafe bytes.withUnsafeMutableBytes { buffer in unsafe clinux_wipe(buffer.baseAddress, buffer.count) }
        bytes = []
    }

    package var count: Int { storage.withLock { $0.count } }

    package var isEmpty: Bool { count == 0 }

    /// Lends the bytes to `body`, which must not copy them to where they stay, nor use this object meanwhile.
    package func withBytes<Result, Failure: Error>(
        _ body: (borrowing Span<UInt8>) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try storage.withLock { (value) throws(Failure) in
            let span = unsafe UnsafeBufferPointer(value.buffer).span
            return try body(span.extracting(first: value.count))
        }
    }

    /// The same with one zero byte after the last, for C functions that take a string.
    ///
    /// A secret that itself holds a zero byte ends there for such a function: see `containsZero`.
    package func withZeroTerminatedBytes<Result, Failure: Error>(
        _ body: (borrowing Span<UInt8>) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try storage.withLock { (value) throws(Failure) in
            try body(unsafe UnsafeBufferPointer(value.buffer).span)
        }
    }

    package var containsZero: Bool {
        withBytes { bytes in
            for index in bytes.indices where bytes[index] == 0 { return true }
            return false
        }
    }

    /// Overwrites the bytes with zeros now. Their number stays what it was.
    package func erase() { storage.withLock { $0.erase() } }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<secret>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

@safe private struct Storage: ~Copyable {
    let buffer: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: some Collection<UInt8>) {
        unsafe buffer = .allocate(capacity: bytes.count + 1)
        unsafe buffer.initialize(repeating: 0)
        _ = unsafe buffer.update(fromContentsOf: bytes)
    }

    deinit {
        erase()
        unsafe buffer.deallocate()
    }

    var count: Int { unsafe buffer.count - 1 }

    borrowing func erase() { unsafe clinux_wipe(buffer.baseAddress, buffer.count) }
}
