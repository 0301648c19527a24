import ActiveDirectory
import Inspection
import LDAP
import Testing

@testable import Commands

/// What errors from below become.
@Suite struct CauseTests {
    static let statuses: [(any Error & Sendable, Commands.ExitStatus)] = [
        (KerberosError(.noCredentialsCache, attempt: "a", message: "m"), .notFound),
        (KerberosError(.keytabNotFound, attempt: "a", message: "m"), .notFound),
        (KerberosError(.cacheUnusable, attempt: "a", message: "m"), .badFile),
        (KerberosError(.keytabUnusable, attempt: "a", message: "m"), .badFile),
        (KerberosError(.passwordUnusable, attempt: "a", message: "m"), .usage),
        (KerberosError(.nameMalformed, attempt: "a", message: "m"), .usage),
        (KerberosError(.ticketExpired, attempt: "a", message: "m"), .notConnected),
        (KerberosError(.wrongPassword, attempt: "a", message: "m"), .notConnected),
        (KerberosError(.init(rawValue: "newKind"), attempt: "a", message: "m"), .notConnected),
        (LDAPError(.refusedLocally, during: .bind, server: "s", meaning: "m"), .usage),
        (LDAPError(.trustRootsUnusable, during: .startTLS, server: "s", meaning: "m"), .badFile),
        (LDAPError(.timedOut, during: .bind, server: "s", meaning: "m"), .notConnected),
        (LDAPError(.init(rawValue: "newKind"), during: .search, server: "s", meaning: "m"), .notConnected),
        (CollectionError(.usage, attempted: "a", returned: "r", meaning: "m", advice: "d"), .usage),
        (CollectionError(.fileNotFound, attempted: "a", returned: "r", meaning: "m", advice: "d"), .notFound),
        (CollectionError(.domainNotFound, attempted: "a", returned: "", meaning: "m", advice: "d"), .notConnected),
        (CancellationError(), .notConnected),
        (Unforeseen(), .internalError),
    ]

    struct Unforeseen: Error {}

    @Test(arguments: statuses.indices) func aCauseHasItsExitCodeAndFourParts(_ index: Int) throws {
        let (error, status) = Self.statuses[index]
        let failure = CommandFailure(error)
        #expect(failure.status == status)
        _ = try Refusal(failure.description + "\n")
    }

    @Test(arguments: [
        ("525", "does not exist"), ("52e", "name or the password is wrong"), ("530", "time of day"),
        ("532", "has expired"),
        ("533", "disabled"), ("701", "expired"), ("773", "change"), ("775", "locked"),
    ])
    func activeDirectorysOwnReasonIsTold(_ data: String, _ word: String) throws {
        let text = "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data \(data), v4563\0"
        let failure = CommandFailure(
            LDAPError(
                .bindRejected, during: .bind, server: "dc1.a.test:389", resultCode: .invalidCredentials,
                diagnosticMessage: text, meaning: "the server did not accept the credentials"))
        let refusal = try Refusal(failure.description + "\n")
        #expect(refusal.attempted == "bind to dc1.a.test:389")
        #expect(refusal.returned.contains("data \(data)"))
        #expect(refusal.meaning.contains(word), "\(refusal.meaning)")
    }
}
