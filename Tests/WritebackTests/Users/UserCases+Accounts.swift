import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Testing

@testable import Writeback

private let domain = "corp.example.test"
private let staff = UsersFixture.staff.description
private let hidden = UsersFixture.hidden

extension UserCases {
    // MARK: AdminSDHolder

    static func held(_ some: inout Some) {
        some.entries = UsersFixture.holder
        some.isProtected = true
    }

    static let protected: [RuleCase] = [
        inside("WB-USR-007", "marked, with the DACL", .information) {
            held(&$0)
            $0.adminCount = .value(true)
        },
        inside("WB-USR-007", "marked, and the DACL not shown", .information) {
            $0.entries = nil
            $0.adminCount = .value(true)
        },
        inside(
            "WB-USR-007", "marked, and AdminSDHolder not read", .information,
            forest: { $0.domain { $0.security.adminSDHolder = .notReturned } },
            {
                held(&$0)
                $0.adminCount = .value(true)
            }),
        whole("WB-USR-007", "marked, with another DACL", .met, .information) { $0.adminCount = .value(true) },
        whole("WB-USR-007", "with the DACL, and readably not marked", .met, .information) { held(&$0) },
        whole("WB-USR-007", "with the DACL, and not marked", .met, .information) {
            held(&$0)
            $0.adminCount = .value(false)
        },
        whole(
            "WB-USR-007", "with the DACL, and the mark not shown", .undecided, .information,
            forest: {
                $0.domain {
                    $0.security.adminSDHolder = .value(RightsFixture.descriptor(["(A;;GA;;;DA)"], protected: true))
                }
            },
            {
                $0.entries = ["(A;;GA;;;DA)"]
                $0.isProtected = true
            }),
        whole("WB-USR-007", "nothing shown", .undecided, .information) { $0.entries = nil },
        whole("WB-USR-007", "not marked, and the DACL not shown", .met, .information) {
            $0.entries = nil
            $0.adminCount = .value(false)
        },
        whole("WB-USR-007", "proved not marked, and the DACL not shown", .met, .information) {
            $0.entries = nil
            $0.adminCount = .absent
        },
        whole("WB-USR-007", "disabled", .notApplicable, .information) {
            held(&$0)
            $0.adminCount = .value(true)
            $0.flags = .value(.disabled)
        },
    ]

