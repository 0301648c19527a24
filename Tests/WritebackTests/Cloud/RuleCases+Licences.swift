import Inspection

@testable import Writeback

extension RuleCase {
    static let cloudPlane = licences + cloudUsers + tenants

    static let licences: [RuleCase] = tenantLicences + licenceUnits

    private static func licence(
        _ name: String, _ outcome: Outcome, _ severity: Severity = .blocker,
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-CLD-001", name, outcome, severity, on: "the tenant", change)
    }

    private static let tenantLicences: [RuleCase] = [
        licence("Entra ID P1 in a bundle", .met),
        licence("Entra ID P2", .met) { $0.plan { $0.id = .value(GraphServicePlan.entraP2) } },
        licence("told by the plan, whatever the names say", .met) {
            $0.subscription { $0.partNumber = .value("DEVELOPERPACK") }
            $0.plan { $0.name = .notReturned }
        },
        licence("a name that promises it, without the plan", .notMet) {
            $0.subscription { $0.partNumber = .value("AAD_PREMIUM") }
            $0.plan {
                $0.id = .value("00000000-0000-0000-0000-000000000001")
                $0.name = .value("AAD_PREMIUM")
            }
        },
        licence("a second subscription is enough", .met) {
            guard case .value(let all)? = $0.graph?.subscriptions else { return }
            $0.graph?.subscriptions = .value(all + all)
            $0.subscription { $0.plans = .value([]) }
        },
        licence("no subscription at all", .notMet) { $0.graph?.subscriptions = .value([]) },
        licence("no plans", .notMet) { $0.subscription { $0.plans = .absent } },
        licence("no enabled unit", .notMet) { $0.subscription { $0.enabledUnits = .value(0) } },
        licence("one enabled unit", .met) { $0.subscription { $0.enabledUnits = .value(1) } },
        licence("units not returned", .undecided) { $0.subscription { $0.enabledUnits = .notReturned } },
        licence("suspended", .notMet) { $0.subscription { $0.capabilityStatus = .value("Suspended") } },
        licence("deleted", .notMet) { $0.subscription { $0.capabilityStatus = .value("Deleted") } },
        licence("locked out", .notMet) { $0.subscription { $0.capabilityStatus = .value("LockedOut") } },
        licence("suspended, and the plan not told", .notMet) {
            $0.subscription { $0.capabilityStatus = .value("Suspended") }
            $0.plan { $0.status = .notReturned }
        },
        licence("in its grace, when no unit is enabled", .notMet, .warning) {
            $0.subscription {
                $0.capabilityStatus = .value("Warning")
                $0.enabledUnits = .value(0)
            }
        },
        licence("in its grace, beside one that may count", .undecided) {
            guard case .value(let all)? = $0.graph?.subscriptions else { return }
            $0.graph?.subscriptions = .value(all + all)
            $0.subscription { $0.capabilityStatus = .value("Warning") }
            $0.subscription(1) { $0.capabilityStatus = .notReturned }
        },
        licence("in its grace, in a part of the list", .undecided) {
            $0.subscription { $0.capabilityStatus = .value("Warning") }
            $0.part(\.subscriptions)
        },
        licence("a status that is not known", .undecided) {
            $0.subscription { $0.capabilityStatus = .value("Paused") }
        },
        licence("status not returned", .undecided) { $0.subscription { $0.capabilityStatus = .notReturned } },
        licence("plan not ready", .notMet, .warning) { $0.plan { $0.status = .value("PendingProvisioning") } },
        licence("plan ready, in other letters", .met) { $0.plan { $0.status = .value("success") } },
        licence("plan's status not returned", .undecided) { $0.plan { $0.status = .notReturned } },
        licence("a plan that does not say which it is", .undecided) { $0.plan { $0.id = .notReturned } },
        licence("plans flattened by PowerShell", .undecided) {
            $0.subscription { $0.plans = .notCollected(why: "ConvertTo-Json needs -Depth 10") }
        },
        licence("there in a part of the list", .met) { $0.part(\.subscriptions) },
        licence("not there in a part of the list", .undecided) { $0.part(\.subscriptions, []) },
        licence("null", .undecided) { $0.graph?.subscriptions = .absent },
        licence("no file holds it", .undecided) { $0.take(\.subscriptions, .subscribedSkus) },
        licence("no file at all", .undecided) { $0.graph = nil },
        licence("files that are too old", .undecided) { $0.maximumAge = 3_600 },
    ]

    private static func units(
        _ name: String, _ outcome: Outcome, _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-CLD-006", name, outcome, .information, on: "the tenant", change)
    }

    private static let licenceUnits: [RuleCase] = [
        units("fewer than bought", .met),
        units("all that were bought", .met) { $0.subscription { $0.consumedUnits = .value(25) } },
        units("one more than bought", .notMet) { $0.subscription { $0.consumedUnits = .value(26) } },
        units("one more than bought, in a part of the list", .notMet) {
            $0.subscription { $0.consumedUnits = .value(26) }
            $0.part(\.subscriptions)
        },
        units("not more, in a part of the list", .undecided) { $0.part(\.subscriptions) },
        units("not returned", .undecided) { $0.subscription { $0.consumedUnits = .notReturned } },
        units("of a subscription that does not count", .notApplicable) {
            $0.subscription {
                $0.consumedUnits = .value(26)
                $0.plans = .value([])
            }
        },
        units("no file holds it", .undecided) { $0.take(\.subscriptions, .subscribedSkus) },
    ]
}
