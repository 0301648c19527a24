import ActiveDirectory
import Inspection
import LDAP

/// Device writeback: the forest's schema, where devices are kept, and what the connector account may do there.
enum DeviceWritebackRules {
    static let all = [schema, oneService, location, devices, configuration, oneForest, licence]

    private static let family = "Device writeback"
    static let schema2012R2 = 69
    private static let services = "CN=Device Registration Services,CN=Device Registration Configuration,CN=Services"

    /// Connect's own script makes all of it; the wizard offers to run it, or to save it.
    private static let prepare = Remedy(
        steps: [
            "Let the wizard of Connect prepare the forest: Configure device options, Configure device writeback; it takes an Enterprise Admin, "
                + "or saves CreateDeviceContainer.ps1 for one.",
            "Older builds have the cmdlet in AdPrep\\AdSyncPrep.psm1 instead.",
        ],
        command: "Initialize-ADSyncDeviceWriteBack -DomainName <domain> -AdConnectorAccount <connector account>",
        undo: .steps(
            "Disable device writeback in the wizard, then delete CN=RegisteredDevices and the DeviceRegistrationService object, if nothing "
                + "else uses them: AD FS does."))

    static let schema = Rule(
        "WB-DEV-001", family: family, title: "The schema is that of Windows Server 2012 R2 or later",
        rationale: "Before it there is no class for devices, and the wizard leaves device writeback greyed out.",
        decision: .init(
            base: "<schema>", scope: "base", filter: "(objectClass=*)", attributes: ["objectVersion"],
            reading: "69 or more."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Extend the schema with the adprep of a newer Windows Server."], command: "adprep /forestprep",
            undo: .irreversible),
        references: [.deviceWriteback, .schemaVersions], grade: .source, writeback: .device,
        judge: .overForest { _, forest in
            let version = forest.forest.schemaVersion
            let root = forest.forest.rootDomain
            let facts = [forest.schemaFact]
            guard let number = version.known else {
                return Judgement(
                    forest.forestSubject, .undecided, "The schema version of forest \(root) was not read",
                    because: facts)
            }
            return Judgement(
                forest.forestSubject, number >= schema2012R2 ? .met : .notMet,
                "The schema of forest \(root) has version \(number) (\(SchemaVersion(rawValue: number).name))",
                because: facts)
        })

    static let oneService = Rule(
        "WB-DEV-002", family: family, title: "The forest has one device registration service, and no second",
        rationale:
            "Connect keeps the devices where this object says. Without it, or with two, device writeback cannot be enabled.",
        decision: .init(
            base: "<configuration>", scope: "subtree", filter: "(objectClass=msDS-DeviceRegistrationService)",
            attributes: ["msDS-DeviceLocation", "nTSecurityDescriptor"],
            reading:
                "Exactly one. None is proved where the containers that hold such objects show their children to the caller, or do not exist."
        ),
        severities: .always(.blocker), remedy: prepare, references: [.deviceWriteback], grade: .source,
        writeback: .device,
        judge: .overForest { _, forest in
            let found = forest.forest.otherWritebacks.deviceServices
            let root = forest.forest.rootDomain
            let facts = [
                forest.fact(
                    "device registration services",
                    found.words {
                        $0.isEmpty ? "none" : $0.map(\.distinguishedName.description).joined(separator: "; ")
                    },
                    source: "\(services),\(forest.forest.configurationNamingContext)")
            ]
            let count = found.known?.count ?? 0
            if count > 1 {
                return Judgement(
                    forest.forestSubject, .notMet, "Forest \(root) has \(count) device registration services",
                    because: facts,
                    remedy: Remedy(
                        steps: [
                            "Find out which of them is in use, and delete the others; Connect and AD FS share one."
                        ], undo: .irreversible))
            }
            guard found.isSettled else {
                return Judgement(
                    forest.forestSubject, .undecided,
                    "Whether forest \(root) has one device registration service is not known", because: facts)
            }
            let isOne = count == 1
            return Judgement(
                forest.forestSubject, isOne ? .met : .notMet,
                isOne
                    ? "Forest \(root) has one device registration service"
                    : "Forest \(root) has no device registration service: it is not prepared for device writeback",
                because: facts)
        })

    static let location = Rule(
        "WB-DEV-003", family: family, title: "The device registration service names a container that exists",
        rationale:
            "Devices are made in the container that msDS-DeviceLocation names, CN=RegisteredDevices of a domain as a rule.",
        decision: .init(
            base: "<msDS-DeviceLocation>", scope: "base", filter: "(objectClass=*)",
            attributes: ["objectClass", "nTSecurityDescriptor"],
            reading: "The object is there and of class msDS-DeviceContainer."),
        severities: .always(.blocker), remedy: prepare, references: [.deviceWriteback, .deviceContainers],
        grade: .source, writeback: .device,
        judge: .snapshot { _, forest in
            let found = forest.forest.otherWritebacks.deviceServices
            return (found.known ?? []).map { judge($0, forest) } + forest.withoutServices(found)
        })

