import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Testing

@testable import Writeback

/// One thing broken, and what it comes to.
struct UserCase: Sendable, CustomTestStringConvertible {
    let name: String
    let code: UserObstacle.Code?
    let outcome: Outcome
    /// Reset, unlock, change, forced change: `+` written back, `w` with warnings, `-` not, `?` undecided.
    let answers: String
    let verdict: Verdict
    let change: @Sendable (inout UserFixture) throws -> Void

    var testDescription: String { name }

    init(
        _ name: String, _ code: UserObstacle.Code?, _ outcome: Outcome, _ answers: String, _ verdict: Verdict,
        _ change: @escaping @Sendable (inout UserFixture) throws -> Void
    ) {
        self.name = name
        self.code = code
        self.outcome = outcome
        self.answers = answers
        self.verdict = verdict
        self.change = change
    }

    init(
        _ name: String, _ code: UserObstacle.Code?, _ answers: String, _ verdict: Verdict,
        _ change: @escaping @Sendable (inout UserFixture) throws -> Void
    ) {
        self.init(name, code, .notMet, answers, verdict, change)
    }

    private static let full = "D:AI" + UserFixture.defaults.dropFirst(2)
    private static let granted = UserFixture.entries(for: UserFixture.service, flags: "CIID")
    private static let day: Int64 = 86_400

    static let all = state + protection + policy + rights + accounts

    private static let state: [Self] = [
        Self("nothing is broken", nil, "++++", .ready) { _ in },
        Self("disabled", .disabled, "----", .notReady) {
            $0.user.userAccountControl = .value([.normalAccount, .disabled])
        },
        Self("flags not read", .disabled, .undecided, "????", .undecided) { $0.user.userAccountControl = .notReturned },
        Self("locked out", .lockedOut, "++-+", .notReady) { $0.user.computedAccountControl = .value(.lockedOut) },
        Self("locked out once, not now", nil, "++++", .ready) {
            $0.user.lockoutTime = .value(UserFixture.start - 86_400)
        },
        Self("lockout not read", .lockedOut, .undecided, "++?+", .undecided) {
            $0.user.computedAccountControl = .hidden(why: "no right")
            $0.user.lockoutTime = .value(UserFixture.start)
        },
        Self("never locked out, computed flags not read", nil, "++++", .ready) {
            $0.user.computedAccountControl = .notReturned
        },
        Self("expired", .expired, "www+", .readyWithWarnings) { $0.user.expires = .value(UserFixture.start - 1) },
        Self("expires now", .expired, "www+", .readyWithWarnings) { $0.user.expires = .value(UserFixture.start) },
        Self("expires later", nil, "++++", .ready) { $0.user.expires = .value(UserFixture.start + 1) },
        Self("expiry not read", .expired, .undecided, "www+", .readyWithWarnings) { $0.user.expires = .notReturned },
        Self("password never expires", .passwordNeverExpires, "+++-", .readyWithWarnings) {
            $0.user.userAccountControl = .value([.normalAccount, .passwordDoesNotExpire])
        },
        Self("smart card required", .smartcardRequired, "++++", .ready) {
            $0.user.userAccountControl = .value([.normalAccount, .smartcardRequired])
        },
        Self("an organizational unit with a comma", .reservedCharacters, "wwww", .readyWithWarnings) {
            $0.user.containers[0].distinguishedName = DistinguishedName("OU=Sales\\, EMEA,DC=corp,DC=example,DC=test")
        },
        Self("an organizational unit with a blank in front", .reservedCharacters, "wwww", .readyWithWarnings) {
            $0.user.containers[0].distinguishedName = DistinguishedName("OU=\\ Staff,DC=corp,DC=example,DC=test")
        },
    ]

