import Foundation
import TestSupport

/// A domain with one domain controller, whose ports lead wherever a test wants them.
struct DoctorScene {
    let names: ScriptedNameServer
    let arguments: [String]

    /// - Parameters:
    ///   - clear: what stands behind port 389 of dc1; `tls`, behind 636.
    init(host: String = "127.0.0.1", clear: Int, tls: Int? = nil) throws {
        let controller = "dc1.corp.example.test"
        var zone = ScriptedNameServer.Zone()
        zone.services["_ldap._tcp.dc._msdcs.corp.example.test"] = [.init(controller, port: 389)]
        zone.addresses[controller] = ["127.0.0.1"]
        names = try ScriptedNameServer(zone)
        var arguments = ["--dns-server", names.address, "--connect-to", "\(controller):389:\(host):\(clear)"]
        if let tls { arguments += ["--connect-to", "\(controller):636:\(host):\(tls)"] }
        self.arguments = arguments
    }

    /// A forest of one domain controller whose clock is right and whose descriptors may be read.
    static func shape(
        of domain: String = "corp.example.test", _ change: (inout ForestShape) -> Void = { _ in }
    ) -> ForestShape {
        ForestShape {
            $0.controllers = [controller("DC1", domain)]
            $0.domains = [
                ForestShape.Domain(
                    domain, netbiosName: "CORP", sid: "S-1-5-21-1004336348-1177238915-682003330", roles: "DC1"
                ) { $0.policy = ["nTSecurityDescriptor": "a descriptor"] }
            ]
            ($0.schemaMaster, $0.domainNamingMaster) = (.controller("DC1"), .controller("DC1"))
            $0.forestDnsZones = .controller("DC1")
            change(&$0)
        }
    }

    static func controller(_ name: String, _ domain: String = "corp.example.test") -> ForestShape.Controller {
        ForestShape.Controller(name, domain: domain) { $0.currentTime = time(.now) }
    }

    /// As rootDSE writes it: GeneralizedTime in whole seconds.
    static func time(_ date: Date) -> String {
        date.formatted(.iso8601).filter { $0.isNumber } + ".0Z"
    }
}
