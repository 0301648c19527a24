/// A whole scripted forest that runs: a server for each domain controller that has a host name, with TLS, and DNS.
package final class ScriptedForest: Sendable {
    package let shape: ForestShape
    /// By the controllers' names.
    package let servers: [String: ScriptedDirectoryServer]
    package let names: ScriptedNameServer
    /// What a client must trust.
    package let caFile: String

    package init(_ shape: ForestShape = ForestShape()) async throws {
        let authority = try await TestPKI.trusted()
        self.shape = shape
        caFile = authority.caFile
        var servers: [String: ScriptedDirectoryServer] = [:]
        for controller in shape.controllers {
            guard let hostName = controller.hostName else { continue }
            servers[controller.name] = try ScriptedDirectoryServer(
                DirectoryFixture.forest(shape, servedBy: controller.name),
                DirectoryFixture.behaviour(of: shape, servedBy: controller.name),
                certificate: try await authority.issue(dnsNames: [hostName], addresses: []))
        }
        self.servers = servers
        names = try ScriptedNameServer(Self.zone(shape))
    }

    /// What leads a client here: the name server, the authority, and for each host the ports of its server.
    package var arguments: [String] {
        ["--dns-server", names.address, "--ca-file", caFile] + connectTo.flatMap { ["--connect-to", $0] }
    }

    /// `HOST:PORT:ADDRESS:PORT` for 389 and 636 of every controller.
    package var connectTo: [String] {
        shape.controllers.flatMap { controller -> [String] in
            guard let hostName = controller.hostName, let server = servers[controller.name] else { return [] }
            let clear = "\(hostName):389:127.0.0.1:\(server.port)"
            return [clear] + (server.tlsPort.map { ["\(hostName):636:127.0.0.1:\($0)"] } ?? [])
        }
    }

    /// Every request to any of the servers.
    package var requests: [ReceivedRequest] { servers.values.flatMap(\.requests) }

    package func stop() {
        for server in servers.values { server.stop() }
        names.stop()
    }

    /// The records that domain controllers register (MS-ADTS 6.3.2.3).
    private static func zone(_ shape: ForestShape) -> ScriptedNameServer.Zone {
        var zone = ScriptedNameServer.Zone()
        for controller in shape.controllers {
            guard let hostName = controller.hostName else { continue }
            let domain = controller.domain.lowercased()
            zone.addresses[hostName.lowercased()] = ["127.0.0.1"]
            var places = ["_ldap._tcp.dc._msdcs.\(domain)"]
            if !controller.isReadOnly { places.append("_ldap._tcp.\(domain)") }
            let served = shape.domains.first { $0.dnsName == controller.domain }
            if case .controller(controller.name) = served?.pdcEmulator {
                places.append("_ldap._tcp.pdc._msdcs.\(domain)")
            }
            for place in places { zone.services[place, default: []].append(.init(hostName, port: 389)) }
            if controller.isGlobalCatalog {
                zone.services["_ldap._tcp.gc._msdcs.\(shape.root.dnsName)", default: []].append(
                    .init(hostName, port: 3268))
            }
        }
        return zone
    }
}
