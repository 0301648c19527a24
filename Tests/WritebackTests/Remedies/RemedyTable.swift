@testable import Writeback

/// What becomes in the lab of each remedy of the directory plane that is a command: `docs/remedies.md`.
enum RemedyTable {
    enum Entry {
        /// By a test of `Tests/SambaTests`, `Suite.function`, in this state.
        case tried(by: String, state: String)
        case untried(String)
    }

    private static let onlyLooks = "The command looks, and changes nothing."
    private static let notYet = "Not tried yet."
    private static let otherKind = "Not tried yet; of another writeback than that of passwords."
    private static let clock = "The containers have the clock of the machine that they run on."

    static let entries: [RuleIdentifier: Entry] = [
        "WB-ACC-001": .untried("The command tells which account it is, on a Connect server; the lab has none."),
        "WB-ACC-002": .tried(
            by: "RemedyTests.accounts", state: "disabled and expired; locked (`RemedyTests.policies`)"),
        "WB-ACC-003": .tried(
            by: "RemedyTests.accounts",
            state: "a second account that has never logged on; the same one disabled (`RemedyTests.policies`)"),
        "WB-ACC-004": .untried("The cmdlet is of Connect's own module, and for an account that has yet to be made."),
        "WB-ACC-005": .tried(
            by: "RemedyTests.accounts", state: "a member of Domain Admins; adminCount 1 (`RemedyTests.policies`)"),
        "WB-ACC-008": .tried(by: "RemedyTests.levels", state: "a password that expires"),
        "WB-ACL-001": .tried(
            by: "ConnectorRightsTests.loss",
            state: "entry taken away; an entry that denies (`ConnectorRightsTests.denied`)"),
        "WB-ACL-002": .tried(by: "ConnectorRightsTests.loss", state: "entry taken away"),
        "WB-ACL-003": .tried(by: "ConnectorRightsTests.loss", state: "entry taken away"),
        "WB-ACL-004": .tried(by: "ConnectorRightsTests.loss", state: "entry taken away"),
        "WB-ACL-005": .tried(
            by: "RemedyTests.rights", state: "Change Password taken out of what the class user has by default"),
        "WB-ACL-006": .tried(
            by: "RemedyTests.rights", state: "one container without inheritance, another with an entry that denies"),
        "WB-ACL-007": .tried(by: "RemedyTests.rights", state: "an inetOrgPerson, and entries for users alone"),
        "WB-ACL-009": .tried(by: "RemedyTests.rights", state: "the entries that let everybody read taken away"),
        "WB-ACL-010": .tried(by: "RemedyTests.rights", state: "the same"),
        "WB-ACL-011": .tried(by: "RemedyTests.rights", state: "the same"),
        "WB-ACL-012": .tried(by: "RemedyTests.policies", state: "Authenticated Users taken out of the group"),
        "WB-ACL-013": .tried(
            by: "RemedyTests.levels", state: "the group emptied, and the SAM server object left to it alone"),
        "WB-CLK-001": .untried(clock + " `w32tm` is Windows's."),
        "WB-CLK-002": .untried(clock + " `w32tm` is Windows's."),
        "WB-CLK-003": .untried("The command sets the clock of the machine that the tests run on."),
        "WB-CTL-001": .tried(
            by: "RemedyTests.levels", state: "the control taken out of the rootDSE of the PDC emulator"),
        "WB-DC-001": .tried(
            by: "RemedyTests.metadata",
            state: "Samba ended on a domain controller without roles; its metadata is removed"),
        "WB-DC-005": .tried(by: "RemedyTests.policies", state: "inbound and outbound replication switched off"),
        "WB-DC-008": .untried(onlyLooks),
        "WB-DOM-003": .tried(by: "RemedyTests.levels", state: "level 0"),
        "WB-DOM-004": .tried(by: "RemedyTests.policies", state: "1 day, as in every new domain"),
        "WB-DOM-005": .tried(by: "RemedyTests.policies", state: "a settings object with 2 days"),
        "WB-DOM-007": .tried(by: "RemedyTests.levels", state: "a unit with a comma in its name, and a user"),
        "WB-DOM-008": .tried(by: "RemedyTests.policies", state: "7 characters, as in every new domain"),
        "WB-FOR-001": .tried(by: "RemedyTests.levels", state: "level 0"),
        "WB-FOR-002": .untried("Samba's oldest schema is that of Windows Server 2008 R2, and adprep is Windows's."),
        "WB-FOR-003": .tried(
            by: "RemedyTests.policies",
            state: "not enabled: undecided, as Samba does not show an attribute to have no value; enabled: met"),
        "WB-FOR-004": .untried(onlyLooks),
        "WB-PDC-002": .tried(by: "RemedyTests.policies", state: "the SRV record names another domain controller"),
        "WB-PDC-003": .untried(onlyLooks),
        "WB-PORT-088": .untried(onlyLooks), "WB-PORT-135": .untried(onlyLooks), "WB-PORT-389": .untried(onlyLooks),
        "WB-PORT-445": .untried(onlyLooks),
        "WB-USR-003": .untried(notYet),
        "WB-USR-004": .untried(notYet),
        "WB-USR-005": .untried(notYet),
        "WB-USR-006": .untried(notYet),
        "WB-USR-008": .untried(notYet),
        "WB-USR-009": .untried(notYet),
        "WB-USR-010": .untried(notYet),
        "WB-USR-011": .untried(notYet),
        "WB-USR-012": .untried(notYet),
        "WB-USR-013": .untried(notYet),
        "WB-CGU-001": .untried(otherKind),
        "WB-CGU-002": .untried(otherKind),
        "WB-CGU-003": .untried(otherKind),
        "WB-DEV-001": .untried(otherKind),
        "WB-DEV-002": .untried(otherKind),
        "WB-DEV-003": .untried(otherKind),
        "WB-DEV-004": .untried(otherKind),
        "WB-DEV-005": .untried(otherKind),
        "WB-EXC-001": .untried(otherKind),
        "WB-EXC-003": .untried(otherKind),
        "WB-EXC-004": .untried(otherKind),
        "WB-EXC-005": .untried(otherKind),
        "WB-EXC-006": .untried(otherKind),
        "WB-GRP-001": .untried(otherKind),
        "WB-GRP-002": .untried(otherKind),
        "WB-GRP-003": .untried(otherKind),
        "WB-GRP-004": .untried(otherKind),
        "WB-GRP-006": .untried(otherKind),
        "WB-GRP-007": .untried(otherKind),
        "WB-KEY-001": .untried(otherKind),
        "WB-KEY-002": .untried(otherKind),
    ]

