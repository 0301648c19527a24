import Inspection

/// How far a subscription, or a user, stands in possession of a plan that includes password writeback.
enum LicenceStanding: Sendable, Hashable {
    /// It does.
    case counts
    /// It does for now: the subscription has run out and is in its grace, or the plan is not ready.
    case limited
    /// It is not known.
    case open
    case lacking

    /// What decides over several parts of one thing: all must hold.
    static func all(_ parts: [Self]) -> Self {
        if parts.contains(.lacking) { return .lacking }
        if parts.contains(.open) { return .open }
        return parts.contains(.limited) ? .limited : .counts
    }

    /// What decides over several things of which one is enough. What is not known could be enough.
    static func any(_ things: [Self], isWhole: Bool = true) -> Self {
        if things.contains(.counts) { return .counts }
        if things.contains(.open) || !isWhole { return .open }
        return things.contains(.limited) ? .limited : .lacking
    }

    /// By `capabilityStatus`. Only `Enabled` has units that may be used; `Warning` is the grace after the end, the others are ended.
    init(capability: Observed<String>) {
        switch capability.readWhole?.lowercased() {
        case "enabled": self = .counts
        case "warning": self = .limited
        case "suspended", "deleted", "lockedout": self = .lacking
        default: self = .open
        }
    }
}

extension GraphServicePlan {
    /// Entra ID P1 and P2, which include password writeback whatever the subscription is called.
    private static let including = [entraP1, entraP2]

    /// The plans among several that include password writeback; what does not say which plan it is may be one.
    static func relevant(among plans: [Self]) -> [Self] {
        plans.filter { plan in plan.id.readWhole.map { including.contains($0) } ?? true }
    }

    /// Assigned to a user: by its `capabilityStatus`.
    fileprivate var assigned: LicenceStanding { id.isValue ? LicenceStanding(capability: status) : .open }

    /// In a subscription: by its `provisioningStatus`.
    fileprivate var provisioned: LicenceStanding {
        guard id.isValue, let status = status.readWhole else { return .open }
        return status.lowercased() == "success" ? .counts : .limited
    }
}

extension GraphSubscription {
    /// Whether password writeback may be used by it.
    var standing: LicenceStanding {
        let plan: LicenceStanding =
            switch plans {
            case .value(let plans): .any(GraphServicePlan.relevant(among: plans).map(\.provisioned))
            case .absent: .lacking
            default: .open
            }
        let units = enabledUnits.readWhole.map { $0 > 0 ? LicenceStanding.counts : .lacking } ?? .open
        let capability = LicenceStanding(capability: capabilityStatus)
        // In its grace a subscription has units in warning, and none that are enabled.
        return .all(capability == .limited ? [capability, plan] : [capability, units, plan])
    }

    var displayName: String { partNumber.known ?? "a subscription without a name" }

    var words: String {
        let names = GraphServicePlan.relevant(among: plans.known ?? []).map { plan in
            "\(plan.name.known ?? plan.id.known ?? "a plan without a name") \(plan.status.words { $0 })"
        }
        return "\(displayName): \(capabilityStatus.words { $0 }), units \(enabledUnits.words { "\($0)" }), "
            + (plans.isSettled
                ? names.isEmpty ? "no plan of Entra ID P1 or P2" : names.joined(separator: ", ")
                : plans.words { _ in "" })
    }
}

extension GraphUser {
    /// Whether the user has a plan that includes password writeback.
    var licence: LicenceStanding {
        switch assignedPlans {
        case .value(let plans): .any(GraphServicePlan.relevant(among: plans).map(\.assigned))
        case .absent: .lacking
        default: .open
        }
    }

    var licenceWords: String {
        assignedPlans.words { plans in
            let relevant = GraphServicePlan.relevant(among: plans)
            guard !relevant.isEmpty else { return "none of Entra ID P1 or P2" }
            return relevant.map { "\($0.id.known ?? "a plan without an identifier") \($0.status.words { $0 })" }
                .joined(separator: ", ")
        }
    }
}

extension Observed {
    /// The value where it was read whole.
    var readWhole: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}
