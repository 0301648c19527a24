import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

private let account = RightsFixture.name
private let domain = SnapshotFixture.root
private let dc1 = "dc1.corp.example.test"
private let rodc = "rodc1.corp.example.test"
private let hidden = "insufficientAccessRights"

extension RuleCase {
    static let directoryPrerequisites: [RuleCase] =
        [
            organizationalUnits, passwordPolicy, remoteChanges, synchronized, connectorPassword, otherForests, vendors,
            partlyReadPolicies,
        ].flatMap(\.self) + readHardening

    // MARK: Organizational units

    private static let sales = UnitFixture.unit("Sales, EMEA")

    private static func units(
        _ name: String, _ outcome: Outcome, _ severity: Severity = .warning, on subject: String,
        _ units: Observed<OrganizationalUnits>
    ) -> RuleCase {
        .init("WB-DOM-007", name, outcome, severity, on: subject) {
            $0.domain { $0.security.organizationalUnits = units }
        }
    }

    private static let organizationalUnits: [RuleCase] = [
        .init("WB-DOM-007", "plain names", .met, .warning, on: domain),
        units("proved to have none", .met, on: domain, .absent),
        units("a comma, and users", .notMet, on: sales.distinguishedName.description, .value(.init([sales]))),
        units(
            "a comma, and users, in the part that was seen", .notMet, on: sales.distinguishedName.description,
            .partial(.init([sales]), why: hidden)),
        units(
            "a comma, and nobody", .notMet, .information, on: sales.distinguishedName.description,
            .value(.init([UnitFixture.unit("Sales, EMEA", holdsUsers: .value(false))]))),
        units(
            "a comma, and nobody in the part that was seen", .undecided, on: sales.distinguishedName.description,
            .value(.init([UnitFixture.unit("Sales, EMEA", holdsUsers: .partial(false, why: hidden))]))),
        units(
            "a comma, and nobody knows who", .undecided, on: sales.distinguishedName.description,
            .value(.init([UnitFixture.unit("Sales, EMEA", holdsUsers: .notReturned)]))),
        units("not seen whole", .undecided, on: domain, .partial(.init([]), why: hidden)),
        units("not seen whole, beside one that was", .undecided, on: domain, .partial(.init([sales]), why: hidden)),
        units("not read", .undecided, on: domain, .notReturned),
        units(
            "a line feed", .notMet, on: "OU=Old\\0ACNF:1,DC=corp,DC=example,DC=test",
            .value(.init([UnitFixture.unit("Old\nCNF:1", dn: "OU=Old\\0ACNF:1,DC=corp,DC=example,DC=test")]))),
        units(
            "a line feed that is not escaped", .notMet, on: "OU=Old\\0ACNF:1,DC=corp,DC=example,DC=test",
            .value(.init([UnitFixture.unit("Old\nCNF:1", dn: "OU=Old\nCNF:1,DC=corp,DC=example,DC=test")]))),
    ]

    // MARK: Password policy

    private static func policy(
        _ name: String, _ outcome: Outcome, _ change: @escaping @Sendable (inout PasswordPolicy) -> Void
    ) -> RuleCase {
        .init("WB-DOM-008", name, outcome, .information, on: domain) { $0.domain { change(&$0.passwordPolicy) } }
    }

    private static let passwordPolicy: [RuleCase] = [
        .init("WB-DOM-008", "as the cloud", .met, .information, on: domain),
        policy("longer", .met) { $0.minimumPasswordLength = .value(14) },
        policy("shorter", .notMet) { $0.minimumPasswordLength = .value(7) },
        policy("shorter, and the rest not read", .notMet) {
            $0.minimumPasswordLength = .value(7)
            $0.complexityRequired = .notReturned
        },
        policy("any characters", .notMet) { $0.complexityRequired = .value(false) },
        policy("any characters, and the rest not read", .notMet) {
            $0.complexityRequired = .value(false)
            $0.minimumPasswordLength = .notReturned
        },
        policy("length not read", .undecided) { $0.minimumPasswordLength = .notReturned },
        policy("complexity not read", .undecided) { $0.complexityRequired = .hidden(why: hidden) },
        policy("neither history nor lockout read", .met) {
            $0.passwordHistoryLength = .notReturned
            $0.lockoutThreshold = .notReturned
        },
    ]

    // MARK: Domain controllers

