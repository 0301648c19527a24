import Inspection

/// That passwords travel to the directory under a seal.
enum SealingRules {
    static let all = [signAndSeal]

    static let signAndSeal = ConnectRules.rule(
        "WB-CON-007", version: 2, .blocker, "Connect signs and encrypts LDAP traffic",
        because: "Active Directory refuses to set a password over a connection that is not sealed (8023062C).",
        in: "the forest connector's Connector_{…}.xml", of: ["sign-and-seal", "ssl-bind", "login-user"],
        reading:
            "sign-and-seal is 1 in the connector and in each selected partition. Off, with TLS on, is undecided: the error's own text lets "
            + "TLS do, Microsoft's cure does not speak of it. A partition with credentials of its own has a third switch, which is not known "
            + "to be in the export: undecided.",
        then: Remedy(
            steps: [
                "Tick Sign and Encrypt LDAP Traffic in Synchronization Service: in the connector's options, in the options of each partition, "
                    + "and in those of its own credentials if it has any.",
                "Restart ADSync.",
            ],
            command: "Restart-Service ADSync", undo: .steps("Untick it in the same places.")),
        references: [.error8023062C], isAttestable: true,
        judge: .overConnectors { _, connector in
            let own = connector.connector
            return [
                judge(
                    connector.subject, "Connector \(own.name)", own.signsAndSeals, own.usesTLS,
                    facts: facts(own.signsAndSeals, own.usesTLS) { connector.fact($0, $1, in: $2) })
            ]
                + connector.partitions.map { partition in
                    var facts = facts(partition.signsAndSeals, partition.usesTLS) { statement, value, element in
                        connector.export.fact(
                            statement, value, in: "\(element) of partition \(partition.distinguishedName)")
                    }
                    if let account = partition.accountName.known {
                        facts.append(
                            connector.export.fact(
                                "credentials of its own", account,
                                in: "login-user of partition \(partition.distinguishedName)"))
                    }
                    return judge(
                        connector.subject(of: partition), "Partition \(partition.distinguishedName)",
                        partition.signsAndSeals, partition.usesTLS, hasOwnAccount: partition.accountName.known != nil,
                        facts: facts)
                }
        })

    private static func facts(
        _ seals: Observed<Bool>, _ tls: Observed<Bool>, _ fact: (String, String, String) -> Fact
    ) -> [Fact] {
        [
            fact("sign and encrypt", seals.words { $0 ? "on" : "off" }, "sign-and-seal"),
            fact("TLS", tls.words { $0 ? "on" : "off" }, "ssl-bind"),
        ]
    }

    private static func judge(
        _ subject: Subject, _ name: String, _ seals: Observed<Bool>, _ tls: Observed<Bool>,
        hasOwnAccount: Bool = false, facts: [Fact]
    ) -> Judgement {
        switch (seals.known, tls.known) {
        case (true?, _) where hasOwnAccount:
            Judgement(
                subject, .undecided,
                "\(name) signs and encrypts; whether it does with its own credentials is not known",
                because: facts)
        case (true?, _): Judgement(subject, .met, "\(name) signs and encrypts LDAP traffic", because: facts)
        case (false?, false?):
            Judgement(subject, .notMet, "\(name) does not sign and encrypt LDAP traffic", because: facts)
        case (false?, _):
            Judgement(
                subject, .undecided, "\(name) does not sign and encrypt LDAP traffic, and TLS may do in its place",
                because: facts)
        case (nil, _):
            Judgement(
                subject, .undecided, "Whether \(name) signs and encrypts LDAP traffic is not known", because: facts)
        }
    }
}
