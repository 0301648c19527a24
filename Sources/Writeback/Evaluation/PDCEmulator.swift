import ActiveDirectory
import Inspection
import LDAP

/// The domain controllers that the domains' role attributes name. Looked up once: a rule asks for each domain controller.
struct PDCEmulators: Sendable {
    /// The domain controller that a domain's role attribute names, or why none can be named.
    enum Holder: Sendable {
        case controller(DomainController)
        case notKnown(why: String)
    }

    private let holders: [String: Holder]
    private let keys: Set<[String]>

    init(of domains: [Domain], among controllers: [DomainController]) {
        var bySettings: [DistinguishedName: DomainController] = [:]
        var byHost: [HostName: DomainController] = [:]
        for controller in controllers.reversed() {
            if let settings = controller.ntdsSettings.known { bySettings[settings] = controller }
            byHost[HostName(controller.displayName)] = controller
        }
        var holders: [String: Holder] = [:]
        var keys: Set<[String]> = []
        for domain in domains {
            let holder = Self.holder(in: domain, bySettings, byHost)
            holders[domain.dnsName.lowercased()] = holder
            if case .controller(let controller) = holder { keys.insert(Self.key(controller)) }
        }
        self.holders = holders
        self.keys = keys
    }

    func holder(in domain: Domain) -> Holder {
        holders[domain.dnsName.lowercased()] ?? .notKnown(why: "the domain was not read")
    }

    func hold(_ controller: DomainController) -> Bool { keys.contains(Self.key(controller)) }

    private static func key(_ controller: DomainController) -> [String] {
        [controller.domain?.lowercased() ?? "", controller.name.lowercased(), controller.displayName.lowercased()]
    }

    private static func holder(
        in domain: Domain, _ bySettings: [DistinguishedName: DomainController], _ byHost: [HostName: DomainController]
    ) -> Holder {
        guard let owner = domain.pdcEmulator.known else {
            return .notKnown(why: domain.pdcEmulator.words { $0.ntdsSettings.description })
        }
        guard owner.state == .registered || owner.state == .unknown else {
            return .notKnown(why: "the role names \(owner.ntdsSettings), which is \(owner.state.rawValue)")
        }
        if let controller = bySettings[owner.ntdsSettings] ?? owner.host.known.flatMap({ byHost[HostName($0)] }) {
            return .controller(controller)
        }
        return .notKnown(why: "no domain controller that was read is \(owner.ntdsSettings)")
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
