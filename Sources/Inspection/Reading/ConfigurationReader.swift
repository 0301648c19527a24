import ActiveDirectory
import LDAP

/// What the configuration and schema naming contexts say of the forest. Every authenticated caller may read what is asked for here.
struct ConfigurationReader: Sendable {
    let directory: Directory
    let configuration: DistinguishedName
    let schema: DistinguishedName

    /// What was read, before anything is put together.
    struct Configuration: Sendable {
        var partitions: Observed<Entry>
        var crossRefs: Observed<[CrossReference]>
        var servers: Observed<[ServerObject]>
        var settings: Observed<[NTDSSettings]>
        var sites: Observed<[Entry]>
        var subnets: Observed<[Entry]>
        var schemaHead: Observed<Entry>
    }

    func run() async -> Configuration {
        let sitesBase = configuration.child("CN", "Sites")
        async let partitions = directory.read(
            partitionsName, ["fSMORoleOwner", "msDS-Behavior-Version", "uPNSuffixes", "msDS-EnabledFeature"])
        async let crossRefs = directory.search(
            partitionsName, .oneLevel, .equals("objectClass", "crossRef"),
            [
                "nCName", "dnsRoot", "nETBIOSName", "trustParent", "rootTrust", "systemFlags",
                "msDS-NC-Replica-Locations",
            ])
        async let servers = directory.search(
            sitesBase, .subtree, .equals("objectClass", "server"), ["dNSHostName", "serverReference", "name"])
        async let settings = directory.search(
            sitesBase, .subtree, .or([.equals("objectClass", "nTDSDSA"), .equals("objectClass", "nTDSDSARO")]),
            [
                "objectGUID", "objectClass", "options", "msDS-Behavior-Version", "msDS-HasMasterNCs", "hasMasterNCs",
                "msDS-hasFullReplicaNCs", "msDS-HasDomainNCs", "msDS-isRODC", "invocationId",
            ])
        async let sites = directory.search(sitesBase, .oneLevel, .equals("objectClass", "site"), ["name", "cn"])
        async let subnets = directory.search(
            sitesBase.child("CN", "Subnets"), .oneLevel, .equals("objectClass", "subnet"), ["cn", "siteObject"])
        async let schemaHead = directory.read(schema, ["objectVersion", "fSMORoleOwner"])
        return await Configuration(
            partitions: partitions, crossRefs: crossRefs.map { $0.map(CrossReference.init) },
            servers: servers.map { $0.map(ServerObject.init) }, settings: settings.map { $0.map(NTDSSettings.init) },
            sites: sites, subnets: subnets, schemaHead: schemaHead)
    }

    private var partitionsName: DistinguishedName { configuration.child("CN", "Partitions") }
}

/// A crossRef object: a naming context of the forest (MS-ADTS 6.1.1.2.1.1).
struct CrossReference: Sendable {
    var name: DistinguishedName
    var namingContext: Observed<DistinguishedName>
    var dnsRoot: Observed<String>
    var netbiosName: Observed<String>
    var trustParent: Observed<DistinguishedName>
    var flags: Observed<UInt32>

    init(_ entry: Entry) {
        let reader = EntryReader(entry, readableByEverybody: true)
        name = entry.distinguishedName
        namingContext = reader.name("nCName")
        dnsRoot = reader.text("dnsRoot")
        netbiosName = reader.text("nETBIOSName")
        trustParent = reader.name("trustParent")
        flags = reader.flags("systemFlags")
    }

    /// Whether the naming context is a domain of this forest.
    var isDomain: Bool {
        flags.known.map { CrossRefFlags(rawValue: $0).isSuperset(of: [.namingContext, .domain]) } ?? false
    }
}

/// A server object in a site's Servers container.
struct ServerObject: Sendable {
    var name: DistinguishedName
    var relativeName: String
    var dnsHostName: Observed<String>
    var computer: Observed<DistinguishedName>

    init(_ entry: Entry) {
        let reader = EntryReader(entry)
        name = entry.distinguishedName
        relativeName = entry.text("name") ?? entry.distinguishedName.rdn?.value ?? entry.distinguishedName.description
        dnsHostName = reader.text("dNSHostName")
        computer = reader.name("serverReference")
    }
}

/// An NTDS Settings object: the directory service of one server (MS-ADTS 6.1.1.2.2.1.2.1.1).
struct NTDSSettings: Sendable {
    var name: DistinguishedName
    var guid: Observed<ObjectGUID>
    var options: Observed<UInt32>
    var level: Observed<FunctionalLevel>
    /// Naming contexts of which it holds a writable copy.
    var masterNamingContexts: [DistinguishedName]
    /// Naming contexts of which it holds a whole, read-only copy.
    var fullReplicas: [DistinguishedName]
    var domainNamingContexts: [DistinguishedName]
    var isReadOnly: Bool

    init(_ entry: Entry) {
        let reader = EntryReader(entry, readableByEverybody: true)
        name = entry.distinguishedName
        guid = reader.guid("objectGUID")
        options = reader.flags("options")
        level = reader.level("msDS-Behavior-Version")
        masterNamingContexts =
            (reader.names("msDS-HasMasterNCs").known ?? []) + (reader.names("hasMasterNCs").known ?? [])
        fullReplicas = reader.names("msDS-hasFullReplicaNCs").known ?? []
        domainNamingContexts = reader.names("msDS-HasDomainNCs").known ?? []
        let classes = entry.texts("objectClass") ?? []
        // A read-only one has no writable copy at all; its class is nTDSDSARO on Windows and nTDSDSA on Samba.
        isReadOnly =
            reader.boolean("msDS-isRODC").known
            ?? (classes.contains { $0.lowercased() == "ntdsdsaro" } || masterNamingContexts.isEmpty)
    }
}
