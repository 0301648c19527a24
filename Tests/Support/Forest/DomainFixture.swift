/// The naming context of a domain of a scripted forest, with its DNS partitions.
enum DomainFixture {
    static func add(_ domain: ForestShape.Domain, of shape: ForestShape, to tree: inout DirectoryTree) {
        var add = EntryWriter(shape)
        let base = domain.distinguishedName
        root(domain, shape, &add)
        add("OU=Domain Controllers,\(base)", "organizationalUnit", "Organizational-Unit")
        add("CN=System,\(base)", "container", "Container")
        add("CN=RID Manager$,CN=System,\(base)", "rIDManager", "RID-Manager") { entry in
            entry["fSMORoleOwner"] = shape.ownerValue(domain.ridMaster).map { DirectoryValues($0) }
            entry["rIDAvailablePool"] = 4_611_686_014_132_422_209
        }
        add("CN=Infrastructure,\(base)", "infrastructureUpdate", "Infrastructure-Update") { entry in
            entry["fSMORoleOwner"] = shape.ownerValue(domain.infrastructureMaster).map { DirectoryValues($0) }
        }
        builtin(base, &add)
        passwordSettings(domain, &add)
        for trust in domain.trusts { self.trust(trust, base, &add) }
        for (number, controller) in shape.controllers.enumerated() where controller.domain == domain.dnsName {
            computer(controller, number: 1000 + number, domain, shape, &add)
        }
        if shape.hasAzureADKerberos, domain.dnsName == shape.root.dnsName { azureADKerberos(domain, &add) }

        var zones = ["DC=DomainDnsZones,\(base)": domain.domainDnsZones]
        if domain.dnsName == shape.root.dnsName { zones["DC=ForestDnsZones,\(base)"] = shape.forestDnsZones }
        for (zone, owner) in zones.sorted(by: { $0.key < $1.key }) {
            add(zone, "domainDNS", "Domain-DNS")
            add("CN=Infrastructure,\(zone)", "infrastructureUpdate", "Infrastructure-Update") { entry in
                entry["fSMORoleOwner"] = shape.ownerValue(owner).map { DirectoryValues($0) }
            }
            tree.setContextHead(zone)
        }
        for entry in add.entries { tree.add(entry) }

        let subordinate = zones.keys.sorted() + (domain.parent == nil ? [shape.configuration] : [])
        tree.setReferences(
            subordinate.map { "ldap://\($0.hasPrefix("CN") ? "" : dnsName($0) + ".")\(domain.dnsName)/\($0)" }, at: base
        )
    }

    private static func dnsName(_ zone: String) -> String { String(zone.dropFirst(3).prefix { $0 != "," }) }

