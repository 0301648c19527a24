import ActiveDirectory
import Inspection

/// Whom a reset is to be tried with.
enum TestUserRules {
    static let all = [reset, directoryUser]

    static let reset = CloudRules.rule(
        "WB-CLD-003", version: 2, .blocker, "A user to test with is licensed and may reset a password",
        because:
            "Without one nothing can be tried, and the service refuses users who have no licence or are out of its policy.",
        of: [CloudRules.user("<user>"), "reports/authenticationMethods/userRegistrationDetails"],
        attributes: ["assignedPlans", "accountEnabled", "isSsprEnabled", "isSsprRegistered", "isSsprCapable"],
        reading:
            "Each user of --test-user has an Enabled plan of Entra ID P1 or P2, is enabled, and isSsprEnabled; not to be registered (isSsprRegistered, "
            + "isSsprCapable) is a warning, for the user can do that at once. The report lags behind, by up to days. Without --test-user nobody is judged.",
        then: ["Assign a licence, bring the user into the self-service reset policy, and let the user register."],
        references: [.licensing, .writebackTutorial, .graphRegistration]
    ) { rule, given in
        judge(rule, given) { name in
            var aspects: [Aspect]
            if let user = given.user(name) {
                aspects = [given.licence(of: user), given.enablement(of: user)]
            } else {
                let unknown = given.unknown(rule, name, "")
                aspects = [
                    Aspect(
                        outcome: .undecided, severity: .blocker, words: "is in no file of Graph's users",
                        facts: unknown.because)
                ]
            }
            if let registration = given.registration(of: name) {
                aspects += [policy(of: registration, given), readiness(of: registration, given)]
            } else {
                aspects.append(unregistered(rule, name, given))
            }
            return Judgement(given.subject(ofUser: name), named: "Test user \(name)", by: aspects)
        }
    }

    static let directoryUser = CloudRules.rule(
        "WB-CLD-010", .warning, "A user to test with comes from a domain that is judged, and is nobody special",
        because:
            "A reset of a cloud account is never written back, one of a user of another domain says nothing of this one, and accounts of protected groups "
            + "cannot be written back by design. Administrators of the tenant reset by a policy of their own.",
        of: [CloudRules.user("<user>"), "reports/authenticationMethods/userRegistrationDetails"],
        attributes: ["onPremisesSyncEnabled", "onPremisesSecurityIdentifier", "isAdmin"],
        reading:
            "onPremisesSyncEnabled is true, the domain of the SID is one that is judged, its last part is 1000 or more (below stand the accounts that every "
            + "domain has), and isAdmin is false. Whether the user is in a protected group only the directory tells: `adinspect user DOMAIN USER`.",
        then: [
            "Try with an ordinary user of the domain that writeback is enabled for.",
            "Ask `adinspect user DOMAIN USER` what becomes of a reset of that user.",
        ],
        references: [.writebackConcept, .sspr009, .graphRegistration]
    ) { rule, given in
        judge(rule, given) { name in
            guard let user = given.user(name) else { return given.unknown(rule, name, "Test user \(name)") }
            return Judgement(
                given.subject(ofUser: name), named: "Test user \(name)",
                by: [origin(of: user, given), home(of: user, given), standing(of: user, name, given)])
        }
    }

    // MARK: - Self-service reset

    /// No file holds the registration, which proves nothing about the user.
    private static func unregistered(_ rule: Rule, _ name: String, _ given: EvidenceUnderJudgement) -> Aspect {
        let facts: [Fact] =
            switch given.answer(rule, \.registrations) {
            case .nothing(let facts): facts
            case .list(_, let gap):
                [
                    given.fact(
                        "registration", "no file holds \(name)", of: .userRegistrationDetails,
                        "userRegistrationDetails: userPrincipalName")
                ] + given.gapFact(gap, of: .userRegistrationDetails)
            }
        return Aspect(
            outcome: .undecided, severity: .blocker, words: "is in no file of Graph's registrations", facts: facts)
    }

    private static func policy(of registration: GraphRegistration, _ given: EvidenceUnderJudgement) -> Aspect {
        let fact = given.fact(
            "self-service reset", registration.isEnabled.words { $0 ? "allowed" : "not allowed" },
            of: .userRegistrationDetails, "userRegistrationDetails: isSsprEnabled")
        return switch registration.isEnabled.readWhole {
        case true?: .met("may reset a password", fact)
        case false?: .notMet(.blocker, "is not in the policy of self-service reset", fact)
        case nil: .undecided(.blocker, "may be out of the policy of self-service reset", fact)
        }
    }

