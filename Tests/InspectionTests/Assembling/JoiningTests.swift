import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

/// A domain controller from its NTDS Settings object, its computer account, both, or one alone.
@Suite struct JoiningTests {
    private func account(_ attributes: KeyValuePairs<String, DirectoryValues>) -> ComputerAccount {
        ComputerAccount(Readings.entry("CN=X,OU=Domain Controllers,DC=corp,DC=example,DC=test", attributes))
    }

    private func result(
        _ member: Topology.DirectoryServer? = nil, account: ComputerAccount? = nil, host: String? = nil
    ) -> ControllerSurvey.Result {
        ControllerSurvey.Result(
            server: member?.server, settings: member?.settings, account: account, host: host, domain: member?.domain,
            contact: nil, facts: .unreachable("nobody asked"), ports: PortProbes.none("nobody asked"))
    }

    private func join(
        _ result: ControllerSurvey.Result, _ account: ComputerAccount?,
        accounts: Observed<[ComputerAccount]>? = .value([]),
        _ topology: Topology = Readings.topology()
    ) -> DomainController {
        DomainController(result, account: account, accounts: accounts, topology)
    }

    @Test("AzureADKerberos is no machine, and is not asked")
    func azureADKerberos() {
        let account = account(["userAccountControl": "83890176", "primaryGroupID": "521", "cn": "AzureADKerberos"])
        let found = join(result(account: account), account)
        #expect(found.kind == .notAMachine)
        #expect(found.name == "AzureADKerberos")
        #expect(found.reachability == Reachability(state: .notAsked, why: "it is no machine"))
        #expect(found.ntdsSettings == .absent)
    }

    @Test("an account with a host and no NTDS Settings object")
    func onlyTheAccount() {
        let writable = account([
            "userAccountControl": "532480", "primaryGroupID": "516", "dNSHostName": "X.Corp.Example.Test",
        ])
        let found = join(result(account: writable), writable)
        #expect(found.kind == .unknown)
        #expect(found.hostName == .value("x.corp.example.test"))
        #expect(found.ntdsSettings == .absent)
        #expect(found.ntdsSettingsGUID == .absent)
        #expect(found.site == .absent)
        #expect(
            found.computerAccount == .value(DistinguishedName("CN=X,OU=Domain Controllers,DC=corp,DC=example,DC=test")))
        #expect(found.globalCatalog == .notReturned)

        let readOnly = account(["primaryGroupID": "521", "dNSHostName": "RODC1.corp.example.test"])
        #expect(join(result(account: readOnly), readOnly).kind == .readOnly)
    }

    @Test("without the list of NTDS Settings objects nothing is proved missing")
    func settingsUnread() {
        var configuration = Readings.configuration()
        configuration.settings = .unreachable(why: "closed")
        let account = account(["primaryGroupID": "516", "dNSHostName": "x.corp.example.test"])
        let found = join(result(account: account), account, Topology(configuration))
        #expect(found.ntdsSettings == .notReturned)
        #expect(found.ntdsSettingsGUID == .notReturned)
        #expect(found.site == .notReturned)
        #expect(found.options == .notReturned)
        #expect(found.functionalLevel == .notReturned)
    }

    @Test("an NTDS Settings object whose account is not known")
    func onlyTheSettings() throws {
        let topology = Readings.topology()
        let member = try #require(topology.directoryServers.first)
        let listed = join(result(member), nil, topology)
        #expect(listed.name == "DC1")
        #expect(listed.kind == .writable)
        #expect(listed.site == .value("Default-First-Site-Name"))
        #expect(listed.globalCatalog == .value(true))
        #expect(listed.functionalLevel.known?.rawValue == 7)
        #expect(listed.computerAccount == .notReturned)
        #expect(listed.operatingSystem.name == .unreachable(why: "its domain was not read"))
        let unread = join(result(member), nil, accounts: .unreachable(why: "closed"), topology)
        #expect(unread.computerAccount == .unreachable(why: "closed"))
        #expect(unread.operatingSystem.name == .unreachable(why: "closed"))
    }

    @Test("a joined Samba domain controller has no operating system")
    func sambaWithoutOperatingSystem() throws {
        let topology = Readings.topology()
        let member = try #require(topology.directoryServers.first)
        let found = join(result(member), account(["primaryGroupID": "516"]), topology)
        #expect(found.operatingSystem.name == .notReturned)
        #expect(found.operatingSystem.version == .notReturned)
        #expect(found.operatingSystem.servicePack == .notReturned)
    }

    @Test("a server object without a host takes the account's")
    func hostFromTheAccount() throws {
        let shape = ForestShape { $0.controllers[0].hostName = nil }
        let topology = Readings.topology(shape)
        let member = try #require(topology.directoryServers.first)
        let found = join(result(member), account(["dNSHostName": "DC1.corp.example.test"]), topology)
        #expect(found.hostName == .value("dc1.corp.example.test"))
        #expect(join(result(member), nil, topology).hostName == .notReturned)
    }

    @Test(
        "options say whether it is a global catalog; none set is an answer",
        arguments: [("0", false), ("1", true), ("37", true)])
    func globalCatalog(_ options: String, _ expected: Bool) {
        let topology = Readings.topology { tree in
            let shape = ForestShape()
            tree[shape.ntdsSettings(shape.controllers[0])]?["options"] = DirectoryValues(options)
        }
        #expect(
            join(result(topology.directoryServers.first), nil, topology).globalCatalog == .value(expected)
        )
    }

    @Test("without options no flag is set")
    func noOptions() {
        let topology = Readings.topology { tree in
            let shape = ForestShape()
            tree[shape.ntdsSettings(shape.controllers[0])]?["options"] = nil
        }
        let found = join(result(topology.directoryServers.first), nil, topology)
        #expect(found.globalCatalog == .value(false))
        #expect(found.options == .absent)
    }

    @Test("accounts are found by reference, else by host name")
    func accounts() throws {
        let shape = ForestShape()
        let name = shape.computer(shape.controllers[0])
        let account = ComputerAccount(Readings.entry(name, ["dNSHostName": "DC1.corp.example.test."]))
        let accounts = ComputerAccounts([account])
        let withReference = try #require(Readings.topology(shape).directoryServers.first?.server)
        #expect(accounts.account(of: withReference)?.name == account.name)
        let unreferenced = Readings.topology(shape) { $0[shape.server(shape.controllers[0])]?["serverReference"] = nil }
        #expect(accounts.account(of: unreferenced.directoryServers.first?.server)?.name == account.name)
        // A reference that leads elsewhere is not overruled by a name.
        let elsewhere = Readings.topology(shape) {
            $0[shape.server(shape.controllers[0])]?["serverReference"] = "CN=Y,DC=corp"
        }
        #expect(accounts.account(of: elsewhere.directoryServers.first?.server) == nil)
        #expect(accounts.account(of: nil) == nil)
    }
}
