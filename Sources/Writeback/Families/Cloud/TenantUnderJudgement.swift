import FoundationEssentials
import Inspection

// What Graph told of the tenant, as rules ask for it: a list with what may be missing from it, one user, one domain.
extension EvidenceUnderJudgement {
    /// A list of Graph's.
    enum GraphAnswer<Element: Sendable>: Sendable {
        /// - Parameter gap: Why something may be missing from it; nil where nothing is.
        case list([Element], gap: String?)
        /// No file holds it: the facts that say so.
        case nothing([Fact])
    }

    func answer<Element>(
        _ rule: Rule, _ list: (GraphEvidence) -> Observed<[Element]>
    ) -> GraphAnswer<Element> {
        guard let graph = usable.graph else { return .nothing(missing(.graph, rule)) }
        switch list(graph) {
        case .value(let elements): return .list(elements, gap: nil)
        case .partial(let elements, let why): return .list(elements, gap: why)
        case let other:
            let why = other.why ?? "the list is null"
            return .nothing([
                Fact(
                    statement: "evidence", value: "\(why); give it with --graph",
                    source: rule.decidedBy?.command ?? EvidenceKind.graph.option,
                    observedOn: rule.decidedBy?.place ?? EvidenceKind.graph.option, at: nil, authenticated: false)
            ])
        }
    }

    /// The fact to give where a person is to be judged, and nobody was named.
    func unnamed(_ statement: String, by option: String, _ rule: Rule) -> Fact {
        Fact(
            statement: statement, value: "nobody was named with \(option)", source: rule.decidedBy?.command ?? option,
            observedOn: rule.decidedBy?.place ?? option, at: nil, authenticated: false)
    }

    /// A fact out of Graph's answers.
    ///
    /// - Parameter kind: Which of them: the fact is as old as the oldest file of that kind.
    func fact(_ statement: String, _ value: String, of kind: GraphKind, _ source: String) -> Fact {
        let files = graphFiles(of: kind)
        return Fact(
            statement: statement, value: value, source: "Graph \(source)",
            observedOn: files.isEmpty ? EvidenceKind.graph.option : files.map(\.name).joined(separator: ", "),
            at: files.compactMap(\.writtenAt.known).min(), authenticated: false)
    }

    /// What may be missing from a list, for the finding that rests on it.
    func gapFact(_ gap: String?, of kind: GraphKind) -> [Fact] {
        gap.map { [fact("list", "in part: \($0)", of: kind, kind.rawValue)] } ?? []
    }

    func graphFiles(of kind: GraphKind) -> [GraphEvidence.File] {
        (usable.graph?.files ?? []).filter { $0.kind == kind }
    }

    /// What a person calls the tenant at the beginning of a title.
    var tenantName: String {
        guard let name = usable.graph?.organizations.known?.first?.displayName.known, !name.isEmpty else {
            return "The tenant"
        }
        return "Tenant \(name)"
    }

    // MARK: - One user

    /// A user as the subject of a finding.
    func subject(ofUser name: String) -> Subject {
        let id = usable.graph?.users.known?.first { $0.isNamed(name) }?.id.known
        return Subject(kind: .cloudUser, domain: nil, name: name, id: id)
    }

    /// What all files together say of a user; nil where none holds it.
    func user(_ name: String) -> GraphUser? {
        let all = (usable.graph?.users.known ?? []).filter { $0.isNamed(name) }
        guard var user = all.first else { return nil }
        user.isEnabled = .agreed(all.map(\.isEnabled))
        user.isSynchronized = .agreed(all.map(\.isSynchronized))
        user.onPremisesSecurityIdentifier = .agreed(all.map(\.onPremisesSecurityIdentifier))
        user.onPremisesDistinguishedName = .agreed(all.map(\.onPremisesDistinguishedName))
        user.assignedPlans = .agreed(all.map(\.assignedPlans))
        user.roles = .agreed(all.map(\.roles))
        return user
    }

    /// What all files together say of a user's registration; nil where none holds it.
    func registration(of name: String) -> GraphRegistration? {
        let all = (usable.graph?.registrations.known ?? []).filter {
            $0.userPrincipalName.known?.lowercased() == name.lowercased()
        }
        guard var registration = all.first else { return nil }
        registration.isEnabled = .agreed(all.map(\.isEnabled))
        registration.isRegistered = .agreed(all.map(\.isRegistered))
        registration.isCapable = .agreed(all.map(\.isCapable))
        registration.isAdministrator = .agreed(all.map(\.isAdministrator))
        return registration
    }

    /// Whether a user carries a licence, as part of what a rule asks.
    func licence(of user: GraphUser) -> Aspect {
        let fact = fact("assigned plans", user.licenceWords, of: .users, "users: assignedPlans")
        return switch user.licence {
        case .counts: .met("has a licence", fact)
        case .limited: .notMet(.warning, "has a licence that has run out and is in its grace", fact)
        case .open: .undecided(.blocker, "has no licence that is known", fact)
        case .lacking: .notMet(.blocker, "has no licence that includes password writeback", fact)
        }
    }

    /// Whether a user may sign in at all, as part of what a rule asks.
    func enablement(of user: GraphUser) -> Aspect {
        let fact = fact(
            "account", user.isEnabled.words { $0 ? "enabled" : "disabled" }, of: .users, "users: accountEnabled")
        return switch user.isEnabled.readWhole {
        case true?: .met("is enabled", fact)
        case false?: .notMet(.blocker, "is disabled", fact)
        case nil: .undecided(.blocker, "may be disabled", fact)
        }
    }

    // MARK: - One domain

    /// How the users of a domain sign in.
    func authentication(ofDomain name: String) -> Observed<String> {
        guard let graph = usable.graph else { return .notCollected(why: "no file was given with --graph") }
        guard let domains = graph.domains.known else {
            return .notCollected(why: graph.domains.why ?? "the list is null")
        }
        let own = domains.filter { domain in domain.name.known.map { HostName($0) == HostName(name) } ?? false }
        guard !own.isEmpty else {
            return .notCollected(why: graph.domains.why ?? "the tenant has no domain \(name)")
        }
        return .agreed(own.map(\.authenticationType))
    }
}

extension GraphUser {
    fileprivate func isNamed(_ name: String) -> Bool { userPrincipalName.known?.lowercased() == name.lowercased() }
}

extension Observed where Value: Equatable {
    /// What several files say of the same thing: what one of them has settled, unless another contradicts it.
    static func agreed(_ all: [Self]) -> Self {
        let settled = all.filter(\.isSettled)
        guard let first = settled.first else { return all.first ?? .notReturned }
        return settled.allSatisfy { $0 == first } ? first : .notCollected(why: "the files contradict each other")
    }
}
