import ActiveDirectory
import Inspection
import LDAP

/// What the account that writes groups may do where they are written.
extension GroupWritebackRules {
    private static let howDecided =
        "At the container that the export of the Connect server names (Microsoft.GroupWriteBack.Container). Without one, and for cloud "
        + "sync, whose containers stand in the cloud, at the domain root: granted there it is met, else undecided, since it may be granted "
        + "on the container alone. "
    private static let undo = Remedy.Undo.steps(
        "Put back the DACL as it was read; a finding prints it with the command.")
    private static let cmdlet = Remedy(
        steps: ["Grant it on the container that groups are written to."],
        command:
            "Set-ADSyncUnifiedGroupWritebackPermissions -ADConnectorAccountDN <connector account> -ADobjectDN <container>",
        undo: undo)

    private static func decision(_ reading: String) -> Rule.Decision {
        .init(
            base: "<container>", scope: "base", filter: "(objectClass=*)",
            attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal", "defaultSecurityDescriptor"],
            reading: howDecided + reading)
    }

    static let create = Rule(
        "WB-GRP-002", family: family, title: "The account that writes groups may make them",
        rationale:
            "The right to make a group is one on the container. What the cmdlet grants at a domain root is inherited by groups only, and lets "
            + "nobody make one: it has to be run for the container.",
        decision: decision("The right is making children of class group (bf967a9c-0de6-11d0-a285-00aa003049e2)."),
        severities: .always(.blocker), remedy: cmdlet,
        references: [.connectorAccountSetup, .groupWriteback, .cloudSyncPermissions, .directoryRights], grade: .source,
        writeback: .group,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            judge(forest, account, domain) { rights, container in
                [
                    rights.right(
                        .createChild(ofClass: .groupClass), named: .init(rawValue: "Create groups"),
                        on: container.descriptor, ofClass: .organizationalUnitClass,
                        holder: container.distinguishedName)
                ]
            }
        })

    static let readAndWrite = Rule(
        "WB-GRP-003", family: family, title: "The account that writes groups may read and write them",
        rationale: "Members and names of the groups are kept up to date from the cloud.",
        decision: decision("A group that inherits from it grants reading and writing all properties."),
        severities: .always(.blocker), remedy: cmdlet,
        references: [.connectorAccountSetup, .groupWriteback, .groupProvisioning], grade: .source, writeback: .group,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            judge(forest, account, domain) { rights, container in
                [
                    rights.right(
                        DirectoryRight(mask: [.readProperty, .writeProperty]),
                        named: .init(rawValue: "Read and write all properties of groups"),
                        onNew: forest.forest.groupClass, below: container.descriptor,
                        holder: container.distinguishedName)
                ]
            }
        })

    static let delete = Rule(
        "WB-GRP-004", family: family, title: "The account that writes groups may delete them again",
        rationale:
            "A group that is deleted in the cloud stays in the directory otherwise, and the export reports an error.",
        decision: decision(
            "Deleting is granted by Delete on the group, or by deleting children of class group on the container."),
        severities: .always(.warning), remedy: cmdlet,
        references: [.connectorAccountSetup, .groupWriteback, .cloudSyncPermissions, .directoryRights], grade: .source,
        writeback: .group,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            judge(forest, account, domain) { rights, container in
                let holder = container.distinguishedName
                let name = WritebackRight(rawValue: "Delete groups")
                let onGroup = rights.right(
                    DirectoryRight(mask: .delete), named: name, onNew: forest.forest.groupClass,
                    below: container.descriptor, holder: holder)
                let onContainer = rights.right(
                    DirectoryRight(mask: .deleteChild, objectTypes: [.groupClass], includesClass: false), named: name,
                    on: container.descriptor, ofClass: .organizationalUnitClass, holder: holder)
                // One of the two is enough.
                let better =
                    [onGroup, onContainer].first { $0.answer == .granted }
                    ?? [onGroup, onContainer].first { $0.answer == .undecided } ?? onGroup
                return [better]
            }
        })

    // MARK: -

    private static func judge(
        _ forest: ForestUnderJudgement, _ account: ConnectorAccount, _ domain: Domain,
        deciding decide: (AccountRights, DirectoryContainer) -> [AccountRight]
    ) -> Judgement {
        let rights = forest.rights(of: account, in: domain)
        let configured = account.groupWriter == .connect ? forest.connectExport?.groupContainer : nil
        guard let name = configured else {
            let root = DirectoryContainer(
                distinguishedName: domain.distinguishedName, objectClass: .value("domainDNS"),
                descriptor: domain.security.domainRoot)
            var judgement = forest.judge(
                decide(rights, root), for: "group writeback", on: "the domain root of \(domain.dnsName)", account,
                domain, holder: root.distinguishedName, lacking: .undecided
            ) { remedy($0, account, domain, root, forest) }
            judgement.because.append(
                forest.fact("container for groups", "not known", source: "Microsoft.GroupWriteBack.Container"))
            return judgement
        }
        let facts = [
            forest.fact("container for groups", name.description, source: "Microsoft.GroupWriteBack.Container")
        ]
        let subject = forest.subject(of: account, in: domain)
        guard forest.domain(holding: name)?.dnsName == domain.dnsName else {
            return Judgement(
                subject, .notApplicable, "Groups are written to \(name), which is not in \(domain.dnsName)",
                because: facts)
        }
        let seen = forest.forest.otherWritebacks
        if seen.groupContainerName == name, let container = seen.groupContainer.known {
            var judgement = forest.judge(
                decide(rights, container), for: "group writeback", on: name.description, account, domain, holder: name
            ) { remedy($0, account, domain, container, forest) }
            judgement.because += facts
            return judgement
        }
        var isAbsent = false
        if case .absent = seen.groupContainer, seen.groupContainerName == name { isAbsent = true }
        return Judgement(
            subject, isAbsent ? .notMet : .undecided,
            isAbsent
                ? "The container for groups, \(name), does not exist"
                : "The container for groups, \(name), was not read",
            because: facts)
    }

    private static func remedy(
        _ denied: AccountRight, _ account: ConnectorAccount, _ domain: Domain, _ container: DirectoryContainer,
        _ forest: ForestUnderJudgement
    ) -> Remedy {
        let object = (name: container.distinguishedName, descriptor: container.descriptor.known)
        let isRoot = container.distinguishedName == domain.distinguishedName
        let command: String? =
            switch account.groupWriter {
            case .cloudSync:
                "Set-AADCloudSyncPermissions -PermissionType UserGroupCreateDelete -TargetDomain "
                    + "\(CommandText.powerShell(domain.dnsName)) -TargetDomainCredential (Get-Credential)"
            case .connect:
                isRoot
                    ? nil
                    : "Set-ADSyncUnifiedGroupWritebackPermissions -ADConnectorAccountDN "
                        + CommandText.powerShell(account.distinguishedName.description)
                        + " -ADobjectDN \(CommandText.powerShell(container.distinguishedName.description))"
            }
        return forest.remedy(denied, account, domain, on: object) { tool, wait in
            tool.grant(
                grants, on: object, command: command,
                steps: isRoot
                    ? [
                        "Find out which container groups are written to, and grant it there; the commands do so for the whole domain. The export "
                            + "of the Connect server (--connect-export) names the container.", wait,
                    ] : ["Grant it on the container that groups are written to.", wait])
        }
    }

    /// Making and deleting groups on the container and below, and all that the cmdlet grants on groups.
    private static let grants = [
        RightsGrant(
            mask: [.createChild, .deleteChild], objectType: .groupClass, isOnObject: true, words: "CCDC;group"),
        RightsGrant(
            mask: [
                .readControl, .listContents, .readProperty, .listObject, .validatedWrite, .writeProperty, .createChild,
                .deleteChild, .delete, .deleteTree,
            ], heir: .groupClass, words: "GRGWCCDCSDDT;;group"),
    ]
}
