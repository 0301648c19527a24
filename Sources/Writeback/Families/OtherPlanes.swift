/// The prerequisites that no directory can tell: each with the command that decides it.
enum OtherPlanes {
    static let all = connect

    private static let server = "the Connect server"

    private static func question(
        _ id: RuleIdentifier, _ plane: Plane, _ kind: Subject.Kind, _ severity: Severity, _ title: String,
        because rationale: String, at place: String, run command: String, reading: String, then steps: [String],
        references: [Reference]
    ) -> Rule {
        Rule(
            id, plane: plane, family: plane.rawValue, title: title, rationale: rationale,
            decision: .init(base: place, scope: "-", filter: "-", attributes: [], reading: reading),
            severities: .always(severity), remedy: Remedy(steps: steps, command: nil, undo: .notNeeded),
            references: references, grade: .source,
            judge: .question(kind, .init(place: place, command: command)))
    }

    private static let connect = [
        question(
            "WB-CON-001", .connect, .syncServer, .blocker,
            "Connect is current, and has imported and synchronised fully",
            because: "From 2026-09-30 builds before 2.5.79.0 no longer synchronise.", at: server,
            run: "Get-ADSyncGlobalSettings; Get-ADSyncRunProfileResult",
            reading:
                "ServerConfigurationVersion is 2.5.79.0 or later; a full import and a full synchronisation ended in success.",
            then: ["Upgrade Connect.", "Run a full import and a full synchronisation on every connector."],
            references: [.connectPrerequisites]),
        question(
            "WB-CON-002", .connect, .syncServer, .blocker, "Password writeback is switched on in Connect",
            because: "The switch stands in the cloud connector of the sync server, and nowhere in the directory.",
            at: server,
            run: "Get-ADSyncAADPasswordResetConfiguration -Connector \"<tenant> - AAD\"",
            reading: "Enabled is true, and the server is not in staging mode.",
            then: ["Tick Password writeback in the wizard.", "If it is on and fails, switch it off, then on again."],
            references: [.writebackTutorial, .writebackTroubleshooting]),
        question(
            "WB-CON-003", .connect, .syncServer, .blocker, "The Connect server speaks TLS 1.2 and has a supported .NET",
            because: "The service accepts nothing older.", at: server,
            run: "reg query \"HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full\" /v Release",
            reading: ".NET Framework 4.7.2 (461808) or later, and TLS 1.2 not disabled.",
            then: ["Install a current .NET Framework, and enable TLS 1.2."], references: [.connectPrerequisites]),
        question(
            "WB-CON-004", .connect, .syncServer, .warning, "The Connect server runs Windows Server 2016, 2019 or 2022",
            because: "Others are not supported; Windows Server 2025 has a known fault before KB5070773.", at: server,
            run: "Get-ComputerInfo OsName, OsBuildNumber",
            reading: "One of the three, with a desktop, joined to a domain.",
            then: ["Move Connect to a supported server."], references: [.connectPrerequisites]),
        question(
            "WB-CON-005", .connect, .syncServer, .warning, "The Connect server's clock is right",
            because: "A wrong clock breaks the tokens of the service bus (events 6306, 6800, 32001).", at: server,
            run: "w32tm /query /status", reading: "A source is named, and the last synchronisation is recent.",
            then: ["Let the server take its time from the domain."], references: [.setupError]),
        question(
            "WB-CON-006", .connect, .syncServer, .blocker, "RestrictRemoteSAM lets the connector account in",
            because: "Writeback reads users through the SAM interface; the value outlives the policy that set it.",
            at: "the Connect server and the domain controllers",
            run: "reg query HKLM\\System\\CurrentControlSet\\Control\\Lsa /v RestrictRemoteSam",
            reading: "No value, or one that allows the connector account.",
            then: ["Add the connector account to the policy, or remove the policy and the value."],
            references: [.sspr0029]),
        question(
            "WB-CON-007", .connect, .syncServer, .blocker, "Connect signs and encrypts LDAP traffic",
            because: "Active Directory refuses to set a password over a connection that is not sealed (8023062C).",
            at: server,
            run: "Get-ADSyncServerConfiguration -Path <folder>",
            reading: "sign-and-seal is 1 in the connector and in each partition.",
            then: ["Tick Sign and Encrypt LDAP traffic in all three places, and restart ADSync."],
            references: [.error8023062C]),
        question(
            "WB-CON-008", .connect, .syncServer, .information, "No password filter refuses what the cloud accepts",
            because: "Filters on the domain controllers are enforced on writeback, and stand in no directory.",
            at: "the domain controllers",
            run: "reg query HKLM\\System\\CurrentControlSet\\Control\\Lsa /v \"Notification Packages\"",
            reading: "Only packages that are known.", then: ["Compare the filter's rules with the cloud's."],
            references: [.writebackTroubleshooting]),
        question(
            "WB-CON-009", .connect, .syncServer, .warning, "No user is enabled in more than one connected forest",
            because: "Two matches for one user make writeback fail (80230402, event 33003).", at: server,
            run: "Get-ADSyncServerConfiguration -Path <folder>",
            reading: "Joins in the metaverse lead to one enabled account each.",
            then: ["Disable the user's account in all forests but one."], references: [.writebackTroubleshooting]),
        question(
            "WB-CON-010", .connect, .syncServer, .information,
            "Cloud sync, where it is used, has writeback switched on",
            because: "Cloud sync has a switch, an agent and an account of its own.", at: "a cloud sync agent's server",
            run: "Get-AADCloudSyncPasswordWritebackConfiguration",
            reading: "Enabled, with agent 1.1.977.0 or later.",
            then: ["Run Set-AADCloudSyncPasswordWritebackConfiguration -Enable $true."],
            references: [.cloudSyncTutorial]),
    ]
}
