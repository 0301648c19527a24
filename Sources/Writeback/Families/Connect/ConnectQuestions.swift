/// What no file of the sync server tells: each with the command that does, for a person to answer.
enum ConnectQuestions {
    static let all = [runtime, system, clock, passwordFilters, cloudSync]

    private static func question(
        _ id: RuleIdentifier, _ severity: Severity, _ title: String, because rationale: String,
        at place: String = ConnectRules.server, run command: String, reading: String, then steps: [String],
        references: [Reference], engine: SyncEngine?
    ) -> Rule {
        ConnectRules.rule(
            id, severity, title, because: rationale, in: place, of: [], reading: reading,
            then: Remedy(steps: steps, command: nil, undo: .notNeeded), references: references, engine: engine,
            judge: .question(.syncServer, .init(place: place, command: command)))
    }

    static let runtime = question(
        "WB-CON-003", .blocker, "The Connect server speaks TLS 1.2 and has a supported .NET",
        because: "The service accepts nothing older.",
        run: "reg query \"HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full\" /v Release",
        reading: ".NET Framework 4.7.2 (461808) or later, and TLS 1.2 not disabled.",
        then: ["Install a current .NET Framework, and enable TLS 1.2."], references: [.connectPrerequisites],
        engine: .connect)

    static let system = question(
        "WB-CON-004", .warning, "The Connect server runs Windows Server 2016, 2019 or 2022",
        because: "Others are not supported; Windows Server 2025 has a known fault before KB5070773.",
        run: "Get-ComputerInfo OsName, OsBuildNumber",
        reading: "One of the three, with a desktop, joined to a domain.",
        then: ["Move Connect to a supported server."], references: [.connectPrerequisites], engine: .connect)

    static let clock = question(
        "WB-CON-005", .warning, "The Connect server's clock is right",
        because: "A wrong clock breaks the tokens of the service bus (events 6306, 6800, 32001).",
        run: "w32tm /query /status", reading: "A source is named, and the last synchronisation is recent.",
        then: ["Let the server take its time from the domain."], references: [.setupError], engine: .connect)

    static let passwordFilters = question(
        "WB-CON-008", .information, "No password filter refuses what the cloud accepts",
        because: "Filters on the domain controllers are enforced on writeback, and stand in no directory.",
        at: "the domain controllers",
        run: "reg query HKLM\\System\\CurrentControlSet\\Control\\Lsa /v \"Notification Packages\"",
        reading: "Only packages that are known.", then: ["Compare the filter's rules with the cloud's."],
        references: [.writebackTroubleshooting], engine: nil)

    static let cloudSync = question(
        "WB-CON-010", .information, "Cloud sync, where it is used, has writeback switched on",
        because: "Cloud sync has a switch, an agent and an account of its own.", at: "a cloud sync agent's server",
        run: "Get-AADCloudSyncPasswordWritebackConfiguration", reading: "Enabled, with agent 1.1.977.0 or later.",
        then: ["Run Set-AADCloudSyncPasswordWritebackConfiguration -Enable $true."], references: [.cloudSyncTutorial],
        engine: .cloudSync)
}
