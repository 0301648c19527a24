import Inspection
import LDAP

/// The preferred domain controllers of each partition: where Connect turns first.
enum PreferredControllerRules {
    static let all = [exist, writable, holdPDC, answer]

    private static let file = "the forest connector's Connector_{…}.xml, and the forest's domain controllers"
    private static let list = "preferred-dcs"
    private static let change = Remedy(
        steps: [
            "In Synchronization Service, open the connector's properties, Configure Directory Partitions, the partition, Configure.",
            "Name writable domain controllers of that domain there, the PDC emulator first, by their host names; restart ADSync.",
        ],
        undo: .steps("Put the former list back, as the export has it."))

    static let exist = ConnectRules.rule(
        "WB-CON-012", .warning, grade: .inference, "Each preferred domain controller is one of its domain",
        because: "A name that no domain controller of the domain has costs a timeout at best.", in: file, of: [list],
        reading:
            "Each name is the host name of a domain controller of the partition's domain that has an NTDS Settings object. An alias or an "
            + "address in the list is no such name.",
        then: change, references: [.generalTroubleshooting, .inference("Connect cannot use what is not there")],
        judge: .overPreferred { partition, name, found in
            let subject = partition.subject(of: name, found)
            let facts = [partition.fact("preferred", name, in: list)]
            switch found {
            case .notThere:
                return Judgement(
                    subject, .notMet, "Preferred \(name) is no domain controller of forest \(partition.root)",
                    because: facts + [
                        partition.forest.fact("domain controllers", "none has this name", source: "CN=Sites")
                    ])
            case .notKnown(let why):
                return Judgement(
                    subject, .undecided, "Whether preferred \(name) is a domain controller is not known",
                    because: facts + [partition.forest.fact("domain controllers", why, source: "CN=Sites")])
            case .found(let controller): return judge(controller, partition, subject, facts)
            }
        })

    private static func judge(
        _ controller: DomainController, _ partition: JudgedPartition, _ subject: Subject, _ given: [Fact]
    ) -> Judgement {
        let name = controller.displayName
        let own = partition.forest.domain(of: partition.partition)
        let facts =
            given + [
                partition.forest.fact(
                    "NTDS Settings", controller.ntdsSettings.words(\.description), source: "CN=Sites"),
                partition.forest.fact("its domain", controller.domain ?? "not known", source: "CN=Sites"),
            ]
        guard let domain = controller.domain, let own else {
            return Judgement(
                subject, .undecided, "Of which domain preferred \(name) is, is not known", because: facts)
        }
        guard domain.lowercased() == own.dnsName.lowercased() else {
            return Judgement(
                subject, .notMet, "Preferred \(name) is of domain \(domain), and not of \(partition.name)",
                because: facts)
        }
        switch controller.ntdsSettings {
        case .value:
            return Judgement(
                subject, .met, "Preferred \(name) is a domain controller of \(partition.name)", because: facts)
        case .absent:
            return Judgement(
                subject, .notMet, "Preferred \(name) has a computer account and no NTDS Settings object",
                because: facts)
        default:
            return Judgement(
                subject, .undecided, "Whether preferred \(name) still is a domain controller is not known",
                because: facts)
        }
    }

    static let writable = ConnectRules.rule(
        "WB-CON-013", .blocker, "Each preferred domain controller is writable",
        because: "Connect does not support read-only domain controllers, and does not follow their redirections.",
        in: file, of: [list], reading: "The class of its NTDS Settings object is that of a writable domain controller.",
        then: change, references: [.connectPrerequisites],
        judge: .overPreferred { partition, name, found in
            let subject = partition.subject(of: name, found)
            let fact = partition.fact("preferred", name, in: list)
            guard let controller = found.controller else {
                if case .notKnown(let why) = found {
                    return Judgement(
                        subject, .undecided, "Whether preferred \(name) is writable is not known",
                        because: [fact, partition.forest.fact("domain controllers", why, source: "CN=Sites")])
                }
                return Judgement(
                    subject, .notApplicable, "Preferred \(name) is no domain controller of the forest",
                    because: [fact])
            }
            let facts = [fact, partition.forest.kindFact(controller)]
            switch controller.kind {
            case .writable:
                return Judgement(subject, .met, "Preferred \(controller.displayName) is writable", because: facts)
            case .readOnly:
                return Judgement(
                    subject, .notMet, "Preferred \(controller.displayName) is read-only, which Connect cannot use",
                    because: facts)
            case .notAMachine, .unknown:
                return Judgement(
                    subject, .undecided, "Whether preferred \(controller.displayName) is writable is not known",
                    because: facts)
            }
        })

