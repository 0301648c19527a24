import ActiveDirectory
import LDAP
import Testing

@Suite struct RootDSETests {
    static func values(_ attributes: [String: [String]]) -> [String: [[UInt8]]] {
        attributes.mapValues { $0.map { Array($0.utf8) } }
    }

    static let capabilities2012R2 = [
        "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670", "1.2.840.113556.1.4.1791", "1.2.840.113556.1.4.1935",
        "1.2.840.113556.1.4.2080", "1.2.840.113556.1.4.2237",
    ]

    /// A child domain lists its parent's configuration first.
    static let child = RootDSE(
        attributes: values([
            "currentTime": ["20260101120000.0Z"],
            "subschemaSubentry": ["CN=Aggregate,CN=Schema,CN=Configuration,DC=corp,DC=example,DC=test"],
            "dsServiceName": [
                "CN=NTDS Settings,CN=DC01,CN=Servers,CN=Löhne,CN=Sites,CN=Configuration,DC=corp,DC=example,DC=test"
            ],
            "namingContexts": [
                "CN=Configuration,DC=corp,DC=example,DC=test", "CN=Schema,CN=Configuration,DC=corp,DC=example,DC=test",
                "DC=emea,DC=corp,DC=example,DC=test", "DC=TAPI3Directory,DC=emea,DC=corp,DC=example,DC=test",
            ],
            "defaultNamingContext": ["DC=emea,DC=corp,DC=example,DC=test"],
            "schemaNamingContext": ["CN=Schema,CN=Configuration,DC=corp,DC=example,DC=test"],
            "configurationNamingContext": ["CN=Configuration,DC=corp,DC=example,DC=test"],
            "rootDomainNamingContext": ["DC=corp,DC=example,DC=test"],
            "supportedControl": ["1.2.840.113556.1.4.319", "1.2.840.113556.1.4.2066", "1.2.840.113556.1.4.2239"],
            "supportedLDAPVersion": ["3", "2"],
            "supportedLDAPPolicies": ["MaxPageSize"],
            "highestCommittedUSN": ["18446744073"],
            "supportedSASLMechanisms": ["GSSAPI", "GSS-SPNEGO", "EXTERNAL", "DIGEST-MD5"],
            "dnsHostName": ["DC01.emea.corp.example.test"],
            "ldapServiceName": ["corp.example.test:dc01$@EMEA.CORP.EXAMPLE.TEST"],
            "serverName": ["CN=DC01,CN=Servers,CN=Löhne,CN=Sites,CN=Configuration,DC=corp,DC=example,DC=test"],
            "supportedCapabilities": capabilities2012R2,
            "isSynchronized": ["TRUE"],
            "isGlobalCatalogReady": ["FALSE"],
            "domainFunctionality": ["10"], "forestFunctionality": ["7"], "domainControllerFunctionality": ["10"],
        ]))

    @Test func everyAttributeIsRead() {
        let entry = Self.child
        #expect(entry.defaultNamingContext?.description == "DC=emea,DC=corp,DC=example,DC=test")
        #expect(entry.namingContexts.first?.description == "CN=Configuration,DC=corp,DC=example,DC=test")
        #expect(entry.rootDomainNamingContext?.description == "DC=corp,DC=example,DC=test")
        #expect(entry.configurationNamingContext?.description == "CN=Configuration,DC=corp,DC=example,DC=test")
        #expect(entry.schemaNamingContext?.description == "CN=Schema,CN=Configuration,DC=corp,DC=example,DC=test")
        #expect(entry.subschemaSubentry != nil)
        #expect(entry.dnsHostName == "DC01.emea.corp.example.test")
        #expect(entry.serverName?.description.hasPrefix("CN=DC01,") == true)
        #expect(NTDSSettingsName(entry.dsServiceName?.description ?? "")?.siteName == "Löhne")
        #expect(entry.ldapServiceName == "corp.example.test:dc01$@EMEA.CORP.EXAMPLE.TEST")
        #expect(entry.currentTime?.secondsSince1970 == 1_767_268_800)
        #expect(entry.highestCommittedUSN == 18_446_744_073)
        #expect(entry.isSynchronized == true)
        #expect(entry.isGlobalCatalogReady == false)
        #expect(entry.supportedLDAPVersions == [3, 2])
        #expect(entry.supportedLDAPPolicies == ["MaxPageSize"])
        #expect(entry.supportedSASLMechanisms.contains("GSS-SPNEGO"))
        #expect(entry.domainFunctionality == .windowsServer2025)
        #expect(entry.forestFunctionality == .windowsServer2016)
        #expect(entry.domainControllerFunctionality == .windowsServer2025)
        #expect(entry.supports(.policyHints))
        #expect(entry.supports(.policyHintsDeprecated))
        #expect(!entry.supports(.securityDescriptorFlags))
        #expect(entry.has(.windows8))
        #expect(!entry.isSamba)
    }

