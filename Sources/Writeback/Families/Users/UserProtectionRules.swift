import ActiveDirectory
import Inspection
import LDAP

/// Users whom AdminSDHolder protects, or protected.
enum UserProtectionRules {
    static let all = reasons.map(\.rule)

    static let reasons: [(rule: Rule, reason: UserReason)] = [
        (protected, protectedReason), (formerly, formerlyReason),
    ]

    private static let attributes = ["adminCount", "nTSecurityDescriptor", "userAccountControl"]

    static let protected = Rule(
        "WB-USR-007", family: UserRules.family, title: "No user is protected by AdminSDHolder",
        rationale:
            "Passwords of members of protected groups are not written back, by design. Every domain has some, and no administrator is to "
            + "change that: worth knowing, and no fault.",
        decision: UserRules.decision(
            attributes,
            "adminCount is set, and the DACL is that of AdminSDHolder, as SDProp makes it every hour. Where the DACL of either was not "
                + "read, adminCount alone counts. Disabled users are left out."),
        severities: .always(.information),
        remedy: Remedy(
            steps: [
                "Give administrators a second, ordinary account for daily work.",
                "Do not grant the connector account rights on AdminSDHolder: whoever ran Connect could then take over every administrator.",
            ], undo: .notNeeded),
        references: [.writebackConcept, .sspr0029, .protectedAccounts], grade: .source,
        judge: .overUsers(protectedReason))

    private static let protectedReason: UserReason = UserReason(
        word: "protected",
        standing: { _, users in
            guard users.isDisabled != true else { return .outside }
            return switch users.protection {
            case .protected, .marked: .affected
            case .none, .notNow, .formerly: .fine
            case .unknown: .open(users.protectionGap)
            }
        },
        title: { _, some in
            "\(some.words) \(some.verb("is", "are")) protected by AdminSDHolder, and not written back by design"
        },
        question: { _, population in "users \(population.scopeWords) are protected by AdminSDHolder" },
        met: { _, population, users in
            "None of \(users) users \(population.scopeWords) is protected by AdminSDHolder"
        },
        facts: { forest, some in markFacts(forest, some) },
        remedy: { _, _ in protected.remedy })

    static let formerly = Rule(
        "WB-USR-008", family: UserRules.family, title: "No user kept what protection by AdminSDHolder left behind",
        rationale:
            "Whoever leaves a protected group keeps adminCount and a DACL without inheritance. What is granted above then does not reach "
            + "the user, and event 33004 names adminCount.",
        decision: UserRules.decision(
            attributes,
            "adminCount is set and the DACL is not that of AdminSDHolder, or the DACL is and adminCount is not set: SDProp, which sets both "
                + "for members and again every hour, no longer does so. It may be that it has not run since the user became a member; the "
                + "groups of the users are not read. That adminCount is not there is known only where the descriptor lets everybody read it."
        ),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Make sure that the users are in no protected group any more, directly or through others.",
                "Clear adminCount, and switch inheritance on again.",
            ],
            command: "Set-ADUser -Clear adminCount -Identity <user>",
            undo: .command("Set-ADUser -Replace @{adminCount=1} -Identity <user>")),
        references: [.writebackConcept, .sspr0029, .writebackTroubleshooting, .protectedAccounts], grade: .source,
        judge: .overUsers(formerlyReason))

    private static let formerlyReason: UserReason = UserReason(
        word: "formerly protected",
        standing: { _, users in
            guard users.isDisabled != true else { return .outside }
            return switch users.protection {
            case .formerly: .affected
            case .none, .protected: .fine
            case .marked, .notNow, .unknown: .open(users.protectionGap)
            }
        },
        title: { _, some in
            "\(some.words) kept adminCount or the DACL of AdminSDHolder, and \(some.verb("is", "are")) no longer given both"
        },
        question: { _, population in "users \(population.scopeWords) were protected by AdminSDHolder" },
        met: { _, population, users in
            "None of \(users) users \(population.scopeWords) kept what protection by AdminSDHolder left behind"
        },
        facts: { forest, some in markFacts(forest, some) },
        remedy: { forest, some in formerlyRemedy(forest, some) })

    private static func formerlyRemedy(_ forest: ForestUnderJudgement, _ some: AffectedUsers) -> Remedy {
        var steps = ["Make sure that the users are in no protected group any more, directly or through others."]
        let isMarked = some.groups.first?.group.adminCount.known == true
        if isMarked { steps.append("Clear adminCount; to take that back, set it to 1 again.") }
        var alternatives: [Remedy.Command] = []
        var undo =
            isMarked
            ? Remedy.Undo.command(UserRules.command("Set-ADUser -Replace @{adminCount=1}", some)) : .notNeeded
        if let before = some.firstDescriptor, before.isProtected {
            steps.append("Switch inheritance on again.")
            let change = DescriptorChange(
                object: some.first, before: before,
                server: some.population.domain.pdcConsensus.host ?? forest.run.vantage.server)
            if CommandText.isPlain(some.first.description) {
                alternatives.append(
                    Remedy.Command(
                        tool: "dsacls, on Windows, for inheritance", text: "dsacls \"\(some.first)\" /P:N"))
            }
            undo = .restore([change.saved])
        }
        return Remedy(
            steps: steps + UserRules.others(some),
            command: isMarked ? UserRules.command("Set-ADUser -Clear adminCount", some) : nil,
            alternatives: alternatives, undo: undo)
    }

    private static func markFacts(_ forest: ForestUnderJudgement, _ some: AffectedUsers) -> [Fact] {
        let marked = some.groups.filter { $0.group.adminCount.known == true }.reduce(0) { $0 + $1.users }
        let listed = some.groups.filter { $0.descriptor?.isAsAdminSDHolder == true }.reduce(0) { $0 + $1.users }
        let place = "users right below \(some.container.name)"
        return [
            forest.fact(
                "adminCount is set", "on \(marked) of \(some.users)", source: "adminCount of the \(place)",
                of: some.population),
            forest.fact(
                "DACL of AdminSDHolder", "on \(listed) of \(some.users)",
                source: "nTSecurityDescriptor of the \(place)", of: some.population),
        ]
    }
}

extension UsersUnderJudgement {
    fileprivate var protectionGap: String {
        guard descriptor != nil else { return descriptorGap }
        return group.adminCount.known == nil
            ? "adminCount: \(group.adminCount.why ?? group.adminCount.state)" : "the DACL of AdminSDHolder was not read"
    }
}