    private static let protection: [Self] = [
        Self("in a protected group", .protectedAccount, "----", .notReady) {
            $0.user.token = .value(Token([UserFixture.sid, .builtinBackupOperators]))
            $0.user.adminCount = .value(1)
        },
        Self("in Domain Admins, not marked yet", .protectedAccount, "----", .notReady) {
            $0.user.token = .value(
                Token([SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 512])]))
        },
        Self("krbtgt by what it is", .protectedAccount, "----", .notReady) {
            $0.user.sid = .value(SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 502]))
        },
        Self("in Domain Users only", nil, "++++", .ready) {
            $0.user.token = .value(
                Token([SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 513])]))
        },
        Self("an orphaned adminCount", .formerlyProtected, "----", .notReady) { $0.user.adminCount = .value(1) },
        Self("adminCount, and groups that could not be read", .protectedAccount, "----", .notReady) {
            $0.user.adminCount = .value(1)
            $0.user.token = .value(Token([UserFixture.sid], gaps: [Token.Gap(.anyGroup, why: "hidden")]))
        },
        Self("adminCount of zero", nil, "++++", .ready) { $0.user.adminCount = .value(0) },
        Self("adminCount not read", .protectedAccount, .undecided, "????", .undecided) {
            $0.user.adminCount = .notReturned
        },
        Self("not marked, and groups that could not be read", nil, "++++", .ready) {
            $0.user.token = .value(Token([UserFixture.sid], gaps: [Token.Gap(.anyGroup, why: "hidden")]))
        },
        Self("in Protected Users", .protectedUsers, "++++", .ready) {
            $0.user.token = .value(
                Token([SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 525])]))
        },
        Self("may not change the password", .cannotChangePassword, "w+-+", .notReady) {
            try $0.secure(
                "D:AI(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)"
                    + "(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;PS)\(granted)")
        },
        Self("Change Password denied to Everyone only", .rightNotGranted, "++-+", .notReady) {
            try $0.secure("D:AI(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)\(granted)")
        },
        Self("Change Password denied to SELF only", nil, "++++", .ready) {
            try $0.secure(
                "D:AI(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;PS)" + UserFixture.defaults.dropFirst(2) + granted)
        },
    ]

    private static let policy: [Self] = [
        Self("younger than the domain's minimum age", .minimumPasswordAge, "w+-+", .notReady) {
            $0.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(2 * day)) }
        },
        Self("older than the domain's minimum age", nil, "++++", .ready) {
            $0.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(day)) }
        },
        Self("a minimum age without end", .minimumPasswordAge, "w+-+", .notReady) {
            $0.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .value(.never) }
        },
        Self("must be changed at the next logon", nil, "++++", .ready) {
            $0.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(2 * day)) }
            $0.user.passwordLastSet = .absent
        },
        Self("the domain's minimum age not read", .minimumPasswordAge, .undecided, "w+?+", .undecided) {
            $0.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .notReturned }
        },
        Self("pwdLastSet not read where an age holds", .minimumPasswordAge, .undecided, "w+?+", .undecided) {
            $0.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(day)) }
            $0.user.passwordLastSet = .notReturned
        },
        Self("pwdLastSet not read where none does", nil, "++++", .ready) { $0.user.passwordLastSet = .notReturned },
        Self("a settings object with an age", .minimumPasswordAge, "w+-+", .notReady) {
            $0.user.resultantPolicy = .value(DistinguishedName("CN=Strict"))
            $0.user.passwordSettings = .value(settings(.value(.seconds(2 * day))))
        },
        Self("a settings object without, over a domain with an age", nil, "++++", .ready) {
            $0.snapshot.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(2 * day)) }
            $0.user.resultantPolicy = .value(DistinguishedName("CN=Mild"))
            $0.user.passwordSettings = .value(settings(.value(.seconds(0))))
        },
        Self("a settings object that may not be read", .minimumPasswordAge, .undecided, "w+?+", .undecided) {
            $0.user.resultantPolicy = .value(DistinguishedName("CN=Strict"))
            $0.user.passwordSettings = .notReturned
        },
        Self("which settings object was not read", .minimumPasswordAge, .undecided, "w+?+", .undecided) {
            $0.user.resultantPolicy = .notReturned
            $0.user.passwordSettings = .notReturned
        },
    ]

    private static func settings(_ age: Observed<PasswordPolicy.Duration>) -> PasswordSettings {
        PasswordSettings(
            distinguishedName: DistinguishedName("CN=Strict"), minimumPasswordAge: age,
            minimumPasswordLength: .value(12), passwordHistoryLength: .value(24), complexityRequired: .value(true))
    }

    private static let rights: [Self] = [
        Self("no entry", .rightNotGranted, "--+-", .notReady) {
            try $0.secure(full)
            $0.user.containers = []
        },
        Self("Reset Password denied", .rightNotGranted, "-++-", .notReady) {
            try $0.secure("D:AI(OD;;CR;00299570-246d-11d0-a768-00aa006e0529;;WD)\(full.dropFirst(4))\(granted)")
        },
        Self("lockoutTime denied", .rightNotGranted, "w-++", .notReady) {
            try $0.secure(
                "D:AI(OD;;WP;28630ebf-41d5-11d1-a9c1-0000f80367c1;;\(UserFixture.service))\(full.dropFirst(4))\(granted)"
            )
        },
        Self("pwdLastSet denied", .rightNotGranted, "w++-", .readyWithWarnings) {
            try $0.secure(
                "D:AI(OD;;WP;bf967a0a-0de6-11d0-a285-00aa003049e2;;\(UserFixture.service))\(full.dropFirst(4))\(granted)"
            )
        },
        Self("Unexpire Password for nobody", .rightNotGranted, "w+++", .readyWithWarnings) {
            let bare = try UserFixture.descriptor("D:AI")
            $0.snapshot.domain { $0.security.domainRoot = .value(bare) }
        },
        Self("Unexpire Password not read", .rightNotDecided, .undecided, "w+++", .readyWithWarnings) {
            $0.snapshot.domain { $0.security.domainRoot = .notReturned }
        },
        Self("protected user", .rightNotGranted, "--+-", .notReady) {
            try $0.secure("D:P" + UserFixture.defaults.dropFirst(2))
        },
        Self("no list at all", nil, "++++", .ready) { $0.user.descriptor = .value(SecurityDescriptor()) },
        Self("an empty list", .rightNotGranted, "----", .notReady) { try $0.secure("D:") },
        Self("the descriptor withheld", .descriptorNotRead, .undecided, "????", .undecided) {
            $0.user.descriptor = .notReturned
        },
        Self("granted to a group that may hold it", .rightNotDecided, .undecided, "??+?", .undecided) {
            try $0.secure(full + UserFixture.entries(for: UserFixture.group, flags: "ID"))
            $0.accounts = [
                UserFixture.account("MSOL_1", UserFixture.service, gaps: [Token.Gap(.anyGroup, why: "hidden")])
            ]
        },
        Self("granted to it, and other groups not read", nil, "++++", .ready) {
            $0.accounts = [
                UserFixture.account("MSOL_1", UserFixture.service, gaps: [Token.Gap(.anyGroup, why: "hidden")])
            ]
        },
        Self("no token in the domain", .rightNotDecided, .undecided, "????", .undecided) { $0.accounts[0].tokens = [] },
    ]

    private static let accounts: [Self] = [
        Self("no account", .noConnectorAccount, .undecided, "????", .undecided) { $0.accounts = [] },
        Self("a disabled account", .connectorAccountUnusable, "----", .notReady) {
            $0.accounts[0].userAccountControl = .value([.normalAccount, .disabled])
        },
        Self("an expired account", .connectorAccountUnusable, "----", .notReady) {
            $0.accounts[0].expires = .value(UserFixture.start - 1)
        },
        Self("a disabled one beside", nil, "++++", .ready) {
            var stale = UserFixture.account("MSOL_2", UserFixture.group)
            stale.userAccountControl = .value([.normalAccount, .disabled])
            $0.accounts.append(stale)
        },
        Self("two of which one has rights", .connectorAccountsDiffer, .undecided, "??+?", .undecided) {
            $0.accounts.append(UserFixture.account("MSOL_2", UserFixture.group))
        },
        Self("one by its name beside a holder of rights", nil, "++++", .ready) {
            $0.accounts.append(UserFixture.account("sync", UserFixture.group, [.replicationRights]))
        },
        Self("one that was named beside one by its name", .rightNotGranted, "--+-", .notReady) {
            $0.accounts.append(UserFixture.account("given", UserFixture.group, [.given]))
        },
    ]
}
