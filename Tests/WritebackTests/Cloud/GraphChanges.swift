import Inspection

@testable import Writeback

// The means to break one thing of a tenant where all is well.
extension Evidence {
    static let administrator = "hybrid.admin@example.onmicrosoft.com"
    static let alice = "alice@corp.example.test"
    static let why = "a page is missing"

    mutating func subscription(_ index: Int = 0, _ change: (inout GraphSubscription) -> Void) {
        self.change(\.subscriptions, index, change)
    }

    /// The plan of the subscription.
    mutating func plan(_ change: (inout GraphServicePlan) -> Void) {
        subscription { subscription in
            guard case .value(var plans) = subscription.plans else { return }
            change(&plans[0])
            subscription.plans = .value(plans)
        }
    }

    mutating func user(_ name: String, _ change: (inout GraphUser) -> Void) {
        guard let index = graph?.users.known?.firstIndex(where: { $0.userPrincipalName.known == name }) else { return }
        self.change(\.users, index, change)
    }

    mutating func admin(_ change: (inout GraphUser) -> Void) { user(Self.administrator, change) }

    /// The plan that is assigned to a user.
    mutating func plan(of name: String, _ change: (inout GraphServicePlan) -> Void) {
        user(name) { user in
            guard case .value(var plans) = user.assignedPlans else { return }
            change(&plans[0])
            user.assignedPlans = .value(plans)
        }
    }

    /// One more file that holds the user, with this change.
    mutating func anotherFile(of name: String, _ change: (inout GraphUser) -> Void) {
        guard case .value(var users)? = graph?.users,
            var copy = users.first(where: { $0.userPrincipalName.known == name })
        else { return }
        change(&copy)
        users.append(copy)
        graph?.users = .value(users)
    }

    mutating func registration(_ change: (inout GraphRegistration) -> Void) { self.change(\.registrations, 0, change) }

    mutating func organization(_ change: (inout GraphOrganization) -> Void) { self.change(\.organizations, 0, change) }

    mutating func domain(_ index: Int, _ change: (inout GraphDomain) -> Void) { self.change(\.domains, index, change) }

    /// The list in part, as where a link to its next page was not followed.
    mutating func part<Element>(
        _ list: WritableKeyPath<GraphEvidence, Observed<[Element]>>, _ elements: [Element]? = nil
    ) {
        guard let all = graph?[keyPath: list].known else { return }
        graph?[keyPath: list] = .partial(elements ?? all, why: Self.why)
    }

    /// As if no file held it.
    mutating func take<Element>(_ list: WritableKeyPath<GraphEvidence, Observed<[Element]>>, _ kind: GraphKind) {
        graph?[keyPath: list] = .notCollected(why: "no file holds Graph's \(kind.rawValue)")
        graph?.files.removeAll { $0.kind == kind }
    }

    private mutating func change<Element>(
        _ list: WritableKeyPath<GraphEvidence, Observed<[Element]>>, _ index: Int, _ change: (inout Element) -> Void
    ) {
        guard case .value(var elements)? = graph?[keyPath: list], elements.indices.contains(index) else { return }
        change(&elements[index])
        graph?[keyPath: list] = .value(elements)
    }
}
