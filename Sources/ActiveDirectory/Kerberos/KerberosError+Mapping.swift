import CKerberos
import Glibc
import Networking

extension KerberosError.Code {
    /// The kind of failure behind a code of libkrb5 (`krb5_err.et`, `k5e1_err.et`, `prof_err.et`, the krb5 mechanism's).
    package init(krb5Code: Int32) {
        self = Self.byKrb5Code[krb5Code] ?? .other
    }

    // libkrb5's macros are negative literals of type long; all fit into its own krb5_error_code.
    private static let byKrb5Code: [Int32: Self] = [
        Int32(KRB5_FCC_NOFILE): .noCredentialsCache,
        Int32(KRB5_CC_NOTFOUND): .noTicket,
        Int32(KRB5_CC_END): .noTicket,
        emptyCache: .noTicket,
        Int32(KRB5_NO_TKT_SUPPLIED): .noTicket,
        Int32(KRB5KRB_AP_ERR_TKT_EXPIRED): .ticketExpired,
        Int32(KRB5_FCC_PERM): .cacheUnusable,
        Int32(KRB5_FCC_INTERNAL): .cacheUnusable,
        Int32(KRB5_CC_UNKNOWN_TYPE): .cacheUnusable,
        Int32(KRB5_CC_BADNAME): .cacheUnusable,
        Int32(KRB5_CC_FORMAT): .cacheUnusable,
        Int32(KRB5_CC_IO): .cacheUnusable,
        Int32(KRB5_CCACHE_BADVNO): .cacheUnusable,
        Int32(KRB5_CC_NOSUPP): .cacheUnusable,
        Int32(KRB5_KCM_NO_SERVER): .cacheUnusable,
        Int32(KRB5_KT_NOTFOUND): .principalNotInKeytab,
        Int32(KRB5_KT_FORMAT): .keytabUnusable,
        Int32(KRB5_KT_IOERR): .keytabUnusable,
        Int32(KRB5_KT_BADNAME): .keytabUnusable,
        Int32(KRB5_KT_UNKNOWN_TYPE): .keytabUnusable,
        Int32(KRB5_KEYTAB_BADVNO): .keytabUnusable,
        Int32(KRB5KDC_ERR_PREAUTH_FAILED): .wrongPassword,
        Int32(KRB5KRB_AP_ERR_BAD_INTEGRITY): .wrongPassword,
        Int32(KRB5KDC_ERR_KEY_EXP): .passwordExpired,
        Int32(KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN): .clientUnknown,
        Int32(KRB5KDC_ERR_CLIENT_REVOKED): .clientRevoked,
        Int32(KRB5KDC_ERR_NAME_EXP): .clientExpired,
        Int32(KRB5KDC_ERR_POLICY): .policyRejected,
        Int32(KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN): .serverUnknown,
        Int32(KRB5KRB_AP_ERR_MODIFIED): .serverKeyMismatch,
        Int32(KRB5KRB_AP_ERR_SKEW): .clockSkew,
        Int32(KRB5KRB_AP_ERR_TKT_NYV): .clockSkew,
        Int32(KRB5KDC_ERR_NEVER_VALID): .clockSkew,
        Int32(KRB5_KDC_UNREACH): .kdcUnreachable,
        Int32(KRB5_REALM_CANT_RESOLVE): .kdcUnreachable,
        Int32(KRB5_REALM_UNKNOWN): .realmUnknown,
        Int32(KRB5KDC_ERR_WRONG_REALM): .realmUnknown,
        Int32(KRB5KDC_ERR_ETYPE_NOSUPP): .encryptionTypeUnsupported,
        Int32(KRB5_PARSE_MALFORMED): .nameMalformed,
        Int32(KRB5_CONFIG_BADFORMAT): .configurationInvalid,
        Int32(KRB5_CONFIG_NODEFREALM): .configurationInvalid,
        Int32(KRB5_CONFIG_CANTOPEN): .configurationInvalid,
        Int32(PROF_SECTION_NOTOP): .configurationInvalid,
        Int32(PROF_SECTION_SYNTAX): .configurationInvalid,
        Int32(PROF_RELATION_SYNTAX): .configurationInvalid,
        Int32(PROF_EXTRA_CBRACE): .configurationInvalid,
        Int32(PROF_MISSING_OBRACE): .configurationInvalid,
        Int32(PROF_BAD_INTEGER): .configurationInvalid,
    ]

