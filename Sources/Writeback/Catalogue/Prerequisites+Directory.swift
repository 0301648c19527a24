extension Prerequisites {
    private static let ofUsers =
        "A property of single users: the rules judge those that --population reads, `adinspect user` judges one."

    /// What is asked of forest, domains, domain controllers, the connector account and its rights.
    static let directory = [
        Prerequisite(
            "D1", "The PDC emulator of each domain is known and reached",
            by: [
                "WB-PDC-001", "WB-PDC-002", "WB-PDC-003", "WB-PORT-088", "WB-PORT-135", "WB-PORT-389", "WB-PORT-445",
                "WB-DOM-001", "WB-CON-043",
            ]),
        Prerequisite("D2", "Domain controllers have the password policy control", by: ["WB-CTL-001", "WB-CTL-002"]),
        Prerequisite(
            "D3", "Domain controllers run a supported Windows Server",
            by: ["WB-DC-002", "WB-DC-004", "WB-DC-006"]),
        Prerequisite(
            "D4", "Forest functional level and schema are those of Windows Server 2003 or later",
            by: ["WB-FOR-001", "WB-FOR-002", "WB-DOM-003"]),
        Prerequisite(
            "D5", "Connect works with a writable domain controller", by: ["WB-PDC-004", "WB-CON-013", "WB-CON-016"]),
        Prerequisite("D6", "No NetBIOS domain name holds a dot", by: ["WB-DOM-002"]),
        Prerequisite("D7", "No domain has a single-label DNS name", by: ["WB-DOM-006"]),
        Prerequisite("D8", "The Recycle Bin is enabled (recommended)", by: ["WB-FOR-003"]),
        Prerequisite("D9", "The minimum password age is 0", by: ["WB-DOM-004", "WB-DOM-005", "WB-USR-011"]),
        Prerequisite(
            "D10", "History, complexity, length and filters accept what the cloud accepts",
            by: ["WB-DOM-008", "WB-CON-008", "WB-CON-042"],
            unjudged: "What a filter refuses is written nowhere: no rule can read it."),
        Prerequisite("D11", "Reset Password on the users", by: ["WB-ACL-001", "WB-USR-001", "WB-USR-003"]),
        Prerequisite("D12", "Write lockoutTime on the users", by: ["WB-ACL-002", "WB-USR-002", "WB-USR-004"]),
        Prerequisite("D13", "Write pwdLastSet on the users", by: ["WB-ACL-003", "WB-USR-005"]),
        Prerequisite("D14", "Change Password on the users", by: ["WB-ACL-005"]),
        Prerequisite("D15", "Unexpire Password on the domain root", by: ["WB-ACL-004"]),
        Prerequisite("D16", "Inheritance brings the entries to the users", by: ["WB-ACL-006", "WB-USR-006"]),
        Prerequisite("D17", "No user is marked \"cannot change password\"", by: ["WB-USR-010"], unjudged: ofUsers),
        Prerequisite(
            "D18", "Protected accounts are not written back, by design",
            by: ["WB-ACL-008", "WB-USR-007", "WB-USR-008"], unjudged: ofUsers),
        Prerequisite(
            "D19", "The user is enabled, not locked, and one", by: ["WB-USR-012", "WB-USR-014"], unjudged: ofUsers),
        Prerequisite(
            "D20", "No organizational unit has reserved characters in its name", by: ["WB-DOM-007"]),
        Prerequisite(
            "D21", "The legacy read path is open: domain root, Builtin, samServer, Pre-Windows 2000 access",
            by: ["WB-ACL-009", "WB-ACL-010", "WB-ACL-011", "WB-ACL-012", "WB-ACL-013"]),
        Prerequisite("D22", "RestrictRemoteSAM does not shut the connector account out", by: ["WB-CON-006"]),
        Prerequisite(
            "D23", "The connector account is an ordinary account that can log on, and no administrator",
            by: [
                "WB-ACC-001", "WB-ACC-002", "WB-ACC-003", "WB-ACC-004", "WB-ACC-005", "WB-ACC-008", "WB-CON-017",
                "WB-CON-041",
            ]),
        Prerequisite("D24", "Connect signs and encrypts LDAP traffic", by: ["WB-CON-007"]),
        Prerequisite("D25", "Connect does not run on a domain controller", by: ["WB-ACC-006", "WB-CON-025"]),
        Prerequisite(
            "D26", "Accounts of the class inetOrgPerson are served too", by: ["WB-ACL-007", "WB-USR-009", "WB-CON-021"]),
        Prerequisite(
            "D27", "Windows Server 2025 refuses remote password changes over SAM", by: ["WB-DC-007"],
            unjudged: "What that does to writeback is documented nowhere: the rule informs, and claims no more."),
        Prerequisite("D28", "No user is enabled in more than one connected forest", by: ["WB-CON-009", "WB-FOR-004"]),
        Prerequisite(
            "D29", "Permissions and policy have replicated", by: ["WB-DC-005", "WB-DC-008"],
            unjudged: "That a change has arrived everywhere is seen only by looking again after an hour."),
        Prerequisite(
            "D30", "With \"password never expires\", a forced change at next logon is not set", by: ["WB-USR-013"],
            unjudged: ofUsers),
    ]
}