    static let formerly: [RuleCase] = [
        inside("WB-USR-008", "marked, with another DACL", .warning) {
            $0.adminCount = .value(true)
            $0.isProtected = true
        },
        inside("WB-USR-008", "marked, and inherits", .warning) { $0.adminCount = .value(true) },
        inside(
            "WB-USR-008", "marked, and inherits, AdminSDHolder not read", .warning,
            forest: { $0.domain { $0.security.adminSDHolder = .hidden(why: hidden) } }, { $0.adminCount = .value(true) }
        ),
        inside("WB-USR-008", "with the DACL, and not marked", .warning) {
            held(&$0)
            $0.adminCount = .value(false)
        },
        inside("WB-USR-008", "with the DACL, and readably not marked", .warning) { held(&$0) },
        inside("WB-USR-008", "the same entries, but inherits", .warning) {
            $0.entries = UsersFixture.holder
            $0.adminCount = .value(true)
        },
        whole("WB-USR-008", "protected", .met, .warning) {
            held(&$0)
            $0.adminCount = .value(true)
        },
        whole("WB-USR-008", "protected, its generic rights spelt out", .met, .warning) {
            $0.entries = UsersFixture.holder.map { $0.replacing(";GA;", with: ";CCDCLCSWRPWPDTLOCRSDRCWDWO;") }
            $0.isProtected = true
            $0.adminCount = .value(true)
        },
        whole("WB-USR-008", "not marked", .met, .warning) {
            $0.entries = ["(A;;GA;;;DA)"]
            $0.adminCount = .value(false)
        },
        whole("WB-USR-008", "not everybody may see the mark", .undecided, .warning) {
            $0.entries = ["(A;;GA;;;DA)"]
            $0.isProtected = true
        },
        whole(
            "WB-USR-008", "Pre-Windows 2000 Compatible Access may see the mark, and everybody is in it", .met, .warning,
            forest: { $0.domain { $0.security.preWindows2000Members = .value([.everyone]) } },
            { $0.entries = ["(A;;RP;;;RU)"] }),
        whole(
            "WB-USR-008", "Pre-Windows 2000 Compatible Access may see the mark, and nobody is in it", .undecided,
            .warning,
            forest: { $0.domain { $0.security.preWindows2000Members = .value([]) } },
            { $0.entries = ["(A;;RP;;;RU)"] }),
        whole(
            "WB-USR-008", "a group that the reader may be in does not see the mark", .undecided, .warning,
            { $0.entries = ["(D;;RP;;;\(RightsFixture.group))"] + UsersFixture.ordinary }),
        whole(
            "WB-USR-008", "nobody is bound", .undecided, .warning, forest: { $0.run.vantage.mechanism = "anonymous" }),
        whole("WB-USR-008", "nothing shown", .undecided, .warning) { $0.entries = nil },
        whole("WB-USR-008", "marked, and the DACL not shown", .undecided, .warning) {
            $0.entries = nil
            $0.adminCount = .value(true)
        },
        whole(
            "WB-USR-008", "marked, and AdminSDHolder not read", .undecided, .warning,
            forest: { $0.domain { $0.security.adminSDHolder = .notReturned } },
            {
                held(&$0)
                $0.adminCount = .value(true)
            }),
        whole(
            "WB-USR-008", "inheritance off, nothing else shown", .undecided, .warning,
            forest: { $0.domain { $0.security.adminSDHolder = .notReturned } },
            {
                $0.entries = ["(A;;GA;;;DA)"]
                $0.isProtected = true
            }),
        whole(
            "WB-USR-008", "AdminSDHolder without a list", .undecided, .warning,
            forest: { $0.domain { $0.security.adminSDHolder = .value(SecurityDescriptor()) } },
            {
                $0.entries = ["(A;;GA;;;DA)"]
                $0.isProtected = true
            }),
        whole("WB-USR-008", "disabled", .notApplicable, .warning) {
            $0.adminCount = .value(true)
            $0.flags = .value(.disabled)
        },
    ]

    // MARK: Passwords

    static let cannotChange: [RuleCase] = [
        inside("WB-USR-010", "denied to Everyone and to SELF", .warning) {
            $0.entries = UsersFixture.cannotChange + UsersFixture.ordinary
        },
        whole("WB-USR-010", "denied to Everyone alone", .met, .warning) {
            $0.entries = [UsersFixture.cannotChange[0]] + UsersFixture.ordinary
        },
        whole("WB-USR-010", "denied to SELF alone", .met, .warning) {
            $0.entries = [UsersFixture.cannotChange[1]] + UsersFixture.ordinary
        },
        whole("WB-USR-010", "allowed to both", .met, .warning) {
            $0.entries = UsersFixture.cannotChange.map { $0.replacing("(OD", with: "(OA") } + UsersFixture.ordinary
        },
        whole("WB-USR-010", "another right denied", .met, .warning) {
            $0.entries =
                UsersFixture.cannotChange.map {
                    $0.replacing("ab721a53-1e2f-11d0-9819", with: "00299570-246d-11d0-a768")
                } + UsersFixture.ordinary
        },
        whole("WB-USR-010", "another mask denied", .met, .warning) {
            $0.entries = UsersFixture.cannotChange.map { $0.replacing(";CR;", with: ";RP;") } + UsersFixture.ordinary
        },
        whole("WB-USR-010", "handed down only", .met, .warning) {
            $0.entries =
                UsersFixture.cannotChange.map { $0.replacing("OD;;", with: "OD;CIIO;") } + UsersFixture.ordinary
        },
        whole("WB-USR-010", "descriptor not shown", .undecided, .warning) { $0.entries = nil },
        whole(
            "WB-USR-010", "whoever the connector account is", .met, .warning,
            forest: { $0.forest.connectorAccounts = .partial([RightsFixture.account()], why: hidden) }),
        whole("WB-USR-010", "protected", .notApplicable, .warning) {
            held(&$0)
            $0.adminCount = .value(true)
        },
        whole("WB-USR-010", "disabled", .notApplicable, .warning) {
            $0.entries = UsersFixture.cannotChange + UsersFixture.ordinary
            $0.flags = .value(.disabled)
        },
    ]

