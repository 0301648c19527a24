import ActiveDirectory
import LDAP
import Networking

extension DomainController {
    /// Joins what the configuration, the computer account and the host itself say.
    init(
        _ result: ControllerSurvey.Result, account: ComputerAccount?, accounts: Observed<[ComputerAccount]>?,
        _ topology: Topology
    ) {
        let settings = result.settings
        let unread = accounts?.why ?? "its domain was not read"
        let ownHost = result.server?.dnsHostName ?? .notReturned
        let host = ownHost.known == nil ? account?.dnsHostName ?? ownHost : ownHost
        let kind = Self.kind(settings, account, host)
        self.init(
            name: result.server?.relativeName ?? account?.relativeName ?? settings?.name.description ?? "",
            hostName: host.map { DomainName.normalized($0) }, domain: result.domain?.domainName,
            site: settings.map { NTDSSettingsName($0.name.description)?.siteName.map { .value($0) } ?? .absent }
                ?? topology.withoutSettings(),
            kind: kind, ntdsSettings: settings.map { .value($0.name) } ?? topology.withoutSettings(),
            ntdsSettingsGUID: settings?.guid ?? topology.withoutSettings(),
            computerAccount: account.map { .value($0.name) }
                ?? (accounts?.isValue == true ? .notReturned : .unreachable(why: unread)),
            computerGUID: account?.guid ?? .notReturned,
            globalCatalog: Self.globalCatalog(settings),
            options: settings?.options ?? topology.withoutSettings(),
            operatingSystem: account?.operatingSystem
                ?? OperatingSystemFacts(
                    name: .unreachable(why: unread), version: .unreachable(why: unread),
                    servicePack: .unreachable(why: unread)),
            functionalLevel: settings?.level ?? topology.withoutSettings(),
            reachability: Self.reachability(result, kind),
            addresses: (result.contact?.addresses ?? []).map(\.description).sorted(), ports: result.ports,
            clockOffsetSeconds: result.facts.clockOffset, rootDSE: result.facts.rootDSE,
            netlogon: Self.netlogon(result.contact))
    }

    /// Without the attribute, which everybody may read, no flag is set.
    private static func globalCatalog(_ settings: NTDSSettings?) -> Observed<Bool> {
        guard let settings else { return .notReturned }
        if settings.options.isProvedAbsent { return .value(false) }
        return settings.options.map { DirectoryServiceOptions(rawValue: $0).contains(.globalCatalog) }
    }

    private static func kind(_ settings: NTDSSettings?, _ account: ComputerAccount?, _ host: Observed<String>) -> Kind {
        if let settings { return settings.isReadOnly ? .readOnly : .writable }
        guard let account else { return .unknown }
        // AzureADKerberos: the account of a read-only domain controller without a host and without a directory service.
        if account.saysReadOnly, host.known == nil { return .notAMachine }
        return account.saysReadOnly ? .readOnly : .unknown
    }

    private static func reachability(_ result: ControllerSurvey.Result, _ kind: Kind) -> Reachability {
        if kind == .notAMachine { return Reachability(state: .notAsked, why: "it is no machine") }
        return result.contact?.reachability ?? Reachability(state: .notAsked, why: result.facts.rootDSE.why)
    }

    private static func netlogon(_ contact: HostContact?) -> Observed<NetlogonFacts> {
        guard let contact else { return .notCollected(why: "the host was not asked") }
        guard let response = contact.ping?.response, let flags = response.flags else {
            if contact.ping?.isNotServed == true { return .absent }
            return .unreachable(why: contact.reachability.why ?? "no netlogon answer")
        }
        return .value(
            NetlogonFacts(
                flags: flags, hostName: response.hostName, domain: response.domain, forest: response.forest,
                site: response.site, carriedBy: contact.ping?.isDatagram == true ? "udp" : "tcp"))
    }
}

extension PasswordPolicy {
    /// From a domain's head. `CN=Builtin` carries a second set of the same attributes that governs nobody here.
    init(_ head: Observed<Entry>) {
        func duration(_ attribute: String) -> Observed<Duration> { head.then { EntryReader($0).duration(attribute) } }
        func integer(_ attribute: String) -> Observed<Int> { head.then { EntryReader($0).integer(attribute) } }
        self.init(
            minimumPasswordAge: duration("minPwdAge"), maximumPasswordAge: duration("maxPwdAge"),
            minimumPasswordLength: integer("minPwdLength"), passwordHistoryLength: integer("pwdHistoryLength"),
            complexityRequired: head.then {
                EntryReader($0).flags("pwdProperties").map { PasswordProperties(rawValue: $0).contains(.complexity) }
            },
            lockoutThreshold: integer("lockoutThreshold"), lockoutDuration: duration("lockoutDuration"),
            lockoutObservationWindow: duration("lockOutObservationWindow"))
    }
}