    private static func remoteChanges(
        _ name: String, _ outcome: Outcome, _ text: String?, _ version: String?
    ) -> RuleCase {
        .init("WB-DC-007", name, outcome, .information, on: dc1) {
            $0.controller("DC1") {
                $0.operatingSystem.name = text.map { .value($0) } ?? .notReturned
                $0.operatingSystem.version = version.map { .value($0) } ?? .notReturned
            }
        }
    }

    private static let remoteChanges: [RuleCase] = [
        remoteChanges("2022", .met, "Windows Server 2022 Standard", "10.0 (20348)"),
        remoteChanges("2025", .notMet, "Windows Server 2025 Datacenter", "10.0 (26100)"),
        remoteChanges("2025 by its name alone", .notMet, "Windows Server 2025 Datacenter", nil),
        remoteChanges("newer than known", .notMet, "Windows Server 2028", "10.0 (30000)"),
        remoteChanges("Samba", .undecided, "Samba", "4.17.12-Debian"),
        remoteChanges("no text", .undecided, nil, nil),
        .init("WB-DC-007", "the role's owner is gone", .undecided, .information, on: domain) {
            $0.domain { $0.pdcEmulator = .value(SnapshotFixture.owner("OLD", .deleted)) }
        },
    ]

    private static func synchronized(
        _ name: String, _ outcome: Outcome, _ state: Observed<Bool>
    ) -> RuleCase {
        .init("WB-DC-008", name, outcome, .warning, on: dc1) {
            $0.controller("DC1") { $0.ownRootDSE { $0.isSynchronized = state } }
        }
    }

    private static let synchronized: [RuleCase] = [
        synchronized("yes", .met, .value(true)),
        synchronized("no", .notMet, .value(false)),
        synchronized("no, as far as it was read", .notMet, .partial(false, why: hidden)),
        synchronized("yes, as far as it was read", .undecided, .partial(true, why: hidden)),
        synchronized("does not say", .undecided, .absent),
        .init("WB-DC-008", "not reached", .undecided, .warning, on: dc1) {
            $0.controller("DC1") { $0.rootDSE = .unreachable(why: "3.0 s") }
        },
        .init("WB-DC-008", "read-only", .notApplicable, .warning, on: rodc),
    ]

    private static func vendor(
        _ name: String, _ outcome: Outcome, _ text: String, _ vendor: Observed<String>
    ) -> RuleCase {
        .init("WB-DC-006", name, outcome, .information, on: dc1) {
            $0.controller("DC1") {
                $0.operatingSystem.name = .value(text)
                $0.operatingSystem.version = .notReturned
                $0.ownRootDSE { $0.vendorName = vendor }
            }
        }
    }

    private static let vendors: [RuleCase] = [
        vendor("Microsoft under a Windows name", .met, "Windows Server 2022 Standard", .value("Microsoft Corporation")),
        vendor("an empty name", .met, "Windows Server 2022 Standard", .value("")),
        vendor("Samba under its own name", .met, "Samba", .value("Samba Team (https://www.samba.org)")),
        vendor("nobody under Samba's name", .notMet, "Samba", .absent),
        vendor("an empty name under Samba's", .notMet, "Samba", .value("")),
        vendor("somebody else under Samba's name", .notMet, "Samba", .value("Microsoft Corporation")),
        vendor("somebody under a name of neither", .met, "Other Directory 1.0", .value("Other")),
    ]

    // MARK: The connector account's password

    private static func password(
        _ name: String, _ outcome: Outcome, _ severity: Severity,
        _ change: @escaping @Sendable (inout ConnectorAccount) -> Void = { _ in }
    ) -> RuleCase {
        .init("WB-ACC-008", name, outcome, severity, on: account) { $0.account(change) }
    }

