import ActiveDirectory
import FoundationEssentials
import LDAP
import Networking

/// Making a Kerberos credential ready.
extension ConnectionWalk {
    var preparation: KerberosPreparation? {
        guard case .kerberos(_, let logon) = options.identity else { return nil }
        return KerberosPreparation(logon: logon, options: options, loop: opening.loop, logger: opening.logger)
    }

    func prepare(_ kerberos: KerberosPreparation?, _ records: [ServiceRecord]) async
        -> Result<Opening.Realms, any Error>?
    {
        guard let kerberos else { return nil }
        do {
            return .success(try await opening.realms(kerberos, records))
        } catch {
            return .failure(error)
        }
    }

    var saslStage: ConnectionStage {
        guard case .kerberos(let mechanism, _) = options.identity else {
            return .notApplicable(.saslMechanism, "A simple bind needs no SASL mechanism.")
        }
        return SASLStage(
            library: SASLLibrary.version, installed: SASLLibrary.installedMechanisms,
            channelBinding: SASLLibrary.channelBinding(by: mechanism), isInsideTLS: options.security.isTLS
        ).stage(mechanism)
    }

    /// Judges the KDC and gets the ticket; whether there is one.
    func tickets(
        _ kerberos: KerberosPreparation?, _ readiness: Result<Opening.Realms, any Error>?, hasWay: Bool
    ) async -> Bool {
        guard let kerberos, case .kerberos(_, let logon) = options.identity else {
            log.add(.notApplicable(.kdc, "A simple bind needs no KDC."))
            log.add(.notApplicable(.ticket, "A simple bind needs no ticket."))
            return true
        }
        guard case .success(let realms)? = readiness else {
            if case .failure(let error)? = readiness { log.add(unusable(error)) }
            return false
        }
        let stages = KerberosStages(realm: realms.domain.name, timeout: options.connectTimeout)
        let survey = await kerberos.surveys[realms.domain]
        log.add(
            stages.kdc(
                asked: survey?.asked ?? [], isNamed: logon.namedKDCs[realms.domain] != nil,
                findings: survey?.findings ?? [], own: realms.own, isDecisive: realms.own == realms.domain))
        return await ticket(kerberos, logon, realms, stages, hasWay: hasWay) && realms.isUsable
    }

    private func unusable(_ error: any Error) -> ConnectionStage {
        if let error = error as? CollectionError {
            return ConnectionStage(
                .kdc, .failed, seen: [.init(error.attempted, error.returned)], meaning: error.meaning,
                advice: error.advice)
        }
        let error = error as? KerberosError
        return ConnectionStage(
            .kdc, .failed, seen: [.init("the private krb5.conf", error?.message ?? "it could not be written")],
            meaning: Sentence.of(error?.meaning ?? "libkrb5 cannot be told which KDCs answer"),
            advice: error.map { Sentence.of($0.advice) } ?? "Make /tmp writable.")
    }

    /// A ticket of a cache is looked at in any case. One is asked of a KDC only where one lives and something can be done with it,
    /// and once: a wrong password counts.
    private func ticket(
        _ kerberos: KerberosPreparation, _ logon: KerberosLogon, _ realms: Opening.Realms, _ stages: KerberosStages,
        hasWay: Bool
    ) async -> Bool {
        let deadline = Deadline.after(options.operationTimeout)
        do {
            let facts: TicketFacts
            switch logon.source {
            case .defaultCache: facts = try await TicketCache.readDefault(by: deadline)
            case .cache(let name): facts = try await TicketCache.read(name, by: deadline)
            case .keytab, .password:
                guard realms.isUsable, hasWay else {
                    log.addUntried([.ticket], after: realms.isUsable ? [.tcp, .domainController, .tls] : [.kdc])
                    return false
                }
                facts = try await kerberos.credential(default: realms.own).tickets
            }
            let stage = stages.ticket(facts, at: Date())
            log.add(stage)
            return stage.state == .passed
        } catch let error as KerberosError {
            log.add(stages.ticket(error))
            return false
        } catch {
            return false
        }
    }
}
