/// The rootDSE (MS-ADTS 3.1.1.3.2) of a domain controller, and of servers that are none.
enum RootDSEFixture {
    static func activeDirectory(_ shape: ForestShape, servedBy server: ForestShape.Controller) -> DirectoryEntry {
        let domain = shape.domains.first { $0.dnsName == server.domain } ?? shape.root
        let dnsZones = [domain.distinguishedName, shape.root.distinguishedName]
        // A child domain's controller names the configuration first.
        let contexts =
            domain.parent == nil
            ? [domain.distinguishedName, shape.configuration, shape.schema]
            : [shape.configuration, shape.schema, domain.distinguishedName]
        var entry = DirectoryEntry(
            "",
            [
                "currentTime": DirectoryValues(server.currentTime),
                "subschemaSubentry": DirectoryValues("CN=Aggregate,\(shape.schema)"),
                "dsServiceName": DirectoryValues(shape.ntdsSettings(server)),
                "namingContexts": DirectoryValues(
                    contexts + ["DC=DomainDnsZones,\(dnsZones[0])", "DC=ForestDnsZones,\(dnsZones[1])"]),
                "defaultNamingContext": DirectoryValues(domain.distinguishedName),
                "schemaNamingContext": DirectoryValues(shape.schema),
                "configurationNamingContext": DirectoryValues(shape.configuration),
                "rootDomainNamingContext": DirectoryValues(shape.root.distinguishedName),
                "supportedControl": DirectoryValues(controls + (server.hasPolicyHints ? policyHints : [])),
                "supportedLDAPVersion": ["3", "2"],
                "highestCommittedUSN": 53_279,
                "supportedSASLMechanisms": ["GSSAPI", "GSS-SPNEGO", "EXTERNAL", "DIGEST-MD5"],
                "dnsHostName": DirectoryValues(server.hostName.map { [$0] } ?? []),
                "ldapServiceName": DirectoryValues(
                    "\(shape.root.dnsName):\(server.name.lowercased())$@\(domain.dnsName.uppercased())"),
                "serverName": DirectoryValues(shape.server(server)),
                "supportedCapabilities": DirectoryValues(
                    capabilities + (server.isReadOnly ? ["1.2.840.113556.1.4.1920"] : [])),
                "supportedExtension": ["1.3.6.1.4.1.1466.20037", "1.3.6.1.4.1.4203.1.11.3"],
                "isSynchronized": "TRUE",
                "isGlobalCatalogReady": server.isGlobalCatalog ? "TRUE" : "FALSE",
                "domainFunctionality": DirectoryValues(domain.level),
                "forestFunctionality": DirectoryValues(shape.level),
                "domainControllerFunctionality": DirectoryValues(server.level),
                "objectClass": "top",
            ])
        // The filter (objectClass=*) finds the rootDSE; the class itself does not come back unasked.
        entry.operational = ["objectclass"]
        return entry
    }

    static let lightweightDirectoryServices: DirectoryEntry = {
        let configuration = "CN=Configuration,CN={A24B1C5D-3E2F-4D1A-9C8B-7E6F5A4B3C2D}"
        var entry = DirectoryEntry(
            "",
            [
                "currentTime": "20260704120000.0Z",
                "dsServiceName": DirectoryValues(
                    "CN=NTDS Settings,CN=LDS1$instance1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,\(configuration)"
                ),
                "namingContexts": DirectoryValues([
                    configuration, "CN=Schema,\(configuration)", "CN=App,DC=example,DC=test",
                ]),
                "schemaNamingContext": DirectoryValues("CN=Schema,\(configuration)"),
                "configurationNamingContext": DirectoryValues(configuration),
                "supportedControl": DirectoryValues(controls + policyHints),
                "supportedLDAPVersion": ["3", "2"],
                "supportedSASLMechanisms": ["GSSAPI", "GSS-SPNEGO", "EXTERNAL", "DIGEST-MD5"],
                "dnsHostName": "lds1.corp.example.test",
                "supportedCapabilities": [
                    "1.2.840.113556.1.4.1851", "1.2.840.113556.1.4.1670", "1.2.840.113556.1.4.1791",
                    "1.2.840.113556.1.4.1935", "1.2.840.113556.1.4.2080", "1.2.840.113556.1.4.2237",
                ],
                "isSynchronized": "TRUE",
                "forestFunctionality": 7,
                "domainControllerFunctionality": 7,
                "objectClass": "top",
            ])
        entry.operational = ["objectclass"]
        return entry
    }()

    static let openLDAP: DirectoryEntry = {
        var entry = DirectoryEntry(
            "",
            [
                "objectClass": ["top", "OpenLDAProotDSE"],
                "structuralObjectClass": "OpenLDAProotDSE",
                "configContext": "cn=config",
                "namingContexts": "dc=example,dc=test",
                "supportedControl": ["2.16.840.1.113730.3.4.18", "1.2.840.113556.1.4.319", "1.3.6.1.1.13.2"],
                "supportedExtension": ["1.3.6.1.4.1.1466.20037", "1.3.6.1.4.1.4203.1.11.1", "1.3.6.1.4.1.4203.1.11.3"],
                "supportedLDAPVersion": "3",
                "supportedSASLMechanisms": ["SCRAM-SHA-1", "GSSAPI"],
                "entryDN": "",
                "subschemaSubentry": "cn=Subschema",
            ])
        entry.operational = Set(entry.names.map { $0.lowercased() }).subtracting(["objectclass"])
        return entry
    }()

    private static let policyHints = ["1.2.840.113556.1.4.2066", "1.2.840.113556.1.4.2239"]
    private static let capabilities = [
        "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670", "1.2.840.113556.1.4.1791", "1.2.840.113556.1.4.1935",
        "1.2.840.113556.1.4.2080", "1.2.840.113556.1.4.2237",
    ]
    private static let controls = [
        "1.2.840.113556.1.4.319", "1.2.840.113556.1.4.801", "1.2.840.113556.1.4.473", "1.2.840.113556.1.4.528",
        "1.2.840.113556.1.4.417", "1.2.840.113556.1.4.619", "1.2.840.113556.1.4.841", "1.2.840.113556.1.4.529",
        "1.2.840.113556.1.4.805", "1.2.840.113556.1.4.521", "1.2.840.113556.1.4.970", "1.2.840.113556.1.4.1338",
        "1.2.840.113556.1.4.474", "1.2.840.113556.1.4.1339", "1.2.840.113556.1.4.1340", "1.2.840.113556.1.4.1413",
        "2.16.840.1.113730.3.4.9", "2.16.840.1.113730.3.4.10", "1.2.840.113556.1.4.1504", "1.2.840.113556.1.4.1852",
    ]
}
