import Inspection

/// The domain controller that Connect used last, preferred or not.
enum LastControllerRules {
    static let all = [lastUsed]

    static let lastUsed = ConnectRules.rule(
        "WB-CON-016", .blocker, "The domain controller that Connect used last is writable and answers",
        because:
            "Connect goes on with the one it has. A read-only one is not supported, and one that is gone costs a timeout before another is "
            + "found.",
        in: "the forest connector's Connector_{…}.xml, and the forest's domain controllers", of: ["last-dc"],
        reading:
            "Read-only is a blocker. Silent or refusing while another of its domain answers is a warning, for Connect may turn to that; where "
            + "none answers it may be the way from this host. A name that no domain controller has any more only informs.",
        then: Remedy(
            steps: [
                "Name writable domain controllers that answer as preferred ones, or bring this one back.",
                "Restart ADSync.",
            ],
            command: "Restart-Service ADSync", undo: .steps("Put the former list back, as the export has it.")),
        references: [.connectPrerequisites],
        judge: .overPartitions { partition in
            guard let name = partition.partition.lastDomainController.known else {
                return [
                    Judgement(
                        partition.subject, .notApplicable,
                        "The export names no domain controller that was used last in \(partition.name)",
                        because: [
                            partition.fact(
                                "last used", partition.partition.lastDomainController.words { $0 }, in: "last-dc")
                        ])
                ]
            }
            return [judge(name, partition)]
        })

    private static func judge(_ name: String, _ partition: JudgedPartition) -> Judgement {
        let found = partition.controller(named: name)
        let subject = partition.subject(of: name, found)
        let fact = partition.fact("last used", name, in: "last-dc")
        switch found {
        case .notThere:
            return Judgement(
                subject, .notMet, severity: .information,
                "\(name), which Connect used last in \(partition.name), is no domain controller of the forest",
                because: [fact, partition.forest.fact("domain controllers", "none has this name", source: "CN=Sites")])
        case .notKnown(let why):
            return Judgement(
                subject, .undecided, "Whether \(name), which Connect used last, is a domain controller is not known",
                because: [fact, partition.forest.fact("domain controllers", why, source: "CN=Sites")])
        case .found(let controller):
            return judge(
                controller, subject, partition,
                [fact, partition.forest.kindFact(controller), partition.forest.reachabilityFact(controller)])
        }
    }

    private static func judge(
        _ controller: DomainController, _ subject: Subject, _ partition: JudgedPartition, _ facts: [Fact]
    ) -> Judgement {
        let name = controller.displayName
        switch controller.kind {
        case .readOnly:
            return Judgement(
                subject, .notMet, "\(name), which Connect used last in \(partition.name), is read-only", because: facts)
        case .unknown, .notAMachine:
            return Judgement(
                subject, .undecided, "Whether \(name), which Connect used last, is writable is not known",
                because: facts)
        case .writable: break
        }
        switch controller.reachability.state {
        case .answered:
            return Judgement(
                subject, .met, "\(name), which Connect used last in \(partition.name), is writable and answers",
                because: facts)
        case .notAsked:
            return Judgement(
                subject, .undecided, severity: .warning, "\(name), which Connect used last, was not asked",
                because: facts)
        case .refused, .silent, .noAddress, .closed:
            return Judgement(
                subject, partition.forest.anotherAnswers(besides: controller) ? .notMet : .undecided,
                severity: .warning,
                "\(name), which Connect used last in \(partition.name), \(partition.forest.silenceWords(controller))",
                because: facts)
        }
    }
}
