import CGnuTLS
import Glibc

/// What an attempt to send or receive application data came to.
enum TLSRecordResult {
    case bytes([UInt8])
    case sent(Int)
    /// Nothing can be done now.
    case again
    /// The peer's close_notify (RFC 8446, 6.1), which nobody can forge.
    case closeNotify
    /// The connection ended without one.
    case ended
    /// A system call on the socket failed.
    case broken(SystemError)
    /// What came is no TLS; the library's words.
    case failed(String)
}

extension TLSSession {
    func send(_ bytes: ArraySlice<UInt8>) -> TLSRecordResult {
        let sent = unsafe bytes.withUnsafeBytes { buffer in
            unsafe gnutls_record_send(session, buffer.baseAddress, buffer.count)
        }
        return sent >= 0 ? .sent(sent) : result(of: Int32(clamping: sent), "send", errno)
    }

    func receive(atMost limit: Int) -> TLSRecordResult {
        var count = 0
        var number: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(limit, 1)) { buffer, initialized in
            unsafe count = gnutls_record_recv(session, buffer.baseAddress, buffer.count)
            number = errno
            initialized = max(count, 0)
        }
        if count > 0 { return .bytes(bytes) }
        return count == 0 ? .closeNotify : result(of: Int32(clamping: count), "recv", number)
    }

    /// Says that nothing more will be sent, if that goes out at once.
    func sayGoodbye() { _ = unsafe gnutls_bye(session, GNUTLS_SHUT_WR) }

    /// - Parameter number: `errno` right after the call, which the library leaves as the system call set it.
    private func result(of code: Int32, _ call: String, _ number: Int32) -> TLSRecordResult {
        switch code {
        // Since 3.8 a reset is reported as this too.
        case GNUTLS_E_PREMATURE_TERMINATION: .ended
        case GNUTLS_E_PULL_ERROR, GNUTLS_E_PUSH_ERROR: .broken(SystemError(call: call, errno: number))
        // Not fatal are interruptions, warnings, and requests to renegotiate, which are not answered.
        case _ where gnutls_error_is_fatal(code) == 0: .again
        default: .failed(unsafe String(cString: gnutls_strerror(code)))
        }
    }
}
