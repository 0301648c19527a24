import ActiveDirectory
import Inspection
import LDAP

/// What the connector account may do where devices are kept.
extension DeviceWritebackRules {
    private static let rightsFamily = "Device writeback"
    private static let script = Remedy(
        steps: ["Let the script that the wizard of Connect saves (CreateDeviceContainer.ps1) grant it."],
        command: "dsacls <container> /G \"<connector account>:GRGWCCDCSDDT\" /I:T",
        undo: .steps("Put back the DACL as it was read; a finding prints it with the command."))

    static let devices = Rule(
        "WB-DEV-004", family: rightsFamily,
        title: "The connector account may make devices, and read and write them",
        rationale: "Connect makes an object of class msDS-Device for each device, and keeps it up to date.",
        decision: .init(
            base: "<msDS-DeviceLocation>", scope: "base", filter: "(objectClass=*)",
            attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal", "defaultSecurityDescriptor"],
            reading:
                "The container's own DACL grants making children of class msDS-Device (5df2b673-6d41-4774-b3e8-d52e8ee9ff99), and a device "
                + "that inherits from it grants reading and writing all properties. The script grants more: GRGWCCDCSDDT on all below."
        ),
        severities: .always(.blocker), remedy: script, references: [.deviceWriteback, .deviceContainers],
        grade: .source, writeback: .device,
        judge: .snapshot { _, forest in
            let found = forest.forest.otherWritebacks.deviceServices
            let judged = forest.connectorAccounts.judged.flatMap { account in
                (found.known ?? []).map { service in judge(account, service, forest) }
            }
            return judged + forest.withoutServices(found)
                + forest.connectorAccountGaps.map { Judgement.undecided(over: $0) }
        })

    private static func judge(
        _ account: ConnectorAccount, _ service: DeviceRegistrationService, _ forest: ForestUnderJudgement
    ) -> Judgement {
        guard let name = service.location.known, let domain = forest.domain(holding: name),
            let container = service.container.known
        else {
            let facts = [
                forest.fact(
                    "container for devices", service.container.words(\.distinguishedName.description),
                    source: "msDS-DeviceLocation of \(service.distinguishedName)")
            ]
            let subject = forest.subject(of: account)
            // That there is no container is the finding of the rule about it.
            if service.container.isSettled, service.container.known == nil {
                return Judgement(subject, .notApplicable, "There is no container for devices", because: facts)
            }
            return Judgement(
                subject, .undecided,
                "What \(forest.name(of: account)) may do in the container for devices is not known", because: facts)
        }
        let rights = forest.rights(of: account, in: domain)
        let decided = [
            rights.right(
                .createChild(ofClass: .deviceClass), named: .init(rawValue: "Create devices"),
                on: container.descriptor, ofClass: .deviceContainerClass, holder: name),
            rights.right(
                DirectoryRight(mask: [.readProperty, .writeProperty]),
                named: .init(rawValue: "Read and write all properties of devices"), onNew: forest.forest.deviceClass,
                below: container.descriptor, holder: name),
        ]
        let count = forest.fact(
            "devices below it", service.devices.words(String.init), source: "(objectClass=msDS-Device) below \(name)")
        var judgement = forest.judge(
            decided, for: "device writeback", on: name.description, account, domain, holder: name
        ) { denied in
            let object = (name: name, descriptor: container.descriptor.known)
            return forest.remedy(denied, account, domain, on: object) { tool, wait in
                tool.grant(
                    [everything], on: object, command: nil,
                    steps: ["Let CreateDeviceContainer.ps1 grant it, or one of the commands.", wait])
            }
        }
        judgement.because.append(count)
        return judgement
    }

    /// What the script grants on the container and all below it.
    private static let everything = RightsGrant(
        mask: [
            .readControl, .listContents, .readProperty, .listObject, .validatedWrite, .writeProperty, .createChild,
            .deleteChild, .delete, .deleteTree,
        ], isOnObject: true, words: "GRGWCCDCSDDT")

    static let configuration = Rule(
        "WB-DEV-005", family: rightsFamily,
        title: "The connector account may read and write the device registration configuration",
        rationale:
            "Connect reads there where devices are kept. What it writes there is not said; the script grants both, and so lacking the right to "
            + "write is a warning.",
        decision: .init(
            base: "CN=Device Registration Configuration,CN=Services,<configuration>", scope: "base",
            filter: "(objectClass=*)", attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal"],
            reading: "Its DACL grants reading, and writing, all properties, to any identifier in the account's token."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: script.steps, command: "dsacls <container> /G \"<connector account>:GRGW\" /I:T", undo: script.undo),
        references: [.deviceWriteback, .deviceContainers], grade: .source, writeback: .device,
        judge: .overConnectorAccounts { _, forest, account in judge(account, forest) })

    private static func judge(_ account: ConnectorAccount, _ forest: ForestUnderJudgement) -> Judgement {
        let found = forest.forest.otherWritebacks.deviceConfiguration
        let name = forest.forest.configurationNamingContext.child("CN", "Services")
            .child("CN", "Device Registration Configuration")
        let root = (forest.forest.domains.known ?? []).first {
            $0.dnsName.lowercased() == forest.forest.rootDomain.lowercased()
        }
        let facts = [
            forest.fact("container", found.words(\.distinguishedName.description), source: name.description)
        ]
        if case .absent = found {
            return Judgement(
                forest.subject(of: account), .notApplicable,
                "Forest \(forest.forest.rootDomain) has no device registration configuration", because: facts)
        }
        guard let container = found.known, let domain = root else {
            return Judgement(
                forest.subject(of: account), .undecided,
                "What \(forest.name(of: account)) may do in \(name) is not known", because: facts)
        }
        let rights = forest.rights(of: account, in: domain)
        let right = { (mask: AccessMask, words: String) in
            rights.right(
                DirectoryRight(mask: mask), named: .init(rawValue: words), on: container.descriptor,
                ofClass: .containerClass, holder: name)
        }
        let read = right(.readProperty, "Read all properties")
        let both = [read, right(.writeProperty, "Write all properties")]
        var judgement = forest.judge(
            both, for: "device writeback", on: name.description, account, domain, holder: name
        ) { denied in
            let object = (name: name, descriptor: container.descriptor.known)
            return forest.remedy(denied, account, domain, on: object) { tool, wait in
                let grant = RightsGrant(
                    mask: [
                        .readControl, .listContents, .readProperty, .listObject, .validatedWrite, .writeProperty,
                    ], isOnObject: true, words: "GRGW")
                return tool.grant(
                    [grant], on: object, command: nil,
                    steps: ["Let CreateDeviceContainer.ps1 grant it, or one of the commands.", wait])
            }
        }
        if read.answer == .granted, judgement.outcome != .met { judgement.severity = .warning }
        return judgement
    }
}
