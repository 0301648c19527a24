/// What only the Connect server and the domain controllers themselves know.
enum ServerQuestions {
    static let all = [impersonation, passwordLength, passwordProtection, wayToPDCEmulator]

    private static let server = "the Connect server"

    private static func question(
        _ id: RuleIdentifier, _ severity: Severity, _ title: String, because rationale: String, at place: String,
        run command: String, reading: String, then steps: [String], references: [Reference],
        engine: SyncEngine? = .connect
    ) -> Rule {
        Rule(
            id, plane: .connect, family: Plane.connect.rawValue, title: title, rationale: rationale,
            decision: .init(base: place, scope: "-", filter: "-", attributes: [], reading: reading),
            severities: .always(severity), remedy: Remedy(steps: steps, command: nil, undo: .notNeeded),
            references: references, grade: .source, engine: engine,
            judge: .question(.syncServer, .init(place: place, command: command)))
    }

    private static let impersonation = question(
        "WB-CON-040", .warning, "Services on the Connect server may impersonate a client after authentication",
        because:
            "Writeback's support page lists the user right among the policies that must be right; a policy that narrows it takes it from the "
            + "synchronisation service.", at: server,
        run: "secedit /export /areas USER_RIGHTS /cfg rights.inf; findstr SeImpersonatePrivilege rights.inf",
        reading:
            "Administrators (S-1-5-32-544), LOCAL SERVICE (S-1-5-19), NETWORK SERVICE (S-1-5-20) and SERVICE (S-1-5-6) have it.",
        then: ["Add those that are missing to Impersonate a client after authentication, in the policy that sets it."],
        references: [.accessRights])

    private static let passwordLength = question(
        "WB-CON-041", .warning, "The connector account's password has 256 characters at most",
        because: "With a longer one, unlocking a user fails (hr=800700CE). A directory shows no password's length.",
        at: server, run: "look it up where it is kept; the connector's properties take a new one",
        reading: "256 characters or fewer.",
        then: ["Set a shorter one in the directory, and enter it in the connector's properties."],
        references: [.writebackTroubleshooting])

    private static let passwordProtection = question(
        "WB-CON-042", .information, "Entra Password Protection, where it is used, lets written-back passwords through",
        because:
            "Its agents on the domain controllers hold every new password to the banned list, those that are written back among them. "
            + "Without a proxy that answers they go by an old list, or by none.",
        at: "a domain controller with the agent",
        run: "Get-AzureADPasswordProtectionProxy; Get-AzureADPasswordProtectionDCAgent",
        reading: "Each domain controller has an agent that has heard from a proxy lately, or none has an agent.",
        then: ["Repair the proxy, or put the agent on the domain controllers that lack it."],
        references: [.passwordProtection, .writebackTroubleshooting], engine: nil)

    private static let wayToPDCEmulator = question(
        "WB-CON-043", .warning, "The Connect server itself reaches the PDC emulator of each domain",
        because:
            "What WB-PORT-088 to 445 see is the way from the host that collected, unless it stands where Connect stands (--vantage connect).",
        at: server, run: "88, 135, 389, 445 | ForEach-Object { Test-NetConnection <PDC emulator> -Port $_ }",
        reading: "Each succeeds, for the PDC emulator of every domain.",
        then: ["Let the firewalls between the Connect server and the domain controllers pass these ports."],
        references: [.connectPorts, .writebackPDC2017])
}
