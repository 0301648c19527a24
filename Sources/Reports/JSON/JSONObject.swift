import Inspection

/// An object in the making, with the rule by which observations become keys: what was read is its value, what is proved absent is
/// null, and all else is left out and named under `unobserved`.
struct JSONObject {
    private var members: [String: JSONValue] = [:]
    private var unobserved: [String: JSONValue] = [:]

    /// Sets a key whose value is always known; nil leaves it out.
    subscript(key: String) -> JSONValue? {
        get { members[key] }
        set { members[key] = newValue }
    }

    /// Sets a key from an observation. Part of a fact stands in both places: the value, and why it is not whole.
    mutating func set<Value>(_ key: String, _ observed: Observed<Value>, _ render: (Value) -> JSONValue) {
        if let value = observed.known {
            members[key] = render(value)
        } else if case .absent = observed {
            members[key] = .null
        }
        if !observed.isSettled { unobserved[key] = Self.reason(observed.state, observed.why) }
    }

    /// Leaves a key out and says why.
    mutating func leaveOut(_ key: String, state: String, why: String) {
        unobserved[key] = Self.reason(state, why)
    }

    private static func reason(_ state: String, _ why: String?) -> JSONValue {
        .object(["state": .string(state), "why": .string(why ?? "")])
    }

    var value: JSONValue {
        guard !unobserved.isEmpty else { return .object(members) }
        var all = members
        all["unobserved"] = .object(unobserved)
        return .object(all)
    }
}

extension Observed {
    /// The observation of something inside the value; what hides the whole hides the part.
    func flatMap<Other: Sendable>(_ transform: (Value) -> Observed<Other>) -> Observed<Other> {
        switch self {
        case .value(let value): transform(value)
        case .partial(let value, let why):
            switch transform(value) {
            case .value(let inner): .partial(inner, why: why)
            case .absent: .notReturned
            case let inner: inner
            }
        case .absent: .absent
        case .notReturned: .notReturned
        case .hidden(let why): .hidden(why: why)
        case .unreachable(let why): .unreachable(why: why)
        case .notCollected(let why): .notCollected(why: why)
        }
    }
}
