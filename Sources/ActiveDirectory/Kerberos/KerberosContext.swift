import CKerberos

/// libkrb5's context: its configuration as read now, and its words for the last error. For one thread at a time.
@safe struct KerberosContext: ~Copyable {
    let handle: krb5_context

    /// Reads the configuration files.
    init() throws(KerberosError) {
        var made: krb5_context?
        let code = unsafe krb5_init_context(&made)
        guard code == 0, let made = unsafe made else {
            throw KerberosError(
                krb5Code: code, attempt: "read the Kerberos configuration", message: Self.bareMessage(code))
        }
        unsafe handle = made
    }

    deinit { unsafe krb5_free_context(handle) }

    /// Throws unless the code is 0.
    borrowing func check(_ code: krb5_error_code, _ attempt: @autoclosure () -> String) throws(KerberosError) {
        guard code != 0 else { return }
        throw error(code, attempt: attempt())
    }

    /// The error of the call just made: libkrb5 keeps its details (names, paths) in the context until the next one.
    borrowing func error(_ code: krb5_error_code, attempt: String) -> KerberosError {
        KerberosError(krb5Code: code, attempt: attempt, message: message(code))
    }

    borrowing func message(_ code: krb5_error_code) -> String {
        guard let text = unsafe krb5_get_error_message(handle, code) else { return "error \(code)" }
        defer { unsafe krb5_free_error_message(handle, text) }
        return unsafe String(cString: text)
    }

    /// The general words for a code, without a context.
    private static func bareMessage(_ code: krb5_error_code) -> String {
        guard let text = unsafe krb5_get_error_message(nil, code) else { return "error \(code)" }
        defer { unsafe krb5_free_error_message(nil, text) }
        return unsafe String(cString: text)
    }

    /// The name as text, with its realm; nil for one that libkrb5 cannot write.
    borrowing func text(of principal: krb5_const_principal?) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe krb5_unparse_name(handle, principal, &text) == 0, let text = unsafe text else { return nil }
        defer { unsafe krb5_free_unparsed_name(handle, text) }
        return unsafe String(cString: text)
    }
}
