import FoundationEssentials
import Inspection

/// What the tenant allows, and which tenant it is.
enum TenantRules {
    static let all = [portal, administrators, synchronisation, identity, unsupportedWays]

    static let portal = Rule(
        "WB-CLD-004", plane: .cloud, family: "cloud",
        title: "Self-service reset is enabled and writes back to the directory",
        rationale: "Graph's passwordWritebackEnabled is documented as not in use; only the portal shows the switch.",
        decision: .init(
            base: "the Entra admin center", scope: "-", filter: "-", attributes: [],
            reading: "Self-service reset is on for some or all, and the box is ticked."),
        severities: .always(.blocker), remedy: Remedy(steps: ["Tick the box, and save."], undo: .notNeeded),
        references: [.writebackTutorial, .graphSynchronizationFeatures], grade: .source,
        judge: .question(
            .tenant,
            .init(
                place: "the Entra admin center",
                command:
                    "Protection > Password reset > On-premises integration: Write back passwords to your on-premises directory"
            )))

    static let administrators = CloudRules.rule(
        "WB-CLD-005", version: 2, .information, "Administrators may reset their own passwords",
        because: "Their reset hangs on a policy of its own (SSPR_009).", of: ["policies/authorizationPolicy"],
        attributes: ["allowedToUseSSPR"], reading: "allowedToUseSSPR is true.",
        then: ["Allow it, where administrators are to use it."], references: [.sspr009]
    ) { rule, given in
        let subject = given.subject(.tenant)
        switch given.answer(rule, \.authorizationPolicies) {
        case .nothing(let facts):
            return [
                Judgement(
                    subject, .undecided, "Whether administrators may reset their own passwords is not known",
                    because: facts)
            ]
        case .list(let policies, _):
            let allowed: Observed<Bool> = .agreed(policies.map(\.administratorsMayReset))
            let facts = [
                given.fact(
                    "administrators", allowed.words { $0 ? "allowed" : "not allowed" }, of: .authorizationPolicy,
                    "authorizationPolicy: allowedToUseSSPR")
            ]
            return switch allowed.readWhole {
            case true?:
                [Judgement(subject, .met, "Administrators may reset their own passwords", because: facts)]
            case false?:
                [Judgement(subject, .notMet, "Administrators may not reset their own passwords", because: facts)]
            case nil:
                [
                    Judgement(
                        subject, .undecided, "Whether administrators may reset their own passwords is not known",
                        because: facts)
                ]
            }
        }
    }

    // MARK: - Synchronisation

    /// A cycle runs every 30 minutes unless somebody changed that: a day without one is 48 that did not come.
    private static let dayWithout: TimeInterval = 86_400
    /// What the documentation asks at least.
    private static let weekWithout: TimeInterval = 7 * 86_400

    static let synchronisation = CloudRules.rule(
        "WB-CLD-008", .blocker, "The tenant is synchronised with a directory, and has been lately",
        because:
            "Writeback serves synchronised users only, and is done by the server that synchronises. A cycle runs every 30 minutes by default, and must run "
            + "once in 7 days.",
        of: ["organization"], attributes: ["onPremisesSyncEnabled", "onPremisesLastSyncDateTime"],
        reading:
            "onPremisesSyncEnabled is true; at the time of the file the last synchronisation was a day old at most. Older than that is information, for no "
            + "document draws a line there; older than 7 days is a warning. Null or false, or no synchronisation ever, is a blocker.",
        then: [
            "See in the Synchronization Service Manager why no cycle runs, and start one: Start-ADSyncSyncCycle -PolicyType Delta."
        ],
        references: [.scheduler, .graphOrganization, .writebackTutorial]
    ) { rule, given in
        let subject = given.subject(.tenant)
        switch given.answer(rule, \.organizations) {
        case .nothing(let facts):
            return [
                Judgement(
                    subject, .undecided, "Whether the tenant is synchronised is not known", because: facts)
            ]
        case .list(let organizations, _):
            let isSynchronized: Observed<Bool> = .agreed(organizations.map(\.isSynchronized))
            let last: Observed<Date> = .agreed(organizations.map(\.lastSynchronizedAt))
            let aspects = [enablement(isSynchronized, given), recency(last, given)]
            return [Judgement(subject, named: given.tenantName, by: aspects)]
        }
    }

    private static func enablement(_ isSynchronized: Observed<Bool>, _ given: EvidenceUnderJudgement) -> Aspect {
        let fact = given.fact(
            "synchronisation", isSynchronized.words { $0 ? "enabled" : "no longer" }, of: .organization,
            "organization: onPremisesSyncEnabled")
        return switch isSynchronized {
        case .value(true): .met("is synchronised", fact)
        case .value(false), .absent: .notMet(.blocker, "is not synchronised with a directory", fact)
        default: .undecided(.blocker, "may not be synchronised with a directory", fact)
        }
    }