    /// The rules of the directory plane whose remedy is a command, in general or in some state.
    static func withCommand() throws -> Set<RuleIdentifier> {
        let rules = Catalogue.rules.filter { $0.plane == .directory }
        var found = Set(rules.filter { hasCommand($0.remedy) }.map(\.id))
        for test in RuleCase.all where !found.contains(test.rule) {
            guard let rule = rules.first(where: { $0.id == test.rule }) else { continue }
            var evaluation = Evaluation(
                baseline: test.baseline,
                asOf: test.evidence == nil ? SnapshotFixture.asOf : EvidenceFixture.asOf, domains: test.domains,
                requiredPlanes: [], vantage: test.vantage)
            evaluation.evidence = try test.given()
            evaluation.engine = test.engine
            let report = evaluation.evaluate([SnapshotFixture.snapshot(test.change)], by: [rule])
            if report.findings.compactMap(\.remedy).contains(where: hasCommand) { found.insert(rule.id) }
        }
        return found
    }

    private static func hasCommand(_ remedy: Remedy) -> Bool { remedy.command != nil || !remedy.alternatives.isEmpty }

    static func markdown() throws -> String {
        var tried = ""
        var untried = ""
        for (id, entry) in entries.sorted(by: { $0.key < $1.key }) {
            let title = Catalogue.rules.first { $0.id == id }?.title ?? ""
            let link = "[\(id)](rules.md#\(id.rawValue.lowercased()))"
            switch entry {
            case .tried(let test, let state): tried += "| \(link) | \(title) | \(state) | `\(test)` |\n"
            case .untried(let why): untried += "| \(link) | \(title) | \(why) |\n"
            }
        }
        let withCommand = try withCommand()
        let text = Catalogue.rules.filter { $0.plane == .directory && !withCommand.contains($0.id) }
        let others = Catalogue.rules.filter { $0.plane != .directory }
        return """
            # The remedies

            Written by the tests (`RemedyTable`), which also hold it against the catalogue. A finding prints its remedy with the names of
            what was found: steps, a command, the same for Samba's tools, and what takes it back, with the value that was read.

            ## Tried in the lab

            A test of `Tests/SambaTests` brings the lab into the state, sees the finding, runs what is printed for Samba's tools as it is
            printed, and sees the finding gone; where a command is printed that takes it back, it runs that too, and sees it return.

            | Rule | Asks | State | Test |
            |---|---|---|---|
            \(tried)
            ## A command that is not tried

            | Rule | Asks | Why not |
            |---|---|---|
            \(untried)
            ## No command

            The remedy is text, since it is a decision (who seizes a role, what becomes of an entry on AdminSDHolder, of a host that is
            gone), a migration, or something to ask: \(list(text)).

            The answer lies on a Connect server, in a tenant, on the way between them, or in a file that was given; the lab has none of
            these, and Samba cannot be brought into the state: \(list(others)).

            """
    }

    private static func list(_ rules: [Rule]) -> String {
        rules.map { "[\($0.id)](rules.md#\($0.id.rawValue.lowercased()))" }.joined(separator: ", ")
    }
}
