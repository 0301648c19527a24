import ActiveDirectory
import Inspection
import LDAP

extension ForestUnderJudgement {
    /// The domain controller that a domain's role attribute names, or why none can be named.
    enum PDCEmulator {
        case controller(DomainController)
        case notKnown(why: String)
    }

    func pdcEmulator(of domain: Domain) -> PDCEmulator {
        guard let owner = domain.pdcEmulator.known else {
            return .notKnown(why: domain.pdcEmulator.words { $0.ntdsSettings.description })
        }
        guard owner.state == .registered || owner.state == .unknown else {
            return .notKnown(why: "the role names \(owner.ntdsSettings), which is \(owner.state.rawValue)")
        }
        if let controller = controllers.first(where: { $0.ntdsSettings.known == owner.ntdsSettings }) {
            return .controller(controller)
        }
        if let host = owner.host.known,
            let controller = controllers.first(where: { HostName($0.displayName) == HostName(host) })
        {
            return .controller(controller)
        }
        return .notKnown(why: "no domain controller that was read is \(owner.ntdsSettings)")
    }

    /// Whether the domain controller holds the PDC emulator role of a domain in scope.
    func isPDCEmulator(_ controller: DomainController) -> Bool {
        domains.contains { domain in
            if case .controller(let pdc) = pdcEmulator(of: domain) { pdc == controller } else { false }
        }
    }

    /// Whether another domain controller of the same domain answered over LDAP.
    func anotherAnswers(besides controller: DomainController) -> Bool {
        controllers.contains {
            $0 != controller && $0.domain?.lowercased() == controller.domain?.lowercased()
                && $0.reachability.state == .answered
        }
    }
}

/// A host name as it is compared: without regard to case and the trailing dot.
struct HostName: Hashable {
    private let canonical: String

    init(_ text: String) {
        let lower = text.lowercased()
        canonical = lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}
