import ActiveDirectory
import FoundationEssentials
import Inspection
import Testing

@testable import Writeback

private let account = RightsFixture.name
private let forest = "corp.example.test"
private let hidden = "insufficientAccessRights"

extension RuleCase {
    static let connectorAccounts: [RuleCase] = [accounts, servers].flatMap(\.self)

    private static let accounts: [RuleCase] = [
        .init("WB-ACC-001", "by its name", .met, .blocker, on: account),
        .init("WB-ACC-001", "given", .met, .blocker, on: account) { $0.account { $0.foundBy = [.given] } },
        .init("WB-ACC-001", "by rights alone", .undecided, .warning, on: account) {
            $0.account { $0.foundBy = [.replicationRights] }
        },
        .init("WB-ACC-001", "none", .undecided, .blocker, on: forest) { $0.forest.connectorAccounts = .value([]) },
        .init("WB-ACC-001", "not asked", .undecided, .blocker, on: forest) {
            $0.forest.connectorAccounts = .notCollected(why: "rights were not asked for")
        },
        .init("WB-ACC-001", "an administrator by rights alone is none", .undecided, .blocker, on: forest) {
            $0.account {
                $0.foundBy = [.replicationRights]
                $0.tokens[0].token = .value(RightsFixture.token([.builtinAdministrators]))
            }
        },
        .init("WB-ACC-001", "not looked for everywhere", .undecided, .blocker, on: forest) {
            $0.forest.connectorAccounts = .partial([RightsFixture.account()], why: "a domain did not answer")
        },
        .init("WB-ACC-002", "enabled", .met, .blocker, on: account),
        .init("WB-ACC-002", "disabled", .notMet, .blocker, on: account) {
            $0.account { $0.userAccountControl = .value([.normalAccount, .disabled]) }
        },
        .init("WB-ACC-002", "locked", .notMet, .blocker, on: account) {
            $0.account { $0.computedAccountControl = .value(.lockedOut) }
        },
        .init("WB-ACC-002", "expired", .notMet, .blocker, on: account) {
            $0.account { $0.expires = .value(SnapshotFixture.asOf - 1) }
        },
        .init("WB-ACC-002", "expires later", .met, .blocker, on: account) {
            $0.account { $0.expires = .value(SnapshotFixture.asOf + 86_400) }
        },
        .init("WB-ACC-002", "not read", .undecided, .blocker, on: account) {
            $0.account { $0.userAccountControl = .notReturned }
        },
        .init("WB-ACC-002", "lockout not read", .undecided, .blocker, on: account) {
            $0.account { $0.computedAccountControl = .hidden(why: hidden) }
        },
        .init("WB-ACC-003", "in use", .met, .warning, on: account),
        .init("WB-ACC-003", "silent for long", .notMet, .warning, on: account) {
            $0.account { $0.lastLogon = .value(SnapshotFixture.start - 86_400 * 31) }
        },
        .init("WB-ACC-003", "never logged on", .notMet, .warning, on: account) {
            $0.account { $0.lastLogon = .absent }
        },
        .init("WB-ACC-003", "its server is disabled", .notMet, .warning, on: account) {
            $0.account {
                var server = RightsFixture.server()
                server.enabled = .value(false)
                $0.server = .value(server)
            }
        },
        .init("WB-ACC-003", "its server is gone", .notMet, .warning, on: account) {
            $0.account { $0.server = .absent }
        },
        .init("WB-ACC-003", "its server is not shown", .undecided, .warning, on: account) {
            $0.account { $0.server = .notReturned }
        },
        .init("WB-ACC-003", "last logon not read", .undecided, .warning, on: account) {
            $0.account { $0.lastLogon = .notReturned }
        },
        .init("WB-ACC-004", "a user", .met, .warning, on: account),
        .init("WB-ACC-004", "cloud sync's own", .met, .warning, on: account) {
            $0.account {
                $0.kind = .groupManagedServiceAccount
                $0.foundBy = [.cloudSyncName]
            }
        },
        .init("WB-ACC-004", "a managed service account", .notMet, .warning, on: account) {
            $0.account {
                $0.kind = .groupManagedServiceAccount
                $0.foundBy = [.given]
            }
        },
        .init("WB-ACC-004", "of another forest", .undecided, .warning, on: account) {
            $0.account {
                $0.kind = .foreign
                $0.foundBy = [.given]
            }
        },
        .init("WB-ACC-005", "none", .met, .warning, on: account),
        .init("WB-ACC-005", "Administrators", .notMet, .warning, on: account) {
            $0.token(.value(RightsFixture.token([.builtinAdministrators])))
        },
        .init("WB-ACC-005", "Domain Admins", .notMet, .warning, on: account) {
            $0.token(.value(RightsFixture.token([.init(authority: 5, subAuthorities: [21, 1, 2, 3, 512])])))
        },
        .init("WB-ACC-005", "adminCount", .notMet, .warning, on: account) {
            $0.account { $0.adminCount = .value(1) }
        },
        .init("WB-ACC-005", "adminCount 0", .met, .warning, on: account) {
            $0.account { $0.adminCount = .value(0) }
        },
        .init("WB-ACC-005", "adminCount not shown", .undecided, .warning, on: account) {
            $0.account { $0.adminCount = .notReturned }
        },
        .init("WB-ACC-005", "groups not read", .undecided, .warning, on: account) {
            $0.token(.value(RightsFixture.token(gaps: [.init(.anyGroup, why: hidden)])))
        },
    ]

    private static func server(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome,
        _ change: @escaping @Sendable (inout SyncServer) -> Void = { _ in }
    ) -> RuleCase {
        .init(rule, name, outcome, .warning, on: account) {
            $0.account {
                var server = RightsFixture.server()
                change(&server)
                $0.server = .value(server)
            }
        }
    }

    private static let servers: [RuleCase] = [
        server("WB-ACC-006", "a member server", .met),
        server("WB-ACC-006", "a domain controller", .notMet) { $0.isDomainController = .value(true) },
        server("WB-ACC-006", "not read", .undecided) { $0.isDomainController = .notReturned },
        .init("WB-ACC-006", "not found", .undecided, .warning, on: account) { $0.account { $0.server = .notReturned } },
        .init("WB-ACC-006", "somebody's own note", .notApplicable, .warning, on: account) {
            $0.account {
                $0.description = .value("ask Bob")
                $0.installation = nil
                $0.server = .notCollected(why: "the description names no server")
            }
        },
        .init("WB-ACC-006", "description not read", .undecided, .warning, on: account) {
            $0.account {
                $0.description = .notReturned
                $0.installation = nil
                $0.server = .notCollected(why: "the description names no server")
            }
        },
        server("WB-ACC-007", "2022", .met),
        server("WB-ACC-007", "2025", .notMet) {
            $0.operatingSystem = .value("Windows Server 2025 Standard")
            $0.operatingSystemVersion = .value("10.0 (26100)")
        },
        server("WB-ACC-007", "2012 R2", .notMet) {
            $0.operatingSystem = .value("Windows Server 2012 R2 Standard")
            $0.operatingSystemVersion = .value("6.3 (9600)")
        },
        server("WB-ACC-007", "a client", .notMet) {
            $0.operatingSystem = .value("Windows 10 Enterprise")
            $0.operatingSystemVersion = .value("10.0 (19045)")
        },
        server("WB-ACC-007", "not read", .undecided) {
            $0.operatingSystem = .notReturned
            $0.operatingSystemVersion = .notReturned
        },
    ]
}
