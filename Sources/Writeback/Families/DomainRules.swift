import ActiveDirectory
import Inspection
import LDAP

/// The domains: their names, their level, their password policy.
enum DomainRules {
    static let all = [selected, netbiosName, functionalLevel, minimumAge, fineGrainedMinimumAge, singleLabel]

    private static let family = "Domains"

    static let selected = Rule(
        "WB-DOM-001", family: family, title: "Every domain that was named was found",
        rationale: "A domain that is not in any forest that was read is not judged, and must not pass for ready.",
        decision: .init(
            base: "CN=Partitions,<configuration>", scope: "one",
            filter: "(&(objectClass=crossRef)(systemFlags:1.2.840.113556.1.4.803:=2))", attributes: ["dnsRoot"],
            reading: "Each name given is the dnsRoot of a domain."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Correct the name, or read the forest that the domain belongs to as well."], command: nil,
            undo: .notNeeded),
        references: [.connectPrerequisites], grade: .source,
        judge: .snapshot { _, forest in
            guard forest.scope.isSelection else {
                return [
                    Judgement(
                        forest.forestSubject, .notApplicable, "Every domain of the forest is judged; none was named",
                        because: [])
                ]
            }
            let found = forest.domains.filter { forest.scope.names($0.dnsName) }.map { domain in
                Judgement(
                    forest.subject(of: domain), .met,
                    "Domain \(domain.dnsName) is in forest \(forest.forest.rootDomain)",
                    because: [forest.fact("domain", domain.dnsName, source: "dnsRoot in CN=Partitions")])
            }
            let missing = forest.scope.unknown.map { name in
                Judgement(
                    Subject(kind: .domain, domain: name, name: name, id: nil), .undecided,
                    "Domain \(name) was not found in any forest that was read",
                    because: [forest.fact("domain", "not found", source: "dnsRoot in CN=Partitions")])
            }
            return found + missing
        })

    static let netbiosName = Rule(
        "WB-DOM-002", family: family, title: "No NetBIOS domain name holds a dot",
        rationale: "Connect does not support such forests and domains.",
        decision: .init(
            base: "CN=Partitions,<configuration>", scope: "one",
            filter: "(&(objectClass=crossRef)(systemFlags:1.2.840.113556.1.4.803:=2))", attributes: ["nETBIOSName"],
            reading: "No dot in the value."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Move the users to a domain whose NetBIOS name has no dot; renaming a domain is rarely supported."],
            command: nil, undo: .irreversible),
        references: [.connectPrerequisites], grade: .source,
        judge: .overDomains { _, forest, domain in
            let name = domain.netbiosName
            let subject = forest.subject(of: domain)
            let facts = [forest.fact("NetBIOS name", name.words { $0 }, source: "nETBIOSName of the crossRef")]
            if let text = name.known, text.contains(".") {
                return [
                    Judgement(
                        subject, .notMet, "The NetBIOS name \(text) of domain \(domain.dnsName) holds a dot",
                        because: facts)
                ]
            }
            return [
                Judgement(
                    subject, name.isSettled ? .met : .undecided,
                    name.isSettled
                        ? "The NetBIOS name of domain \(domain.dnsName) holds no dot"
                        : "The NetBIOS name of domain \(domain.dnsName) was not read", because: facts)
            ]
        })

    static let functionalLevel = Rule(
        "WB-DOM-003", family: family, title: "Each domain's functional level is Windows Server 2003 or later",
        rationale: "The forest cannot reach the level that Connect asks for while a domain is below it.",
        decision: .init(
            base: "<domain>", scope: "base", filter: "(objectClass=*)", attributes: ["msDS-Behavior-Version"],
            reading: "2 or more; a missing attribute is 0, Windows 2000."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: ["Raise the domain's level once no older domain controller is left."],
            command: "Set-ADDomainMode -Identity <domain> -DomainMode <mode>", undo: .irreversible),
        references: [
            .connectPrerequisites, .functionalLevels,
            .inference("What is asked of the forest is asked of each of its domains"),
        ],
        grade: .inference,
        judge: .overDomains { _, forest, domain in
            [
                forest.judgeLevel(
                    domain.functionalLevel, of: "domain \(domain.dnsName)", forest.subject(of: domain),
                    source: "msDS-Behavior-Version of \(domain.distinguishedName)",
                    remedy: forest.raisingLevel(of: domain))
            ]
        })

    static let minimumAge = Rule(
        "WB-DOM-004", family: family, title: "The minimum password age is 0",
        rationale:
            "With a minimum age, a user who has just changed a password cannot change or reset it again within that time. "
            + "Writeback itself works.",
        decision: .init(
            base: "<domain>", scope: "base", filter: "(objectClass=*)", attributes: ["minPwdAge"],
            reading:
                "0. Until 2022 the same page asked for 0 as a condition of writeback; since then it is one of working well."
        ),
        severities: .always(.warning),
        remedy: Remedy(
            steps: ["Set Minimum password age to 0 in the policy that is linked to the domain root."],
            command: "Set-ADDefaultDomainPasswordPolicy -Identity <domain> -MinPasswordAge 0.00:00:00",
            undo: .command("Set-ADDefaultDomainPasswordPolicy -Identity <domain> -MinPasswordAge <former value>")),
        references: [.writebackTutorial, .generalTroubleshooting], grade: .source,
        judge: .overDomains { _, forest, domain in
            let age = domain.passwordPolicy.minimumPasswordAge
            let subject = forest.subject(of: domain)
            let facts = [
                forest.fact(
                    "minimum password age", age.words(\.words), source: "minPwdAge of \(domain.distinguishedName)")
            ]
            if let age = age.known, age != .seconds(0) {
                return [
                    Judgement(
                        subject, .notMet, "The minimum password age of domain \(domain.dnsName) is \(age.words)",
                        because: facts, remedy: forest.withoutMinimumAge(domain, formerly: age))
                ]
            }
            return [
                Judgement(
                    subject, age.isSettled ? .met : .undecided,
                    age.isSettled
                        ? "Domain \(domain.dnsName) has no minimum password age"
                        : "The minimum password age of domain \(domain.dnsName) was not read", because: facts)
            ]
        })