    private static func root(_ domain: ForestShape.Domain, _ shape: ForestShape, _ add: inout EntryWriter) {
        add(domain.distinguishedName, "domainDNS", "Domain-DNS") { entry in
            entry["objectClass"] = ["top", "domain", "domainDNS"]
            entry["dc"] = DirectoryValues(String(domain.dnsName.prefix { $0 != "." }))
            entry["objectSid"] = DirectoryValues([WindowsIdentifiers.sid(domain.sid)])
            entry["fSMORoleOwner"] = shape.ownerValue(domain.pdcEmulator).map { DirectoryValues($0) }
            entry["msDS-Behavior-Version"] = DirectoryValues(domain.level)
            entry["nTMixedDomain"] = 0
            let policy = [
                "minPwdAge": "-864000000000", "maxPwdAge": "-36288000000000", "minPwdLength": "7",
                "pwdHistoryLength": "24",
                "pwdProperties": "1", "lockoutThreshold": "5", "lockoutDuration": "-18000000000",
                "lockOutObservationWindow": "-18000000000", "forceLogoff": "-9223372036854775808",
                "ms-DS-MachineAccountQuota": "10",
            ]
            for (name, value) in policy.merging(domain.policy, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key })
            {
                entry[name] = DirectoryValues(value)
            }
        }
    }

    /// A second, different set of policy attributes, which is not the domain's.
    private static func builtin(_ base: String, _ add: inout EntryWriter) {
        add("CN=Builtin,\(base)", "builtinDomain", "Builtin-Domain") { entry in
            entry["minPwdAge"] = 0
            entry["maxPwdAge"] = -37_108_517_437_440
            entry["minPwdLength"] = 0
            entry["pwdHistoryLength"] = 0
            entry["pwdProperties"] = 0
        }
    }

    private static func passwordSettings(_ domain: ForestShape.Domain, _ add: inout EntryWriter) {
        let container = "CN=Password Settings Container,CN=System,\(domain.distinguishedName)"
        add(container, "msDS-PasswordSettingsContainer", "ms-DS-Password-Settings-Container")
        for settings in domain.passwordSettings {
            add("CN=\(settings.name),\(container)", "msDS-PasswordSettings", "ms-DS-Password-Settings") { entry in
                entry["msDS-PasswordSettingsPrecedence"] = DirectoryValues(settings.precedence)
                entry["msDS-MinimumPasswordAge"] = -864_000_000_000
                entry["msDS-MaximumPasswordAge"] = -9_223_372_036_854_775_808
                entry["msDS-MinimumPasswordLength"] = 14
                entry["msDS-PasswordHistoryLength"] = 24
                entry["msDS-PasswordComplexityEnabled"] = "TRUE"
                entry["msDS-PasswordReversibleEncryptionEnabled"] = "FALSE"
                entry["msDS-LockoutThreshold"] = 10
                entry["msDS-LockoutDuration"] = -18_000_000_000
                entry["msDS-LockoutObservationWindow"] = -18_000_000_000
                entry["msDS-PSOAppliesTo"] = DirectoryValues(settings.appliesTo)
            }
        }
    }

    private static func trust(_ trust: ForestShape.Trust, _ base: String, _ add: inout EntryWriter) {
        add("CN=\(trust.partner),CN=System,\(base)", "trustedDomain", "Trusted-Domain") { entry in
            entry["objectClass"] = ["top", "leaf", "trustedDomain"]
            entry["trustPartner"] = DirectoryValues(trust.partner)
            entry["flatName"] = DirectoryValues(trust.flatName)
            entry["securityIdentifier"] = DirectoryValues([WindowsIdentifiers.sid(trust.sid)])
            entry["trustDirection"] = DirectoryValues(trust.direction)
            entry["trustType"] = DirectoryValues(trust.type)
            entry["trustAttributes"] = DirectoryValues(trust.attributes)
        }
    }

    private static func computer(
        _ controller: ForestShape.Controller, number: Int, _ domain: ForestShape.Domain, _ shape: ForestShape,
        _ add: inout EntryWriter
    ) {
        guard controller.hasComputerAccount else { return }
        add(shape.computer(controller), "computer", "Computer") { entry in
            entry["objectClass"] = ["top", "person", "organizationalPerson", "user", "computer"]
            entry["sAMAccountName"] = DirectoryValues("\(controller.name.uppercased())$")
            entry["objectSid"] = DirectoryValues([WindowsIdentifiers.sid("\(domain.sid)-\(number)")])
            // SERVER_TRUST_ACCOUNT and TRUSTED_FOR_DELEGATION; WORKSTATION_TRUST, TRUSTED_TO_AUTH and PARTIAL_SECRETS.
            entry["userAccountControl"] = DirectoryValues(controller.isReadOnly ? 0x500_1000 : 0x8_2000)
            entry["primaryGroupID"] = DirectoryValues(controller.isReadOnly ? 521 : 516)
            entry["dNSHostName"] = controller.hostName.map { DirectoryValues($0) }
            entry["operatingSystem"] = controller.operatingSystem.map { DirectoryValues($0) }
            entry["operatingSystemVersion"] = controller.operatingSystemVersion.map { DirectoryValues($0) }
            entry["operatingSystemServicePack"] = controller.servicePack.map { DirectoryValues($0) }
            entry["serverReferenceBL"] = DirectoryValues(shape.server(controller))
            entry["msDS-isRODC"] = controller.isReadOnly ? "TRUE" : "FALSE"
            entry["msDS-SiteName"] = DirectoryValues(controller.site)
            entry.operational.formUnion(["msds-isrodc", "msds-sitename"])
        }
    }

    /// A computer object that looks like a read-only domain controller and is no machine.
    private static func azureADKerberos(_ domain: ForestShape.Domain, _ add: inout EntryWriter) {
        add("CN=AzureADKerberos,OU=Domain Controllers,\(domain.distinguishedName)", "computer", "Computer") { entry in
            entry["objectClass"] = ["top", "person", "organizationalPerson", "user", "computer"]
            entry["sAMAccountName"] = "AzureADKerberos$"
            entry["objectSid"] = DirectoryValues([WindowsIdentifiers.sid("\(domain.sid)-1999")])
            entry["userAccountControl"] = DirectoryValues(0x500_1000)
            entry["primaryGroupID"] = 521
            entry["msDS-KrbTgtLink"] = DirectoryValues("CN=krbtgt_AzureAD,CN=Users,\(domain.distinguishedName)")
            entry["msDS-isRODC"] = "TRUE"
            entry.operational.insert("msds-isrodc")
        }
    }
}
