import Inspection
import LDAP

/// What Connect synchronizes, against what was read.
enum ConnectScopeRules {
    static let all = [oneAccountAUser, domains, forests]

    static let oneAccountAUser = ConnectRules.rule(
        "WB-CON-009", version: 2, .warning, "No user is enabled in more than one connected forest",
        because: "Two matches for one user make writeback fail (80230402, event 33003).",
        in: "Connector_{…}.xml", of: ["category"],
        reading:
            "With a connector to one forest there is no second. With several, which accounts are joined stands in the metaverse, which no "
            + "file has: somebody has to say.",
        then: Remedy(steps: ["Disable the user's account in all forests but one."], undo: .notNeeded),
        references: [.writebackTroubleshooting, .connectTopologies], isAttestable: true,
        judge: .overExport { _, given, export in
            let names = export.forests.map(\.name).joined(separator: ", ")
            let facts = [export.fact("connectors to forests", names, in: "Connectors")]
            let isOne = export.forests.count == 1
            return [
                Judgement(
                    given.subject(.syncServer), isOne ? .met : .undecided,
                    isOne
                        ? "Connect is connected to one forest, \(names)"
                        : "Whether a user is enabled in several of \(names) is not known", because: facts)
            ]
        })

    static let domains = ConnectRules.rule(
        "WB-CON-018", .blocker, "Each domain is synchronized",
        because:
            "Writeback finds a user by way of the connector space: whoever is not synchronized is not found (event 33002).",
        in: "the forest connector's Connector_{…}.xml, and the forest's crossRef objects", of: ["selected", "name"],
        reading:
            "The domain's naming context is a selected partition. Not selected is a blocker where the domain was asked for by name, a warning "
            + "where no domain was, and informs where it is only judged as the forest root.",
        then: Remedy(
            steps: [
                "Select the domain in the wizard, Customize synchronization options, Domain and OU filtering.",
                "Run a full cycle: Start-ADSyncSyncCycle -PolicyType Initial.",
                "If its users are not to be synchronized, leave it out with --domain.",
            ],
            undo: .steps("Deselect the domain again.")),
        references: [.writebackConcept, .connectPrerequisites],
        judge: .overConnectorsOfForests { _, connector, forest in
            let listed = forest.scope.isSelection ? forest.domains : forest.forest.domains.known ?? []
            return listed.map { judge($0, connector, forest) }
                + (forest.forest.domains.isValue ? [] : forest.domainGaps.map { Judgement.undecided(over: $0) })
        })

    private static func judge(
        _ domain: Domain, _ connector: JudgedConnector, _ forest: ForestUnderJudgement
    ) -> Judgement {
        let partition = connector.connector.partitions.first {
            DistinguishedName($0.distinguishedName) == domain.distinguishedName
        }
        let state = partition.map { $0.isSelected ? "selected" : "not selected" } ?? "no such partition"
        let facts = [
            connector.fact("partition \(domain.distinguishedName)", state, in: "ma-partition-data/partition")
        ]
        if partition?.isSelected == true {
            return Judgement(
                forest.subject(of: domain), .met, "Connect synchronizes domain \(domain.dnsName)", because: facts)
        }
        let severity: Severity =
            forest.scope.isSelection ? forest.scope.names(domain.dnsName) ? .blocker : .information : .warning
        return Judgement(
            forest.subject(of: domain), .notMet, severity: severity,
            "Connect does not synchronize domain \(domain.dnsName)", because: facts)
    }

    static let forests = ConnectRules.rule(
        "WB-CON-019", .blocker, "Connect is connected to each forest that is judged, and each of its forests is judged",
        because: "Users of a forest without a connector have nobody to write their passwords back.",
        in: "the forest connectors' Connector_{…}.xml, and the forests that were read", of: ["forest-name"],
        reading:
            "A judged forest without a connector is a blocker; undecided while a connector does not tell its forest. A connector to a forest "
            + "that was not read informs: nothing is said of that forest.",
        then: Remedy(
            steps: [
                "Add the forest in the wizard, Connect your directories; then switch writeback off and on again (0x8023061f).",
                "Check the other forest too, or leave it: adinspect check with both root domains.",
            ],
            undo: .steps("Remove the forest in the wizard.")),
        references: [.connectTopologies, .writebackTroubleshooting],
        judge: .overExport { _, given, export in
            given.forests.map { judge($0, export) }
                + export.forests.filter { connector in
                    connector.forestName.known != nil && !given.forests.contains { $0.isReached(by: connector) }
                }.map { connector in
                    let name = connector.forestName.known ?? connector.name
                    return Judgement(
                        Subject(kind: .forest, domain: nil, name: name, id: nil), .undecided, severity: .information,
                        "Connect is connected to forest \(name), which was not read",
                        because: [export.fact("forest", name, in: "forest-name of connector \(connector.name)")])
                }
        })

    private static func judge(_ forest: ForestUnderJudgement, _ export: ConnectExport) -> Judgement {
        let root = forest.forest.rootDomain
        let connectors = export.forests
        let fact = export.fact(
            "connectors to forests",
            connectors.map { "\($0.name) (\($0.forestName.words { $0 }))" }.joined(separator: ", "), in: "forest-name")
        if connectors.contains(where: { forest.isReached(by: $0) }) {
            return Judgement(forest.forestSubject, .met, "Connect is connected to forest \(root)", because: [fact])
        }
        guard connectors.allSatisfy({ $0.forestName.known != nil }) else {
            return Judgement(
                forest.forestSubject, .undecided, "Whether Connect is connected to forest \(root) is not known",
                because: [fact])
        }
        return Judgement(forest.forestSubject, .notMet, "Connect has no connector to forest \(root)", because: [fact])
    }
}
