import ActiveDirectory
import Inspection
import LDAP

/// A right on the objects of a domain, decided for those that inherit from its root, and for those below the containers that change
/// what is handed down.
struct DelegableRight {
    /// The objects, as titles name them behind an article: `users of corp.example.test`.
    let objects: String
    /// At the domain root.
    let decided: AccountRight
    /// Below a container; nil for a right that nothing below the root can change, or where nobody looked.
    let below: ((ContainerSecurity) -> AccountRight)?
}

extension ForestUnderJudgement {
    /// Met where the root grants it; a warning where only containers below do; undecided where they might.
    func judge(
        _ right: DelegableRight, _ account: ConnectorAccount, _ domain: Domain, highest: Severity? = nil,
        remedy makeRemedy: (AccountRight) -> Remedy
    ) -> Judgement {
        let decided = right.decided
        let subject = subject(of: account, in: domain)
        let name = name(of: account)
        let what = "the \(right.objects)"
        var facts = facts(of: decided, on: what, in: domain)
        switch decided.answer {
        case .granted:
            return Judgement(
                subject, .met, severity: highest, "\(name) has \(decided.right.name) on \(what)", because: facts)
        case .undecided:
            return Judgement(
                subject, .undecided, severity: highest,
                "Whether \(name) has \(decided.right.name) on \(what) is not known", because: facts)
        case .denied: break
        }
        let remedy = makeRemedy(decided)
        let elsewhere = right.below.map { Elsewhere($0, domain) } ?? Elsewhere()
        if !elsewhere.granting.isEmpty {
            facts += elsewhere.granting.prefix(Elsewhere.mostNamed).map { container, decided in
                fact(
                    "granted below",
                    "\(container.distinguishedName): \(decided.entry?.words ?? decided.basis.rawValue)",
                    source: "nTSecurityDescriptor of \(container.distinguishedName)")
            }
            let names = elsewhere.granting.map(\.0.distinguishedName.description)
            let shown =
                names.prefix(3).joined(separator: "; ") + (names.count > 3 ? "; and \(names.count - 3) more" : "")
            return Judgement(
                subject, .notMet, severity: .warning,
                "\(name) has \(decided.right.name) on \(right.objects) only below \(shown)", because: facts,
                remedy: remedy)
        }
        if let why = elsewhere.gap {
            facts.append(
                fact(
                    "granted below", Fact.unreadable + why,
                    source: "nTSecurityDescriptor of the containers of \(domain.distinguishedName)"))
            return Judgement(
                subject, .undecided, severity: highest,
                "\(name) lacks \(decided.right.name) at the root of \(domain.dnsName), and may have it below",
                because: facts, remedy: remedy)
        }
        return Judgement(
            subject, .notMet, severity: highest, "\(name) lacks \(decided.right.name) on \(what)", because: facts,
            remedy: remedy)
    }

    /// Judges rights that belong together on one object and what is below it: all are needed.
    ///
    /// - Parameters:
    ///   - purpose: What they are for, as in "has what device writeback needs on …".
    ///   - place: The object, in words.
    ///   - lacking: What a denied right amounts to, where it is not the rule's own severity and `notMet`.
    func judge(
        _ rights: [AccountRight], for purpose: String, on place: String, _ account: ConnectorAccount,
        _ domain: Domain, holder: DistinguishedName, lacking: Outcome = .notMet, remedy: (AccountRight) -> Remedy
    ) -> Judgement {
        let subject = subject(of: account, in: domain)
        let name = name(of: account)
        let worst = rights.worst
        let shown = worst?.answer == .granted ? rights : [worst].compactMap(\.self)
        let because = shown.flatMap { facts(of: $0, on: place, in: domain, holder: holder) }
        switch worst?.answer {
        case .granted:
            return Judgement(subject, .met, "\(name) has what \(purpose) needs on \(place)", because: because)
        case .denied:
            let right = worst?.right.name ?? ""
            return Judgement(
                subject, lacking, "\(name) lacks \(right) on \(place)", because: because, remedy: worst.map(remedy))
        case .undecided, nil:
            return Judgement(
                subject, .undecided, "Whether \(name) has what \(purpose) needs on \(place) is not known",
                because: because)
        }
    }

    /// The domain that a name is in: of all whose names it ends with, the longest.
    func domain(holding name: DistinguishedName) -> Domain? {
        (forest.domains.known ?? []).filter { name.isEqualOrDescendant(of: $0.distinguishedName) }
            .max { ($0.distinguishedName.rdns?.count ?? 0) < ($1.distinguishedName.rdns?.count ?? 0) }
    }
}

/// Where below the root a right is granted that the root does not grant.
private struct Elsewhere {
    static let mostNamed = 10

    var granting: [(ContainerSecurity, AccountRight)] = []
    /// Why it might be granted where nobody looked.
    var gap: String?

    init() {}

    init(_ right: (ContainerSecurity) -> AccountRight, _ domain: Domain) {
        let containers = domain.security.containers
        for container in containers.known ?? [] where container.holdsUsers.known != false {
            let decided = right(container)
            guard decided.answer != .denied else { continue }
            if decided.answer == .granted, container.holdsUsers.known == true {
                granting.append((container, decided))
            } else {
                gap = "whether \(container.distinguishedName) holds users, or grants it, is not known"
            }
        }
        if !containers.isSettled { gap = containers.why ?? containers.state }
    }
}
