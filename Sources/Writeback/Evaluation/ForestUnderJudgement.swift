import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

/// A snapshot together with what it is judged by: the only thing that a rule sees.
struct ForestUnderJudgement: Sendable {
    let snapshot: ForestSnapshot
    let baseline: Baseline
    let asOf: Date
    let vantage: JudgingVantage
    let scope: Scope
    let engine: SyncEngine
    /// What the sync server is configured to do, where a file says so that may decide something.
    let connectExport: ConnectExport?
    /// The domains in scope.
    let domains: [Domain]
    /// The domain controllers of the domains in scope; one whose domain is not known could be of any.
    let controllers: [DomainController]
    /// Sorted clock offsets, in seconds, of every machine of the forest whose clock was read: Kerberos crosses domains.
    let clocks: [Double]
    /// The users of each of the domains, as far as they were asked for.
    let populations: [PopulationReading]
    private let pdcEmulators: PDCEmulators
    /// How many domain controllers of each domain answered over LDAP.
    private let answering: [String?: Int]

    init(
        snapshot: ForestSnapshot, baseline: Baseline, asOf: Date, vantage: JudgingVantage, scope: Scope,
        engine: SyncEngine = .automatic, connectExport: ConnectExport? = nil
    ) {
        self.engine = engine
        self.connectExport = connectExport
        self.snapshot = snapshot
        self.baseline = baseline
        self.asOf = asOf
        self.vantage = vantage
        self.scope = scope
        let root = snapshot.forest.rootDomain
        domains = (snapshot.forest.domains.known ?? []).filter { scope.contains($0.dnsName, rootDomain: root) }
        controllers = (snapshot.forest.domainControllers.known ?? []).filter { controller in
            guard let domain = controller.domain else { return true }
            return scope.contains(domain, rootDomain: root)
        }
        clocks = (snapshot.forest.domainControllers.known ?? []).filter { $0.kind != .notAMachine }
            .compactMap(\.readClock).sorted()
        let accounts = ConnectorAccountSelection(
            among: snapshot.forest.connectorAccounts.known ?? [], asOf: snapshot.run.startedAt
        ).judged
        populations = domains.map { PopulationReading($0, accounts: accounts, in: snapshot) }
        pdcEmulators = PDCEmulators(of: domains, among: controllers)
        answering = Dictionary(
            controllers.filter { $0.reachability.state == .answered }.map { ($0.domain?.lowercased(), 1) },
            uniquingKeysWith: +)
    }

    var forest: Forest { snapshot.forest }
    var run: CollectionRun { snapshot.run }

    func pdcEmulator(of domain: Domain) -> PDCEmulators.Holder { pdcEmulators.holder(in: domain) }

    /// Whether the domain controller holds the PDC emulator role of a domain in scope.
    func isPDCEmulator(_ controller: DomainController) -> Bool { pdcEmulators.hold(controller) }

    /// Whether another domain controller of the same domain answered over LDAP.
    func anotherAnswers(besides controller: DomainController) -> Bool {
        let own = controller.reachability.state == .answered ? 1 : 0
        return (answering[controller.domain?.lowercased()] ?? 0) > own
    }
}

extension DomainController {
    /// The clock's offset where it was read whole and is a number.
    var readClock: Double? {
        guard case .value(let offset) = clockOffsetSeconds, offset.isFinite else { return nil }
        return offset
    }
}

// MARK: - What is in scope, and what could not be listed

extension ForestUnderJudgement {
    /// A list, or a part of one, that was not proved whole: the rule that runs over it is undecided for the subject.
    struct Gap: Sendable {
        var subject: Subject
        var title: String
        var fact: Fact
    }

    /// What stands between the domains that were read and all there are in scope.
    var domainGaps: [Gap] {
        if forest.domains.isValue {
            guard domains.isEmpty else { return [] }
            return [gap(forestSubject, "No domain of forest \(forest.rootDomain) was read", why: "the list is empty")]
        }
        return [
            gap(
                forestSubject, "The domains of forest \(forest.rootDomain) were not listed whole",
                why: forest.domains.why ?? "the list is empty")
        ]
    }

    func controllers(of domain: Domain) -> [DomainController] {
        controllers.filter { $0.domain?.lowercased() == domain.dnsName.lowercased() }
    }

    /// What stands between the domain controllers that were read and all there are in scope.
    var controllerGaps: [Gap] {
        guard forest.domainControllers.isValue else {
            return [
                gap(
                    forestSubject, "The domain controllers of forest \(forest.rootDomain) were not listed whole",
                    why: forest.domainControllers.why ?? "the list is empty")
            ]
        }
        if controllers.isEmpty {
            return [
                gap(
                    forestSubject, "No domain controller of forest \(forest.rootDomain) was read",
                    why: "the list is empty")
            ]
        }
        return domains.filter { controllers(of: $0).isEmpty }.map { domain in
            gap(
                subject(of: domain), "No domain controller of domain \(domain.dnsName) was read",
                why: "the list names none")
        }
    }

    private func gap(_ subject: Subject, _ title: String, why: String) -> Gap {
        Gap(
            subject: subject, title: title,
            fact: fact("list", why, source: forest.configurationNamingContext.description))
    }
}

// MARK: - Subjects

extension ForestUnderJudgement {
    var forestSubject: Subject {
        let root = (forest.domains.known ?? []).first { $0.dnsName.lowercased() == forest.rootDomain.lowercased() }
        return Subject(kind: .forest, domain: nil, name: forest.rootDomain, id: root?.guid.known?.description)
    }

    func subject(of domain: Domain) -> Subject {
        Subject(kind: .domain, domain: domain.dnsName, name: domain.dnsName, id: domain.guid.known?.description)
    }

    func subject(of controller: DomainController) -> Subject {
        Subject(
            kind: .domainController, domain: controller.domain, name: controller.displayName,
            id: controller.ntdsSettingsGUID.known?.description ?? controller.computerGUID.known?.description)
    }

    var collectingHost: Subject {
        Subject(kind: .collectingHost, domain: nil, name: run.vantage.host, id: nil)
    }
}

// MARK: - Facts

extension ForestUnderJudgement {
    /// A fact read from the domain controller that the run was bound to first.
    func fact(_ statement: String, _ value: String, source: String) -> Fact {
        Fact(
            statement: statement, value: value, source: source, observedOn: run.vantage.server, at: run.startedAt,
            authenticated: isAuthenticated)
    }

    /// A fact that a domain controller told of itself. Read-only ones are read without a bind.
    func fact(
        _ statement: String, _ value: String, source: String, on controller: DomainController
    ) -> Fact {
        Fact(
            statement: statement, value: value, source: source, observedOn: controller.displayName, at: run.startedAt,
            authenticated: isAuthenticated && controller.kind == .writable)
    }

    /// A fact seen from this host without any proof of who answered: a port, a name.
    func openFact(_ statement: String, _ value: String, source: String, on host: String) -> Fact {
        Fact(
            statement: statement, value: value, source: source, observedOn: host, at: run.startedAt,
            authenticated: false)
    }

    private var isAuthenticated: Bool { run.vantage.mechanism != "anonymous" }
}

extension Observed {
    /// The observation in words, for a fact.
    func words(_ text: (Value) -> String) -> String {
        switch self {
        case .value(let value): text(value)
        case .partial(let value, let why): "\(text(value)) (in part: \(why))"
        case .absent: "not set"
        case .notReturned, .hidden: "\(Fact.unreadable)\(why ?? state)"
        case .unreachable, .notCollected: "not known: \(why ?? state)"
        }
    }
}
