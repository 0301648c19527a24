/// The prerequisites that no directory can tell: each with the command that decides it.
enum OtherPlanes {
    static let all = cloud + connect + network

    private static let server = "the Connect server"
    private static let graph = "anywhere, signed in to the tenant"

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

    private static let cloud = [
        question(
            "WB-CLD-001", .cloud, .tenant, .blocker, "The tenant has a licence that includes password writeback",
            because: "Writeback needs Entra ID P1 or P2, or Microsoft 365 Business Premium.", at: graph,
            run: "az rest --method get --url https://graph.microsoft.com/v1.0/subscribedSkus",
            reading: "An enabled SKU with service plan AAD_PREMIUM or AAD_PREMIUM_P2.",
            then: ["Buy or assign a plan that includes Entra ID P1."], references: [.licensing]),
        question(
            "WB-CLD-002", .cloud, .tenant, .blocker,
            "The administrator who enables writeback is licensed, and a cloud or managed account",
            because:
                "A federated account gets no token for the service (event 32009), and the wizard blames a missing licence.",
            at: graph,
            run: "az rest --method get --url \"https://graph.microsoft.com/v1.0/users/<admin>?"
                + "$select=onPremisesSyncEnabled,assignedPlans\"",
            reading: "onPremisesSyncEnabled is null or false, and an enabled plan is assigned.",
            then: ["Enable writeback with a cloud-only Hybrid Identity Administrator who has a licence."],
            references: [.writebackTroubleshooting, .setupError]),
        question(
            "WB-CLD-003", .cloud, .tenant, .blocker, "A user to test with is licensed and may reset a password",
            because: "Without one nothing can be tried, and the service refuses unlicensed users.", at: graph,
            run: "az rest --method get --url https://graph.microsoft.com/v1.0/reports/authenticationMethods/"
                + "userRegistrationDetails",
            reading: "isSsprEnabled and isSsprRegistered are true for the user.",
            then: ["Assign a licence, bring the user into the self-service reset policy, and let the user register."],
            references: [.licensing, .writebackTutorial]),
        question(
            "WB-CLD-004", .cloud, .tenant, .blocker, "Self-service reset is enabled and writes back to the directory",
            because: "Graph's passwordWritebackEnabled is documented as not in use; only the portal shows the switch.",
            at: "the Entra admin center",
            run:
                "Protection > Password reset > On-premises integration: Write back passwords to your on-premises directory",
            reading: "Self-service reset is on for some or all, and the box is ticked.",
            then: ["Tick the box, and save."], references: [.writebackTutorial]),
        question(
            "WB-CLD-005", .cloud, .tenant, .information, "Administrators may reset their own passwords",
            because: "Their reset hangs on a policy of its own (SSPR_009).", at: graph,
            run: "az rest --method get --url https://graph.microsoft.com/v1.0/policies/authorizationPolicy",
            reading: "allowedToUseSSPR is true.", then: ["Allow it, where administrators are to use it."],
            references: [.sspr009]),
    ]

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

    private static let network = [
        question(
            "WB-NET-001", .network, .egress, .blocker, "The Connect server reaches the writeback service on TCP 443",
            because: "Requests come over the service bus, which the server opens outwards.", at: server,
            run: "Test-NetConnection passwordreset.microsoftonline.com -Port 443; "
                + "Test-NetConnection ssprdedicatedsbprodscu.servicebus.windows.net -Port 443",
            reading: "Both succeed, without a proxy that breaks TLS open.",
            then: ["Let *.passwordreset.microsoftonline.com and *.servicebus.windows.net pass on TCP 443."],
            references: [.writebackTroubleshooting]),
        question(
            "WB-NET-002", .network, .egress, .warning, "Idle connections outwards are kept for minutes",
            because:
                "Idle timeouts of firewalls and proxies are a top cause of lost requests; the heartbeat comes every 5 minutes.",
            at: "the firewall or proxy before the Connect server", run: "read its idle timeout for TCP 443",
            reading: "3 minutes at least; 6 through a proxy.", then: ["Raise the timeout."],
            references: [.writebackTroubleshooting, .connectPrerequisites]),
    ]
}
