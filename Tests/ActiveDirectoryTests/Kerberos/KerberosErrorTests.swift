import Testing

@testable import ActiveDirectory

@Suite struct KerberosErrorTests {
    /// Codes as `krb5.h` and `profile.h` have them.
    @Test(
        arguments: [
            (-1_765_328_189, .noCredentialsCache), (-1_765_328_243, .noTicket), (39_756_044, .noTicket),
            (-1_765_328_352, .ticketExpired), (-1_765_328_190, .cacheUnusable), (-1_765_328_203, .principalNotInKeytab),
            (-1_765_328_171, .keytabUnusable), (-1_765_328_360, .wrongPassword), (-1_765_328_353, .wrongPassword),
            (-1_765_328_361, .passwordExpired), (-1_765_328_378, .clientUnknown), (-1_765_328_366, .clientRevoked),
            (-1_765_328_383, .clientExpired), (-1_765_328_372, .policyRejected), (-1_765_328_377, .serverUnknown),
            (-1_765_328_343, .serverKeyMismatch), (-1_765_328_347, .clockSkew), (-1_765_328_351, .clockSkew),
            (-1_765_328_228, .kdcUnreachable), (-1_765_328_164, .kdcUnreachable), (-1_765_328_230, .realmUnknown),
            (-1_765_328_370, .encryptionTypeUnsupported), (-1_765_328_250, .nameMalformed),
            (-1_765_328_248, .configurationInvalid), (-1_429_577_714, .configurationInvalid), (-1_765_328_355, .other),
            (12_345, .other), (0, .other), (.min, .other),
        ] as [(Int32, KerberosError.Code)])
    func codesOfLibkrb5(raw: Int32, code: KerberosError.Code) {
        let error = KerberosError(krb5Code: raw, attempt: "do this", message: "words")
        #expect(error.code == code)
        #expect(error.rawCode == raw)
    }

    /// The sentences that Cyrus SASL 2.1.28 hands on from MIT 1.20.1.
    @Test(
        arguments: [
            ("Server not found in Kerberos database", .serverUnknown),
            ("Server ldap/192.0.2.1@CORP.EXAMPLE.TEST not found in Kerberos database", .serverUnknown),
            ("Client 'nobody@CORP.EXAMPLE.TEST' not found in Kerberos database", .clientUnknown),
            ("Client not found in Kerberos database", .clientUnknown),
            ("No Kerberos credentials available (default cache: KEYRING:persistent:0)", .noTicket),
            ("No credentials cache found (filename: /tmp/krb5cc_0)", .noCredentialsCache),
            ("Matching credential not found (filename: /tmp/krb5cc_0)", .noTicket), ("Ticket expired", .ticketExpired),
            ("Clock skew too great", .clockSkew),
            ("Cannot contact any KDC for realm 'CORP.EXAMPLE.TEST'", .kdcUnreachable),
            ("Cannot find KDC for realm \"CORP.EXAMPLE.TEST\"", .realmUnknown),
            ("Preauthentication failed", .wrongPassword),
            ("Client's credentials have been revoked", .clientRevoked),
            ("KDC has no support for encryption type", .encryptionTypeUnsupported),
            ("KDC returned error string: Invalid argument", .other),
        ] as [(String, KerberosError.Code)])
    func wordsOfCyrusSASL(minor: String, code: KerberosError.Code) {
        let text =
            "SASL(-1): generic failure: GSSAPI Error: Unspecified GSS failure.  "
            + "Minor code may provide more information (\(minor))"
        let error = KerberosError(gssText: text, attempt: "bind")
        #expect(error.code == code)
        #expect(error.message == text)
        #expect(KerberosError(gssText: minor, attempt: "bind").code == code)
    }

    @Test(
        arguments: [
            (
                "SASL(-1): generic failure: GSSAPI Error:  The referenced credential has expired (Success)",
                .ticketExpired
            ),
            (
                "SASL(-1): generic failure: GSSAPI Error: No credentials were supplied, or the credentials were "
                    + "unavailable or inaccessible. (Unknown error)", .noTicket
            ),
            ("", .other), ("GSSAPI Error:", .other), ("GSSAPI Error: )(", .other), ("GSSAPI Error: ()", .other),
            ("SASL(-4): no mechanism available: No worthy mechs found", .other),
        ] as [(String, KerberosError.Code)])
    func sentencesOfTheGSSAPIItself(text: String, code: KerberosError.Code) {
        #expect(KerberosError(gssText: text, attempt: "bind").code == code)
    }

