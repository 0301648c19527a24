extension SecurityIdentifier {
    /// The English name of an identifier that means the same everywhere, or of a group or account that every domain has:
    /// `Authenticated Users`, `Domain Admins` (MS-DTYP 2.4.2.4). Of the latter the domain is not told. Windows in other
    /// languages shows other names.
    public var wellKnownName: String? {
        if let name = Self.fixedNames[self] { return name }
        guard authority == 5, subAuthorities.count == 5, subAuthorities.first == 21 else { return nil }
        return relativeIdentifier.flatMap { Self.relativeNames[$0.rawValue] }
    }

    private static let fixedNames: [SecurityIdentifier: String] = {
        let names: [(UInt64, [UInt32], String)] = [
            (0, [0], "Nobody"), (1, [0], "Everyone"), (2, [0], "Local"), (3, [0], "Creator Owner"),
            (3, [1], "Creator Group"), (3, [4], "Owner Rights"), (5, [1], "Dialup"), (5, [2], "Network"),
            (5, [3], "Batch"), (5, [4], "Interactive"), (5, [6], "Service"), (5, [7], "Anonymous Logon"),
            (5, [8], "Proxy"), (5, [9], "Enterprise Domain Controllers"), (5, [10], "SELF"),
            (5, [11], "Authenticated Users"), (5, [12], "Restricted"), (5, [13], "Terminal Server User"),
            (5, [14], "Remote Interactive Logon"), (5, [15], "This Organization"), (5, [17], "IUSR"),
            (5, [18], "SYSTEM"), (5, [19], "Local Service"), (5, [20], "Network Service"),
            (5, [64, 10], "NTLM Authentication"), (5, [64, 14], "SChannel Authentication"),
            (5, [64, 21], "Digest Authentication"), (5, [1000], "Other Organization"),
            (18, [1], "Authentication authority asserted identity"), (18, [2], "Service asserted identity"),
        ]
        let builtin: [(UInt32, String)] = [
            (544, "Administrators"), (545, "Users"), (546, "Guests"), (547, "Power Users"),
            (548, "Account Operators"), (549, "Server Operators"), (550, "Print Operators"),
            (551, "Backup Operators"), (552, "Replicator"), (554, "Pre-Windows 2000 Compatible Access"),
            (555, "Remote Desktop Users"), (556, "Network Configuration Operators"),
            (557, "Incoming Forest Trust Builders"), (558, "Performance Monitor Users"),
            (559, "Performance Log Users"), (560, "Windows Authorization Access Group"),
            (561, "Terminal Server License Servers"), (562, "Distributed COM Users"), (568, "IIS_IUSRS"),
            (569, "Cryptographic Operators"), (573, "Event Log Readers"),
            (574, "Certificate Service DCOM Access"), (575, "RDS Remote Access Servers"),
            (576, "RDS Endpoint Servers"), (577, "RDS Management Servers"), (578, "Hyper-V Administrators"),
            (579, "Access Control Assistance Operators"), (580, "Remote Management Users"),
            (582, "Storage Replica Administrators"),
        ]
        var table: [SecurityIdentifier: String] = [:]
        for (authority, subAuthorities, name) in names {
            table[SecurityIdentifier(authority: authority, subAuthorities: subAuthorities)] = name
        }
        for (relative, name) in builtin {
            table[SecurityIdentifier(authority: 5, subAuthorities: [32, relative])] = name
        }
        return table
    }()

    private static let relativeNames: [UInt32: String] = [
        498: "Enterprise Read-only Domain Controllers", 500: "Administrator", 501: "Guest", 502: "krbtgt",
        512: "Domain Admins", 513: "Domain Users", 514: "Domain Guests", 515: "Domain Computers",
        516: "Domain Controllers", 517: "Cert Publishers", 518: "Schema Admins", 519: "Enterprise Admins",
        520: "Group Policy Creator Owners", 521: "Read-only Domain Controllers",
        522: "Cloneable Domain Controllers", 525: "Protected Users", 526: "Key Admins",
        527: "Enterprise Key Admins", 553: "RAS and IAS Servers", 571: "Allowed RODC Password Replication Group",
        572: "Denied RODC Password Replication Group",
    ]
}
