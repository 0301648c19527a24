import ActiveDirectory
import Inspection

@testable import Writeback

private let account = RightsFixture.name
private let hidden = "insufficientAccessRights"

extension RuleCase {
    private static func hardened(
        _ name: String, _ outcome: Outcome, members: Observed<[SecurityIdentifier]> = .value([]),
        _ change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .init("WB-ACL-013", name, outcome, .warning, on: account) {
            $0.domain { $0.security.preWindows2000Members = members }
            change(&$0)
        }
    }

    static let readHardening: [RuleCase] = [
        .init("WB-ACL-013", "not emptied", .notApplicable, .warning, on: account),
        hardened("Everyone is in it", .notApplicable, members: .value([.everyone])),
        hardened(
            "not emptied, as far as it was read", .notApplicable, members: .partial([.authenticatedUsers], why: hidden)),
        hardened("emptied, and readable all the same", .met),
        hardened("proved empty, and readable all the same", .met, members: .absent),
        hardened("members not shown, and readable all the same", .met, members: .notReturned),
        hardened("somebody else is in it", .notMet, members: .value([RightsFixture.group])) {
            HardeningFixture.throughGroup(.builtin, &$0)
        },
        hardened("the domain root hangs on the group", .notMet) { HardeningFixture.throughGroup(.root, &$0) },
        hardened("Builtin hangs on the group", .notMet) { HardeningFixture.throughGroup(.builtin, &$0) },
        hardened("the SAM server hangs on the group", .notMet) { HardeningFixture.throughGroup(.samServer, &$0) },
        hardened("users hang on the group", .notMet) { HardeningFixture.throughGroup(.users, &$0) },
        hardened("users by the property set alone", .met) { snapshot in
            HardeningFixture.throughGroup(.users, &snapshot)
            snapshot.domain {
                $0.security.domainRoot = .value(
                    RightsFixture.descriptor([
                        RightsFixture.read,
                        "(OA;CIIO;RP;4c164200-20c0-11d0-a768-00aa006e0529;\(RightsFixture.user);\(RightsFixture.sid))",
                    ]))
            }
        },
        hardened("the account is in the group itself", .met, members: .value([RightsFixture.sid])) { snapshot in
            for place in HardeningFixture.Place.allCases { HardeningFixture.throughGroup(place, &snapshot) }
            snapshot.token(.value(RightsFixture.token([.builtinPreWindows2000CompatibleAccess])))
        },
        hardened("members not shown, and not readable", .undecided, members: .notReturned) {
            HardeningFixture.throughGroup(.builtin, &$0)
        },
        hardened("members in part, and not readable", .undecided, members: .partial([RightsFixture.group], why: hidden))
        {
            HardeningFixture.throughGroup(.builtin, &$0)
        },
        hardened("a descriptor not read", .undecided) { $0.domain { $0.security.samServer = .notReturned } },
        hardened("a descriptor not read, and another denied", .notMet) {
            $0.domain { $0.security.samServer = .notReturned }
            HardeningFixture.throughGroup(.builtin, &$0)
        },
        hardened("the token not read", .undecided) { $0.token(.notReturned) },
        hardened("the default of the class not read", .undecided) {
            $0.forest.security.userDefaults = .notReturned
            HardeningFixture.throughGroup(.users, &$0)
        },
        hardened("the default of the class not read, and not needed", .met) {
            $0.forest.security.userDefaults = .notReturned
        },
    ]
}

/// Objects that only Pre-Windows 2000 Compatible Access may read.
enum HardeningFixture {
    enum Place: CaseIterable { case root, builtin, samServer, users }

    static func throughGroup(_ place: Place, _ snapshot: inout ForestSnapshot) {
        snapshot.domain { domain in
            let byGroup = RightsFixture.descriptor(["(A;;RPLCLORC;;;RU)"])
            switch place {
            case .root:
                let rest = RightsFixture.root.filter { $0 != RightsFixture.read }
                domain.security.domainRoot = .value(RightsFixture.descriptor(["(A;;RPLCLORC;;;RU)"] + rest))
            case .builtin: domain.security.builtin = .value(byGroup)
            case .samServer: domain.security.samServer = .value(byGroup)
            case .users:
                let rest = RightsFixture.root.filter { $0 != RightsFixture.properties }
                let group = "(OA;CIIO;RPLCLORC;;\(RightsFixture.user);RU)"
                domain.security.domainRoot = .value(RightsFixture.descriptor([group] + rest))
            }
        }
    }
}
