/// The configuration and schema naming contexts of a scripted forest (MS-ADTS 6.1.1.2).
enum ConfigurationFixture {
    static func add(_ shape: ForestShape, to tree: inout DirectoryTree) {
        var add = EntryWriter(shape)
        add("CN=Configuration,\(shape.root.distinguishedName)", "configuration", "Configuration")
        add(shape.schema, "dMD", "DMD") { entry in
            entry["objectVersion"] = DirectoryValues(shape.schemaVersion)
            entry["fSMORoleOwner"] = shape.ownerValue(shape.schemaMaster).map { DirectoryValues($0) }
        }
        partitions(shape, &add)
        sites(shape, &add)
        for controller in shape.controllers { server(controller, shape, &add) }
        for entry in add.entries { tree.add(entry) }
    }

    private static func partitions(_ shape: ForestShape, _ add: inout EntryWriter) {
        let partitions = "CN=Partitions,\(shape.configuration)"
        add(partitions, "crossRefContainer", "Cross-Ref-Container") { entry in
            entry["fSMORoleOwner"] = shape.ownerValue(shape.domainNamingMaster).map { DirectoryValues($0) }
            entry["msDS-Behavior-Version"] = DirectoryValues(shape.level)
            entry["uPNSuffixes"] = DirectoryValues(shape.upnSuffixes)
            if shape.hasRecycleBin {
                entry["msDS-EnabledFeature"] = DirectoryValues(
                    "CN=Recycle Bin Feature,CN=Optional Features,CN=Directory Service,CN=Windows NT,CN=Services,"
                        + shape.configuration)
            }
        }
        let crossRef = { (name: String, context: String, dnsRoot: String, flags: Int, add: inout EntryWriter) in
            add("CN=\(name),\(partitions)", "crossRef", "Cross-Ref") { entry in
                entry["nCName"] = DirectoryValues(context)
                entry["dnsRoot"] = DirectoryValues(dnsRoot)
                entry["systemFlags"] = DirectoryValues(flags)
                entry["Enabled"] = "TRUE"
            }
        }
        crossRef("Enterprise Configuration", shape.configuration, shape.root.dnsName, 1, &add)
        crossRef("Enterprise Schema", shape.schema, shape.root.dnsName, 1, &add)
        crossRef(
            "ForestDnsZones", "DC=ForestDnsZones,\(shape.root.distinguishedName)",
            "ForestDnsZones.\(shape.root.dnsName)", 5,
            &add)
        for domain in shape.domains {
            crossRef(domain.netbiosName, domain.distinguishedName, domain.dnsName, 3, &add)
            add.change("CN=\(domain.netbiosName),\(partitions)") { entry in
                entry["nETBIOSName"] = DirectoryValues(domain.netbiosName)
                entry["msDS-Behavior-Version"] = DirectoryValues(domain.level)
                if let parent = shape.domains.first(where: { $0.dnsName == domain.parent }) {
                    entry["trustParent"] = DirectoryValues("CN=\(parent.netbiosName),\(partitions)")
                }
            }
            crossRef(
                "DomainDnsZones-\(domain.netbiosName)", "DC=DomainDnsZones,\(domain.distinguishedName)",
                "DomainDnsZones.\(domain.dnsName)", 5, &add)
        }
    }

    private static func sites(_ shape: ForestShape, _ add: inout EntryWriter) {
        let sites = "CN=Sites,\(shape.configuration)"
        add(sites, "sitesContainer", "Sites-Container")
        for site in shape.sites {
            add("CN=\(site),\(sites)", "site", "Site")
            add("CN=NTDS Site Settings,CN=\(site),\(sites)", "nTDSSiteSettings", "NTDS-Site-Settings")
            add("CN=Servers,CN=\(site),\(sites)", "serversContainer", "Servers-Container")
        }
        add("CN=Subnets,\(sites)", "subnetContainer", "Subnet-Container")
        for (subnet, site) in shape.subnets {
            add("CN=\(subnet),CN=Subnets,\(sites)", "subnet", "Subnet") { entry in
                entry["siteObject"] = DirectoryValues("CN=\(site),\(sites)")
            }
        }
    }

    private static func server(_ controller: ForestShape.Controller, _ shape: ForestShape, _ add: inout EntryWriter) {
        guard let domain = shape.domains.first(where: { $0.dnsName == controller.domain }) else { return }
        add(shape.server(controller), "server", "Server") { entry in
            entry["dNSHostName"] = controller.hostName.map { DirectoryValues($0) }
            if controller.hasComputerAccount { entry["serverReference"] = DirectoryValues(shape.computer(controller)) }
        }
        guard controller.hasNTDSSettings else { return }
        // RODCs are of the same object class on newer servers; the category tells them apart (nTDSDSARO).
        add(
            shape.ntdsSettings(controller), "nTDSDSA", controller.isReadOnly ? "NTDS-DSA-RO" : "NTDS-DSA"
        ) { entry in
            if controller.isReadOnly { entry["objectClass"] = ["top", "applicationSettings", "nTDSDSA", "nTDSDSARO"] }
            entry["options"] = DirectoryValues((controller.isGlobalCatalog ? 1 : 0) + (controller.isReadOnly ? 36 : 0))
            entry["msDS-Behavior-Version"] = DirectoryValues(controller.level)
            entry["msDS-HasDomainNCs"] = DirectoryValues(domain.distinguishedName)
            entry["msDS-isRODC"] = controller.isReadOnly ? "TRUE" : "FALSE"
            entry["msDS-isGC"] = controller.isGlobalCatalog ? "TRUE" : "FALSE"
            entry["dMDLocation"] = DirectoryValues(shape.schema)
            entry.operational.formUnion(["msds-isrodc", "msds-isgc"])
            let contexts = DirectoryValues([domain.distinguishedName, shape.configuration, shape.schema])
            entry[controller.isReadOnly ? "msDS-hasFullReplicaNCs" : "hasMasterNCs"] = contexts
            if !controller.isReadOnly {
                entry["msDS-hasMasterNCs"] = contexts
                entry["invocationId"] = DirectoryValues([
                    WindowsIdentifiers.guid(for: "invocation of \(controller.name)")
                ])
            }
        }
    }
}