    @Test func everyAttributeAskedForIsRead() {
        var asked: [String] = []
        _ = RootDSE { name in
            asked.append(name)
            return []
        }
        #expect(Set(asked) == Set(RootDSE.attributeNames + RootDSE.authenticatedAttributeNames))
    }

    /// The letter case of attribute names differs between answers.
    @Test func namesWithoutRegardToLetterCase() {
        let entry = RootDSE(attributes: Self.values(["DEFAULTNAMINGCONTEXT": ["DC=a"], "dnshostname": ["dc1.a"]]))
        #expect(entry.defaultNamingContext?.description == "DC=a")
        #expect(entry.dnsHostName == "dc1.a")
    }

    /// Some servers show no levels unless asked, and an entry can come with no attributes at all.
    @Test func nothingCameBack() {
        let entry = RootDSE(attributes: [:])
        #expect(entry.domainFunctionality == nil)
        #expect(entry.defaultNamingContext == nil)
        #expect(entry.supportedControls.isEmpty)
        #expect(entry.isSynchronized == nil)
        #expect(entry.directoryKind == .notActiveDirectory)
    }

    @Test func valuesThatAreNotWhatTheyShouldBeAreLeftOut() {
        let entry = RootDSE(attributes: [
            "currentTime": [Array("now".utf8)], "isSynchronized": [Array("maybe".utf8)],
            "highestCommittedUSN": [[0xFF]],
            "supportedLDAPVersion": [Array("3".utf8), Array("three".utf8)], "domainFunctionality": [[]],
            "tokenGroups": [captured("0101 000000000005 0b000000"), [1, 2, 3]],
        ])
        #expect(entry.currentTime == nil)
        #expect(entry.isSynchronized == nil)
        #expect(entry.highestCommittedUSN == nil)
        #expect(entry.supportedLDAPVersions == [3])
        #expect(entry.domainFunctionality == nil)
        #expect(entry.tokenGroups == [.authenticatedUsers])
    }

    @Test(
        arguments: [
            (capabilities2012R2, DirectoryKind.activeDirectory),
            // AD LDS 2012 R2.
            (
                [
                    "1.2.840.113556.1.4.1851", "1.2.840.113556.1.4.1670", "1.2.840.113556.1.4.1791",
                    "1.2.840.113556.1.4.1935",
                ],
                .lightweightDirectoryServices
            ),
            // eDirectory 9.1.4 has the attribute, with values of its own.
            (["2.16.840.1.113719.1.27.99.1"], .notActiveDirectory),
            ([], .notActiveDirectory),
        ] as [([String], DirectoryKind)]) func kindByCapabilities(capabilities: [String], kind: DirectoryKind)
    {
        let entry = RootDSE(attributes: Self.values(["supportedCapabilities": capabilities]))
        #expect(entry.directoryKind == kind)
        #expect(entry.isActiveDirectory == (kind == .activeDirectory))
        #expect(entry.isLightweightDirectoryServices == (kind == .lightweightDirectoryServices))
    }

    /// AD LDS can be given a default naming context; it is still no domain.
    @Test func aNamingContextDoesNotMakeADomain() {
        let entry = RootDSE(
            attributes: Self.values([
                "defaultNamingContext": ["CN=App"], "supportedCapabilities": ["1.2.840.113556.1.4.1851"],
            ]))
        #expect(entry.directoryKind == .lightweightDirectoryServices)
    }

    @Test func openLDAPIsNotActiveDirectory() {
        let entry = RootDSE(
            attributes: Self.values(["namingContexts": ["dc=example,dc=org"], "supportedLDAPVersion": ["3"]]))
        #expect(entry.directoryKind == .notActiveDirectory)
    }

    /// Samba shows the capabilities of Windows Server 2008 R2; what tells it apart is its vendor name.
    @Test func sambaTellsItsName() {
        let entry = RootDSE(
            attributes: Self.values([
                "vendorName": ["Samba Team (https://www.samba.org)"],
                "supportedCapabilities": Array(Self.capabilities2012R2.dropLast()),
            ]))
        #expect(entry.isSamba)
        #expect(entry.isActiveDirectory)
    }

    @Test func knownNumbersHaveNames() {
        #expect(ControlOID.policyHints.rawValue == "1.2.840.113556.1.4.2239")
        #expect(ControlOID.policyHintsDeprecated.rawValue == "1.2.840.113556.1.4.2066")
        #expect(ControlOID(rawValue: "1.2.840.113556.1.4.801").name == "security descriptor flags")
        #expect(CapabilityOID.activeDirectory.rawValue == "1.2.840.113556.1.4.800")
        #expect(CapabilityOID(rawValue: "1.2.3").name == nil)
    }
}
