extension KerberosError.Code {
    /// The credentials cache that was named, or the default one, is not there.
    package static let noCredentialsCache = Self(rawValue: "noCredentialsCache")
    /// The cache is there and holds no ticket that would do.
    package static let noTicket = Self(rawValue: "noTicket")
    package static let ticketExpired = Self(rawValue: "ticketExpired")
    /// The cache is there and cannot be read or understood.
    package static let cacheUnusable = Self(rawValue: "cacheUnusable")
    package static let keytabNotFound = Self(rawValue: "keytabNotFound")
    package static let keytabUnusable = Self(rawValue: "keytabUnusable")
    package static let principalNotInKeytab = Self(rawValue: "principalNotInKeytab")
    /// The KDC refused the proof that the password, or the keytab's key, is known.
    package static let wrongPassword = Self(rawValue: "wrongPassword")
    /// An empty password, or one with a zero byte; refused without asking anybody.
    package static let passwordUnusable = Self(rawValue: "passwordUnusable")
    package static let passwordExpired = Self(rawValue: "passwordExpired")
    package static let clientUnknown = Self(rawValue: "clientUnknown")
    /// Locked out, disabled, or barred at this hour: the KDC does not tell them apart.
    package static let clientRevoked = Self(rawValue: "clientRevoked")
    package static let clientExpired = Self(rawValue: "clientExpired")
    package static let policyRejected = Self(rawValue: "policyRejected")
    package static let serverUnknown = Self(rawValue: "serverUnknown")
    package static let serverKeyMismatch = Self(rawValue: "serverKeyMismatch")
    package static let clockSkew = Self(rawValue: "clockSkew")
    package static let kdcUnreachable = Self(rawValue: "kdcUnreachable")
    /// No KDC is known for the realm.
    package static let realmUnknown = Self(rawValue: "realmUnknown")
    package static let encryptionTypeUnsupported = Self(rawValue: "encryptionTypeUnsupported")
    package static let nameMalformed = Self(rawValue: "nameMalformed")
    package static let configurationInvalid = Self(rawValue: "configurationInvalid")
    /// A file that could not be written, a thread that could not be started.
    package static let system = Self(rawValue: "system")
    /// The time that the caller gave ran out.
    package static let deadlinePassed = Self(rawValue: "deadlinePassed")
    package static let other = Self(rawValue: "other")

    var explanation: (meaning: String, advice: String) {
        Self.explanations[self]
            ?? (
                "Kerberos gave a reason that is not known here.",
                "Look the message up; KRB5_TRACE=/dev/stderr shows every step of libkrb5."
            )
    }

    private static let explanations: [Self: (meaning: String, advice: String)] = [
        .noCredentialsCache: (
            "There is no credentials cache of that name.",
            "Get a ticket with kinit, as the same user (sudo has another cache), or name the right cache with --ccache."
        ),
        .noTicket: (
            "The credentials cache holds no usable ticket.",
            "Get one with kinit, or give --keytab, or --user with a password."
        ),
        .ticketExpired: ("The ticket's time is over.", "Renew it with kinit."),
        .cacheUnusable: (
            "The credentials cache cannot be read.",
            "Check the name's type (FILE:, KCM:, KEYRING:, DIR:) and who may read it; klist must be able to show it."
        ),
        .keytabNotFound: ("There is no keytab of that name.", "Check the path given with --keytab."),
        .keytabUnusable: (
            "The keytab cannot be read.", "Check who may read it, and that klist -k shows its entries."
        ),
        .principalNotInKeytab: (
            "The keytab has no key for that name.",
            "Compare with klist -k, where capitals count, and name one of its entries with --user."
        ),
        .wrongPassword: (
            "The password, or the keytab's key, is not the account's.",
            "Do not simply try again, since each try counts towards a lockout. Check the password; make the keytab anew if the password has changed since."
        ),
        .passwordUnusable: (
            "No account can have this password, so that nothing was sent.", "Give the account's password."
        ),
        .passwordExpired: (
            "The account's password has expired or must be changed at the next logon.",
            "Change it, then run this again."
        ),
        .clientUnknown: (
            "The realm has no account of that name.", "Check the name and the realm, which is the domain in capitals."
        ),
        .clientRevoked: (
            "The account is locked out, disabled, or not allowed to log on now.",
            "Have a domain administrator look at the account's state."
        ),
        .clientExpired: ("The account has expired.", "Have a domain administrator extend it."),
        .policyRejected: (
            "The KDC's policy forbids this logon, for instance its hours, workstations or a required smart card.",
            "Use an account without these limits."
        ),
        .serverUnknown: (
            "The realm knows no service of the name that the ticket was asked for.",
            "Use the domain controller's own host name, not an alias or an address."
        ),
        .serverKeyMismatch: (
            "The server could not open the ticket: its key is not the one that the KDC used.",
            "The name may belong to another host, or the domain controller's password has not yet replicated."
        ),
        .clockSkew: (
            "This host's clock and the KDC's differ by more than Kerberos allows (300 seconds).",
            "Set this host's clock by a time source of the domain."
        ),
        .kdcUnreachable: (
            "No KDC of the realm answered.",
            "Check that port 88 (TCP) of a domain controller can be reached, or name one with --kdc REALM=ADDR."
        ),
        .realmUnknown: (
            "No live KDC is known for the realm.",
            "Check the realm (the domain in capitals) and its DNS records, or name a KDC with --kdc REALM=ADDR."
        ),
        .encryptionTypeUnsupported: (
            "This host and the KDC share no encryption type that the account has a key for.",
            "Accounts whose password is older than AES support need a new password; RC4 is off on newer domain controllers."
        ),
        .nameMalformed: (
            "The name is not a Kerberos principal.", "Write it as user@REALM, with the realm in capitals."
        ),
        .configurationInvalid: (
            "The Kerberos configuration cannot be used.",
            "Check /etc/krb5.conf and the files that KRB5_CONFIG and its include lines name."
        ),
        .system: ("The system refused a step.", "See its reason above."),
        .deadlinePassed: (
            "Kerberos did not answer in the time allowed.",
            "A KDC or the cache's service is silent: name a KDC that answers with --kdc, or allow more with --timeout."
        ),
    ]
}
