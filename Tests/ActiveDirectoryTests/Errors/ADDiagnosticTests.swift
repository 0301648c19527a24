import ActiveDirectory
import TestSupport
import Testing

@Suite struct ADDiagnosticTests {
    @Test func aRefusedBind() throws {
        let diagnostic = try #require(
            ADDiagnostic("80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 52e, v1db1"))
        #expect(diagnostic.code == 0x8009_0308)
        #expect(diagnostic.kind == "LdapErr")
        #expect(diagnostic.dsid == "0C0903A9")
        #expect(diagnostic.comment == "AcceptSecurityContext error")
        #expect(diagnostic.data == 0x52E)
        #expect(diagnostic.build == 7601)
        #expect(diagnostic.bindFailure == .invalidCredentials)
    }

    @Test func signingRequired() throws {
        let text =
            "00002028: LdapErr: DSID-0C090259, comment: The server requires binds to turn on integrity checking if SSL\\TLS "
            + "are not already active on the connection, data 0, v4563\0"
        let diagnostic = try #require(ADDiagnostic(text))
        #expect(diagnostic.code == 0x2028)
        #expect(diagnostic.comment?.hasPrefix("The server requires binds to turn on integrity") == true)
        #expect(diagnostic.comment?.hasSuffix("on the connection") == true)
        #expect(diagnostic.data == 0)
        #expect(diagnostic.build == 17763)
        #expect(diagnostic.bindFailure == nil)
        #expect(diagnostic.text.hasSuffix("v4563"))
    }

    @Test func aNameThatLeadsNowhere() throws {
        let diagnostic = try #require(
            ADDiagnostic(
                "0000208D: NameErr: DSID-0310021B, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'DC=corp'\n\0"))
        #expect(diagnostic.kind == "NameErr")
        #expect(diagnostic.problem == 2001)
        #expect(diagnostic.data == 0)
        #expect(diagnostic.comment == nil)
        #expect(diagnostic.bindFailure == nil)
    }

    @Test func noBindBeforeTheSearch() throws {
        let diagnostic = try #require(
            ADDiagnostic(
                "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be "
                    + "completed on the connection., data 0, v4f7c"))
        #expect(diagnostic.code == 0x4DC)
        #expect(diagnostic.build == 20348)
    }

    @Test(
        arguments: [
            (
                "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 525, v4563",
                ADBindFailure.userNotFound
            ),
            ("80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 530, v4563", .logonHours),
            (
                "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 531, v4563",
                .workstationRestriction
            ),
            (
                "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 532, v4563",
                .passwordExpired
            ),
            (
                "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 533, v4563",
                .accountDisabled
            ),
            (
                "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 568, v4563",
                .tooManyContextIdentifiers
            ),
            (
                "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 701, v4563",
                .accountExpired
            ),
            (
                "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 773, v4563",
                .passwordMustChange
            ),
            (
                "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 775, v4563",
                .accountLockedOut
            ),
            // Both numbers carry the status where channel binding is enforced; Kerberos says 57.
            (
                "80090346: LdapErr: DSID-0C09059A, comment: AcceptSecurityContext error, data 80090346, v4563",
                .badBindings
            ),
            ("80090346: LdapErr: DSID-0C09062B, comment: AcceptSecurityContext error, data 0", .badBindings),
            (
                "80090308: LdapErr: DSID-0C09089F, comment: AcceptSecurityContext error, data 57, v4563",
                .invalidParameter
            ),
            (
                "8009030C: LdapErr: DSID-0C0906B0, comment: AcceptSecurityContext error, data 52e, v4f7c",
                .invalidCredentials
            ),
        ] as [(String, ADBindFailure)]) func bindFailuresAreNamed(text: String, failure: ADBindFailure)
    {
        #expect(ADDiagnostic(text)?.bindFailure == failure)
        #expect(failure.isKnown)
        #expect(failure.meaning.hasSuffix("."))
        #expect(failure.advice.hasSuffix("."))
    }

    /// Numbers and names from MS-ERREF 2.2 and 2.1.
    @Test(
        arguments: [
            ("57", .invalidParameter), ("51f", .noLogonServers), ("525", .userNotFound), ("52e", .invalidCredentials),
            ("52f", .accountRestriction), ("530", .logonHours), ("531", .workstationRestriction),
            ("532", .passwordExpired), ("533", .accountDisabled), ("534", .noneMapped), ("54b", .noSuchDomain),
            ("568", .tooManyContextIdentifiers), ("569", .logonTypeNotGranted), ("6fc", .trustedDomainFailure),
            ("6fd", .trustRelationshipFailure), ("701", .accountExpired), ("773", .passwordMustChange),
            ("775", .accountLockedOut), ("80090308", .invalidToken), ("8009030c", .logonDenied),
            ("80090311", .noAuthenticatingAuthority), ("80090324", .timeSkew), ("80090346", .badBindings),
        ] as [(String, ADBindFailure)]) func everyCodeIsExplained(data: String, failure: ADBindFailure) throws
    {
        for data in [data, data.uppercased()] {
            let text = "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data \(data), v1db1\0"
            let found = try #require(ADDiagnostic(text)?.bindFailure)
            #expect(found == failure)
            #expect(found.code == data.lowercased())
            #expect(found.isKnown)
            #expect(found.meaning.hasSuffix(".") && found.advice.hasSuffix("."))
        }
    }

    /// The status at the front is all that there is.
    @Test(
        arguments: [
            ("80090308: LdapErr: DSID-0C090334, comment: AcceptSecurityContext error, data 0, v2580", .invalidToken),
            ("8009030C: LdapErr: DSID-0C0904DC, comment: AcceptSecurityContext error, data 0, v1db1", .logonDenied),
            ("80090311: LdapErr: DSID-0C0904DC, comment: AcceptSecurityContext error", .noAuthenticatingAuthority),
            ("80090324: LdapErr: DSID-0C0904DC, comment: AcceptSecurityContext error, data 0, v4563", .timeSkew),
            ("80090303: LdapErr: DSID-0C0904DC, comment: The digest-uri does not match any LDAP SPN's, data 0", nil),
        ] as [(String, ADBindFailure?)]) func aStatusWithoutData(text: String, failure: ADBindFailure?)
    {
        #expect(ADDiagnostic(text)?.bindFailure == failure)
    }

    @Test(arguments: [
        "80090308: LdapErr: DSID-0C0903A9, comment: Fehler bei AcceptSecurityContext, Konto gesperrt, data 775, v4563",
        "80090308: LdapErr: DSID-0C0903A9, Kommentar: Fehler, data 775, v4563",
        "80090308: LdapErr: DSID-0C0903A9, comment: エラー, data 775, v4563",
    ]) func wordsInAnotherLanguageDoNotMatter(text: String) {
        #expect(ADDiagnostic(text)?.bindFailure == .accountLockedOut)
    }

    @Test func anUnknownFailureKeepsItsNumber() throws {
        let diagnostic = try #require(
            ADDiagnostic("80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 7ff, v4563"))
        let failure = try #require(diagnostic.bindFailure)
        #expect(failure.rawValue == 0x7FF)
        #expect(!failure.isKnown)
        #expect(failure.meaning.contains("7ff"))
    }

    /// `ldapsearch` and others put their own words in front.
    @Test func wordsInFrontAreSkipped() {
        let text =
            "Invalid credentials (49), additional info: 80090308: LdapErr: DSID-0C0903A9, comment: "
            + "AcceptSecurityContext error, data 775, v1db1"
        #expect(ADDiagnostic(text)?.bindFailure == .accountLockedOut)
    }

    /// Samba writes a code and plain words for everything but a refused bind.
    @Test func sambaShapes() throws {
        let policy = try #require(
            ADDiagnostic("0000052D: Constraint violation - check_password_restrictions: the password is too short."))
        #expect(policy.code == 0x52D)
        #expect(policy.kind == nil)
        #expect(policy.comment == "Constraint violation - check_password_restrictions: the password is too short.")
        #expect(policy.bindFailure == nil)
        #expect(ADDiagnostic("00002030: No such Base DN: DC=nowhere")?.comment == "No such Base DN: DC=nowhere")
        #expect(ADDiagnostic("00002020: Operation unavailable without authentication")?.code == 0x2020)
    }

    @Test(arguments: [
        "", "BindSimple: Transport encryption required.", "SASL:[GSSAPI]: NT_STATUS_LOGON_FAILURE", "0000052: short",
        "000000052: long", "x80090308: glued", "DSID-0C0903A9: a place and no code", "80090308", "(unknown error code)",
    ]) func textsWithoutACodeAreNone(text: String) {
        #expect(ADDiagnostic(text) == nil)
    }

    @Test func aCommentWithCommasIsKeptWhole() {
        let diagnostic = ADDiagnostic(
            "00000057: LdapErr: DSID-0C0C0095, comment: Error decoding, very late, sorry, data 0, v4f7c")
        #expect(diagnostic?.comment == "Error decoding, very late, sorry")
        #expect(diagnostic?.build == 20348)
        #expect(ADDiagnostic("00000057: LdapErr: DSID-0C0C0095, comment: very, very")?.build == nil)
    }

    @Test func whatStandsBehindANULIsNotLookedAt() {
        let text = "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 52e, v1db1"
        #expect(ADDiagnostic("Invalid\0 credentials: " + text) == nil)
        #expect(ADDiagnostic(text + "\0, data 775") == ADDiagnostic(text))
        // As a character, NUL with a combining letter is no NUL.
        #expect(ADDiagnostic(text + "\0\u{301}, data 775")?.text == text)
    }

    @Test func randomDamageDoesNotCrash() {
        var random = SeededRandom(seed: 3)
        let original = Array(
            "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 52e, v1db1".utf8)
        for _ in 0..<10_000 {
            let text = String(decoding: random.damaged(random.damaged(original)), as: UTF8.self)
            if ADDiagnostic(text)?.bindFailure?.meaning.isEmpty == true { Issue.record("no meaning for \(text)") }
        }
    }
}
