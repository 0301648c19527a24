import Inspection

/// Who ticks the box: the account that the wizard signs in with.
enum EnablingAdministratorRules {
    static let all = [account, role]

    static let account = CloudRules.rule(
        "WB-CLD-002", version: 2, .blocker,
        "The administrator who enables writeback is licensed, and a cloud or managed account",
        because:
            "A federated account gets no token for the service (event 32009), and the wizard blames a missing licence. The sources disagree about a "
            + "synchronised account: the troubleshooting page only asks that it is not federated, KB 3185990 that it was created in the cloud.",
        of: [CloudRules.user("<admin>"), "domains"],
        attributes: ["assignedPlans", "accountEnabled", "onPremisesSyncEnabled", "authenticationType"],
        reading:
            "The user of --enabling-admin has an Enabled plan of Entra ID P1 or P2 and is enabled; the domain of the name is Managed, not "
            + "Federated; onPremisesSyncEnabled is null or false. True in a managed domain is a warning. Without --enabling-admin nobody is judged.",
        then: ["Enable writeback with a cloud-only Hybrid Identity Administrator who has a licence."],
        references: [.writebackTroubleshooting, .setupError, .graphDomains]
    ) { rule, given in
        judge(rule, given) { name, user in
            let aspects = [given.licence(of: user), given.enablement(of: user), origin(of: user, name, given)]
            return Judgement(given.subject(ofUser: name), named: "Administrator \(name)", by: aspects)
        }
    }

    static let role = CloudRules.rule(
        "WB-CLD-007", .warning, "The administrator who enables writeback has the role for it",
        because:
            "The prerequisites ask for a Hybrid Identity Administrator or a Global Administrator, the steps of the wizard name the latter only; the "
            + "role must be the user's own, and not a group's.",
        of: [CloudRules.user("<admin>")], attributes: ["memberOf"],
        reading:
            "memberOf holds one of the two directory roles. A role that is only eligible (Privileged Identity Management) stands there once it has "
            + "been activated.",
        then: ["Assign or activate the role Hybrid Identity Administrator for as long as writeback is enabled."],
        references: [.connectPrerequisites, .writebackTutorial]
    ) { rule, given in
        judge(rule, given) { name, user in
            let subject = given.subject(ofUser: name)
            let facts = [
                given.fact(
                    "directory roles", user.roles.words { $0.isEmpty ? "none" : $0.joined(separator: ", ") },
                    of: .users, "users: memberOf")
            ]
            let held = Self.roles.first { role in
                (user.roles.known ?? []).contains { role.names.contains($0.lowercased()) }
            }
            if let held {
                return Judgement(
                    subject, .met, "Administrator \(name) has the role \(held.title)", because: facts)
            }
            return Judgement(
                subject, user.roles.isValue ? .notMet : .undecided,
                user.roles.isValue
                    ? "Administrator \(name) has no role that may enable writeback, as of now"
                    : "Which roles administrator \(name) has is not known", because: facts)
        }
    }

    /// The strongest last: who has both is told by the one that is enough.
    private static let roles = [
        (
            title: "Hybrid Identity Administrator",
            names: ["8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2", "hybrid identity administrator"]
        ),
        (
            title: "Global Administrator", names: ["62e90394-69f5-4237-9190-012177145e10", "global administrator"]
        ),
    ]

    /// Where the account comes from, and how it signs in.
    private static func origin(of user: GraphUser, _ name: String, _ given: EvidenceUnderJudgement) -> Aspect {
        let domain = name.split(separator: "@").last.map(String.init) ?? name
        let authentication = given.authentication(ofDomain: domain)
        let facts = [
            given.fact(
                "origin",
                user.isSynchronized.words { $0 ? "synchronised from a directory" : "once synchronised, no longer" },
                of: .users, "users: onPremisesSyncEnabled"),
            given.fact(
                "sign-in to \(domain)", authentication.words { $0 }, of: .domains, "domains: authenticationType"),
        ]
        var aspect: Aspect =
            switch (authentication.readWhole?.lowercased(), user.isSynchronized) {
            case ("federated", _): .notMet(.blocker, "signs in through federation, by its domain \(domain)")
            case ("managed", .value(true)):
                .notMet(.warning, "comes from a directory, about which the sources disagree, though it is managed")
            case ("managed", .absent), ("managed", .value(false)): .met("is a cloud account")
            case ("managed", _): .undecided(.warning, "may come from a directory")
            default: .undecided(.blocker, "may be federated")
            }
        aspect.facts = facts
        return aspect
    }

    /// Over the one administrator, if it was named and is in a file.
    private static func judge(
        _ rule: Rule, _ given: EvidenceUnderJudgement, _ judge: (String, GraphUser) -> Judgement
    ) -> [Judgement] {
        guard let name = given.enablingAdministrator else {
            return [
                Judgement(
                    given.subject(.tenant), .undecided, "Who is to enable writeback is not known",
                    because: [given.unnamed("administrator", by: "--enabling-admin", rule)])
            ]
        }
        guard let user = given.user(name) else {
            return [given.unknown(rule, name, "Administrator \(name)")]
        }
        return [judge(name, user)]
    }
}

extension EvidenceUnderJudgement {
    /// No file holds the user, which proves nothing about the tenant.
    func unknown(_ rule: Rule, _ name: String, _ title: String) -> Judgement {
        let facts: [Fact] =
            switch answer(rule, \.users) {
            case .nothing(let facts): facts
            case .list(_, let gap):
                [fact("user", "no file holds \(name)", of: .users, "users: userPrincipalName")]
                    + gapFact(gap, of: .users)
            }
        return Judgement(subject(ofUser: name), .undecided, "\(title) is in no file of Graph", because: facts)
    }
}
