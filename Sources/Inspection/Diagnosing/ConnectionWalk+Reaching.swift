import ActiveDirectory
import FoundationEssentials
import LDAP
import Networking

/// Finding a domain controller whose connection stands.
extension ConnectionWalk {
    /// A domain controller whose connection stands.
    struct Way: Sendable {
        var contact: HostContact
        var connection: LDAPConnection
    }

    func reach(_ hosts: [String], _ records: [ServiceRecord]) async -> Way? {
        var contacts: [Task<HostContact, Never>] = []
        for host in hosts { contacts.append(await board.contact(host, domain: domain)) }
        // The choice is made as check makes it, which does not wait for those that are silent.
        async let first = firstBind.next(hosts, tried: [], firstBind.priorities(records))
        async let trials = tryPorts(hosts)
        let chosen = await first
        let transport = TransportStages(
            domain: domain, port: Redirections(options).port, servers: options.servers, timeout: options.connectTimeout,
            needsKDC: needsPort88)
        log.add(transport.tcp(await trials))
        guard log.hasPassed(.tcp) else { return nil }
        var found: [HostContact] = []
        for contact in contacts { found.append(await contact.value) }
        let failure = chosen == nil ? await firstBind.failure(hosts, []) as? CollectionError : nil
        log.add(transport.domainController(found, chosen: chosen, failure: failure))
        guard let chosen else { return nil }
        return await connect(chosen, hosts, records)
    }

    /// Whether the ticket is to come from port 88 of the domain controllers, and not from where the caller says.
    private var needsPort88: Bool {
        guard case .kerberos(_, let logon) = options.identity, let realm = KerberosRealm(domain) else { return false }
        return logon.namedKDCs[realm, default: []].isEmpty
    }

    private func tryPorts(_ hosts: [String]) async -> [PortTrial] {
        let plan = Redirections(options)
        var targets: [(host: String, address: SocketAddress, purpose: PortTrial.Purpose)] = []
        for host in hosts {
            let isRedirected = plan.covers(host, port: plan.port)
            let resolved = isRedirected ? [] : await board.resolution(host).value.addresses
            for address in plan.addresses(of: host, port: plan.port, resolved: resolved) {
                targets.append((host, address, .ldap))
            }
            for address in resolved where options.probesPorts {
                targets.append((host, SocketAddress(address, port: KerberosConfiguration.defaultPort), .kerberos))
            }
        }
        return await PortTrial.run(targets, timeout: options.connectTimeout, using: opening.loop)
    }

    private var binder: Binder { Binder(options: options, kerberos: nil, realm: nil, logger: opening.logger) }

    private var firstBind: FirstBind {
        FirstBind(domain: domain, options: options, board: board, binder: binder, logger: opening.logger)
    }

    /// The first whose connection stands, TLS included, in the order in which `check` tries them.
    private func connect(_ chosen: HostContact, _ hosts: [String], _ records: [ServiceRecord]) async -> Way? {
        var failures: [(contact: HostContact, error: LDAPError)] = []
        var way: Way?
        var next: HostContact? = chosen
        while let contact = next {
            do {
                way = Way(contact: contact, connection: try await binder.connectAnonymously(contact))
                break
            } catch let error as LDAPError {
                failures.append((contact, error))
                guard error.allowsAnotherServer else { break }
            } catch {
                return nil
            }
            let tried = Set(failures.map { DomainName.normalized($0.contact.host) })
            next = await firstBind.next(hosts, tried: tried, firstBind.priorities(records))
        }
        var diagnosis: TLSDiagnosis?
        if let looked = way?.contact ?? failures.first?.contact, options.security.isTLS,
            way != nil || failures.first?.error.code == .tlsFailed
        {
            diagnosis = await look(at: looked)
        }
        let stage = TLSStage(security: options.security, trust: options.trust, now: Date()).stage(
            failures: failures.map { ($0.contact.host, $0.error) }, connected: way?.contact.host, diagnosis: diagnosis)
        log.add(stage)
        return way
    }

    /// A handshake without credentials and without trust, for what the server shows of itself.
    private func look(at contact: HostContact) async -> TLSDiagnosis? {
        let plan = Redirections(options)
        let trust: TrustAnchors =
            switch options.trust {
            case .system: .system
            case .file(let path): .file(path)
            }
        return try? await TLSDiagnosis.examine(
            plan.addresses(of: contact.host, port: plan.port, resolved: contact.addresses),
            serverName: DomainName.normalized(contact.host), trust: trust,
            preamble: options.security == .startTLS ? .startTLS : nil, until: .after(options.operationTimeout))
    }
}
