import ActiveDirectory
import Inspection
import LDAP

/// The forest: its level, its schema, its recycle bin.
enum ForestRules {
    static let all = [functionalLevel, schema, recycleBin]

    private static let family = "Forest"
    static let server2003 = FunctionalLevel(rawValue: 2)
    static let schema2003 = 30

    static let functionalLevel = Rule(
        "WB-FOR-001", family: family, title: "The forest functional level is Windows Server 2003 or later",
        rationale: "Connect does not support a forest below that level.",
        decision: .init(
            base: "CN=Partitions,<configuration>", scope: "base", filter: "(objectClass=*)",
            attributes: ["msDS-Behavior-Version"], reading: "2 or more; a missing attribute is 0, Windows 2000."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Raise every domain's level, then the forest's."],
            command: "Set-ADForestMode -Identity <forest> -ForestMode <mode>", undo: .irreversible),
        references: [.connectPrerequisites, .functionalLevels], grade: .source,
        judge: .overForest { _, forest in
            forest.judgeLevel(
                forest.forest.functionalLevel, of: "forest \(forest.forest.rootDomain)", forest.forestSubject,
                source: "msDS-Behavior-Version of CN=Partitions", remedy: forest.raisingForestLevel())
        })

    static let schema = Rule(
        "WB-FOR-002", family: family, title: "The schema is that of Windows Server 2003 or later",
        rationale: "Connect does not support an older schema.",
        decision: .init(
            base: "<schema>", scope: "base", filter: "(objectClass=*)", attributes: ["objectVersion"],
            reading: "30 or more."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Extend the schema with the adprep of a newer Windows Server."], command: "adprep /forestprep",
            undo: .irreversible),
        references: [.connectPrerequisites, .schemaVersions], grade: .source,
        judge: .overForest { _, forest in
            let version = forest.forest.schemaVersion
            let root = forest.forest.rootDomain
            let facts = [
                forest.fact(
                    "schema version", version.words { "\($0), \(SchemaVersion(rawValue: $0).name)" },
                    source: "objectVersion of \(forest.forest.schemaNamingContext)")
            ]
            if let number = version.known {
                return Judgement(
                    forest.forestSubject, number >= schema2003 ? .met : .notMet,
                    "The schema of forest \(root) has version \(number) (\(SchemaVersion(rawValue: number).name))",
                    because: facts)
            }
            return Judgement(
                forest.forestSubject, .undecided, "The schema version of forest \(root) was not read", because: facts)
        })

    static let recycleBin = Rule(
        "WB-FOR-003", family: family, title: "The Active Directory Recycle Bin is enabled",
        rationale: "Microsoft recommends it for synchronised forests: what is deleted by mistake comes back whole.",
        decision: .init(
            base: "CN=Partitions,<configuration>", scope: "base", filter: "(objectClass=*)",
            attributes: ["msDS-EnabledFeature"],
            reading:
                "The list holds Recycle Bin Feature. It can be enabled from forest level Windows Server 2008 R2 on."),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["Enable it; everything that is a tombstone at that moment can no longer be brought back."],
            command: "Enable-ADOptionalFeature 'Recycle Bin Feature' -Scope ForestOrConfigurationSet -Target <forest>",
            undo: .irreversible),
        references: [.connectPrerequisites, .functionalLevelFeatures], grade: .source,
        judge: .overForest { _, forest in
            let features = forest.forest.optionalFeatures
            let root = forest.forest.rootDomain
            let facts = [
                forest.fact(
                    "optional features", features.words { $0.isEmpty ? "none" : $0.sorted().joined(separator: ", ") },
                    source: "msDS-EnabledFeature of CN=Partitions")
            ]
            if features.known?.contains(where: { $0.lowercased() == "recycle bin feature" }) == true {
                return Judgement(
                    forest.forestSubject, .met, "The recycle bin of forest \(root) is enabled", because: facts)
            }
            return Judgement(
                forest.forestSubject, features.isSettled ? .notMet : .undecided,
                features.isSettled
                    ? "The recycle bin of forest \(root) is not enabled"
                    : "Whether the recycle bin of forest \(root) is enabled is not known", because: facts,
                remedy: forest.enablingRecycleBin())
        })
}

extension ForestUnderJudgement {
    /// A functional level against Windows Server 2003; an attribute that is proved absent is level 0 (MS-ADTS 6.1.4.4).
    func judgeLevel(
        _ level: Observed<FunctionalLevel>, of what: String, _ subject: Subject, source: String, remedy: Remedy
    ) -> Judgement {
        let facts = [fact("functional level", level.words { "\($0.rawValue), \($0.name)" }, source: source)]
        if let level = level.known {
            return Judgement(
                subject, level >= ForestRules.server2003 ? .met : .notMet,
                "The functional level of \(what) is \(level.name)", because: facts, remedy: remedy)
        }
        if case .absent = level {
            return Judgement(
                subject, .notMet, "The functional level of \(what) is 0, Windows 2000", because: facts, remedy: remedy)
        }
        return Judgement(subject, .undecided, "The functional level of \(what) was not read", because: facts)
    }
}
