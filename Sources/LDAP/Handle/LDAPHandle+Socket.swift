import COpenLDAP
import Glibc

extension LDAPHandle {
    /// The first bytes that wait on the socket, left where they are; nil when there are none.
    func peek() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = unsafe recv(socket, &bytes, bytes.count, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    /// Whether a read waits for its bytes.
    ///
    /// liblber reads a message's parts with plain reads: on a blocking socket the first half of a message holds the thread until the
    /// second comes. A non-blocking socket would make libldap park requests that do not go out at once. So the socket blocks,
    /// and only its reads give up after a moment; libldap then keeps the part and asks for more later. The TLS handshake, which
    /// libldap repeats without waiting, needs reads that wait.
    func setReadsBlocking(_ waits: Bool) throws(LibraryFailure) {
        var patience = timeval(tv_sec: 0, tv_usec: waits ? 0 : 1000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        guard unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size) == 0 else {
            throw LibraryFailure(code: .libraryLocalError, diagnosticMessage: "setsockopt: errno \(errno)")
        }
    }
}

/// Looks at what a server says first: an LDAP message is always a SEQUENCE.
struct FirstBytes {
    private var isLDAP = false

    /// The first bytes when they cannot begin an LDAP message. Later bytes are the middle of one and can be any.
    mutating func foreign(to handle: LDAPHandle) -> [UInt8]? {
        guard !isLDAP, let bytes = handle.peek(), let first = bytes.first else { return nil }
        isLDAP = first == 0x30
        return isLDAP ? nil : bytes
    }
}
