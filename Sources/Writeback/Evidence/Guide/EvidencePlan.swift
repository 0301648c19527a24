/// A place with its files, before it is known which rules there are.
struct EvidencePlan {
    /// A file, and by what a rule's own command is known to mean it.
    struct Item {
        var file: EvidenceGuide.File
        /// Parts of the commands in `Rule.decidedBy`, capitals aside.
        var marks: [String]

        init(
            _ name: String, _ kind: EvidenceKind, holds: String, _ commands: [EvidenceGuide.Commands],
            note: String? = nil, marks: [String]
        ) {
            file = EvidenceGuide.File(
                name: name, option: kind.option, holds: holds, commands: commands, note: note, decides: [])
            self.marks = marks.map { $0.lowercased() } + [kind.option + " \(name)".lowercased()]
        }

        func isMeant(by rule: Rule) -> Bool {
            guard let command = rule.decidedBy?.command.lowercased() else { return false }
            return marks.contains { command.contains($0) }
        }
    }

    var name: String
    var how: String
    var preparation: [EvidenceGuide.Commands]
    var items: [Item]

    func place(_ rules: [Rule]) -> EvidenceGuide.Place {
        EvidenceGuide.Place(
            name: name, how: how, preparation: preparation,
            files: items.map { item in
                var file = item.file
                file.decides = rules.filter(item.isMeant).map(\.id)
                return file
            })
    }

    // MARK: - Windows

    private static let folder = #"C:\adinspect"#
    private static let powerShell = "Windows PowerShell"
    private static let makeFolder = EvidenceGuide.Commands(
        tool: powerShell, lines: ["New-Item -ItemType Directory -Force '\(folder)' | Out-Null"])
    private static let samMarks = ["secedit", "RestrictRemoteSAM"]

    private static func run(_ lines: String...) -> [EvidenceGuide.Commands] { [.init(tool: powerShell, lines: lines)] }

    /// The second area names who may impersonate a client.
    private static let areas = "/areas SECURITYPOLICY USER_RIGHTS"

    static let connectServer = EvidencePlan(
        name: "The Connect server",
        how:
            "in a Windows PowerShell (not PowerShell 7) that was started as administrator, by a member of ADSyncAdmins",
        preparation: [makeFolder],
        items: [
            Item(
                "connect-export", .connectExport, holds: "the configuration: connectors, partitions, features, rules",
                run(#"Get-ADSyncServerConfiguration -Path '\#(folder)\connect-export'"#),
                note: "Into a folder that is not there yet: two exports in one are refused. No password is in it.",
                marks: [
                    "Get-ADSyncServerConfiguration", "Get-ADSyncGlobalSettings", "Get-ADSyncConnector",
                    "Get-ADSyncAADPasswordResetConfiguration", "--connect-export",
                ]),
            Item(
                "run-history.json", .runHistory, holds: "the runs that the server remembers, with their steps",
                run(
                    "Get-ADSyncRunProfileResult -RunStepDetails | ConvertTo-Json -Depth 10 | "
                        + #"Out-File -Encoding utf8 '\#(folder)\run-history.json'"#),
                marks: ["Get-ADSyncRunProfileResult", "--run-history"]),
            Item(
                "secedit-connect.inf", .securityPolicy, holds: "its security policy: RestrictRemoteSAM",
                run(#"secedit /export /cfg '\#(folder)\secedit-connect.inf' \#(areas)"#),
                note: "A file without RestrictRemoteSAM proves nothing, since the value outlives its policy: "
                    + #"reg query HKLM\System\CurrentControlSet\Control\Lsa /v RestrictRemoteSam tells."#,
                marks: samMarks),
        ])

    static let controllers = EvidencePlan(
        name: "Domain controllers",
        how: "the PDC emulator and each preferred one, in an elevated Windows PowerShell",
        preparation: [makeFolder],
        items: [
            // Judged as a domain controller's is a file that bears its name.
            Item(
                "DC-NAME.inf", .securityPolicy, holds: "its security policy: RestrictRemoteSAM",
                run(#"secedit /export /cfg "\#(folder)\$env:COMPUTERNAME.inf" \#(areas)"#),
                note: "Named after its host, by which it is known: give check one --secedit for each.",
                marks: samMarks)
        ])

    static func egress(_ names: EvidenceNames) -> EvidencePlan {
        let cloud = names.cloud == .public ? "" : " --cloud \(names.cloud.rawValue)"
        return EvidencePlan(
            name: "The network of the Connect server",
            how: "on a Linux host behind the same firewalls and with the same proxy; it takes three minutes",
            preparation: [],
            items: [
                Item(
                    "egress.json", .egress, holds: "the way out, and what becomes of silent connections",
                    [
                        .init(
                            tool: "adinspect",
                            lines: ["adinspect egress\(cloud) --idle 180 --format json -o egress.json"])
                    ],
                    note: names.cloud == .usgov
                        ? "Name the tenant's own namespace with --endpoint NAME.servicebus.usgovcloudapi.net: "
                            + "this cloud has no host to try in its place. Behind a proxy add --proxy http://HOST:PORT."
                        : "Behind a proxy add --proxy http://HOST:PORT.",
                    marks: ["adinspect egress", "--egress", "Test-NetConnection", "idle timeout", "machine.config"])
            ])
    }
}
