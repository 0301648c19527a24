import ActiveDirectory
import Inspection
import LDAP

/// The server that the description of the connector account names. The description is a hint: whoever may write the account may write it.
enum SyncServerRules {
    static let all = [memberServer, supportedSystem]

    private static let family = "Connect server"

    static let memberServer = Rule(
        "WB-ACC-006", family: family, title: "The Connect server is no domain controller",
        rationale:
            "On a domain controller, failures of writeback (SSPR_0029) are harder to find and to cure; Microsoft's support asks for a member "
            + "server, or at least for another preferred domain controller than itself.",
        decision: .init(
            base: "<domain>", scope: "subtree", filter: "(&(objectCategory=computer)(cn=<server in the description>))",
            attributes: ["userAccountControl"],
            reading: "SERVER_TRUST_ACCOUNT and PARTIAL_SECRETS_ACCOUNT are not set."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Move Connect to a member server, with a staging server beside the old one until it has taken over."
            ],
            undo: .steps("Make the old server the active one again.")),
        references: [.sspr0029], grade: .source,
        judge: .overConnectorAccounts { _, forest, account in
            judge(forest, account) { server, subject in
                let facts = [
                    forest.fact(
                        "kind of computer",
                        server.isDomainController.words { $0 ? "domain controller" : "no domain controller" },
                        source: "userAccountControl of the computer object")
                ]
                guard let isController = server.isDomainController.known else {
                    return Judgement(
                        subject, .undecided,
                        "Whether Connect server \(server.name) is a domain controller is not known",
                        because: facts)
                }
                return Judgement(
                    subject, isController ? .notMet : .met,
                    "Connect server \(server.name) is \(isController ? "a" : "no") domain controller", because: facts)
            }
        })

    static let supportedSystem = Rule(
        "WB-ACC-007", family: family, title: "The Connect server runs a system that Connect supports",
        rationale:
            "Connect is supported on Windows Server 2016, 2019 and 2022; the page of September 2025 leaves 2025 out by name.",
        decision: .init(
            base: "<domain>", scope: "subtree", filter: "(&(objectCategory=computer)(cn=<server in the description>))",
            attributes: ["operatingSystem", "operatingSystemVersion"],
            reading: "The release, by its build, is one of the three. The machine itself wrote these texts."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: ["Move Connect to a server with one of these systems."],
            undo: .steps("Make the old server the active one again.")),
        references: [.connectPrerequisites], grade: .source,
        judge: .overConnectorAccounts { _, forest, account in
            judge(forest, account) { server, subject in
                let facts = [
                    forest.fact(
                        "operating system", server.operatingSystem.words { $0 },
                        source: "operatingSystem of the computer object"),
                    forest.fact(
                        "version", server.operatingSystemVersion.words { $0 },
                        source: "operatingSystemVersion of the computer object"),
                ]
                let read = OperatingSystemRelease(
                    name: server.operatingSystem.known, version: server.operatingSystemVersion.known)
                guard let release = read.release else {
                    let isOther = read.family == .windowsClient || read.isNewerThanKnown
                    return Judgement(
                        subject, isOther ? .notMet : .undecided,
                        isOther
                            ? "Connect server \(server.name) runs \(read.displayName), which Connect is not supported on"
                            : "What Connect server \(server.name) runs is not known", because: facts)
                }
                let isSupported = [.server2016, .server2019, .server2022].contains(release)
                return Judgement(
                    subject, isSupported ? .met : .notMet,
                    "Connect server \(server.name) runs \(release.name), which Connect is \(isSupported ? "" : "not ")supported on",
                    because: facts)
            }
        })

    private static func judge(
        _ forest: ForestUnderJudgement, _ account: ConnectorAccount,
        _ judge: (SyncServer, Subject) -> Judgement
    ) -> Judgement {
        let source = "description of \(account.distinguishedName)"
        if let server = account.server.known {
            // By account, for two installations may name the same server.
            var judgement = judge(server, forest.subject(of: account))
            let how = server.isNamedOutright ? server.name : "\(server.name), by a word that is a computer's name"
            judgement.because.insert(forest.fact("server", how, source: source), at: 0)
            return judgement
        }
        let name = forest.name(of: account)
        if account.description.isSettled, account.installation?.possibleServers.isEmpty != false {
            return Judgement(
                forest.subject(of: account), .notApplicable, "The description of \(name) names no server",
                because: [forest.fact("description", account.description.words { $0 }, source: source)])
        }
        return Judgement(
            forest.subject(of: account), .undecided, "The server of connector account \(name) is not known",
            because: [forest.fact("server", account.server.words(\.name), source: source)])
    }
}
