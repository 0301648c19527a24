import ActiveDirectory
import Inspection

/// Clocks: Kerberos refuses a client whose clock is too far from the domain controller's.
enum ClockRules {
    static let all = [pdc, others, thisHost]

    /// The tolerance that Kerberos has by default.
    static let toleranceSeconds = 300.0
    /// Domain controllers this close to each other are taken to agree.
    static let agreementSeconds = 60.0

    private static let family = "Clocks"
    private static let decision = Rule.Decision(
        base: "(rootDSE)", scope: "base", filter: "(objectClass=*)", attributes: ["currentTime"],
        reading:
            "The clock of each domain controller's rootDSE against this host's, half the round trip subtracted; more than 300 s "
            + "from the median of the others is not met. With fewer than three clocks nobody can say which is wrong.")

    private static let setTheClock = Remedy(
        steps: [
            "Let the PDC emulator of the forest root take its time from a reliable source, and all others from the domain.",
            "Have the host find its source again.",
        ],
        command: "w32tm /resync /rediscover", undo: .notNeeded)

    static let pdc = Rule(
        "WB-CLK-001", family: family, title: "The PDC emulator's clock agrees with the other domain controllers'",
        rationale: "More than five minutes apart, Kerberos fails between Connect and the PDC emulator.",
        decision: decision, severities: .always(.blocker), remedy: setTheClock,
        references: [.clockTolerance, .setupError], grade: .source,
        judge: .overPDCEmulators { _, forest, controller in
            judge(forest, controller, name: "PDC emulator \(controller.displayName)")
        })

    static let others = Rule(
        "WB-CLK-002", family: family, title: "Each domain controller's clock agrees with the others'",
        rationale: "A domain controller more than five minutes off refuses Kerberos, and Connect may choose it.",
        decision: decision, severities: .always(.warning), remedy: setTheClock,
        references: [.clockTolerance], grade: .source,
        judge: .overWritableControllers(where: { !$0.isPDCEmulator($1) }) { _, forest, controller in
            judge(forest, controller, name: controller.displayName)
        })

    static let thisHost = Rule(
        "WB-CLK-003", family: family, title: "This host's clock agrees with the domain controllers'",
        rationale:
            "A clock that is off here makes this report's own Kerberos fail, and says nothing about the sync server.",
        decision: decision, severities: .always(.warning),
        remedy: Remedy(
            steps: ["Set this host's clock from the domain."], command: "chronyc makestep", undo: .notNeeded),
        references: [.clockTolerance], grade: .source,
        judge: .overForest { _, forest in judgeThisHost(forest) })

    private static func judge(
        _ forest: ForestUnderJudgement, _ controller: DomainController, name: String
    ) -> Judgement {
        let subject = forest.subject(of: controller)
        let facts = [
            forest.fact(
                "clock against this host", controller.clockOffsetSeconds.words(seconds),
                source: "currentTime of rootDSE",
                on: controller)
        ]
        guard let offset = controller.readClock else {
            return Judgement(subject, .undecided, "The clock of \(name) was not read", because: facts)
        }
        var otherClocks = forest.clocks
        if controller.kind != .notAMachine, let own = otherClocks.firstIndex(of: offset) { otherClocks.remove(at: own) }
        let reference = median(otherClocks) ?? 0
        let distance = offset - reference
        let against = otherClocks.isEmpty ? "this host's" : "the other domain controllers'"
        guard distance.magnitude > toleranceSeconds else {
            return Judgement(
                subject, .met, "The clock of \(name) is within 5 minutes of \(against)", because: facts)
        }
        let title = "The clock of \(name) is \(seconds(distance)) from \(against)"
        guard otherClocks.count >= 2 else {
            return Judgement(
                subject, .undecided, title + ", and too few clocks were read to say whose is wrong", because: facts)
        }
        return Judgement(subject, .notMet, title, because: facts)
    }

    private static func judgeThisHost(_ forest: ForestUnderJudgement) -> Judgement {
        let subject = forest.collectingHost
        let all = forest.clocks
        let facts = [
            forest.openFact(
                "domain controllers' clocks against this host", all.map(seconds).joined(separator: ", "),
                source: "currentTime of rootDSE", on: forest.run.vantage.host)
        ]
        guard let middle = median(all), let low = all.first, let high = all.last else {
            return Judgement(
                subject, .undecided, "No domain controller's clock was read to compare this host's with",
                because: facts)
        }
        guard middle.magnitude > toleranceSeconds else {
            return Judgement(
                subject, .met, "The clock of this host is within 5 minutes of the domain controllers'", because: facts)
        }
        let title = "The clock of this host (\(subject.name)) is \(seconds(-middle)) from the domain controllers'"
        if all.count >= 2, high - low <= agreementSeconds {
            return Judgement(subject, .notMet, title, because: facts)
        }
        return Judgement(
            subject, .undecided,
            title + (all.count < 2 ? ", and only one was read" : ", which do not agree among themselves"),
            because: facts)
    }

    private static func median(_ sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private static func seconds(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value) s" }
        return "\(Int64(value.rounded())) s"
    }
}
