import ActiveDirectory
import Inspection

/// The account that the export names: the one whose rights were judged, or another.
enum ConnectLoginRules {
    static let all = [isJudged]

    static let isJudged = ConnectRules.rule(
        "WB-CON-017", .blocker, "The account with which Connect signs in is the one that was judged, and is enabled",
        because:
            "All that is said of rights is about the accounts that were found in the directory. What another may do says nothing about writeback.",
        in: "the forest connector's Connector_{…}.xml, and the accounts that were found",
        of: ["forest-login-user", "forest-login-domain", "login-user", "login-domain"],
        reading:
            "Name and domain (DNS or NetBIOS), or a user principal name made of them, are those of an account that was judged, and nothing "
            + "shows that it may not log on. Another account is undecided, never not met: its rights may be right. A partition with "
            + "credentials of its own is judged by them.",
        then: Remedy(
            steps: ["Run the check again with --connector-account and the name that the export gives."],
            undo: .notNeeded),
        references: [.generalTroubleshooting, .connectorAccounts],
        judge: .overConnectorsOfForests { _, connector, forest in
            let own = connector.connector
            let facts = [
                connector.fact("account", own.accountName.words { $0 }, in: "forest-login-user"),
                connector.fact("its domain", own.accountDomain.words { $0 }, in: "forest-login-domain"),
            ]
            return [judge(connector.login, forest, connector.subject, facts)]
                + connector.partitions.filter { $0.accountName.known != nil }.map { partition in
                    let element = "login-user of partition \(partition.distinguishedName)"
                    return judge(
                        ConnectLogin(name: partition.accountName, domain: partition.accountDomain), forest,
                        connector.subject(of: partition),
                        [connector.export.fact("account", partition.accountName.words { $0 }, in: element)])
                }
        })

    private static func judge(
        _ login: ConnectLogin?, _ forest: ForestUnderJudgement, _ subject: Subject, _ given: [Fact]
    ) -> Judgement {
        guard let login else {
            return Judgement(
                subject, .undecided, "With which account Connect signs in to \(subject.name) is not known",
                because: given)
        }
        let found = (forest.forest.connectorAccounts.known ?? []).first { login.names($0, in: forest) }
        let judged = forest.connectorAccounts.judged
        let names = judged.map(forest.name(of:)).joined(separator: ", ")
        var facts = given
        facts.append(
            forest.fact("accounts judged", names.isEmpty ? "none" : names, source: "accounts that were found"))
        guard let found, judged.contains(where: { $0.sid == found.sid }) else {
            return Judgement(
                subject, .undecided,
                "Connect signs in to \(subject.name) as \(login.words), whose rights were not judged", because: facts,
                remedy: Remedy(
                    steps: isJudged.remedy.steps,
                    command: "adinspect check \(forest.forest.rootDomain) --connector-account "
                        + CommandText.posix(login.words), undo: .notNeeded))
        }
        facts.append(
            forest.fact(
                "account", found.userAccountControl.words { $0.contains(.disabled) ? "disabled" : "enabled" },
                source: "userAccountControl of \(found.distinguishedName)"))
        let name = forest.name(of: found)
        if let why = found.reasonNotToLogOn(forest.asOf) {
            return Judgement(
                subject, .notMet, "Connect signs in to \(subject.name) as \(name), and cannot: \(why)", because: facts,
                remedy: Remedy(
                    steps: ["Find out who did that and why; then mend it as WB-ACC-002 says."], undo: .notNeeded))
        }
        guard found.userAccountControl.isValue else {
            return Judgement(
                subject, .undecided, "Whether \(name), with which Connect signs in, is enabled is not known",
                because: facts)
        }
        return Judgement(
            subject, .met, "Connect signs in to \(subject.name) as \(name), which was judged", because: facts)
    }
}
