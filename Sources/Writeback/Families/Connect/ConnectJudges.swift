import Inspection

// Every rule about the sync server runs over its export, or over what it lists. Where no export may decide, these say so, so that
// no rule can be silent about it.
extension Rule.Judge {
    /// Over the export; undecided, with what would give one, where there is none.
    static func overExport(
        _ judge: @escaping @Sendable (Rule, EvidenceUnderJudgement, ConnectExport) -> [Judgement]
    ) -> Self {
        .evidence(ConnectRules.export) { rule, given in
            given.usable.connectExport.map { judge(rule, given, $0) } ?? [
                given.undecided(rule, without: .connectExport)
            ]
        }
    }

    /// Over the connectors to the forests that are judged.
    static func overConnectors(
        _ judge: @escaping @Sendable (EvidenceUnderJudgement, JudgedConnector) -> [Judgement]
    ) -> Self {
        overExport { _, given, export in given.connectors(of: export).flatMap { judge(given, $0) } }
    }

    /// Over the connectors of which it is known which forest they are of.
    static func overConnectorsOfForests(
        _ judge: @escaping @Sendable (EvidenceUnderJudgement, JudgedConnector, ForestUnderJudgement) -> [Judgement]
    ) -> Self {
        overConnectors { given, connector in
            connector.forest.map { judge(given, connector, $0) } ?? [
                Judgement(
                    connector.subject, .undecided,
                    "Of which forest connector \(connector.connector.name) is, is not known",
                    because: [
                        connector.fact("forest", connector.connector.forestName.words { $0 }, in: "forest-name")
                    ])
            ]
        }
    }

    /// Over the partitions that are synchronized, of domains that are judged.
    static func overPartitions(_ judge: @escaping @Sendable (JudgedPartition) -> [Judgement]) -> Self {
        overConnectorsOfForests { _, connector, forest in
            let partitions = connector.partitions
            guard !partitions.isEmpty else {
                return [
                    Judgement(
                        connector.subject, .notApplicable,
                        "Connector \(connector.connector.name) synchronizes no partition that is judged",
                        because: [connector.fact("selected partitions", "none", in: "partition/selected")])
                ]
            }
            return partitions.flatMap {
                judge(JudgedPartition(connector: connector, forest: forest, partition: $0))
            }
        }
    }

    /// Over the connectors to tenants; undecided where the export shows none.
    static func overTenants(
        _ judge: @escaping @Sendable (ConnectExport, TenantConnector) -> Judgement
    ) -> Self {
        overExport { _, given, export in
            guard !export.tenants.isEmpty else {
                return [
                    Judgement(
                        given.subject(.syncServer), .undecided, "The export has no connector to a tenant",
                        because: [export.fact("connectors to tenants", "none", in: "Connectors")])
                ]
            }
            return export.tenants.map { judge(export, $0) }
        }
    }
}

extension EvidenceUnderJudgement {
    /// What a rule says of the one server where a file is not there, or was set aside.
    func undecided(_ rule: Rule, without kind: EvidenceKind) -> Judgement {
        Judgement(
            subject(.syncServer), .undecided, "Not decided: \(rule.title)", because: missing(kind, rule))
    }
}
