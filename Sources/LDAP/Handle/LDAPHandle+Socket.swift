import Glibc

extension LDAPHandle {
    /// The first bytes that wait on the socket, left where they are; nil when there are none.
    func peek() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = unsafe recv(socket, &bytes, bytes.count, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }
}