    static let holdPDC = ConnectRules.rule(
        "WB-CON-014", .warning, "The PDC emulator is among the preferred domain controllers",
        because:
            "A new password is good everywhere at once only from the PDC emulator: others ask it before they refuse a logon. Microsoft advises "
            + "the nearest domain controller or the PDC emulator as the preferred one.",
        in: file, of: [list, "fSMORoleOwner"],
        reading:
            "The list names the PDC emulator, or there is no list. Without it writeback goes to those listed: the page of 2017 says that "
            + "Connect tries the PDC emulator all the same, today's support page that the list controls who is asked. Writeback works either "
            + "way, so this never blocks.",
        then: change, references: [.generalTroubleshooting, .writebackPDC2017],
        judge: .overPartitions { partition in
            guard let names = partition.partition.preferredDomainControllers.known else {
                return [partition.withoutPreferred]
            }
            let listed = names.joined(separator: ", ")
            var facts = [partition.fact("preferred", listed, in: list)]
            guard let domain = partition.forest.domain(of: partition.partition),
                case .controller(let emulator) = partition.forest.pdcEmulator(of: domain)
            else {
                return [
                    Judgement(
                        partition.subject, .undecided,
                        "Whether the PDC emulator of \(partition.name) is preferred is not known", because: facts)
                ]
            }
            let name = emulator.displayName
            facts.append(
                partition.forest.fact(
                    "PDC emulator", name, source: "fSMORoleOwner of \(domain.distinguishedName)"))
            let isListed = names.contains { emulator.isCalled($0) }
            return [
                Judgement(
                    partition.subject, isListed ? .met : .notMet,
                    isListed
                        ? "PDC emulator \(name) is among the preferred domain controllers of \(partition.name)"
                        : "Writeback for \(partition.name) will go to \(listed), and not first to PDC emulator \(name)",
                    because: facts)
            ]
        })

    static let answer = ConnectRules.rule(
        "WB-CON-015", .warning, grade: .inference, "Where Connect uses preferred domain controllers only, they answer",
        because: "Under \"Only use preferred domain controllers\" nothing takes the place of one that is down.",
        in: file, of: ["dc-failover", list],
        reading:
            "dc-failover 0 is taken for \"only use preferred domain controllers\", which no document says. A preferred one that does not answer "
            + "over LDAP is then a fault, unless no domain controller of its domain answers here: then it may be the way from this host.",
        then: Remedy(
            steps: [
                "Bring the host back, or take it off the list.",
                "Or untick Only use preferred domain controllers in the partition's settings.",
            ],
            undo: .steps("Put the former list back, as the export has it.")),
        references: [
            .configurationElements, .sspr0029,
            .inference("dc-failover 0 stands for \"Only use preferred domain controllers\""),
        ],
        judge: .overPreferred { partition, name, found in
            let subject = partition.subject(of: name, found)
            let failsOver = partition.partition.failsOver
            var facts = [
                partition.fact("preferred", name, in: list),
                partition.fact(
                    "others may be used", failsOver.words { $0 ? "yes, it is inferred" : "no, it is inferred" },
                    in: "dc-failover"),
            ]
            if failsOver.known == true {
                return Judgement(
                    subject, .met, "Connect may use others beside preferred \(name)", because: facts)
            }
            if let controller = found.controller {
                facts.append(partition.forest.reachabilityFact(controller))
            }
            if found.controller?.reachability.state == .answered {
                return Judgement(subject, .met, "Preferred \(name) answers over LDAP", because: facts)
            }
            guard failsOver.known == false, let controller = found.controller,
                controller.reachability.state != .notAsked, partition.forest.anotherAnswers(besides: controller)
            else {
                return Judgement(
                    subject, .undecided, "Whether Connect can do without preferred \(name) is not known",
                    because: facts)
            }
            return Judgement(
                subject, .notMet,
                "Connect may use nobody but preferred \(name), which \(partition.forest.silenceWords(controller))",
                because: facts)
        })
}

extension Rule.Judge {
    /// Over each name in the list of preferred domain controllers of each partition.
    fileprivate static func overPreferred(
        _ judge: @escaping @Sendable (JudgedPartition, String, NamedController) -> Judgement
    ) -> Self {
        .overPartitions { partition in
            guard let names = partition.partition.preferredDomainControllers.known else {
                return [partition.withoutPreferred]
            }
            return names.map { judge(partition, $0, partition.controller(named: $0)) }
        }
    }
}

extension JudgedPartition {
    fileprivate var root: String { forest.forest.rootDomain }

    /// What is said where the partition has no list.
    fileprivate var withoutPreferred: Judgement {
        Judgement(
            subject, .notApplicable, "No domain controller is preferred in \(name): Connect chooses one itself",
            because: [fact("preferred", partition.preferredDomainControllers.words { _ in "" }, in: "preferred-dcs")])
    }

    /// The domain controller that a name stands for, or the name itself.
    func subject(of name: String, _ found: NamedController) -> Subject {
        found.controller.map(forest.subject(of:))
            ?? Subject(kind: .domainController, domain: subject.domain, name: name, id: nil)
    }
}
