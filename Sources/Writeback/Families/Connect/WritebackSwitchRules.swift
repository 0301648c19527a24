import Inspection

/// The switch of password writeback, and the tenant that it is for.
enum WritebackSwitchRules {
    static let all = [isOn, flagAgrees, oneTenant]

    private static let element = "aad-password-reset-config/enabled"

    static let isOn = ConnectRules.rule(
        "WB-CON-002", version: 2, .blocker, "Password writeback is switched on in Connect",
        because: "The switch stands in the cloud connector of the sync server, and nowhere in the directory.",
        in: "the tenant connector's Connector_{…}.xml, GlobalSettings/MV.xml",
        of: [element, "Microsoft.Synchronize.StagingMode"],
        reading:
            "enabled is 1, and the server is not in staging mode, in which it writes nothing to any directory. Where the flag of the wizard "
            + "in MV.xml says otherwise, this one counts, and WB-CON-022 warns. Graph's passwordWritebackEnabled is not in use.",
        then: Remedy(
            steps: ["Tick Password writeback in the wizard.", "If it is on and fails, switch it off, then on again."],
            command: "Set-ADSyncAADPasswordResetConfiguration -Connector \"<tenant> - AAD\" -Enable $true",
            undo: .command("Set-ADSyncAADPasswordResetConfiguration -Connector \"<tenant> - AAD\" -Enable $false")),
        references: [.writebackTutorial, .writebackTroubleshooting, .connectTopologies],
        judge: .overTenants { export, tenant in
            let staging = export.settings.flatMap(\.isStaging)
            let facts = [
                export.fact(
                    "password writeback", tenant.writesPasswordsBack.words { $0 ? "on" : "off" }, in: element,
                    of: tenant),
                export.fact("staging mode", staging.words { $0 ? "on" : "off" }, in: "StagingMode of MV.xml"),
            ]
            let subject = export.subject(of: tenant)
            switch (tenant.writesPasswordsBack.known, staging.known) {
            case (false?, _):
                return Judgement(
                    subject, .notMet, "Password writeback is switched off in connector \(tenant.name)", because: facts,
                    remedy: remedy(tenant))
            case (true?, false?):
                return Judgement(
                    subject, .met, "Password writeback is switched on in connector \(tenant.name)", because: facts)
            case (true?, _):
                return Judgement(
                    subject, .undecided,
                    "Password writeback is switched on in connector \(tenant.name); whether the server is in staging mode is not known",
                    because: facts)
            case (nil, _):
                return Judgement(
                    subject, .undecided,
                    "Whether password writeback is switched on in connector \(tenant.name) is not known",
                    because: facts)
            }
        })

    private static func remedy(_ tenant: TenantConnector) -> Remedy {
        let command =
            "Set-ADSyncAADPasswordResetConfiguration -Connector \(CommandText.powerShell(tenant.name)) -Enable "
        return Remedy(
            steps: isOn.remedy.steps, command: command + "$true", undo: .command(command + "$false"))
    }

    static let flagAgrees = ConnectRules.rule(
        "WB-CON-022", .warning, grade: .inference, "The wizard's flag and the switch of password writeback agree",
        because:
            "The wizard shows one and the sync engine obeys the other. Where they differ, a run of the wizard may switch writeback without "
            + "anybody's intent.",
        in: "GlobalSettings/MV.xml, the tenant connector's Connector_{…}.xml",
        of: ["Microsoft.OptionalFeature.PasswordWriteback", element],
        reading: "Both are on, or both are off. Which of them the service obeys is inferred: the connector's.",
        then: Remedy(
            steps: ["Run the wizard, and set Password writeback once more as it is meant to be."],
            undo: .steps("Run the wizard, and set it back.")),
        references: [
            .configurationElements,
            .inference("The connector's switch is what the engine obeys; the flag is the wizard's"),
        ],
        judge: .overTenants { export, tenant in
            let flag = export.settings.flatMap(\.passwordWriteback)
            let facts = [
                export.fact(
                    "wizard's flag", flag.words { $0 ? "on" : "off" },
                    in: "Microsoft.OptionalFeature.PasswordWriteback of MV.xml"),
                export.fact(
                    "switch", tenant.writesPasswordsBack.words { $0 ? "on" : "off" }, in: element, of: tenant),
            ]
            guard let shown = flag.known, let obeyed = tenant.writesPasswordsBack.known else {
                return Judgement(
                    export.subject(of: tenant), .undecided,
                    "Whether the wizard's flag agrees with connector \(tenant.name) is not known", because: facts)
            }
            return Judgement(
                export.subject(of: tenant), shown == obeyed ? .met : .notMet,
                shown == obeyed
                    ? "The wizard's flag agrees with connector \(tenant.name)"
                    : "The wizard shows password writeback as \(shown ? "on" : "off"), and connector \(tenant.name) has it \(obeyed ? "on" : "off")",
                because: facts)
        })

    static let oneTenant = ConnectRules.rule(
        "WB-CON-023", .warning, "The Connect server synchronises to one tenant",
        because:
            "One Connect server cannot serve several tenants; which of them a reset comes from is then anybody's guess.",
        in: "Connector_{…}.xml", of: ["category", "subtype"], reading: "One connector is to a tenant.",
        then: Remedy(
            steps: ["Keep one tenant connector on this server, and give each further tenant a server of its own."],
            undo: .irreversible),
        references: [.connectTopologies],
        judge: .overExport { _, given, export in
            let names = export.tenants.map(\.name)
            let facts = [
                export.fact(
                    "connectors to tenants", names.isEmpty ? "none" : names.joined(separator: ", "), in: "Connectors")
            ]
            let subject = given.subject(.syncServer)
            switch names.count {
            case 0:
                return [
                    Judgement(subject, .undecided, "The export has no connector to a tenant", because: facts)
                ]
            case 1:
                return [Judgement(subject, .met, "Connect synchronises to one tenant, \(names[0])", because: facts)]
            default:
                return [
                    Judgement(
                        subject, .notMet, "Connect has connectors to \(names.count) tenants, and may have one",
                        because: facts)
                ]
            }
        })
}
