/// What is asked of the sync server: by its files where they decide it, else of a person.
enum ConnectRules {
    static let all = [
        ConnectQuestions.all, ConnectBuildRules.all, FullRunRules.all, WritebackSwitchRules.all, SealingRules.all,
        RemoteSAMRules.all, PreferredControllerRules.all, LastControllerRules.all, ConnectLoginRules.all,
        ConnectScopeRules.all, SynchronizationRuleRules.all, ConnectHostRules.all,
    ].flatMap { $0 }

    static let server = "the Connect server"
    static let export = Rule.Decider(
        place: server, command: "Get-ADSyncServerConfiguration -Path C:\\export")

    static func rule(
        _ id: RuleIdentifier, version: Int = 1, _ severity: Severity, grade: Reference.Grade = .source, _ title: String,
        because rationale: String, in file: String, of elements: [String], reading: String, then remedy: Remedy,
        references: [Reference], engine: SyncEngine? = .connect, isAttestable: Bool? = nil, judge: Rule.Judge
    ) -> Rule {
        Rule(
            id, version: version, plane: .connect, family: "connect", title: title, rationale: rationale,
            decision: .init(base: file, scope: "-", filter: "-", attributes: elements, reading: reading),
            severities: .always(severity), remedy: remedy, references: references, grade: grade, engine: engine,
            isAttestable: isAttestable, judge: judge)
    }
}
