import ActiveDirectory
import Inspection
import LDAP

/// The domain controllers beside the PDC emulator.
enum DomainControllerRules {
    static let all = [answersLDAP, knownByBoth, replicates, vendorFits]

    private static let family = "Domain controllers"

    static let answersLDAP = Rule(
        "WB-DC-001", family: family, title: "Every domain controller answers over LDAP",
        rationale:
            "Without a preferred list Connect may choose any writable domain controller; one that does not answer delays it or "
            + "fails it.",
        decision: .init(
            base: "(rootDSE)", scope: "base", filter: "(objectClass=*)", attributes: ["rootDSE"],
            reading:
                "Where no domain controller of the domain answers, the fault may lie on the way from this host: undecided. "
                + "The PDC emulator has a rule of its own."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Bring the host back, or open the way to it.",
                "If it is gone for good, remove its metadata, so that nobody is sent to it.",
            ],
            command: "ntdsutil \"metadata cleanup\" \"remove selected server <server DN>\" quit quit",
            undo: .irreversible),
        references: [
            .generalTroubleshooting, .connectPrerequisites,
            .inference("Connect may choose any domain controller where none is preferred"),
        ],
        grade: .inference,
        judge: .overWritableControllers(where: { !$0.isPDCEmulator($1) }) { _, forest, controller in
            let subject = forest.subject(of: controller)
            let facts = [forest.reachabilityFact(controller)]
            switch controller.reachability.state {
            case .answered:
                return Judgement(subject, .met, "\(controller.displayName) answers over LDAP", because: facts)
            case .notAsked:
                return Judgement(subject, .undecided, "\(controller.displayName) was not asked", because: facts)
            case .refused, .silent, .noAddress, .closed:
                let others = forest.anotherAnswers(besides: controller)
                return Judgement(
                    subject, others ? .notMet : .undecided,
                    "\(controller.displayName) \(forest.silenceWords(controller)); Connect may choose it",
                    because: facts, remedy: forest.removingMetadata(of: controller))
            }
        })

    static let knownByBoth = Rule(
        "WB-DC-003", family: family,
        title: "Each domain controller has both an NTDS Settings object and a computer account",
        rationale:
            "What only one of the two knows is left over from a removal, and misleads whoever looks for a domain controller.",
        decision: .init(
            base: "CN=Sites,<configuration>; <domain>", scope: "subtree",
            filter: "(objectClass=nTDSDSA); (userAccountControl:1.2.840.113556.1.4.803:=8192)",
            attributes: ["serverReference", "objectGUID"], reading: "Both objects must be there and name each other."),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["If the host is gone for good, remove what is left of it in Active Directory Sites and Services."],
            command: nil, undo: .irreversible),
        references: [.inference("Left-over metadata misleads the search for a domain controller")], grade: .inference,
        judge: .overControllers { _, forest, controller in
            let subject = forest.subject(of: controller)
            let name = controller.displayName
            let facts = [
                forest.fact("NTDS Settings", controller.ntdsSettings.words(\.description), source: "CN=Sites"),
                forest.fact(
                    "computer account", controller.computerAccount.words(\.description), source: "serverReference"),
            ]
            if controller.kind == .notAMachine {
                return Judgement(
                    subject, .notApplicable, "\(name) is a computer object without a machine", because: facts)
            }
            switch (controller.ntdsSettings.known != nil, controller.computerAccount.known != nil) {
            case (true, true):
                return Judgement(
                    subject, .met, "\(name) has an NTDS Settings object and a computer account", because: facts)
            case (false, true) where controller.ntdsSettings.isSettled:
                return Judgement(subject, .notMet, "\(name) has a computer account only", because: facts)
            case (true, false) where controller.computerAccount.isSettled:
                return Judgement(subject, .notMet, "\(name) has an NTDS Settings object only", because: facts)
            default:
                return Judgement(
                    subject, .undecided, "Only one of the two objects of \(name) was read", because: facts)
            }
        })

    static let replicates = Rule(
        "WB-DC-005", family: family, title: "Replication is not switched off on any domain controller",
        rationale: "A password or a permission that is written to one domain controller must reach the others.",
        decision: .init(
            base: "CN=NTDS Settings,<server>", scope: "base", filter: "(objectClass=*)", attributes: ["options"],
            reading:
                "Neither bit 0x2 (inbound disabled) nor bit 0x4 (outbound disabled) is set; no attribute means no bit."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: ["Find out why it was switched off; then switch it on again."],
            command: "repadmin /options <DC> -DISABLE_INBOUND_REPL -DISABLE_OUTBOUND_REPL",
            undo: .command("repadmin /options <DC> +DISABLE_INBOUND_REPL +DISABLE_OUTBOUND_REPL")),
        references: [
            .replicationOptions,
            .inference("What is written to a domain controller that does not replicate stays there"),
        ],
        grade: .inference,
        judge: .overWritableControllers { _, forest, controller in
            let subject = forest.subject(of: controller)
            let name = controller.displayName
            let facts = [
                forest.fact(
                    "options", controller.options.words { "0x" + String($0, radix: 16) },
                    source: "options of \(controller.ntdsSettings.words(\.description))")
            ]
            if let bits = controller.options.known {
                let off = [(bits & 0x2, "Inbound"), (bits & 0x4, "Outbound")].filter { $0.0 != 0 }.map(\.1)
                if !off.isEmpty {
                    return Judgement(
                        subject, .notMet, "\(off.joined(separator: " and ")) replication is switched off on \(name)",
                        because: facts, remedy: forest.replicatingAgain(controller, options: bits))
                }
            }
            guard controller.options.isSettled else {
                return Judgement(subject, .undecided, "Whether \(name) replicates was not read", because: facts)
            }
            return Judgement(subject, .met, "\(name) replicates both ways", because: facts)
        })

    static let vendorFits = Rule(
        "WB-DC-006", version: 2, family: family,
        title: "What a domain controller says of its maker fits its operating system",
        rationale:
            "The operating system text is written by the machine itself and decides here; a maker that does not fit it says "
            + "that one of the two is wrong.",
        decision: .init(
            base: "(rootDSE)", scope: "base", filter: "(objectClass=*)", attributes: ["vendorName"],
            reading:
                "Windows names no vendor; Samba names itself. A Windows text beside a maker that is not Microsoft, and Samba's own text beside "
                + "a maker that is not Samba or beside none, contradict each other."),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["Ask whoever runs the host what it is, before its support is relied on."], command: nil,
            undo: .notNeeded),
        references: [.inference("A vendor name in the rootDSE is that of a server that is not Microsoft's")],
        grade: .inference,
        judge: .overWritableControllers { _, forest, controller in
            let subject = forest.subject(of: controller)
            let name = controller.displayName
            let vendor = controller.rootDSE.flatMap(\.vendorName)
            let facts = [
                forest.fact("vendor", vendor.words { $0 }, source: "vendorName of rootDSE", on: controller),
                forest.fact(
                    "operating system", controller.operatingSystem.name.words { $0 }, source: "operatingSystem"),
            ]
            guard let system = controller.operatingSystem.name.known, vendor.isSettled else {
                return Judgement(
                    subject, .undecided, "Whether the maker of \(name) fits its operating system is not known",
                    because: facts)
            }
            let claimsWindows = system.lowercased().contains("windows")
            let maker = vendor.known.flatMap { $0.isEmpty ? nil : $0 }
            if OperatingSystemRelease(controller.operatingSystem).isSamba, maker?.lowercased().contains("samba") != true
            {
                return Judgement(
                    subject, .notMet, "\(name) calls itself \(system), and its maker is \(maker ?? "not named")",
                    because: facts)
            }
            if claimsWindows, let maker, !maker.lowercased().contains("microsoft") {
                return Judgement(
                    subject, .notMet, "\(name) calls itself \(system), and its maker \(maker)", because: facts)
            }
            return Judgement(
                subject, .met, "The maker of \(name) does not contradict its operating system", because: facts)
        })
}

extension Observed {
    /// The observation of something inside the value, which has a state of its own.
    func flatMap<Other: Sendable>(_ inner: (Value) -> Observed<Other>) -> Observed<Other> {
        switch self {
        case .value(let value): inner(value)
        case .partial(let value, let why):
            if case .value(let found) = inner(value) { .partial(found, why: why) } else { inner(value) }
        case .absent: .absent
        case .notReturned: .notReturned
        case .hidden(let why): .hidden(why: why)
        case .unreachable(let why): .unreachable(why: why)
        case .notCollected(let why): .notCollected(why: why)
        }
    }
}
