import ActiveDirectory
import Inspection
import LDAP
import Logging
import Networking
import TestSupport

/// A forest of scripted servers on loopback, one a domain controller, with a DNS server that names them.
struct ScriptedForest: Sendable {
    static let root = "corp.example.test"
    static let password = "Reader-Lab-Secret-1"

    /// What stands where a domain controller should.
    enum Host {
        case serving
        /// Nobody listens.
        case refusing
        /// Accepts connections, and never says a word.
        case silent
        /// DNS does not know it, and nothing leads there.
        case unknown
    }

    let shape: ForestShape
    /// By controller name.
    let servers: [String: ScriptedDirectoryServer]
    private let names: NameServer
    private let redirections: [Redirection]
    private let caFile: String
    /// Kept alive.
    private let others: [any Sendable]

    /// - Parameters:
    ///   - records: The SRV records of DNS, in place of the right ones.
    ///   - adjust: Changes what one controller holds and how it behaves, by its name.
    init(
        _ shape: ForestShape = ForestShape(), hosts: [String: Host] = [:],
        records: [String: [NameServer.Service]]? = nil,
        adjust: (String, inout DirectoryTree, inout DirectoryBehaviour) -> Void = { _, _, _ in }
    ) async throws {
        self.shape = shape
        caFile = try await TestPKI.trusted().caFile
        let certificate = try await Self.certificate.value
        var servers: [String: ScriptedDirectoryServer] = [:]
        var redirections: [Redirection] = []
        var others: [any Sendable] = []
        var zone = NameServer.Zone()
        for domain in shape.domains {
            zone.services["_ldap._tcp.dc._msdcs.\(domain.dnsName)"] = []
            if case .controller(let name) = domain.pdcEmulator,
                let host = shape.controllers.first(where: { $0.name == name })?.hostName
            {
                zone.services["_ldap._tcp.pdc._msdcs.\(domain.dnsName)"] = [.init(target: host)]
            }
        }
        for controller in shape.controllers {
            guard let host = controller.hostName else { continue }
            zone.services["_ldap._tcp.dc._msdcs.\(controller.domain)", default: []].append(.init(target: host))
            let target: SocketAddress?
            switch hosts[controller.name] ?? .serving {
            case .serving:
                var tree = DirectoryFixture.forest(shape, servedBy: controller.name)
                var behaviour = DirectoryFixture.behaviour(of: shape, servedBy: controller.name)
                behaviour.requiresTLSForSimpleBind = true
                adjust(controller.name, &tree, &behaviour)
                let server = try ScriptedDirectoryServer(tree, behaviour, certificate: certificate)
                servers[controller.name] = server
                target = SocketAddress(.loopbackV4, port: UInt16(server.port))
                if let port = server.tlsPort {
                    let target = SocketAddress(.loopbackV4, port: UInt16(port))
                    redirections.append(Redirection(host: host, port: 636, target: target))
                }
            case .refusing:
                let port = try ClosedPort()
                others.append(port)
                target = port.address
            case .silent:
                let server = try SilentServer()
                others.append(server)
                target = SocketAddress(.loopbackV4, port: UInt16(server.port))
            case .unknown: target = nil
            }
            if let target { redirections.append(Redirection(host: host, port: 389, target: target)) }
        }
        if let records { zone.services = records }
        names = try NameServer(zone)
        self.servers = servers
        self.redirections = redirections
        self.others = others
    }

    private static let certificate = Task {
        let names = ["dc1", "dc2", "dc3", "dc4", "rodc1", "old1"].map { "\($0).\(root)" }
        return try await TestPKI.trusted().issue(dnsNames: names + ["emeadc1.emea.\(root)", "dc9.other.test"])
    }

    /// How to collect from it: with a password over StartTLS.
    func options(_ change: (inout CollectionOptions) -> Void = { _ in }) throws -> CollectionOptions {
        var options = CollectionOptions(
            resolver: try Resolver(.init(servers: [names.address], timeout: .seconds(5), tries: 2)),
            identity: .simple(name: "reader@\(Self.root)", password: LDAPPassword(Array(Self.password.utf8))),
            vantageHost: "jump.example.test")
        options.redirections = redirections
        options.families = [.v4]
        options.security = .startTLS
        options.trust = .file(caFile)
        options.connectTimeout = .seconds(20)
        options.operationTimeout = .seconds(20)
        change(&options)
        return options
    }

    func collect(
        _ domain: String = root, _ change: (inout CollectionOptions) -> Void = { _ in }
    ) async throws -> ForestSnapshot {
        let collector = Collector(options: try options(change), logger: Self.logger)
        return try await collector.collect(domain)
    }

    static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// How many simple binds with a name each server has seen, by controller name.
    var binds: [String: Int] {
        servers.mapValues { server in
            server.requests.filter { request in
                if case .bind(let name, _) = request.operation { !name.isEmpty } else { false }
            }.count
        }
    }
}

extension ForestSnapshot {
    func domain(_ name: String) -> Domain? { forest.domains.known?.first { $0.dnsName == name } }

    func controller(_ name: String) -> DomainController? {
        forest.domainControllers.known?.first { $0.name.uppercased() == name.uppercased() }
    }
}
