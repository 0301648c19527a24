import Inspection

/// The LDAP control without which the sync engine refuses to write a password: the technical gate, whatever the system's name.
enum PolicyControlRules {
    static let all = [onPDCEmulator, onOthers]

    static let deprecatedControl = "1.2.840.113556.1.4.2066"
    static let control = "1.2.840.113556.1.4.2239"

    private static let family = "Password policy control"
    private static let decision = Rule.Decision(
        base: "(rootDSE)", scope: "base", filter: "(objectClass=*)", attributes: ["supportedControl"],
        reading:
            "The list must hold \(deprecatedControl), which the sync engine asks for by that number; its successor \(control) is "
            + "noted, and does not replace it.")
    private static let upgrade = Remedy(
        steps: [
            "Move the role to, or prefer, a domain controller that has the control.",
            "Replace the domain controller by one with a supported Windows Server.",
        ],
        command: nil, undo: .steps("Move the role, or the preference, back."))

    static let onPDCEmulator = Rule(
        "WB-CTL-001", family: family, title: "The PDC emulator has the password policy control",
        rationale:
            "The sync engine stops with event 6329, \"The server does not contain the LDAP password policy control\".",
        decision: decision, severities: .always(.blocker), remedy: upgrade,
        references: [.writebackTroubleshooting, .policyHints], grade: .source,
        judge: .overPDCEmulators { _, forest, controller in
            judge(forest, controller, name: "PDC emulator \(controller.displayName)")
        })

    static let onOthers = Rule(
        "WB-CTL-002", version: 2, family: family,
        title: "Every other domain controller has the password policy control",
        rationale:
            "Connect may choose any writable domain controller, and stops at one without the control. One that its export names as preferred "
            + "is where it turns first: there it is a blocker, elsewhere a warning.",
        decision: decision, severities: .always(.blocker), remedy: upgrade,
        references: [.writebackTroubleshooting, .policyHints], grade: .source,
        judge: .overWritableControllers(where: { !$0.isPDCEmulator($1) }) { _, forest, controller in
            let isPreferred = forest.isPreferred(controller)
            var judgement = judge(
                forest, controller,
                name: isPreferred ? "Preferred \(controller.displayName)" : controller.displayName)
            judgement.severity = isPreferred ? .blocker : .warning
            return judgement
        }.mapped { forest, judgement in
            // A domain controller that was not listed may be a preferred one, where there are any.
            var judgement = judgement
            judgement.severity = judgement.severity ?? (forest.preferredNames.isEmpty ? .warning : .blocker)
            return judgement
        })

    private static func moving(_ forest: ForestUnderJudgement, _ controller: DomainController) -> Remedy? {
        forest.movingPDCRole(from: controller, steps: upgrade.steps) { other in
            other.rootDSE.flatMap(\.supportedControls).known?.contains(deprecatedControl) == true
        }
    }

    private static func judge(
        _ forest: ForestUnderJudgement, _ controller: DomainController, name: String
    ) -> Judgement {
        let subject = forest.subject(of: controller)
        let controls = controller.rootDSE.flatMap(\.supportedControls)
        let facts = [deprecatedControl, control].map { oid in
            forest.fact(
                "control \(oid)", controls.words { $0.contains(oid) ? "offered" : "not offered" },
                source: "supportedControl of rootDSE", on: controller)
        }
        if controls.known?.contains(deprecatedControl) == true {
            return Judgement(subject, .met, "\(name) has the password policy control", because: facts)
        }
        guard controls.isSettled else {
            return Judgement(
                subject, .undecided, "Whether \(name) has the password policy control is not known", because: facts)
        }
        let isPDCEmulator = forest.isPDCEmulator(controller)
        return Judgement(
            subject, .notMet, "\(name) lacks the password policy control \(deprecatedControl)", because: facts,
            remedy: isPDCEmulator ? moving(forest, controller) : nil)
    }
}
