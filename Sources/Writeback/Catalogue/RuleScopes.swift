import Inspection
import LDAP

// Every rule runs over something that is listed. These take the listing, and what is missing from it, out of the rules' hands, so
// that no rule can be silent about a list that was not read whole.
extension Rule.Judge {
    static func overForest(
        _ judge: @escaping @Sendable (Rule, ForestUnderJudgement) -> Judgement
    ) -> Self {
        .snapshot { rule, forest in [judge(rule, forest)] }
    }

    static func overDomains(
        _ judge: @escaping @Sendable (Rule, ForestUnderJudgement, Domain) -> [Judgement]
    ) -> Self {
        .snapshot { rule, forest in
            forest.domains.flatMap { judge(rule, forest, $0) } + forest.domainGaps.map { Judgement.undecided(over: $0) }
        }
    }

    /// Over the domain controllers that `applies` lets through; the others are skipped, not called met.
    static func overControllers(
        where applies: @escaping @Sendable (ForestUnderJudgement, DomainController) -> Bool = { _, _ in true },
        _ judge: @escaping @Sendable (Rule, ForestUnderJudgement, DomainController) -> Judgement
    ) -> Self {
        .snapshot { rule, forest in
            forest.controllers.filter { applies(forest, $0) }.map { judge(rule, forest, $0) }
                + forest.controllerGaps.map { Judgement.undecided(over: $0) }
        }
    }

    /// Over the domain controllers that could serve writeback: a read-only one and one that is no machine are not applicable.
    static func overWritableControllers(
        where applies: @escaping @Sendable (ForestUnderJudgement, DomainController) -> Bool = { _, _ in true },
        _ judge: @escaping @Sendable (Rule, ForestUnderJudgement, DomainController) -> Judgement
    ) -> Self {
        overControllers(where: applies) { rule, forest, controller in
            switch controller.kind {
            case .readOnly:
                Judgement(
                    forest.subject(of: controller), .notApplicable,
                    "\(controller.displayName) is read-only, and writeback cannot use it",
                    because: [forest.kindFact(controller)])
            case .notAMachine:
                Judgement(
                    forest.subject(of: controller), .notApplicable,
                    "\(controller.displayName) is a computer object without a machine",
                    because: [forest.kindFact(controller)])
            case .writable, .unknown: judge(rule, forest, controller)
            }
        }
    }

    /// The same, with each judgement changed by what the forest tells besides.
    func mapped(_ change: @escaping @Sendable (ForestUnderJudgement, Judgement) -> Judgement) -> Self {
        guard case .snapshot(let judge) = self else { return self }
        return .snapshot { rule, forest in judge(rule, forest).map { change(forest, $0) } }
    }

    /// Over the PDC emulator of each domain; undecided on the domain where it cannot be named.
    static func overPDCEmulators(
        _ judge: @escaping @Sendable (Rule, ForestUnderJudgement, DomainController) -> Judgement
    ) -> Self {
        overDomains { rule, forest, domain in
            switch forest.pdcEmulator(of: domain) {
            case .controller(let controller): [judge(rule, forest, controller)]
            case .notKnown(let why):
                [
                    Judgement(
                        forest.subject(of: domain), .undecided,
                        "Which host is the PDC emulator of \(domain.dnsName) is not known",
                        because: [
                            forest.fact(
                                "PDC emulator", why, source: "fSMORoleOwner of \(domain.distinguishedName)")
                        ])
                ]
            }
        }
    }
}

extension ForestUnderJudgement {
    func kindFact(_ controller: DomainController) -> Fact {
        fact(
            "kind of domain controller", controller.kind.rawValue,
            source: "objectClass of \(controller.ntdsSettings.words(\.description))")
    }
}

extension Judgement {
    static func undecided(over gap: ForestUnderJudgement.Gap) -> Self {
        Self(gap.subject, .undecided, gap.title, because: [gap.fact])
    }
}
