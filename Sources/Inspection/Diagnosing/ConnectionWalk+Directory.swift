import ActiveDirectory
import LDAP
import Networking

/// The clocks, the bind, and what it opens.
extension ConnectionWalk {
    func clocks(
        _ way: Way?, _ kerberos: KerberosPreparation?, _ readiness: Result<Opening.Realms, any Error>?
    ) async {
        var controller: (host: String, offset: Double)?
        if let way, let offset = await DomainControllerReader(connection: way.connection).rootDSE().1.known {
            controller = (DomainName.normalized(way.contact.host), offset)
        }
        var kdc: (address: String, offset: Double)?
        if case .success(let realms)? = readiness {
            let findings = await kerberos?.surveys[realms.domain]?.findings ?? []
            for finding in findings {
                if let offset = finding.clockOffset { kdc = (finding.candidate.address.description, offset) }
            }
        }
        // Without a measure, and where something before it failed, that is the reason to tell.
        guard controller != nil || kdc != nil || way != nil else { return }
        log.add(ClockStage(usesKerberos: !isSimple).stage(controller: controller, kdc: kdc))
    }

    func directory(
        _ way: Way, _ kerberos: KerberosPreparation?, _ readiness: Result<Opening.Realms, any Error>?, hasTicket: Bool
    ) async -> Ending {
        opening.progress(.stage("binding"))
        let host = DomainName.normalized(way.contact.host)
        var ending = Ending(server: host)
        var session: Session?
        let realm = try? readiness?.get().own
        if hasTicket, log.hasPassed(.saslMechanism) {
            session = await bind(way.contact, kerberos, realm)
        }
        // The clocks are no hindrance to a bind: libkrb5 may correct for them.
        if session == nil {
            log.addUntried([.bind, .protection, .read], after: [.tls, .saslMechanism, .kdc, .ticket, .bind])
        }
        if let session {
            ending.principal = await opening.principal(of: session, kerberos, realm)
            ending.strength = session.strength
            let stages = BindStages(security: options.security, isSimple: isSimple)
            log.add(stages.bound(session, as: ending.principal ?? ""))
            let probes = await probe(way.contact, kerberos, realm)
            log.add(stages.protection(session, probes: probes))
        }
        opening.progress(.stage("reading"))
        let stages = DirectoryStages(domain: domain, isBound: session != nil)
        let reading = session ?? Session(host: host, connection: way.connection, strength: 0)
        do {
            let rootDSE = try await opening.rootDSE(of: reading)
            log.add(stages.rootDSE(rootDSE, of: host))
            if session != nil, let name = rootDSE.defaultNamingContext {
                await read(name, reading, as: ending.principal ?? "the account", stages)
            }
        } catch {
            log.add(stages.rootDSE(failed: error, of: host))
        }
        return ending
    }

    /// The one bind of the run.
    private func bind(_ contact: HostContact, _ kerberos: KerberosPreparation?, _ realm: KerberosRealm?) async
        -> Session?
    {
        let binder = Binder(options: options, kerberos: kerberos, realm: realm, logger: opening.logger)
        do {
            return try await binder.open(contact)
        } catch {
            let stages = BindStages(security: options.security, isSimple: isSimple)
            log.add(stages.refused(error))
            log.add(stages.protection(refused: error))
            return nil
        }
    }

    /// Only after a bind that was taken: a credential that is refused is not shown again.
    private func probe(_ contact: HostContact, _ kerberos: KerberosPreparation?, _ realm: KerberosRealm?) async
        -> [PostureProbe.Finding]
    {
        guard probesPosture, let kerberos, let realm, case .kerberos(let mechanism, _) = options.identity,
            let credential = try? await kerberos.credential(default: realm)
        else { return [] }
        let probe = PostureProbe(
            options: options, mechanism: mechanism, credential: credential, logger: opening.logger)
        return (try? await probe.run(contact)) ?? []
    }

    private func read(
        _ name: DistinguishedName, _ session: Session, as principal: String, _ stages: DirectoryStages
    ) async {
        do {
            let entry = try await session.connection.read(
                name, attributes: DirectoryStages.attributes, controls: [DirectoryStages.descriptorParts])
            log.add(stages.read(entry, of: name, as: principal))
        } catch {
            log.add(stages.read(failed: error, of: name))
        }
    }
}