    private static func recency(_ last: Observed<Date>, _ given: EvidenceUnderJudgement) -> Aspect {
        // The answer was true when it was given; a file that is copied later would make it seem older.
        let written = given.graphFiles(of: .organization).compactMap(\.writtenAt.known).min() ?? given.asOf
        let moment = min(written, given.asOf)
        let fact = given.fact(
            "last synchronisation",
            last.words { "\($0.formatted(.iso8601)), \(age(of: $0, at: moment)) before the answer" },
            of: .organization, "organization: onPremisesLastSyncDateTime")
        switch last {
        case .value(let date):
            let age = moment.timeIntervalSince(date)
            if age > weekWithout { return .notMet(.warning, "was last synchronised more than 7 days ago", fact) }
            if age > dayWithout { return .notMet(.information, "was last synchronised more than a day ago", fact) }
            return .met("has been synchronised within a day", fact)
        case .absent: return .notMet(.blocker, "has never been synchronised", fact)
        default: return .undecided(.blocker, "may never have been synchronised", fact)
        }
    }

    private static func age(of date: Date, at moment: Date) -> String {
        let minutes = Int((max(0, moment.timeIntervalSince(date)) / 60).rounded(.down))
        return minutes < 120 ? "\(minutes) minutes" : "\(minutes / 60) hours"
    }

    // MARK: - Which tenant

    static let identity = CloudRules.rule(
        "WB-CLD-009", .information, "Graph answered for the tenant that the sync server works for",
        because:
            "Answers of another tenant decide nothing. The export names the tenant for certain, and answers that contradict it are set aside; the description "
            + "of the connector account only hints at it, for whoever may write the account may write that.",
        of: ["organization"], attributes: ["verifiedDomains"],
        reading:
            "The domain to which the export's server signs in, and the tenant in the description of each connector account, are verified domains of the tenant.",
        then: ["Make the files signed in to the tenant that the sync server works for."],
        references: [.graphOrganization, .connectorAccounts]
    ) { rule, given in
        guard let verified = given.verifiedDomains else {
            let facts: [Fact] =
                switch given.answer(rule, \.organizations) {
                case .nothing(let facts): facts
                case .list(let organizations, _):
                    [
                        given.fact(
                            "verified domains",
                            (organizations.first?.verifiedDomains ?? .notReturned).words { _ in "none" },
                            of: .organization, "organization: verifiedDomains")
                    ]
                }
            return [
                Judgement(
                    given.subject(.tenant), .undecided, "Which tenant Graph answered for is not known", because: facts)
            ]
        }
        let exported = given.usable.connectExport.map { export in export.tenants.compactMap(\.domain) } ?? []
        let server = exported.map { domain in
            verdict(given.subject(.syncServer), "The Connect server signs in to", domain, verified, given)
        }
        return server + given.forests.flatMap { forest in accounts(of: forest, verified, given) }
    }

    private static func accounts(
        of forest: ForestUnderJudgement, _ verified: [String], _ given: EvidenceUnderJudgement
    ) -> [Judgement] {
        forest.connectorAccounts.judged.map { account in
            let subject = forest.subject(of: account)
            let name = forest.name(of: account)
            if let tenant = account.installation?.tenant {
                return verdict(subject, "The description of \(name) names", tenant, verified, given)
            }
            let isRead = account.description.isSettled
            return Judgement(
                subject, isRead ? .notApplicable : .undecided,
                isRead ? "The description of \(name) names no tenant" : "The description of \(name) was not read",
                because: [
                    forest.fact(
                        "description", account.description.words { $0 },
                        source: "description of \(account.distinguishedName)")
                ])
        } + forest.connectorAccountGaps.map { Judgement.undecided(over: $0) }
    }

    private static func verdict(
        _ subject: Subject, _ who: String, _ domain: String, _ verified: [String], _ given: EvidenceUnderJudgement
    ) -> Judgement {
        let isOwn = verified.contains { HostName($0) == HostName(domain) }
        return Judgement(
            subject, isOwn ? .met : .notMet,
            "\(who) \(domain), which is \(isOwn ? "a" : "no") domain of the tenant that Graph answered for",
            because: [
                given.fact(
                    "verified domains", verified.joined(separator: ", "), of: .organization,
                    "organization: verifiedDomains")
            ])
    }

    // MARK: - What no file tells

    static let unsupportedWays = Rule(
        "WB-CLD-011", plane: .cloud, family: "cloud", title: "Nobody counts on resets that are not written back",
        rationale:
            "Resets in the Microsoft 365 admin center, by PowerShell, and by end users through Graph change the cloud's password only.",
        decision: .init(
            base: "the help desk", scope: "-", filter: "-", attributes: [],
            reading: "Help desk and scripts reset by the Entra admin center or the reset portal."),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["Let administrators reset in the Entra admin center, and users in the reset portal."],
            undo: .notNeeded),
        references: [.writebackConcept], grade: .source,
        judge: .question(.tenant, .init(place: "the help desk", command: "ask by which way passwords are reset")))
}

extension EvidenceUnderJudgement {
    /// The domains of the tenant that Graph answered for; nil where they are not known whole.
    fileprivate var verifiedDomains: [String]? {
        guard case .value(let domains)? = usable.graph?.organizations.known?.first?.verifiedDomains, !domains.isEmpty
        else { return nil }
        return domains.sorted()
    }
}

extension TenantConnector {
    /// The domain of the account that signs in to the tenant; nil where the name has none.
    fileprivate var domain: String? {
        let parts = (accountName.known ?? "").split(separator: "@")
        return parts.count == 2 ? String(parts[1]) : nil
    }
}
