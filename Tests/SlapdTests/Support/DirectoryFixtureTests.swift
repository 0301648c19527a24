import TestSupport
import Testing

/// OpenLDAP's own client reads the scripted forests.
@Suite("scripted forests")
struct DirectoryFixtureTests {
    private let base = "DC=corp,DC=example,DC=test"
    private var configuration: String { "CN=Configuration,\(base)" }

    private func search(_ server: ScriptedDirectoryServer, _ arguments: String...) async throws -> String {
        let bind = ["-x", "-D", "reader@corp.example.test", "-w", "Reader-Lab-Secret-1"]
        return try await runSuccessfully(
            "ldapsearch", ["-LLL", "-o", "ldif-wrap=no", "-H", server.uri] + bind + arguments,
            environment: ["LDAPNOINIT": "1"], timeout: .seconds(10))
    }

    @Test("has the seven role owners, split over two controllers")
    func roles() async throws {
        let server = try ScriptedDirectoryServer(DirectoryFixture.forest())
        let first = "fSMORoleOwner: CN=NTDS Settings,CN=DC1,"
        let second = "fSMORoleOwner: CN=NTDS Settings,CN=DC2,"
        for (name, owner) in [
            (base, first), ("CN=RID Manager$,CN=System,\(base)", first), ("CN=Infrastructure,\(base)", first),
            ("CN=Infrastructure,DC=DomainDnsZones,\(base)", first),
            ("CN=Infrastructure,DC=ForestDnsZones,\(base)", second),
            ("CN=Partitions,\(configuration)", second), ("CN=Schema,\(configuration)", second),
        ] {
            let output = try await search(server, "-s", "base", "-b", name, "(objectClass=*)", "fSMORoleOwner")
            #expect(output.contains(owner), "\(name): \(output)")
        }
    }

    @Test("a search of the domain does not enter the configuration, and names it in references")
    func contexts() async throws {
        let server = try ScriptedDirectoryServer(DirectoryFixture.forest())
        let output = try await search(server, "-b", base, "(objectClass=*)", "1.1")
        #expect(output.contains("dn: CN=DC2,OU=Domain Controllers,\(base)"))
        #expect(!output.contains("dn: CN=Sites,\(configuration)"))
        #expect(!output.contains("dn: CN=Infrastructure,DC=DomainDnsZones"))
        #expect(output.split(separator: "\n").filter { $0.hasPrefix("# refldap://") }.count == 3)
    }

