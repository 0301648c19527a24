import ActiveDirectory
import Inspection
import LDAP

/// Users to whom what the domain grants does not come: inheritance is off, or they are of a class that the entries are not for.
enum UserInheritanceRules {
    static let all = reasons.map(\.rule)

    static let reasons: [(rule: Rule, reason: UserReason)] = [
        (inheritance, inheritanceReason), (otherClass, otherClassReason),
    ]

    static let inheritance = Rule(
        "WB-USR-006", family: UserRules.family, title: "No user is cut off from the rights of the connector account",
        rationale:
            "Where inheritance is off, on the user or on a container on the way, what is granted above does not arrive. These users cannot "
            + "be served, and every other one can: a blocker for them, a warning for the domain.",
        decision: UserRules.decision(
            ["nTSecurityDescriptor", "userAccountControl", "adminCount"],
            "No user that is itself protected from inheritance (SE_DACL_PROTECTED, 0x1000), or below a container that is, lacks a right "
                + "by its own descriptor. Those whom AdminSDHolder protects or protected are left to WB-USR-007 and WB-USR-008."
        ),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Find out why inheritance was switched off: it may be meant, and the users are then not to be served.",
                "Switch it on again, or grant the rights there.",
            ],
            command: "Get-ADSyncObjectsWithInheritanceDisabled -SearchBase <container> -ObjectClass user",
            undo: .steps("Put back the DACL as it was read; a finding prints it with the command.")),
        references: [.writebackTutorial, .accessRights, .connectorAccountSetup], grade: .source,
        judge: .overUsers(inheritanceReason))

    private static let inheritanceReason: UserReason = UserReason(
        word: "inheritance off", needsAccount: true,
        standing: { population, users in
            guard users.isToBeServed else { return .outside }
            guard let descriptor = users.descriptor else { return .open(users.descriptorGap) }
            if descriptor.isProtected, users.protection == .formerly { return .outside }
            let standing = population.standing(UserRules.rights, on: users)
            if users.isCutOff { return standing }
            // A container that was not read may take nothing from above; where no right is lacking that does not matter.
            let containers = population.domain.security.containers
            guard !containers.isSettled, standing != .fine else { return .fine }
            return .open("the containers above them: \(containers.why ?? containers.state)")
        },
        title: { forest, some in
            "Inheritance is off on the way to \(some.words): \(forest.accountWords(some.population)) lacks "
                + some.lackingWords(UserRules.rights)
        },
        question: { forest, population in
            "inheritance that is off keeps rights of \(forest.accountWords(population)) from users \(population.scopeWords)"
        },
        met: { forest, population, users in
            "None of \(users) users \(population.scopeWords) is cut off from the rights of \(forest.accountWords(population))"
        },
        facts: { forest, some in
            let own = some.groups.filter { $0.descriptor?.isProtected == true }.reduce(0) { $0 + $1.users }
            var facts: [Fact] = []
            if own > 0 {
                facts.append(
                    forest.fact(
                        "inheritance off on the user (SE_DACL_PROTECTED)", "\(own)",
                        source: "nTSecurityDescriptor of the users right below \(some.container.name)",
                        of: some.population))
            }
            for container in some.container.breaks {
                facts.append(
                    forest.fact(
                        "inheritance off (SE_DACL_PROTECTED)", container.distinguishedName.description,
                        source: "nTSecurityDescriptor of \(container.distinguishedName)"))
            }
            return facts + forest.decidingFacts(UserRules.rights, some)
        },
        remedy: { forest, some in inheritanceRemedy(forest, some) })

    private static func inheritanceRemedy(_ forest: ForestUnderJudgement, _ some: AffectedUsers) -> Remedy {
        let server = some.population.domain.pdcConsensus.host ?? forest.run.vantage.server
        var changes = some.container.breaks.map {
            DescriptorChange(object: $0.distinguishedName, before: $0.descriptor, server: server)
        }
        var steps = [
            "Find out why inheritance was switched off: it may be meant, and the users are then not to be served."
        ]
        let own = some.groups.first { $0.descriptor?.isProtected == true }
        if let own, let name = own.group.examples.first?.distinguishedName,
            let before = try? some.population.population.descriptor(of: own.group)
        {
            changes.append(DescriptorChange(object: name, before: before, server: server))
            steps.append(
                "Get-ADSyncObjectsWithInheritanceDisabled -SearchBase \(CommandText.powerShell(some.container.name.description)) "
                    + "-ObjectClass user lists the users on whom it is off; the commands are for one of them.")
        }
        steps.append(
            "Switch it on again, or grant the rights there with Set-ADSyncPasswordWritebackPermissions -ADobjectDN.")
        var commands = changes.compactMap { change -> Remedy.Command? in
            guard CommandText.isPlain(change.object.description) else { return nil }
            return Remedy.Command(tool: "dsacls, on Windows", text: "dsacls \"\(change.object)\" /P:N")
        }
        let first = commands.isEmpty ? nil : commands.removeFirst().text
        return Remedy(
            steps: steps, command: first, alternatives: commands, undo: .restore(changes.map(\.saved)))
    }

    static let otherClass = Rule(
        "WB-USR-009", family: UserRules.family,
        title: "Users of another class than user grant the connector account its rights too",
        rationale:
            "The entries that Connect's cmdlet writes are for the class user. An inetOrgPerson, or a user of a class of one's own, inherits "
            + "what is for its own class, and so gets none of them.",
        decision: UserRules.decision(
            ["objectClass", "nTSecurityDescriptor", "userAccountControl", "adminCount"],
            "The most specific structural class of each user; where it is not user, every right is decided on the user's own descriptor."
        ),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Grant Reset Password, and writing lockoutTime and pwdLastSet, on descendant objects of that class too."
            ],
            command: "dsacls <container> /I:S /G \"<connector account>:CA;Reset Password;inetOrgPerson\"",
            undo: .steps("Put the former DACL back.")),
        references: [
            .connectorAccountSetup,
            .inference("An entry that is handed down to a class goes by the object's own class"),
        ],
        grade: .inference, judge: .overUsers(otherClassReason))

    private static let otherClassReason: UserReason = UserReason(
        word: "other class", needsAccount: true,
        standing: { population, users in
            guard users.isToBeServed, !users.isCutOff else { return .outside }
            guard let isOther = users.isOfOtherClass else {
                return population.standing(UserRules.rights, on: users) == .fine
                    ? .fine : .open("their class: \(users.group.objectClass.why ?? users.group.objectClass.state)")
            }
            return isOther ? population.standing(UserRules.rights, on: users) : .fine
        },
        title: { forest, some in
            "\(forest.accountWords(some.population).capitalised) lacks \(some.lackingWords(UserRules.rights)) on \(some.words), which "
                + "\(some.verb("is", "are")) \(some.classWords)"
        },
        question: { forest, population in
            "users \(population.scopeWords) of another class than user grant \(forest.accountWords(population)) its rights"
        },
        met: { _, population, users in
            "None of \(users) users \(population.scopeWords) is without rights for being of another class than user"
        },
        facts: { forest, some in forest.decidingFacts(UserRules.rights, some) },
        remedy: { forest, some in otherClassRemedy(forest, some) })

    private static func otherClassRemedy(_ forest: ForestUnderJudgement, _ some: AffectedUsers) -> Remedy {
        let className = some.groups.first?.group.objectClass.known ?? "inetOrgPerson"
        let step =
            "Grant \(some.lackingWords(UserRules.rights)) on descendant \(className) objects: the cmdlet of Connect writes entries for "
            + "users only."
        let name = some.container.name.description
        let undo = Remedy.Undo.steps(
            "Keep what dsacls shows of the container before, and take the new entries out again.")
        guard let account = some.population.accounts.first, CommandText.isPlain(name), CommandText.isPlain(className)
        else { return Remedy(steps: [step], undo: undo) }
        let who = forest.name(of: account)
        guard CommandText.isPlain(who) else { return Remedy(steps: [step], undo: undo) }
        let grants = ["CA;Reset Password", "WP;lockoutTime", "WP;pwdLastSet"].map { "/G \"\(who):\($0);\(className)\"" }
        return Remedy(
            steps: [step], command: "dsacls \"\(name)\" /I:S \(grants.joined(separator: " "))",
            undo: forest.containerDescriptor(some).map { descriptor in
                .restore([
                    DescriptorChange(
                        object: some.container.name, before: descriptor,
                        server: some.population.domain.pdcConsensus.host ?? forest.run.vantage.server
                    ).saved
                ])
            } ?? undo)
    }
}

extension DomainPopulation {
    /// How users stand to rights that are all needed: one that is lacking decides, then one that is not known.
    func standing(_ rights: [WritebackRight], on users: UsersUnderJudgement) -> UserStanding {
        var open: UserStanding?
        for right in rights {
            let answer = answer(right, on: users)
            if answer == .affected { return .affected }
            if answer != .fine { open = open ?? answer }
        }
        return open ?? .fine
    }
}

extension AffectedUsers {
    /// The rights that are lacking on any of them: `Reset Password, Write lockoutTime`.
    func lackingWords(_ rights: [WritebackRight]) -> String {
        rights.filter { right in groups.contains { population.answer(right, on: $0) == .affected } }
            .map(\.name).joined(separator: ", ")
    }

    /// The classes that they are of.
    fileprivate var classWords: String {
        Set(groups.compactMap(\.group.objectClass.known)).sorted().joined(separator: " or ")
    }
}