    /// To be capable is to be registered and allowed.
    private static func readiness(of registration: GraphRegistration, _ given: EvidenceUnderJudgement) -> Aspect {
        let values = [registration.isRegistered.readWhole, registration.isCapable.readWhole]
        let fact = given.fact(
            "registration",
            "registered \(registration.isRegistered.words { "\($0)" }), capable \(registration.isCapable.words { "\($0)" })",
            of: .userRegistrationDetails, "userRegistrationDetails: isSsprRegistered, isSsprCapable")
        if values.contains(false) { return .notMet(.warning, "has not registered for self-service reset", fact) }
        return values.contains(true)
            ? .met("has registered", fact) : .undecided(.warning, "may not have registered", fact)
    }

    // MARK: - In the directory

    private static func origin(of user: GraphUser, _ given: EvidenceUnderJudgement) -> Aspect {
        let fact = given.fact(
            "origin", user.isSynchronized.words { $0 ? "synchronised from a directory" : "no longer synchronised" },
            of: .users, "users: onPremisesSyncEnabled")
        return switch user.isSynchronized {
        case .value(true): .met("comes from a directory", fact)
        case .value(false), .absent: .notMet(.warning, "is a cloud account, which nothing is written back for", fact)
        default: .undecided(.warning, "may be a cloud account", fact)
        }
    }

    private static func home(of user: GraphUser, _ given: EvidenceUnderJudgement) -> Aspect {
        let fact = given.fact(
            "in the directory",
            "\(user.onPremisesSecurityIdentifier.words { $0 }), \(user.onPremisesDistinguishedName.words { $0 })",
            of: .users, "users: onPremisesSecurityIdentifier, onPremisesDistinguishedName")
        guard let sid = user.onPremisesSecurityIdentifier.readWhole.flatMap({ SecurityIdentifier($0) }) else {
            return .undecided(.warning, "may be of another domain", fact)
        }
        let domains = given.forests.flatMap(\.domains)
        if let own = domains.first(where: { $0.sid.known == sid.domain }) {
            return .met("is of domain \(own.dnsName)", fact)
        }
        let isWhole = given.forests.allSatisfy(\.domainGaps.isEmpty) && domains.allSatisfy(\.sid.isValue)
        return isWhole
            ? .notMet(.warning, "is of no domain that is judged", fact)
            : .undecided(.warning, "may be of another domain", fact)
    }

    /// Below stand the accounts and groups that every domain has (MS-ADTS 6.1.1.6).
    private static let firstOrdinary: UInt32 = 1000

    private static func standing(
        of user: GraphUser, _ name: String, _ given: EvidenceUnderJudgement
    ) -> Aspect {
        let isAdministrator =
            given.registration(of: name)?.isAdministrator
            ?? .notCollected(why: given.usable.graph?.registrations.why ?? "no file holds \(name)")
        let fact = given.fact(
            "administrator of the tenant", isAdministrator.words { $0 ? "yes" : "no" },
            of: .userRegistrationDetails, "userRegistrationDetails: isAdmin")
        let sid = user.onPremisesSecurityIdentifier.readWhole.flatMap { SecurityIdentifier($0) }
        if let number = sid?.relativeIdentifier?.rawValue, number < firstOrdinary {
            return .notMet(.warning, "is an account that every domain has (\(number))", fact)
        }
        return switch isAdministrator.readWhole {
        case true?: .notMet(.warning, "is an administrator of the tenant, whose reset another policy rules", fact)
        case false?: .met("is no administrator", fact)
        case nil: .undecided(.warning, "may be an administrator of the tenant", fact)
        }
    }

    /// Over the users that were named.
    private static func judge(
        _ rule: Rule, _ given: EvidenceUnderJudgement, _ judge: (String) -> Judgement
    ) -> [Judgement] {
        guard given.testUsers.isEmpty else { return given.testUsers.map(judge) }
        return [
            Judgement(
                given.subject(.tenant), .undecided, "Whom to test with is not known",
                because: [given.unnamed("test user", by: "--test-user", rule)])
        ]
    }
}