    private static func policies(
        _ age: Observed<PasswordPolicy.Duration>
    ) -> @Sendable (inout ForestSnapshot) -> Void {
        { $0.domain { $0.passwordSettingsObjects = .value([UsersFixture.minimumAge(age)]) } }
    }

    static let aged: [RuleCase] = [
        inside("WB-USR-011", "a day", .warning, forest: policies(.value(.seconds(86_400)))) {
            $0.settings = .value(UsersFixture.policy)
        },
        inside("WB-USR-011", "for ever", .warning, forest: policies(.value(.never))) {
            $0.settings = .value(UsersFixture.policy)
        },
        whole("WB-USR-011", "none", .met, .warning, forest: policies(.value(.seconds(0)))) {
            $0.settings = .value(UsersFixture.policy)
        },
        whole("WB-USR-011", "none, proved", .met, .warning, forest: policies(.absent)) {
            $0.settings = .value(UsersFixture.policy)
        },
        whole(
            "WB-USR-011", "not in force, and readably so", .met, .warning, forest: policies(.value(.seconds(86_400)))),
        whole(
            "WB-USR-011", "not in force, proved", .met, .warning, forest: policies(.value(.seconds(86_400))),
            {
                $0.entries = nil
                $0.settings = .absent
            }),
        whole(
            "WB-USR-011", "not shown", .undecided, .warning, forest: policies(.value(.seconds(86_400))),
            { $0.entries = nil }),
        whole(
            "WB-USR-011", "hidden", .undecided, .warning, forest: policies(.value(.seconds(86_400))),
            { $0.settings = .hidden(why: hidden) }),
        whole(
            "WB-USR-011", "not shown, where no policy has one", .met, .warning, forest: policies(.value(.seconds(0))),
            { $0.entries = nil }),
        whole(
            "WB-USR-011", "not shown, where there is no policy", .met, .warning,
            forest: { $0.domain { $0.passwordSettingsObjects = .absent } }, { $0.entries = nil }),
        whole(
            "WB-USR-011", "policies not read", .undecided, .warning,
            forest: { $0.domain { $0.passwordSettingsObjects = .notReturned } },
            { $0.settings = .value(UsersFixture.policy) }),
        whole(
            "WB-USR-011", "not all policies read", .undecided, .warning,
            forest: { $0.domain { $0.passwordSettingsObjects = .partial([], why: hidden) } },
            { $0.entries = nil }),
        whole(
            "WB-USR-011", "another policy than was read", .undecided, .warning,
            forest: policies(.value(.seconds(86_400))),
            { $0.settings = .value(DistinguishedName("CN=other,CN=Password Settings Container")) }),
        whole(
            "WB-USR-011", "its age read in part", .undecided, .warning, forest: policies(.partial(.never, why: hidden))
        ) {
            $0.settings = .value(UsersFixture.policy)
        },
        whole("WB-USR-011", "its age not read", .undecided, .warning, forest: policies(.notReturned)) {
            $0.settings = .value(UsersFixture.policy)
        },
        whole(
            "WB-USR-011", "disabled", .notApplicable, .warning, forest: policies(.value(.seconds(86_400))),
            {
                $0.settings = .value(UsersFixture.policy)
                $0.flags = .value(.disabled)
            }),
    ]
}
