import Glibc
import Synchronization

/// A file descriptor that is closed exactly once: when its last owner lets go of it, unless it was handed on before.
///
/// Calls take this object instead of the bare number, since Swift may release a local variable after its last use,
/// and a number alone would then name a closed descriptor, or another one opened since.
package final class OwnedDescriptor: Sendable {
    /// The descriptor's number, for those who read it while they hold this object.
    package let number: Int32
    private let isOwned: Atomic<Bool>

    /// Takes over `number`, which nobody else may close from now on.
    package init(adopting number: Int32) {
        self.number = number
        isOwned = Atomic(number >= 0)
    }

    deinit {
        if isOwned.load(ordering: .acquiring) { close(number) }
    }

    /// Hands the descriptor to somebody who closes it himself, such as libldap. Later calls return nil.
    package func release() -> Int32? {
        isOwned.exchange(false, ordering: .acquiringAndReleasing) ? number : nil
    }

    /// A second descriptor of the same open file, closed on its own.
    package func duplicate() throws(SystemError) -> OwnedDescriptor {
        try withExtendedLifetime(self) { () throws(SystemError) in try Self.duplicate(of: number) }
    }

    /// A second descriptor of a file that somebody else owns. The caller answers for `number` being open.
    package static func duplicate(of number: Int32) throws(SystemError) -> OwnedDescriptor {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw SystemError(call: "fcntl", errno: errno) }
        return OwnedDescriptor(adopting: copy)
    }

    /// Ends both directions of a connection, so that whoever blocks on any of its descriptors returns.
    ///
    /// A connection that has already ended is no error.
    package func shutDown() {
        _ = withExtendedLifetime(self) { Glibc.shutdown(number, Int32(SHUT_RDWR)) }
    }
}
