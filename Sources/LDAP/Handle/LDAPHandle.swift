import CLinux
import COpenLDAP
import Glibc

/// Owns one `LDAP *`. Not `Sendable`: it is made on its connection's thread and never leaves it.
///
/// libldap holds its locks while it waits, so every call here returns at once (`ldap_result` with a zero timeout) or is bounded by
/// a deadline that shuts the socket down.
@safe final class LDAPHandle {
    let ld: OpaquePointer
    /// The socket; libldap owns and closes it.
    let socket: Int32

    /// Takes over a connected socket. The endpoint's host is what certificates and Kerberos service names are checked against.
    init(socket: Int32, endpoint: LDAPEndpoint) throws(LibraryFailure) {
        var pointer: OpaquePointer?
        let code: Int32
        if let path = endpoint.socketPath {
            let url = LDAPURL(scheme: .ldapi, host: path).description
            unsafe code = ldap_init_fd(socket, Int32(LDAP_PROTO_IPC), url, &pointer)
        } else {
            // A plain URL even for LDAPS: TLS is started by installTLS(), where its result can be seen.
            unsafe code = ldap_init_fd(socket, Int32(LDAP_PROTO_TCP), "ldap://\(endpoint)", &pointer)
        }
        guard code == 0, let pointer = unsafe pointer else {
            // It fails only before it has taken the socket over.
            close(socket)
            throw LibraryFailure(code: LDAPResultCode(rawValue: code))
        }
        unsafe self.ld = pointer
        self.socket = socket
    }

    deinit {
        unsafe ldap_unbind_ext(ld, nil, nil)
    }

    /// The options that every connection gets, each set by name so that no ldap.conf or environment variable decides it.
    func setFixedOptions(maximumIncomingMessage: Int) throws(LibraryFailure) {
        try set(LDAP_OPT_PROTOCOL_VERSION, 3)
        try setSwitch(LDAP_OPT_REFERRALS, on: false)
        try setSwitch(LDAP_OPT_RESTART, on: true)
        try setSwitch(LDAP_OPT_X_SASL_NOCANON, on: true)
        try set(LDAP_OPT_DEREF, Int32(LDAP_DEREF_NEVER))
        try set(LDAP_OPT_SIZELIMIT, 0)
        try set(LDAP_OPT_TIMELIMIT, 0)
        // A time in ldap.conf would make the socket non-blocking, and the TLS handshake spin on it (ITS#8047).
        try setUnlimited(LDAP_OPT_NETWORK_TIMEOUT)
        try setUnlimited(LDAP_OPT_TIMEOUT)
        var socketBuffer: OpaquePointer?
        guard unsafe ldap_get_option(ld, Int32(LDAP_OPT_SOCKBUF), &socketBuffer) == 0, let buffer = unsafe socketBuffer
        else { throw LibraryFailure(code: .libraryLocalError, diagnosticMessage: "no socket buffer") }
        var limit = UInt(maximumIncomingMessage)
        // Without it a single header that claims a large length makes liblber allocate that much.
        guard unsafe ber_sockbuf_ctrl(buffer, Int32(LBER_SB_OPT_SET_MAX_INCOMING), &limit) > 0 else {
            throw LibraryFailure(code: .libraryLocalError, diagnosticMessage: "no limit on incoming messages")
        }
    }

    func set(_ option: Int32, _ value: Int32) throws(LibraryFailure) {
        var value = value
        try check(unsafe ldap_set_option(ld, option, &value), option)
    }

    func set(_ option: Int32, size value: UInt) throws(LibraryFailure) {
        var value = value
        try check(unsafe ldap_set_option(ld, option, &value), option)
    }

    func set(_ option: Int32, _ text: String) throws(LibraryFailure) {
        let code = unsafe text.withCString { unsafe ldap_set_option(ld, option, $0) }
        try check(code, option)
    }

    func setSwitch(_ option: Int32, on: Bool) throws(LibraryFailure) {
        try check(unsafe ldap_set_option(ld, option, on ? copenldap_option_on() : nil), option)
    }

    private func setUnlimited(_ option: Int32) throws(LibraryFailure) {
        var never = timeval(tv_sec: -1, tv_usec: 0)
        try check(unsafe ldap_set_option(ld, option, &never), option)
    }

    private func check(_ code: Int32, _ option: Int32) throws(LibraryFailure) {
        guard code == 0 else {
            throw LibraryFailure(
                code: LDAPResultCode(rawValue: code),
                diagnosticMessage: "option 0x\(String(option, radix: 16)) was not accepted")
        }
    }

    /// The handle's last error with its text: what libldap itself has to say when no message came from the server.
    func lastFailure(fallback: Int32) -> LibraryFailure {
        var code: Int32 = 0
        unsafe ldap_get_option(ld, Int32(LDAP_OPT_RESULT_CODE), &code)
        return LibraryFailure(
            code: LDAPResultCode(rawValue: code == 0 ? fallback : code),
            diagnosticMessage: diagnosticMessage)
    }

    private var diagnosticMessage: String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe ldap_get_option(ld, Int32(LDAP_OPT_DIAGNOSTIC_MESSAGE), &text) == 0, let text = unsafe text else {
            return nil
        }
        defer { unsafe ldap_memfree(text) }
        return unsafe String(cString: text)
    }

    /// The strength in bits of the SASL layer; nil when there is none.
    var saslStrength: Int? {
        var strength: UInt = 0
        guard unsafe ldap_get_option(ld, Int32(LDAP_OPT_X_SASL_SSF), &strength) == 0 else { return nil }
        return strength == 0 ? nil : Int(clamping: strength)
    }
}