    @Test func everyKindSaysWhatItMeansAndWhatToDo() {
        let codes: [KerberosError.Code] = [
            .noCredentialsCache, .noTicket, .ticketExpired, .cacheUnusable, .keytabNotFound, .keytabUnusable,
            .principalNotInKeytab, .wrongPassword, .passwordUnusable, .passwordExpired, .clientUnknown, .clientRevoked,
            .clientExpired, .policyRejected, .serverUnknown, .serverKeyMismatch, .clockSkew, .kdcUnreachable,
            .realmUnknown, .encryptionTypeUnsupported, .nameMalformed, .configurationInvalid, .system, .deadlinePassed,
        ]
        let unknown = KerberosError(.init(rawValue: "new"), attempt: "try", message: "words")
        for code in codes {
            let error = KerberosError(code, attempt: "try", message: "words")
            #expect(error.meaning != unknown.meaning, "\(code.rawValue)")
            #expect(error.advice != unknown.advice, "\(code.rawValue)")
        }
        #expect(unknown.meaning != "" && unknown.advice != "")
    }

    @Test func theDescriptionSaysFourThings() {
        let error = KerberosError(krb5Code: -1_765_328_347, attempt: "get a ticket", message: "Clock skew too great")
        #expect(
            error.description == """
                Could not get a ticket: Clock skew too great (-1765328347). This host's clock and the KDC's differ by more \
                than Kerberos allows (300 seconds). Set this host's clock by a time source of the domain.
                """)
    }

    @Test(arguments: [
        ("alice", "alice", false), ("alice@corp.example.test", "alice", false),
        ("alice@CORP.EXAMPLE.TEST", "alice", false),
        ("alice@example.org", "alice@example.org", true), ("a@b@corp.example.test", "a@b@corp.example.test", true),
    ])
    func namesOfUsers(text: String, name: String, isEnterprise: Bool) throws {
        let realm = try #require(KerberosRealm("corp.example.test"))
        let client = try KerberosClientName(user: text, realm: realm)
        #expect(client.name == name)
        #expect(client.isEnterprise == isEnterprise)
        #expect(client.realm == realm)
    }

    @Test(arguments: ["", "@", "alice@", "@corp.example.test", "CORP\\alice", "al\nice", "al\0ice"])
    func namesThatAreNone(text: String) throws {
        let realm = try #require(KerberosRealm("corp.example.test"))
        #expect {
            try KerberosClientName(user: text, realm: realm)
        } throws: { ($0 as? KerberosError)?.code == .nameMalformed }
    }

    @Test(
        arguments: [
            (nil, ["host/a@R", "A$@R", "b@R"], "A$@R"), (nil, ["host/a@R"], "host/a@R"), ("b", ["a@R", "b@R"], "b@R"),
            ("b@R", ["b@Q", "b@R"], "b@R"),
        ] as [(String?, [String], String)])
    func keytabEntries(wanted: String?, principals: [String], chosen: String) throws {
        #expect(try Keytab.choose(wanted, among: principals, keytab: "FILE:k") == chosen)
    }

    @Test(arguments: [("c", ["a@R"]), ("A", ["a@R"]), ("a@Q", ["a@R"]), (nil, [])] as [(String?, [String])])
    func keytabsWithoutTheName(wanted: String?, principals: [String]) {
        #expect {
            try Keytab.choose(wanted, among: principals, keytab: "FILE:k")
        } throws: { ($0 as? KerberosError)?.code == .principalNotInKeytab }
    }

    @Test func encryptionTypesHaveTheirRegisteredNames() {
        #expect(EncryptionType.aes256SHA1.name == "aes256-cts-hmac-sha1-96")
        #expect(EncryptionType(rawValue: 23).name == "rc4-hmac")
        #expect(EncryptionType(rawValue: -135).name == "etype -135")
        #expect(EncryptionType.rc4HMAC.isDeprecated)
        #expect(!EncryptionType.aes128SHA1.isDeprecated)
    }
}