    private static let connectorPassword: [RuleCase] = [
        password("never", .met, .blocker),
        password("expired", .notMet, .blocker) { $0.computedAccountControl = .value(.passwordExpired) },
        password("expired, and said to last", .notMet, .blocker) {
            $0.computedAccountControl = .value([.passwordExpired, .lockedOut])
            $0.userAccountControl = .notReturned
        },
        password("locked", .met, .blocker) { $0.computedAccountControl = .value(.lockedOut) },
        password("proved to have no computed bits", .met, .blocker) { $0.computedAccountControl = .absent },
        password("not read", .undecided, .blocker) { $0.computedAccountControl = .notReturned },
        password("flags not read", .undecided, .blocker) { $0.userAccountControl = .notReturned },
        password("managed by itself", .notApplicable, .blocker) { $0.kind = .groupManagedServiceAccount },
        password("managed by its server", .notApplicable, .blocker) { $0.kind = .managedServiceAccount },
        .init("WB-ACC-008", "as its policy says, which is never", .notMet, .information, on: account) {
            $0.account { $0.userAccountControl = .value(.normalAccount) }
        },
        .init("WB-ACC-008", "as its policy says, which is in 42 days", .notMet, .warning, on: account) {
            $0.account { $0.userAccountControl = .value(.normalAccount) }
            $0.domain { $0.passwordPolicy.maximumPasswordAge = .value(.seconds(42 * 86_400)) }
        },
        .init("WB-ACC-008", "as a policy says that was not read", .notMet, .warning, on: account) {
            $0.account { $0.userAccountControl = .value(.normalAccount) }
            $0.domain { $0.passwordPolicy.maximumPasswordAge = .notReturned }
        },
        .init("WB-ACC-008", "of a domain that was not read", .notMet, .warning, on: account) {
            $0.account {
                $0.userAccountControl = .value(.normalAccount)
                $0.domain = "other.example.test"
            }
        },
        .init("WB-ACC-008", "of its domain in capitals", .notMet, .information, on: account) {
            $0.account {
                $0.userAccountControl = .value(.normalAccount)
                $0.domain = "CORP.EXAMPLE.TEST"
            }
        },
    ]

    // MARK: Other forests

    private static func trusts(_ name: String, _ outcome: Outcome, _ trusts: Observed<[Trust]>) -> RuleCase {
        .init("WB-FOR-004", name, outcome, .information, on: domain) { $0.domain { $0.trusts = trusts } }
    }

    private static func trust(
        _ partner: String, _ type: Observed<Int>, _ attributes: Observed<UInt32>
    ) -> Trust {
        Trust(
            partner: partner, flatName: .value("PARTNER"), sid: .notReturned, direction: .value(3), type: type,
            attributes: attributes)
    }

    private static let otherForests: [RuleCase] = [
        .init("WB-FOR-004", "no trust", .met, .information, on: domain),
        trusts("proved to have none", .met, .absent),
        trusts("a forest", .notMet, .value([trust("partner.example", .value(2), .value(8))])),
        trusts("a domain of Windows NT", .notMet, .value([trust("OLD", .value(1), .value(0))])),
        trusts("a realm", .met, .value([trust("MIT.EXAMPLE", .value(3), .value(0))])),
        trusts("a type that was not read", .notMet, .value([trust("partner.example", .notReturned, .value(8))])),
        trusts("attributes that were not read", .notMet, .value([trust("partner.example", .value(2), .notReturned)])),
        trusts("within the forest", .met, .value([trust("emea.corp.example.test", .value(2), .value(0x20))])),
        trusts("with itself by name", .met, .value([trust("CORP.example.test", .value(2), .notReturned)])),
        trusts(
            "a forest in the part that was read", .notMet,
            .partial([trust("partner.example", .value(2), .value(8))], why: hidden)),
        trusts("none in the part that was read", .undecided, .partial([], why: hidden)),
        trusts("not shown", .undecided, .notReturned),
        .init("WB-FOR-004", "domains not listed whole", .undecided, .information, on: domain) {
            $0.forest.domains = .partial($0.forest.domains.known ?? [], why: hidden)
        },
    ]

    // MARK: What was judged otherwise before

    private static let partlyReadPolicies: [RuleCase] = [
        .init("WB-DOM-005", "none was shown", .undecided, .information, on: domain) {
            $0.domain { $0.passwordSettingsObjects = .notReturned }
        }
    ]
}

/// Organizational units with names that need escaping.
enum UnitFixture {
    static func unit(
        _ name: String, dn: String? = nil, holdsUsers: Observed<Bool> = .value(true)
    ) -> OrganizationalUnits.Unit {
        let base = DistinguishedName("DC=corp,DC=example,DC=test")
        return OrganizationalUnits.Unit(
            distinguishedName: dn.map { DistinguishedName($0) } ?? base.child("OU", name),
            guid: .value(SnapshotFixture.guid(77)), name: name, holdsUsers: holdsUsers)
    }
}

extension OrganizationalUnits {
    init(_ units: [Unit]) { self.init(count: 5, withReservedNames: units) }
}