    static let fineGrainedMinimumAge = Rule(
        "WB-DOM-005", family: family, title: "No fine-grained password policy sets a minimum age",
        rationale: "For the users it applies to, such a policy takes the place of the domain's.",
        decision: .init(
            base: "CN=Password Settings Container,CN=System,<domain>", scope: "one",
            filter: "(objectClass=msDS-PasswordSettings)",
            attributes: ["msDS-MinimumPasswordAge", "msDS-PSOAppliesTo"],
            reading:
                "Each policy's minimum age is 0. Ordinary accounts may not read the container: then nothing is known."),
        severities: .always(.information),
        remedy: Remedy(
            steps: [
                "Set the policy's minimum age to 0, where its users are to change passwords more than once in that time."
            ],
            command: "Set-ADFineGrainedPasswordPolicy -Identity <policy> -MinPasswordAge 0.00:00:00",
            undo: .command("Set-ADFineGrainedPasswordPolicy -Identity <policy> -MinPasswordAge <former value>")),
        references: [
            .writebackTutorial, .inference("What holds for the domain's policy holds for the one in its place"),
        ],
        grade: .inference,
        judge: .overDomains { _, forest, domain in fineGrained(forest, domain) })

    private static func fineGrained(_ forest: ForestUnderJudgement, _ domain: Domain) -> [Judgement] {
        let list = domain.passwordSettingsObjects
        let listFact = forest.fact(
            "fine-grained password policies", list.words { "\($0.count)" },
            source: "CN=Password Settings Container,CN=System,\(domain.distinguishedName)")
        var judgements = (list.known ?? []).map { policy in
            let age = policy.minimumPasswordAge
            let outcome: Outcome =
                if let age = age.known, age != .seconds(0) { .notMet } else { age.isSettled ? .met : .undecided }
            return Judgement(
                Subject(
                    kind: .passwordSettingsObject, domain: domain.dnsName, name: policy.name, id: nil),
                outcome,
                "Password policy \(policy.name) of \(domain.dnsName) has a minimum age of \(age.words(\.words))",
                because: [
                    forest.fact(
                        "minimum password age", age.words(\.words),
                        source: "msDS-MinimumPasswordAge of \(policy.distinguishedName)")
                ],
                remedy: outcome == .notMet
                    ? age.known.map { forest.withoutMinimumAge(policy, of: domain, formerly: $0) } : nil)
        }
        if !list.isSettled {
            judgements.append(
                Judgement(
                    forest.subject(of: domain), .undecided,
                    list.known == nil
                        ? "Whether domain \(domain.dnsName) has fine-grained password policies is not known"
                        : "Not every fine-grained password policy of \(domain.dnsName) could be read",
                    because: [listFact]))
        } else if judgements.isEmpty {
            judgements.append(
                Judgement(
                    forest.subject(of: domain), .notApplicable,
                    "Domain \(domain.dnsName) has no fine-grained password policy", because: [listFact]))
        }
        return judgements
    }

    static let singleLabel = Rule(
        "WB-DOM-006", family: family, title: "No domain has a single-label DNS name",
        rationale:
            "Older lists of prerequisites are said to name such domains as not supported; the current ones do not.",
        decision: .init(
            base: "CN=Partitions,<configuration>", scope: "one",
            filter: "(&(objectClass=crossRef)(systemFlags:1.2.840.113556.1.4.803:=2))", attributes: ["dnsRoot"],
            reading: "A dot in the value."),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["Ask Microsoft whether the domain is supported before relying on it."], command: nil,
            undo: .notNeeded),
        references: [.memory("Single-label domains were once listed as not supported")], grade: .memory,
        judge: .overDomains { _, forest, domain in
            let single = !domain.dnsName.contains(".")
            return [
                Judgement(
                    forest.subject(of: domain), single ? .notMet : .met,
                    "Domain \(domain.dnsName) has a DNS name of \(single ? "one label" : "several labels")",
                    because: [forest.fact("DNS name", domain.dnsName, source: "dnsRoot in CN=Partitions")])
            ]
        })
}

extension PasswordPolicy.Duration {
    /// In words: `never`, `1 day`, `90 s`.
    var words: String {
        switch self {
        case .never: "never"
        case .seconds(let seconds) where seconds != 0 && seconds.isMultiple(of: 86_400):
            seconds == 86_400 ? "1 day" : "\(seconds / 86_400) days"
        case .seconds(let seconds): "\(seconds) s"
        }
    }
}