    @Test("finds controllers by class, flag and category")
    func controllers() async throws {
        let shape = ForestShape { shape in
            shape.sites.append("Löhne")
            shape.controllers.append(
                .init("RODC1") {
                    $0.isReadOnly = true
                    $0.site = "Löhne"
                    $0.operatingSystem = nil
                })
            shape.hasAzureADKerberos = true
        }
        let server = try ScriptedDirectoryServer(DirectoryFixture.forest(shape))
        let settings = try await search(server, "-b", "CN=Sites,\(configuration)", "(objectClass=nTDSDSA)", "options")
        #expect(
            settings.split(separator: "\n").filter { $0.hasPrefix("options:") } == [
                "options: 1", "options: 1", "options: 37",
            ])
        let writable = "(&(objectCategory=computer)(userAccountControl:1.2.840.113556.1.4.803:=8192))"
        let accounts = try await search(server, "-b", base, writable, "name")
        #expect(accounts.split(separator: "\n").filter { $0.hasPrefix("name:") } == ["name: DC1", "name: DC2"])
        let readOnly = try await search(server, "-b", base, "(primaryGroupID=521)", "name")
        #expect(
            readOnly.split(separator: "\n").filter { $0.hasPrefix("name:") } == [
                "name: RODC1", "name: AzureADKerberos",
            ])
    }

    @Test("makes level 10, a deleted owner, a missing one, a missing control and a child domain")
    func states() async throws {
        let shape = ForestShape { shape in
            shape.level = 10
            shape.domains[0].level = 10
            shape.domains[0].ridMaster = .deleted("OLDDC")
            shape.domains[0].infrastructureMaster = .missing
            shape.controllers[1].hasPolicyHints = false
            shape.domains[0].passwordSettings = [.init("Admins", precedence: 10)]
            shape.domains[0].trusts = [
                .init("partner.example", flatName: "PARTNER", sid: "S-1-5-21-1-2-3")
            ]
            shape.addChildDomain()
        }
        let server = try ScriptedDirectoryServer(DirectoryFixture.forest(shape, servedBy: "DC2"))
        let root = try await search(server, "-s", "base", "-b", "")
        #expect(root.contains("forestFunctionality: 10"))
        #expect(!root.contains("1.2.840.113556.1.4.2239"))
        let rid = try await search(
            server, "-s", "base", "-b", "CN=RID Manager$,CN=System,\(base)", "(objectClass=*)", "fSMORoleOwner")
        #expect(rid.contains("CN=NTDS Settings\\0ADEL:"))
        let infrastructure = try await search(
            server, "-s", "base", "-b", "CN=Infrastructure,\(base)", "(objectClass=*)", "fSMORoleOwner")
        #expect(!infrastructure.contains("fSMORoleOwner"))
        let refs = try await search(
            server, "-b", "CN=Partitions,\(configuration)", "(systemFlags:1.2.840.113556.1.4.803:=2)", "trustParent",
            "nCName")
        #expect(refs.contains("nCName: DC=emea,\(base)"))
        #expect(refs.contains("trustParent: CN=CORP,CN=Partitions"))
        let error = await #expect(throws: CommandFailed.self) { try await search(server, "-b", "DC=emea,\(base)") }
        #expect(error?.result.status == 10)

        let child = try ScriptedDirectoryServer(DirectoryFixture.forest(shape, servedBy: "EMEADC1"))
        let childRoot = try await search(child, "-s", "base", "-b", "", "(objectClass=*)", "namingContexts")
        #expect(childRoot.contains("dn:\nnamingContexts: \(configuration)"))
        let childDomain = try await search(
            child, "-s", "base", "-b", "DC=emea,\(base)", "(objectClass=*)", "fSMORoleOwner")
        #expect(childDomain.contains("CN=EMEADC1,"))
    }

    @Test("answers the netlogon ping for its own domain only")
    func ping() async throws {
        let shape = ForestShape()
        let server = try ScriptedDirectoryServer(
            DirectoryFixture.forest(shape), DirectoryFixture.behaviour(of: shape, servedBy: "DC1"))
        let own = try await search(
            server, "-s", "base", "-b", "", "(&(DnsDomain=corp.example.test)(NtVer=\\06\\00\\00\\00))", "netlogon")
        #expect(own.contains("netlogon:: FwAAAP3xAQ"))
        let other = try await search(
            server, "-s", "base", "-b", "", "(&(DnsDomain=elsewhere.example)(NtVer=\\06\\00\\00\\00))", "netlogon")
        #expect(other.isEmpty)
    }

    @Test("an AD LDS instance and an OpenLDAP server show no default naming context")
    func lookalikes() async throws {
        let lds = try ScriptedDirectoryServer(DirectoryFixture.lightweightDirectoryServices)
        let ldsRoot = try await search(lds, "-s", "base", "-b", "")
        #expect(ldsRoot.contains("1.2.840.113556.1.4.1851"))
        #expect(!ldsRoot.contains("defaultNamingContext"))
        let openLDAP = try ScriptedDirectoryServer(DirectoryFixture.openLDAP)
        let root = try await search(openLDAP, "-s", "base", "-b", "", "(objectClass=*)", "*", "+")
        #expect(root.contains("configContext: cn=config"))
        #expect(!root.contains("defaultNamingContext"))
    }
}
