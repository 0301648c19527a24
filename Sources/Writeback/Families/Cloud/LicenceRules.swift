import Inspection

/// The licences of the tenant.
enum LicenceRules {
    static let all = [tenant, units]

    static let tenant = CloudRules.rule(
        "WB-CLD-001", version: 2, .blocker, "The tenant has a licence that includes password writeback",
        because:
            "Writeback needs Entra ID P1 or P2, or a bundle that holds one, such as Microsoft 365 Business Premium.",
        of: ["subscribedSkus"],
        attributes: ["capabilityStatus", "prepaidUnits.enabled", "servicePlans.servicePlanId", "provisioningStatus"],
        reading:
            "A subscription that is Enabled, with a unit or more, and with plan AAD_PREMIUM (\(GraphServicePlan.entraP1)) or "
            + "AAD_PREMIUM_P2 (\(GraphServicePlan.entraP2)) whose provisioningStatus is Success; the name of the subscription says nothing. "
            + "A subscription in its grace (Warning), or a plan that is not ready, is a warning: that it still works is inferred. A list of which a "
            + "page is missing proves a licence that is there, never that there is none.",
        then: ["Buy or renew a subscription that includes Entra ID P1."],
        references: [.licensing, .graphSubscriptions]
    ) { rule, given in
        let subject = given.subject(.tenant)
        switch given.answer(rule, \.subscriptions) {
        case .nothing(let facts):
            return [Judgement(subject, .undecided, "The licences of the tenant are not known", because: facts)]
        case .list(let subscriptions, let gap):
            let facts =
                subscriptions.map { given.fact("subscription", $0.words, of: .subscribedSkus, "subscribedSkus") }
                + given.gapFact(gap, of: .subscribedSkus)
            let name = given.tenantName
            switch LicenceStanding.any(subscriptions.map(\.standing), isWhole: gap == nil) {
            case .counts:
                let own = subscriptions.first { $0.standing == .counts }?.displayName ?? ""
                return [Judgement(subject, .met, "\(name) has \(own), which includes writeback", because: facts)]
            case .limited:
                return [
                    Judgement(
                        subject, .notMet, severity: .warning,
                        "\(name) has a licence for writeback that has run out or is not ready", because: facts)
                ]
            case .open:
                return [
                    Judgement(
                        subject, .undecided, "\(name) has no licence for writeback that is known", because: facts)
                ]
            case .lacking:
                return [
                    Judgement(
                        subject, .notMet, "\(name) has no licence that includes writeback",
                        because: facts.isEmpty
                            ? [given.fact("subscriptions", "none", of: .subscribedSkus, "subscribedSkus")] : facts)
                ]
            }
        }
    }

    static let units = CloudRules.rule(
        "WB-CLD-006", .information, "No more licences are assigned than were bought",
        because:
            "Microsoft takes nothing away from users for it, as far as is written; the next user gets none, and the subscription is out of order.",
        of: ["subscribedSkus"], attributes: ["consumedUnits", "prepaidUnits.enabled"],
        reading: "In each subscription that includes writeback, consumedUnits is at most prepaidUnits.enabled.",
        then: ["Buy more units, or take licences from users who need none."],
        references: [.graphSubscriptions, .inference("More licences in use than bought stop nobody's writeback")]
    ) { rule, given in
        let subject = given.subject(.tenant)
        switch given.answer(rule, \.subscriptions) {
        case .nothing(let facts):
            return [Judgement(subject, .undecided, "How many licences are in use is not known", because: facts)]
        case .list(let subscriptions, let gap):
            let own = subscriptions.filter { $0.standing == .counts }
            let facts =
                own.map {
                    given.fact(
                        $0.displayName,
                        "\($0.consumedUnits.words { "\($0)" }) in use of \($0.enabledUnits.words { "\($0)" })",
                        of: .subscribedSkus, "subscribedSkus: consumedUnits")
                } + given.gapFact(gap, of: .subscribedSkus)
            // Its standing says that the bought units are known.
            let over = own.filter { ($0.consumedUnits.readWhole ?? 0) > ($0.enabledUnits.readWhole ?? 0) }
            if let first = over.first {
                return [
                    Judgement(
                        subject, .notMet, "More licences of \(first.displayName) are in use than were bought",
                        because: facts)
                ]
            }
            guard gap == nil, own.allSatisfy(\.consumedUnits.isValue) else {
                return [
                    Judgement(subject, .undecided, "How many licences are in use is not known whole", because: facts)
                ]
            }
            guard !own.isEmpty else {
                return [
                    Judgement(
                        subject, .notApplicable, "There is no licence for writeback to be in use",
                        because: [given.fact("subscriptions", "none counts", of: .subscribedSkus, "subscribedSkus")])
                ]
            }
            return [Judgement(subject, .met, "No more licences are in use than were bought", because: facts)]
        }
    }
}
