extension Prerequisites {
    /// What the first page on writeback that an administrator reads names, taken apart where a line names several things.
    static let told = [
        Prerequisite("M1a", "The tenant has a licence that includes writeback", by: ["WB-CLD-001", "WB-CLD-006"]),
        Prerequisite("M1b", "An administrator carries a licence", by: ["WB-CLD-002"]),
        Prerequisite("M1c", "A test user carries a licence", by: ["WB-CLD-003", "WB-CLD-010"]),
        Prerequisite(
            "M2a", "Connect can reach the PDC emulator",
            by: [
                "WB-PDC-001", "WB-PDC-002", "WB-PDC-003", "WB-PDC-004", "WB-PORT-088", "WB-PORT-135", "WB-PORT-389",
                "WB-PORT-445", "WB-CON-043",
            ]),
        Prerequisite(
            "M2b", "Preferred domain controllers, and \"only use preferred domain controllers\"",
            by: ["WB-CON-012", "WB-CON-013", "WB-CON-014", "WB-CON-015", "WB-CON-016", "WB-DC-001", "WB-CTL-002"]),
        Prerequisite(
            "M2c", "Writeback goes to the PDC emulator even when another domain controller is preferred",
            by: ["WB-CON-014", "WB-PDC-003", "WB-CTL-001"]),
        Prerequisite("M3", "Self-service password reset is configured and enabled", by: ["WB-CLD-004"]),
        Prerequisite("M4", "The account that enables writeback is cloud-only", by: ["WB-CLD-002", "WB-CLD-007"]),
        Prerequisite(
            "M5", "The forest runs Windows Server 2008 R2, 2012 or 2012 R2 with the latest service packs",
            by: ["WB-DC-002", "WB-FOR-001", "WB-FOR-002", "WB-DOM-003"]),
        Prerequisite("M6a", "Connect is installed", by: ["WB-CON-001", "WB-ACC-001"]),
        Prerequisite(
            "M6b", "Its forest is prepared", by: ["WB-CON-018", "WB-CON-019", "WB-FOR-001", "WB-FOR-002", "WB-ACL-001"]),
        Prerequisite("M6c", "A full import and a full synchronisation were done", by: ["WB-CON-011", "WB-CLD-008"]),
        Prerequisite("M6d", "Its version is current", by: ["WB-CON-001"]),
        Prerequisite(
            "M7a", "Outbound HTTPS to passwordreset.microsoftonline.com",
            by: ["WB-NET-001", "WB-NET-003", "WB-NET-004"]),
        Prerequisite(
            "M7b", "Outbound HTTPS to *.servicebus.windows.net", by: ["WB-NET-001", "WB-NET-003", "WB-NET-004"]),
        Prerequisite("M8", "Idle connections are kept for 2 to 3 minutes", by: ["WB-NET-002", "WB-NET-006"]),
        Prerequisite(
            "M9", "Switching writeback off and on again as a remedy", by: ["WB-CON-002"],
            unjudged: "It is something to do, and no state: it stands in the remedy of the rule."),
    ]
}
