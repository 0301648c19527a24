import CKerberos

/// A GSS-API initiator credential for Kerberos, and for SPNEGO limited to Kerberos: NTLM is never offered.
///
/// The handles are kept as bit patterns: libgssapi locks its credentials itself, and nothing here changes after `init`,
/// so that the object may be shared between connections.
package final class KerberosCredential: Sendable {
    /// The address of a live `gss_cred_id_t`, for as long as this object lives.
    package let gssCredentialAddress: UInt
    /// What the cache held when the credential was acquired.
    package let tickets: TicketFacts
    /// The private cache to destroy with the credential; nil if the cache is the user's.
    private let privateCache: String?

    /// Makes a credential of what a cache holds. Blocks only as long as reading the cache does.
    ///
    /// - Parameter isPrivate: whether the cache goes when the credential goes, also if this fails.
    init(cache name: String, tickets: TicketFacts, isPrivate: Bool) throws(KerberosError) {
        let attempt = "use the credentials cache \(name)"
        var minor: OM_uint32 = 0
        var credential: gss_cred_id_t?
        let major = unsafe "ccache".withCString { key in
            unsafe name.withCString { value in
                var element = unsafe gss_key_value_element_desc(key: key, value: value)
                return unsafe withUnsafeMutablePointer(to: &element) { element in
                    var store = unsafe gss_key_value_set_desc(count: 1, elements: element)
                    return unsafe gss_acquire_cred_from(
                        &minor, nil, GSS_C_INDEFINITE, ckerberos_krb5_and_spnego(), GSS_C_INITIATE, &store,
                        &credential, nil, nil)
                }
            }
        }
        guard major == GSS_S_COMPLETE, let credential = unsafe credential else {
            if isPrivate { Self.destroy(cache: name) }
            throw Self.error(major: major, minor: minor, attempt: attempt)
        }
        let limited = unsafe gss_set_neg_mechs(&minor, credential, ckerberos_krb5_only())
        guard limited == GSS_S_COMPLETE else {
            var unwanted: gss_cred_id_t? = unsafe credential
            var ignored: OM_uint32 = 0
            _ = unsafe gss_release_cred(&ignored, &unwanted)
            if isPrivate { Self.destroy(cache: name) }
            throw Self.error(major: limited, minor: minor, attempt: "limit SPNEGO to Kerberos")
        }
        gssCredentialAddress = UInt(bitPattern: credential)
        self.tickets = tickets
        privateCache = isPrivate ? name : nil
    }

    deinit {
        var credential: gss_cred_id_t? = unsafe OpaquePointer(bitPattern: gssCredentialAddress)
        var minor: OM_uint32 = 0
        _ = unsafe gss_release_cred(&minor, &credential)
        if let privateCache { Self.destroy(cache: privateCache) }
    }

    /// Removes a MEMORY cache and wipes its keys.
    static func destroy(cache name: String) {
        guard let context = try? KerberosContext() else { return }
        var cache: krb5_ccache?
        guard unsafe krb5_cc_resolve(context.handle, name, &cache) == 0, let cache = unsafe cache else { return }
        _ = unsafe krb5_cc_destroy(context.handle, cache)
    }

    private static func error(major: OM_uint32, minor: OM_uint32, attempt: String) -> KerberosError {
        let code = Int32(bitPattern: minor)
        let sentence = text(of: minor, GSS_C_MECH_CODE) ?? text(of: major, GSS_C_GSS_CODE) ?? "error \(major)"
        return KerberosError(krb5Code: code, attempt: attempt, message: sentence)
    }

    private static func text(of status: OM_uint32, _ kind: Int32) -> String? {
        var minor: OM_uint32 = 0
        var more: OM_uint32 = 0
        var buffer = unsafe gss_buffer_desc()
        guard
            unsafe gss_display_status(&minor, status, kind, ckerberos_krb5_mechanism(), &more, &buffer)
                == GSS_S_COMPLETE
        else { return nil }
        defer { unsafe _ = gss_release_buffer(&minor, &buffer) }
        let bytes = unsafe UnsafeRawBufferPointer(start: buffer.value, count: buffer.length)
        return unsafe bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