    /// KG_EMPTY_CCACHE, of gssapi_err_krb5.et, which no installed header names.
    static let emptyCache: Int32 = 39_756_044
}

extension KerberosError {
    /// A failure of libkrb5.
    package init(krb5Code: Int32, attempt: String, message: String) {
        self.init(Code(krb5Code: krb5Code), attempt: attempt, rawCode: krb5Code, message: message)
    }

    /// A system call that failed.
    package init(system number: Int32, attempt: String) {
        let error = SystemError(call: "", errno: number)
        self.init(.system, attempt: attempt, rawCode: number, message: error.text)
    }

    /// A failure known only by the text of a GSS-API mechanism, as Cyrus SASL hands it to libldap:
    /// `SASL(-1): generic failure: GSSAPI Error: Unspecified GSS failure.  Minor code may provide more information (…)`.
    ///
    /// The words are libkrb5's English ones: it translates them only in a process that has called `setlocale`.
    package init(gssText text: String, attempt: String) {
        let reason = Self.reason(in: text)
        var code = Self.phrases.first { reason.contains($0.phrase) }?.code
        // libkrb5 puts the name between the words: "Server ldap/dc1@REALM not found in Kerberos database".
        if code == nil, reason.contains("not found in Kerberos database") {
            code = reason.hasPrefix("Client") ? .clientUnknown : .serverUnknown
        }
        self.init(code ?? .other, attempt: attempt, message: text)
    }

    /// What the mechanism itself said: the parenthesis after the GSS-API's general sentence; the whole text without one.
    static func reason(in text: String) -> Substring {
        guard let start = text.firstRange(of: "GSSAPI Error:")?.upperBound else { return text[...] }
        let sentence = text[start...]
        guard let open = sentence.firstIndex(of: "("), let close = sentence.lastIndex(of: ")"), open < close else {
            return sentence
        }
        let inner = sentence[sentence.index(after: open)..<close]
        // "Success" and "Unknown error" stand there when only the general sentence says what happened.
        return inner == "Success" || inner == "Unknown error" || inner.isEmpty ? sentence : inner
    }

    static let phrases: [(phrase: String, code: Code)] = [
        ("No credentials cache found", .noCredentialsCache),
        ("No Kerberos credentials available", .noTicket),
        ("Matching credential not found", .noTicket),
        ("End of credential cache reached", .noTicket),
        ("Credential cache is empty", .noTicket),
        ("Ticket expired", .ticketExpired),
        ("credential has expired", .ticketExpired),
        ("Credentials cache permissions incorrect", .cacheUnusable),
        ("Credentials cache I/O operation failed", .cacheUnusable),
        ("Unknown credential cache type", .cacheUnusable),
        ("Bad format in credentials cache", .cacheUnusable),
        ("Key table entry not found", .principalNotInKeytab),
        ("Bad format in keytab", .keytabUnusable),
        ("Preauthentication failed", .wrongPassword),
        ("Password incorrect", .wrongPassword),
        ("Decrypt integrity check failed", .wrongPassword),
        ("Password has expired", .passwordExpired),
        ("credentials have been revoked", .clientRevoked),
        ("Client's entry in database has expired", .clientExpired),
        ("KDC policy rejects request", .policyRejected),
        ("Message stream modified", .serverKeyMismatch),
        ("Clock skew too great", .clockSkew),
        ("Ticket not yet valid", .clockSkew),
        ("Cannot contact any KDC", .kdcUnreachable),
        ("Cannot resolve network address for KDC", .kdcUnreachable),
        ("Cannot find KDC", .realmUnknown),
        ("Realm not local to KDC", .realmUnknown),
        ("KDC has no support for encryption type", .encryptionTypeUnsupported),
        ("Malformed representation of principal", .nameMalformed),
        ("Improper format of Kerberos configuration file", .configurationInvalid),
        ("Configuration file does not specify default realm", .configurationInvalid),
        // The GSS-API's own sentence, when the mechanism adds nothing.
        ("No credentials were supplied", .noTicket),
    ]
}