    private static func judge(_ service: DeviceRegistrationService, _ forest: ForestUnderJudgement) -> Judgement {
        var subject = forest.forestSubject
        subject.name = service.distinguishedName.description
        subject.id = nil
        let facts = [
            forest.fact(
                "device location", service.location.words(\.description),
                source: "msDS-DeviceLocation of \(service.distinguishedName)"),
            forest.fact(
                "class", service.container.words { $0.objectClass.words { $0 } },
                source: "objectClass of \(service.location.words(\.description))"),
        ]
        guard let name = service.location.known else {
            let isAbsent = service.location.isSettled
            return Judgement(
                subject, isAbsent ? .notMet : .undecided,
                isAbsent
                    ? "The device registration service names no container"
                    : "Which container the device registration service names was not read", because: facts)
        }
        if let objectClass = service.container.known?.objectClass.known {
            let isRight = objectClass.lowercased() == "msds-devicecontainer"
            return Judgement(
                subject, isRight ? .met : .notMet,
                isRight
                    ? "Devices are kept in \(name)"
                    : "Devices are to be kept in \(name), which is of class \(objectClass)", because: facts)
        }
        let isAbsent = service.container.isSettled && service.container.known == nil
        return Judgement(
            subject, isAbsent ? .notMet : .undecided,
            isAbsent
                ? "Devices are to be kept in \(name), which does not exist" : "The container \(name) was not read",
            because: facts)
    }

    static let oneForest = Rule(
        "WB-DEV-006", plane: .connect, family: family, title: "Users come from a single forest",
        rationale: "Devices must be in the forest of their users, and are written back to one forest only.",
        decision: .init(
            base: "the export of the Connect server", scope: "-", filter: "-", attributes: [],
            reading: "It holds one connector to a forest (category AD)."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Use another way than device writeback: hybrid join does not need it."], undo: .notNeeded),
        references: [.deviceWriteback], grade: .source, writeback: .device,
        judge: .evidence(
            .init(place: "the Connect server", command: "Get-ADSyncServerConfiguration -Path <folder>")
        ) { rule, given in
            let subject = given.subject(.syncServer)
            guard let export = given.usable.connectExport else {
                return [
                    Judgement(
                        subject, .undecided, "How many forests the Connect server serves is not known",
                        because: given.missing(.connectExport, rule))
                ]
            }
            let names = export.forests.map(\.name).sorted()
            let facts = [
                given.fact(
                    "connectors to forests", names.isEmpty ? "none" : names.joined(separator: ", "),
                    in: "Connectors", of: export.directory, at: export.writtenAt)
            ]
            if names.isEmpty {
                return [Judgement(subject, .undecided, "The export names no forest", because: facts)]
            }
            let isOne = names.count == 1
            return [
                Judgement(
                    subject, isOne ? .met : .notMet,
                    isOne
                        ? "The Connect server serves the one forest \(names[0])"
                        : "The Connect server serves \(names.count) forests", because: facts)
            ]
        })

    static let licence = Rule(
        "WB-DEV-007", plane: .cloud, family: family, title: "The tenant has a licence that includes device writeback",
        rationale: "Device writeback needs Entra ID P1 or P2.",
        decision: .init(
            base: "anywhere, signed in to the tenant", scope: "-", filter: "-", attributes: [],
            reading: "An enabled SKU with service plan AAD_PREMIUM or AAD_PREMIUM_P2."),
        severities: .always(.blocker),
        remedy: Remedy(steps: ["Buy or assign a plan that includes Entra ID P1."], undo: .notNeeded),
        references: [.deviceWriteback], grade: .source, writeback: .device,
        judge: .question(
            .tenant,
            .init(
                place: "anywhere, signed in to the tenant",
                command: "az rest --method get --url https://graph.microsoft.com/v1.0/subscribedSkus")))
}

extension ForestUnderJudgement {
    var schemaFact: Fact {
        fact(
            "schema version", forest.schemaVersion.words { "\($0), \(SchemaVersion(rawValue: $0).name)" },
            source: "objectVersion of \(forest.schemaNamingContext)")
    }

    /// What is to be said of the device registration services that were not read, or are not there.
    func withoutServices(_ found: Observed<[DeviceRegistrationService]>) -> [Judgement] {
        let facts = [
            fact(
                "device registration services", found.words { "\($0.count)" },
                source: "(objectClass=msDS-DeviceRegistrationService) below \(forest.configurationNamingContext)")
        ]
        guard found.isSettled else {
            return [
                Judgement(
                    forestSubject, .undecided,
                    "The device registration services of forest \(forest.rootDomain) were not listed whole",
                    because: facts)
            ]
        }
        return found.known?.isEmpty == false
            ? []
            : [
                Judgement(
                    forestSubject, .notApplicable, "Forest \(forest.rootDomain) has no device registration service",
                    because: facts)
            ]
    }
}
