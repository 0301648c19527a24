import ActiveDirectory
import Inspection
import LDAP

/// The operations master roles beside the PDC emulator: writeback does not need them, what keeps the forest healthy does.
enum RoleRules {
    static let all = [
        forestRole("WB-ROLE-001", "schema master", "<schema>", \.schemaMaster) {
            $0.schemaNamingContext.description
        },
        forestRole(
            "WB-ROLE-002", "domain naming master", "CN=Partitions,<configuration>",
            \.domainNamingMaster
        ) { "CN=Partitions,\($0.configurationNamingContext)" },
        domainRole("WB-ROLE-003", "RID master", "CN=RID Manager$,CN=System,<domain>", \.ridMaster) {
            "CN=RID Manager$,CN=System,\($0.distinguishedName)"
        },
        domainRole(
            "WB-ROLE-004", "infrastructure master", "CN=Infrastructure,<domain>",
            \.infrastructureMaster
        ) { "CN=Infrastructure,\($0.distinguishedName)" },
        domainZone, forestZone,
    ]

    private static let family = "Other roles"
    private static let references: [Reference] = [
        .roleOwnerAttribute, .moveRole,
        .inference("Writeback goes to the PDC emulator; the other roles keep the forest able to change"),
    ]

    private static func decision(_ base: String) -> Rule.Decision {
        .init(
            base: base, scope: "base", filter: "(objectClass=*)", attributes: ["fSMORoleOwner"],
            reading:
                "The name must lead to an NTDS Settings object. A name with \\0ADEL: is that of a removed domain controller."
        )
    }

    private static func seize(_ role: String) -> Remedy {
        Remedy(
            steps: [
                "Make sure that the old owner will never return.",
                "Seize the \(role) role on a healthy domain controller, as whoever is responsible for the forest decides.",
            ],
            command: nil, undo: .irreversible)
    }

    private static func forestRole(
        _ id: RuleIdentifier, _ role: String, _ base: String,
        _ holder: @escaping @Sendable (Forest) -> Observed<RoleOwner>,
        object: @escaping @Sendable (Forest) -> String
    ) -> Rule {
        Rule(
            id, family: family, title: "The \(role) role of the forest has a living owner",
            rationale:
                "Without a \(role) the forest cannot be prepared for what comes later; writeback itself does not need it.",
            decision: decision(base), severities: .always(.warning), remedy: seize(role), references: references,
            grade: .inference,
            judge: .overForest { _, forest in
                RoleJudgement(role: role, of: "forest \(forest.forest.rootDomain)", holder: holder(forest.forest))
                    .judge(forest.forestSubject, base: object(forest.forest), in: forest)
            })
    }

    private static func domainRole(
        _ id: RuleIdentifier, _ role: String, _ base: String,
        _ holder: @escaping @Sendable (Domain) -> Observed<RoleOwner>,
        object: @escaping @Sendable (Domain) -> String
    ) -> Rule {
        Rule(
            id, family: family, title: "The \(role) role of each domain has a living owner",
            rationale: "Without a \(role) the domain degrades with time; writeback itself does not need it.",
            decision: decision(base), severities: .always(.warning), remedy: seize(role), references: references,
            grade: .inference,
            judge: .overDomains { _, forest, domain in
                [
                    RoleJudgement(role: role, of: "domain \(domain.dnsName)", holder: holder(domain))
                        .judge(forest.subject(of: domain), base: object(domain), in: forest)
                ]
            })
    }

    private static let zoneReferences: [Reference] = [
        .roleOwnerAttribute, .inference("Dead owners of the DNS zones' roles are common, and do no harm to writeback"),
    ]
    private static let zoneRemedy = Remedy(
        steps: ["Nothing for writeback. Before the schema is next prepared, write a living owner into fSMORoleOwner."],
        command: nil, undo: .steps("Write the former value back."))

    private static let domainZone = Rule(
        "WB-ROLE-005", family: family, title: "The role of the domain's DNS zones has a living owner",
        rationale:
            "Such owners often outlive their domain controller. It does no harm until the forest is next prepared.",
        decision: decision("CN=Infrastructure,DC=DomainDnsZones,<domain>"), severities: .always(.information),
        remedy: zoneRemedy, references: zoneReferences, grade: .inference,
        judge: .overDomains { _, forest, domain in
            [
                RoleJudgement(role: "DomainDnsZones", of: "domain \(domain.dnsName)", holder: domain.domainDnsZones)
                    .judge(
                        forest.subject(of: domain),
                        base: "CN=Infrastructure,DC=DomainDnsZones,\(domain.distinguishedName)", in: forest,
                        absence: .notApplicable)
            ]
        })

    private static let forestZone = Rule(
        "WB-ROLE-006", family: family, title: "The role of the forest's DNS zone has a living owner",
        rationale:
            "Such owners often outlive their domain controller. It does no harm until the forest is next prepared.",
        decision: decision("CN=Infrastructure,DC=ForestDnsZones,<forest root>"), severities: .always(.information),
        remedy: zoneRemedy, references: zoneReferences, grade: .inference,
        judge: .overForest { _, forest in
            RoleJudgement(
                role: "ForestDnsZones", of: "forest \(forest.forest.rootDomain)", holder: forest.forest.forestDnsZones
            ).judge(
                forest.forestSubject, base: "CN=Infrastructure,DC=ForestDnsZones", in: forest, absence: .notApplicable)
        })
}
