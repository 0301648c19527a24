import FoundationEssentials
import Inspection

@testable import Writeback

extension RuleCase {
    static let tenants: [RuleCase] = tenantAdministrators + synchronisation + identities

    private static let tenantAdministrators: [RuleCase] = [
        .given("WB-CLD-005", "allowed", .met, .information, on: "the tenant"),
        .given("WB-CLD-005", "not allowed", .notMet, .information, on: "the tenant") {
            $0.policy { $0.administratorsMayReset = .value(false) }
        },
        .given("WB-CLD-005", "not returned", .undecided, .information, on: "the tenant") {
            $0.policy { $0.administratorsMayReset = .notReturned }
        },
        .given("WB-CLD-005", "not collected", .undecided, .information, on: "the tenant") {
            $0.take(\.authorizationPolicies, .authorizationPolicy)
        },
    ]

    // MARK: - Synchronisation

    private static func synchronised(
        _ name: String, _ outcome: Outcome, _ severity: Severity = .blocker,
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-CLD-008", name, outcome, severity, on: "the tenant", change)
    }

    private static let day = 86_400.0

    private static let synchronisation: [RuleCase] = [
        synchronised("four hours before the answer", .met),
        synchronised("a day before", .met) { $0.synchronised(day) },
        synchronised("more than a day before", .notMet, .information) { $0.synchronised(day + 1) },
        synchronised("7 days before", .notMet, .information) { $0.synchronised(7 * day) },
        synchronised("more than 7 days before", .notMet, .warning) { $0.synchronised(7 * day + 1) },
        synchronised("after the answer", .met) { $0.synchronised(-60) },
        synchronised("the answer was copied after the day that is judged", .notMet, .information) {
            for index in $0.graph?.files.indices ?? 0..<0 {
                $0.graph?.files[index].writtenAt = .value(EvidenceFixture.asOf.addingTimeInterval(30 * day))
            }
            $0.organization { $0.lastSynchronizedAt = .value(EvidenceFixture.asOf.addingTimeInterval(-1.5 * day)) }
        },
        synchronised("never", .notMet) { $0.organization { $0.lastSynchronizedAt = .absent } },
        synchronised("when, not returned", .undecided) { $0.organization { $0.lastSynchronizedAt = .notReturned } },
        synchronised("null", .notMet) { $0.organization { $0.isSynchronized = .absent } },
        synchronised("no longer", .notMet) { $0.organization { $0.isSynchronized = .value(false) } },
        synchronised("not returned", .undecided) { $0.organization { $0.isSynchronized = .notReturned } },
        synchronised("not collected", .undecided) { $0.take(\.organizations, .organization) },
        synchronised("no file at all", .undecided) { $0.graph = nil },
    ]

    // MARK: - Which tenant

    private static let server = "the Connect server"

    private static func identity(
        _ name: String, _ outcome: Outcome, on subject: String = RightsFixture.name,
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in },
        forest: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-CLD-009", name, outcome, .information, on: subject, change, forest: forest)
    }

    private static let identities: [RuleCase] = [
        identity("the description names a domain of the tenant", .met),
        identity("the export signs in to a domain of the tenant", .met, on: server),
        identity("in other letters, and with a final dot", .met) {
            $0.organization { $0.verifiedDomains = .value(["Example.OnMicrosoft.com."]) }
        },
        identity("the description names another tenant", .notMet) { _ in
        } forest: {
            $0.account { $0.installation?.tenant = "other.onmicrosoft.com" }
        },
        identity("the description names none", .notApplicable) { _ in
        } forest: {
            $0.account { $0.installation = nil }
        },
        identity("the description was not read", .undecided) { _ in
        } forest: {
            $0.account {
                $0.installation = nil
                $0.description = .notReturned
            }
        },
        identity("no connector account is known", .undecided, on: "corp.example.test") { _ in
        } forest: {
            $0.forest.connectorAccounts = .value([])
        },
        identity("the tenant does not say its domains", .undecided, on: "the tenant") {
            $0.organization { $0.verifiedDomains = .notReturned }
        },
        identity("a tenant without domains", .undecided, on: "the tenant") {
            $0.organization { $0.verifiedDomains = .value([]) }
        },
        identity("organization not collected", .undecided, on: "the tenant") {
            $0.take(\.organizations, .organization)
        },
    ]
}

extension Evidence {
    /// So many seconds before the answer was given.
    fileprivate mutating func synchronised(_ seconds: Double) {
        organization { $0.lastSynchronizedAt = .value(EvidenceFixture.writtenAt.addingTimeInterval(-seconds)) }
    }

    fileprivate mutating func policy(_ change: (inout GraphAuthorizationPolicy) -> Void) {
        guard case .value(var policies)? = graph?.authorizationPolicies else { return }
        change(&policies[0])
        graph?.authorizationPolicies = .value(policies)
    }
}
