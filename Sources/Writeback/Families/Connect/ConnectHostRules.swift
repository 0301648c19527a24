import Inspection

/// The server by the name that its account in the tenant bears.
enum ConnectHostRules {
    static let all = [namesAgree, noDomainController]

    /// As much of a computer's name as NetBIOS has room for, and the account's name holds.
    private static func canonical(_ name: String) -> String { String(name.lowercased().prefix(15)) }

    private static func serverFact(_ export: ConnectExport) -> Fact {
        let names = export.tenants.map { $0.accountName.words { $0 } }
        return export.fact(
            "account in the tenant", names.isEmpty ? "none" : names.joined(separator: ", "), in: "UserName")
    }

    static let namesAgree = ConnectRules.rule(
        "WB-CON-024", .information, grade: .inference,
        "The server of the export is the one that the connector account names",
        because:
            "What WB-ACC-006 and WB-ACC-007 say of the Connect server is about the one in the account's description, which may be an old one.",
        in: "the tenant connector's Connector_{…}.xml, and the description of the connector account", of: ["UserName"],
        reading:
            "Sync_<server>_… and the description name the same computer, as far as its first 15 characters. Newer builds sign in without such "
            + "a name: undecided.",
        then: Remedy(
            steps: [
                "Judge the system of the server that the export is of by hand (WB-CON-004).",
                "Correct the description of the account.",
            ],
            undo: .steps("Put the former description back.")),
        references: [
            .connectorAccounts, .inference("The account's name in the tenant and the description name the same server"),
        ],
        judge: .overConnectorsOfForests { _, connector, forest in
            let exported = connector.export.tenants.compactMap(\.serverName)
            let account = connector.account
            let described = account.flatMap { $0.server.known?.name ?? $0.installation?.server }
            var facts = [serverFact(connector.export)]
            if let account {
                facts.append(
                    forest.fact(
                        "server", described ?? "none", source: "description of \(account.distinguishedName)"))
            }
            guard let described, let first = exported.first else {
                return [
                    Judgement(
                        connector.subject, .undecided,
                        "Whether the server of the export is that of connector account \(connector.login?.words ?? "") is not known",
                        because: facts)
                ]
            }
            let agree = exported.contains { canonical($0) == canonical(described) }
            return [
                Judgement(
                    connector.subject, agree ? .met : .notMet,
                    agree
                        ? "The export and the connector account both name server \(described)"
                        : "The export is of server \(first), and the connector account names \(described)",
                    because: facts)
            ]
        })

    static let noDomainController = ConnectRules.rule(
        "WB-CON-025", .warning, "The server of the export is no domain controller",
        because:
            "On a domain controller, failures of writeback (SSPR_0029) are harder to find and to cure; Microsoft's support asks for a member "
            + "server, or at least for another preferred domain controller than itself.",
        in: "the tenant connector's Connector_{…}.xml, and the forest's domain controllers", of: ["UserName"],
        reading: "No domain controller has the name in Sync_<server>_…, as far as its first 15 characters.",
        then: Remedy(
            steps: [
                "Move Connect to a member server, with a staging server beside the old one until it has taken over."
            ],
            undo: .steps("Make the old server the active one again.")),
        references: [.sspr0029],
        judge: .overExport { _, given, export in
            let subject = given.subject(.syncServer)
            let names = export.tenants.compactMap(\.serverName)
            let facts = [serverFact(export)]
            guard let first = names.first else {
                return [
                    Judgement(
                        subject, .undecided, "The export does not name the server that it is of", because: facts)
                ]
            }
            let lists = given.forests.map(\.forest.domainControllers)
            let same = lists.flatMap { $0.known ?? [] }.first { controller in
                names.contains { canonical($0) == canonical(controller.name) }
            }
            if let same {
                return [
                    Judgement(
                        subject, .notMet,
                        "Connect server \(first) has the name of domain controller \(same.displayName)",
                        because: facts)
                ]
            }
            guard lists.allSatisfy(\.isValue) else {
                return [
                    Judgement(
                        subject, .undecided, "Whether Connect server \(first) is a domain controller is not known",
                        because: facts)
                ]
            }
            return [
                Judgement(
                    subject, .met, "Connect server \(first) is no domain controller that was read", because: facts)
            ]
        })
}
