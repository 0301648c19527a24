import FoundationEssentials
import Inspection

/// That everything was imported and synchronised once: what is not in the metaverse is not found when a password comes.
enum FullRunRules {
    static let all = [fullRuns]

    private static let decider = Rule.Decider(
        place: ConnectRules.server,
        command: "Get-ADSyncRunProfileResult -RunStepDetails | ConvertTo-Json -Depth 10 > runs.json")

    static let fullRuns = ConnectRules.rule(
        "WB-CON-011", .blocker, "Each connector has imported and synchronised fully",
        because:
            "The service finds the user through the connector spaces and the metaverse; an object that was never imported and synchronised is "
            + "not found.",
        in: "the run history, and the connectors of the export", of: ["Result", "IsRunComplete", "StepXml"],
        reading:
            "The latest finished full import and the latest finished full synchronisation of each connector to a judged forest and of each to "
            + "a tenant. success is met. completed-…-errors is a warning: the run went through and left out the objects with errors; other "
            + "completed-… (warnings, transient objects) inform. Any other result is a blocker, or a warning where an earlier run in the "
            + "history went through. Runs are purged after 7 days by default: none in the history is undecided. A run profile in the export "
            + "is no run.",
        then: Remedy(
            steps: [
                "Look at the run's errors in Synchronization Service, and mend them.", "Run a full cycle.",
                "If the runs are older than the history, attest them, or run them again.",
            ],
            command: "Start-ADSyncSyncCycle -PolicyType Initial", undo: .notNeeded),
        references: [.connectPrerequisites, .writebackConcept, .syncOperations, .syncScheduler], isAttestable: true,
        judge: .evidence(decider) { rule, given in
            guard let history = given.usable.runHistory else { return [given.undecided(rule, without: .runHistory)] }
            guard let export = given.usable.connectExport else {
                return [given.undecided(rule, without: .connectExport)]
            }
            return given.connectors(of: export).map { judge($0.connector.id, $0.connector.name, $0.subject, history) }
                + export.tenants.map { judge($0.id, $0.name, export.subject(of: $0), history) }
        })

    private static func judge(
        _ connector: String, _ name: String, _ subject: Subject, _ history: RunHistory
    ) -> Judgement {
        let found = [(ConnectRun.Kind.fullImport, "full import"), (.fullSynchronization, "full synchronisation")].map {
            RunAnswer(of: $0.0, named: $0.1, by: connector, in: history)
        }
        let facts = found.map(\.fact)
        if let worst = found.max(by: { $0.rank < $1.rank }), worst.rank > RunAnswer.metRank {
            return Judgement(
                subject, worst.outcome, severity: worst.severity, "Connector \(name): \(worst.words)", because: facts)
        }
        return Judgement(
            subject, .met, "Connector \(name) has imported and synchronised fully", because: facts)
    }
}

/// What the history says of the runs of one kind on one connector.
private struct RunAnswer {
    static let metRank = 0

    let outcome: Outcome
    let severity: Severity
    /// Worse is more: the order in which a verdict counts.
    let rank: Int
    let words: String
    let fact: Fact

    init(of kind: ConnectRun.Kind, named name: String, by connector: String, in history: RunHistory) {
        let run = history.latest(kind, connector: connector)
        let result = run?.result.known
        let earlier = history.runs.contains { run in
            run.kinds.contains(kind) && run.connectorID == connector && run.isComplete.known == true
                && run.result.known.map(Self.wentThrough) == true
        }
        let stated: (Outcome, Severity, Int, String)
        switch result {
        case nil where run == nil:
            stated = (.undecided, .blocker, 4, "no finished \(name) is in the history")
        case nil: stated = (.undecided, .blocker, 4, "how the latest \(name) ended is not known")
        case "success"?: stated = (.met, .blocker, Self.metRank, "the latest \(name) ended in success")
        case let text? where text.hasPrefix("completed-") && text.hasSuffix("-errors"):
            stated = (.notMet, .warning, 2, "the latest \(name) left out objects with errors (\(text))")
        case let text? where text.hasPrefix("completed-"):
            stated = (.notMet, .information, 1, "the latest \(name) ended with remarks (\(text))")
        case let text?:
            stated =
                earlier
                ? (.notMet, .warning, 3, "the latest \(name) failed (\(text)), an earlier one did not")
                : (.notMet, .blocker, 5, "the latest \(name) failed (\(text))")
        }
        (outcome, severity, rank, words) = stated
        fact = Fact(
            statement: name, value: Self.value(of: run, history), source: "runs of connector {\(connector)}",
            observedOn: history.file, at: history.writtenAt.known, authenticated: false)
    }

    private static func wentThrough(_ result: String) -> Bool {
        result == "success" || result.hasPrefix("completed-")
    }

    private static func value(of run: ConnectRun?, _ history: RunHistory) -> String {
        guard let run else {
            let first = history.runs.compactMap(\.startedAt.known).min().map { "begins on \(CalendarDay($0))" }
            return "none; the history \(first ?? "is empty"), and runs are purged after 7 days by default"
        }
        let ended = run.endedAt.words { CalendarDay($0).description }
        let ground = run.isKindByName ? "by the name of its profile" : "by its steps"
        return "\(run.result.words { $0 }), ended \(ended), told \(ground) (\(run.profileName))"
    }
}
