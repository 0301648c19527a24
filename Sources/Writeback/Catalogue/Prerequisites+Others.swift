extension Prerequisites {
    /// What is asked of the sync server, the tenant and the way between them.
    static let beyondDirectory = [
        Prerequisite(
            "C1", "Licences of the tenant, the administrator and the test user",
            by: ["WB-CLD-001", "WB-CLD-002", "WB-CLD-003", "WB-CLD-006", "WB-CLD-010"]),
        Prerequisite(
            "C2", "The enabling administrator is cloud-only, or managed, and has the role",
            by: ["WB-CLD-002", "WB-CLD-007"]),
        Prerequisite("C3", "Self-service reset is enabled, and writes back", by: ["WB-CLD-004"]),
        Prerequisite(
            "C4", "Connect is current, and has imported and synchronised fully",
            by: ["WB-CON-001", "WB-CON-011", "WB-CON-018", "WB-CON-019", "WB-CON-020", "WB-CON-023", "WB-CLD-008"]),
        Prerequisite(
            "C5", "Outbound HTTPS to the endpoints of the cloud", by: ["WB-NET-001", "WB-NET-003", "WB-NET-004"]),
        Prerequisite("C6", "Idle connections outwards live long enough", by: ["WB-NET-002", "WB-NET-006"]),
        Prerequisite(
            "C7", "Writeback is switched off and on again where a forest was added, or where it fails",
            by: ["WB-CON-002", "WB-CON-022"],
            unjudged: "It is something to do, and no state: it stands in the remedy of the rule."),
        Prerequisite(
            "C8", "TLS 1.2 and a current .NET on the Connect server, and TLS that nobody breaks open",
            by: ["WB-CON-003", "WB-NET-001"]),
        Prerequisite("C9", "The Connect server runs a supported system", by: ["WB-CON-004", "WB-ACC-007"]),
        Prerequisite(
            "C10", "Clocks are right", by: ["WB-CON-005", "WB-CLK-001", "WB-CLK-002", "WB-CLK-003"]),
        Prerequisite("C11", "Cloud sync: agent, account and switch of its own", by: ["WB-CON-010", "WB-ACC-004"]),
        Prerequisite(
            "C12", "Resets that are not written back: admin center, PowerShell, Graph; administrators' own policy",
            by: ["WB-CLD-005", "WB-CLD-011"]),
    ]

    /// Rules about password writeback that no document asks for.
    package static let beyondTheDocuments = [
        UndocumentedRule(
            "WB-DC-003", "What is known of a domain controller hangs on both objects; one alone is a leftover."),
        UndocumentedRule(
            "WB-ROLE-001", "Repairs that other rules ask for (schema, levels) need a living owner of the role."),
        UndocumentedRule("WB-ROLE-002", "As for the schema master: domains can be repaired only with it."),
        UndocumentedRule(
            "WB-ROLE-003", "Without it accounts cannot be made in the end, the connector account among them."),
        UndocumentedRule(
            "WB-ROLE-004", "A role without an owner is the mark of a domain controller taken out by force."),
        UndocumentedRule(
            "WB-ROLE-005", "Harmless for writeback, and asked about often: said, so that nobody mends it."),
        UndocumentedRule("WB-ROLE-006", "As for the domain's zones."),
        UndocumentedRule(
            "WB-CON-024", "Says which server the rules on the account's description are about; decides nothing itself."),
        UndocumentedRule("WB-CON-040", "Named in the repair of an error, and in no list of prerequisites."),
        UndocumentedRule("WB-CLD-009", "Evidence of another tenant would decide about the wrong one."),
        UndocumentedRule("WB-NET-005", "Reports by two ways out would be about no one way."),
        UndocumentedRule("WB-STM-001", "About what people said, and not about writeback."),
        UndocumentedRule("WB-STM-002", "About what people said, and not about writeback."),
        UndocumentedRule("WB-STM-003", "About what people said, and not about writeback."),
        UndocumentedRule("WB-STM-004", "About what people said, and not about writeback."),
    ]
}
