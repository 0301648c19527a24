import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

@Suite struct TopologyTests {
    private func owner(_ topology: Topology, _ value: String) -> RoleOwner { topology.owner(DistinguishedName(value)) }

    private static let sites = "CN=Sites,CN=Configuration,DC=corp,DC=example,DC=test"

    @Test("an owner that is there is registered")
    func registered() {
        let found = owner(
            Readings.topology(), "cn=ntds settings, cn=dc1,CN=Servers,CN=Default-First-Site-Name,\(Self.sites)")
        #expect(found.state == .registered)
        #expect(found.host == .value("dc1.corp.example.test"))
        #expect(found.site == "Default-First-Site-Name")
    }

    @Test("a removed owner is deleted; its mangled name keeps the site")
    func deleted() {
        let shape = ForestShape { $0.sites = ["Löhne"] }
        let value =
            "CN=NTDS Settings\\0ADEL:5f7f2c1e-6b0a-4c7e-9d2f-0a1b2c3d4e5f,CN=OLD 1$\\0ADEL:0e9d8c7b-6a5f-4e3d-8c1b-a0b1c2d3e4f5,"
            + "CN=Servers,CN=Löhne,\(Self.sites)"
        let found = owner(Readings.topology(shape), value)
        #expect(found.state == .deleted)
        #expect(found.host == .notReturned)
        #expect(found.site == "Löhne")
    }

    @Test("a name that leads nowhere is missing where the list is whole, and unknown where it is not")
    func missingOrUnknown() {
        let value = "CN=NTDS Settings,CN=GONE,CN=Servers,CN=Default-First-Site-Name,\(Self.sites)"
        #expect(owner(Readings.topology(), value).state == .missing)
        var configuration = Readings.configuration()
        configuration.settings = .partial(configuration.settings.known ?? [], why: "cut off")
        #expect(owner(Topology(configuration), value).state == .unknown)
        configuration.settings = .unreachable(why: "closed")
        #expect(owner(Topology(configuration), value).state == .unknown)
    }

    @Test("an owner whose server names no host is unknown")
    func hostless() {
        let shape = ForestShape { $0.controllers[0].hostName = nil }
        let found = owner(Readings.topology(shape), shape.ntdsSettings(shape.controllers[0]))
        #expect(found.state == .unknown)
        #expect(found.host == .notReturned)
    }

    @Test("a role object that does not show its owner says nothing")
    func ownerNotShown() {
        let topology = Readings.topology()
        #expect(topology.owner(.value(Readings.entry("CN=Infrastructure,DC=corp"))) == .notReturned)
        #expect(topology.owner(.unreachable(why: "closed")) == .unreachable(why: "closed"))
        #expect(topology.owner(.hidden(why: "no right")) == .hidden(why: "no right"))
    }

    @Test("an account of a child domain is not its parent's")
    func childDomain() {
        let shape = ForestShape { $0.addChildDomain() }
        let topology = Readings.topology(shape)
        let domains = topology.directoryServers.map {
            "\($0.server?.relativeName ?? ""): \($0.domain?.domainName ?? "")"
        }
        #expect(
            domains == [
                "DC1: corp.example.test", "DC2: corp.example.test", "EMEADC1: emea.corp.example.test",
            ])
        #expect(topology.domains.map(\.domainName) == ["corp.example.test", "emea.corp.example.test"])
    }

    @Test("without a computer account the naming contexts tell the domain")
    func domainByNamingContext() {
        let shape = ForestShape { shape in
            shape.addChildDomain()
            shape.controllers[2].hasComputerAccount = false
            shape.controllers[1].hasComputerAccount = false
            shape.controllers[1].isReadOnly = true
        }
        let topology = Readings.topology(shape) { tree in
            for controller in shape.controllers { tree[shape.ntdsSettings(controller)]?["msDS-HasDomainNCs"] = nil }
        }
        #expect(topology.directoryServers[1].domain?.domainName == "corp.example.test")
        #expect(topology.directoryServers[2].domain?.domainName == "emea.corp.example.test")
    }

    @Test("a server of no known domain has none")
    func noDomain() {
        var configuration = Readings.configuration()
        configuration.crossRefs = .unreachable(why: "closed")
        #expect(Topology(configuration).directoryServers.allSatisfy { $0.domain == nil })
    }

    @Test("a server object without NTDS Settings is no directory service")
    func serverOnly() {
        let shape = ForestShape { $0.controllers[1].hasNTDSSettings = false }
        #expect(Readings.topology(shape).directoryServers.map { $0.server?.relativeName } == ["DC1"])
    }

    @Test(
        "read-only ones by constructed attribute, by class, or by holding nothing writable",
        arguments: [
            (["msDS-isRODC": "TRUE", "objectClass": "nTDSDSA"], true),
            (["objectClass": ["top", "nTDSDSARO"], "hasMasterNCs": "DC=corp"], true),
            (["objectClass": ["top", "nTDSDSA"], "msDS-hasFullReplicaNCs": "DC=corp"], true),
            (["msDS-isRODC": "FALSE", "objectClass": "nTDSDSA"], false),
            (["objectClass": ["top", "nTDSDSA"], "msDS-HasMasterNCs": "DC=corp"], false),
            (["objectClass": ["top", "nTDSDSA"], "hasMasterNCs": "DC=corp"], false),
        ] as [(KeyValuePairs<String, DirectoryValues>, Bool)])
    func readOnly(_ attributes: KeyValuePairs<String, DirectoryValues>, _ expected: Bool) {
        #expect(NTDSSettings(Readings.entry("CN=NTDS Settings,CN=X", attributes)).isReadOnly == expected)
    }

    @Test("only naming contexts that are domains are domains; flags are signed")
    func crossReferences() {
        func isDomain(_ flags: DirectoryValues?) -> Bool {
            var entry = DirectoryEntry("CN=X,CN=Partitions", ["nCName": "DC=x", "dnsRoot": "x"])
            entry["systemFlags"] = flags
            return CrossReference(Readings.entry(entry)).isDomain
        }
        #expect(isDomain("3"))
        #expect(isDomain("-2147483645"))
        #expect(!isDomain("5"))
        #expect(!isDomain("1"))
        #expect(!isDomain("2"))
        #expect(!isDomain(nil))
        #expect(!isDomain("many"))
    }
}
