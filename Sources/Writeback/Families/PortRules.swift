import Inspection

/// The ports of the PDC emulator that writeback uses.
enum PortRules {
    static let all = [
        rule("WB-PORT-088", 88, "Kerberos", "without it the connector account gets no ticket"),
        rule("WB-PORT-135", 135, "RPC endpoint mapper", "without it the connector cannot be set up over RPC"),
        rule("WB-PORT-389", 389, "LDAP", "without it nothing is read or written"),
        rule("WB-PORT-445", 445, "SMB", "writeback looks users up through the SAM interface over SMB"),
    ]

    private static func rule(_ id: RuleIdentifier, _ port: Int, _ name: String, _ reason: String) -> Rule {
        Rule(
            id, family: "Ports of the PDC emulator", title: "The PDC emulator accepts TCP \(port) (\(name))",
            rationale: "Connect uses TCP \(port): \(reason).",
            decision: .init(
                base: "TCP \(port)", scope: "-", filter: "-", attributes: [],
                reading:
                    "Refused is not met. Silence while LDAP answers may be a firewall on the way from this host only: undecided, "
                    + "at warning, unless this host stands where Connect stands. An open port proves the way from this host."
            ),
            severities: .always(.blocker),
            remedy: remedy(port, "<PDC emulator>"),
            references: [.connectPorts, .writebackPDC2017], grade: .source,
            judge: .overPDCEmulators { _, forest, controller in judge(port, name, forest, controller) })
    }

    private static func remedy(_ port: Int, _ host: String) -> Remedy {
        Remedy(
            steps: [
                "Try the port from the sync server itself.",
                "Let the firewalls between the sync server and the domain controllers pass TCP \(port).",
            ],
            command: "Test-NetConnection \(host) -Port \(port)", undo: .notNeeded)
    }

    private static func judge(
        _ port: Int, _ name: String, _ forest: ForestUnderJudgement, _ controller: DomainController
    ) -> Judgement {
        let subject = forest.subject(of: controller)
        let host = "PDC emulator \(controller.displayName)"
        let seen = controller.ports[port] ?? .notCollected(why: "the port was not probed")
        let facts = [
            forest.openFact(
                "TCP \(port) (\(name))", seen.words(\.rawValue), source: "TCP connect", on: forest.run.vantage.host)
        ]
        let remedy = remedy(port, CommandText.powerShell(controller.displayName))
        guard case .value(let state) = seen else {
            return Judgement(
                subject, .undecided, "TCP \(port) (\(name)) of \(host) was not probed", because: facts, remedy: remedy)
        }
        switch state {
        case .open: return Judgement(subject, .met, "\(host) accepts TCP \(port) (\(name))", because: facts)
        case .refused:
            return Judgement(
                subject, .notMet, "\(host) refuses TCP \(port) (\(name))", because: facts, remedy: remedy)
        case .silent, .unreachable:
            let words = state == .silent ? "is silent on" : "cannot be reached on"
            let title = "\(host) \(words) TCP \(port) (\(name))"
            if forest.vantage == .connect {
                return Judgement(subject, .notMet, title, because: facts, remedy: remedy)
            }
            guard controller.reachability.state == .answered else {
                return Judgement(subject, .undecided, title, because: facts, remedy: remedy)
            }
            return Judgement(
                subject, .undecided, severity: .warning, title + ", while LDAP answers", because: facts, remedy: remedy)
        }
    }
}
