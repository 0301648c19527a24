import Foundation
import Synchronization

/// Directories of this test process: made on demand under one root, which goes when the process ends.
package enum TemporaryDirectory {
    /// The root, made once; short, for the path of a Unix socket may not pass 107 bytes.
    package static let root: String = {
        let path = "/tmp/adinspect-tests-\(ProcessInfo.processInfo.processIdentifier)"
        removeThoseOfTheDead()
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(atPath: TemporaryDirectory.root) }
        return path
    }()

    /// A test process that was killed could not clear up behind itself.
    private static func removeThoseOfTheDead() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] {
            guard name.hasPrefix("adinspect-tests-"), let owner = Int32(name.dropFirst(16)),
                !FileManager.default.fileExists(atPath: "/proc/\(owner)")
            else { continue }
            try? FileManager.default.removeItem(atPath: "/tmp/" + name)
        }
    }

    private static let counter = Mutex(0)

    /// A fresh, empty directory that only this user may enter.
    package static func make(_ label: String) throws -> String {
        let number = counter.withLock { value in
            value += 1
            return value
        }
        let path = "\(root)/\(label)-\(number)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return path
    }
}
