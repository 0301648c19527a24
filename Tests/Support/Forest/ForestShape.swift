/// What a scripted forest is made of; by default `corp.example.test` with two domain controllers that share the roles.
package struct ForestShape: Sendable {
    /// Who holds a role, as the owner attribute tells it.
    package enum Owner: Sendable {
        /// A domain controller, by its name.
        case controller(String)
        /// One that was removed without its roles being moved: a mangled name with `\0ADEL:`.
        case deleted(String)
        /// There is no owner attribute.
        case missing
        /// Any value at all.
        case value(String)
    }

    package struct Controller: Sendable {
        /// The server's relative name.
        package var name: String
        /// The DNS name of its domain.
        package var domain = "corp.example.test"
        package var site = "Default-First-Site-Name"
        /// nil: neither the server object nor the computer account has one.
        package var hostName: String?
        package var operatingSystem: String? = "Windows Server 2022 Datacenter"
        package var operatingSystemVersion: String? = "10.0 (20348)"
        package var servicePack: String?
        package var level = 7
        package var isReadOnly = false
        package var isGlobalCatalog = true
        package var hasComputerAccount = true
        package var hasNTDSSettings = true
        /// Whether its rootDSE names the password policy hints controls.
        package var hasPolicyHints = true
        /// The zone offset of its clock is always UTC.
        package var currentTime = "20260704120000.0Z"

        package init(
            _ name: String, domain: String = "corp.example.test", _ change: (inout Controller) -> Void = { _ in }
        ) {
            self.name = name
            self.domain = domain
            hostName = "\(name.lowercased()).\(domain)"
            change(&self)
        }
    }

    package struct Domain: Sendable {
        package var dnsName: String
        package var netbiosName: String
        package var sid: String
        package var level = 7
        package var pdcEmulator: Owner
        package var ridMaster: Owner
        package var infrastructureMaster: Owner
        package var domainDnsZones: Owner
        /// Attributes of the domain object that replace the fixture's own, such as `minPwdAge`.
        package var policy: [String: String] = [:]
        package var passwordSettings: [PasswordSettings] = []
        package var trusts: [Trust] = []
        /// The NTDS Settings objects hold it from its first controller's on; the parent of a child domain.
        package var parent: String?

        /// All roles at one domain controller, until the change says otherwise.
        package init(
            _ dnsName: String, netbiosName: String, sid: String, roles controller: String, parent: String? = nil,
            _ change: (inout Domain) -> Void = { _ in }
        ) {
            self.dnsName = dnsName
            self.netbiosName = netbiosName
            self.sid = sid
            self.parent = parent
            pdcEmulator = .controller(controller)
            ridMaster = .controller(controller)
            infrastructureMaster = .controller(controller)
            domainDnsZones = .controller(controller)
            change(&self)
        }

        package var distinguishedName: String { ForestShape.distinguishedName(dnsName) }
    }

    package struct PasswordSettings: Sendable {
        package var name: String
        package var precedence: Int
        package var appliesTo: [String] = []

        package init(_ name: String, precedence: Int, appliesTo: [String] = []) {
            self.name = name
            self.precedence = precedence
            self.appliesTo = appliesTo
        }
    }

    package struct Trust: Sendable {
        package var partner: String
        package var flatName: String
        package var sid: String
        package var direction = 3
        package var type = 2
        package var attributes = 8

        package init(_ partner: String, flatName: String, sid: String, _ change: (inout Trust) -> Void = { _ in }) {
            self.partner = partner
            self.flatName = flatName
            self.sid = sid
            change(&self)
        }
    }

    package var controllers: [Controller]
    /// The forest root first.
    package var domains: [Domain]
    package var sites = ["Default-First-Site-Name"]
    /// Subnet to site.
    package var subnets: KeyValuePairs<String, String> = ["10.20.0.0/16": "Default-First-Site-Name"]
    package var level = 7
    package var schemaVersion = 88
    package var schemaMaster: Owner = .controller("DC2")
    package var domainNamingMaster: Owner = .controller("DC2")
    package var forestDnsZones: Owner = .controller("DC2")
    package var hasRecycleBin = true
    package var upnSuffixes: [String] = ["example.com"]
    /// Computer accounts that look like domain controllers and are no machines.
    package var hasAzureADKerberos = false

    package init(_ change: (inout ForestShape) -> Void = { _ in }) {
        controllers = [Controller("DC1"), Controller("DC2")]
        domains = [
            Domain(
                "corp.example.test", netbiosName: "CORP", sid: "S-1-5-21-1004336348-1177238915-682003330", roles: "DC1")
        ]
        change(&self)
    }

    /// Adds `emea` below the root, with one domain controller of its own.
    package mutating func addChildDomain(
        _ label: String = "emea", netbiosName: String = "EMEA", controller: String = "EMEADC1"
    ) {
        let name = "\(label).\(root.dnsName)"
        domains.append(
            Domain(
                name, netbiosName: netbiosName, sid: "S-1-5-21-2000478354-1708537768-1957994488", roles: controller,
                parent: root.dnsName))
        controllers.append(Controller(controller, domain: name))
    }

    package var root: Domain { domains[0] }
    package var configuration: String { "CN=Configuration,\(root.distinguishedName)" }
    package var schema: String { "CN=Schema,\(configuration)" }

    /// `corp.example.test` → `DC=corp,DC=example,DC=test`.
    package static func distinguishedName(_ dnsName: String) -> String {
        dnsName.split(separator: ".").map { "DC=\($0)" }.joined(separator: ",")
    }

    package func server(_ controller: Controller) -> String {
        "CN=\(controller.name),CN=Servers,CN=\(controller.site),CN=Sites,\(configuration)"
    }

    package func ntdsSettings(_ controller: Controller) -> String { "CN=NTDS Settings,\(server(controller))" }

    package func computer(_ controller: Controller) -> String {
        "CN=\(controller.name),OU=Domain Controllers,\(Self.distinguishedName(controller.domain))"
    }

    /// The value of an owner attribute; nil where there is none.
    func ownerValue(_ owner: Owner) -> String? {
        switch owner {
        case .controller(let name): controllers.first { $0.name == name }.map(ntdsSettings)
        case .deleted(let name):
            // The RDN holds a line feed, escaped as 0A in the name's text.
            "CN=NTDS Settings\\0ADEL:5f7f2c1e-6b0a-4c7e-9d2f-0a1b2c3d4e5f,"
                + "CN=\(name)\\0ADEL:0e9d8c7b-6a5f-4e3d-8c1b-a0b1c2d3e4f5,"
                + "CN=Servers,CN=\(sites.first ?? "Default-First-Site-Name"),CN=Sites,\(configuration)"
        case .missing: nil
        case .value(let text): text
        }
    }
}
