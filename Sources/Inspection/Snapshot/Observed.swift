/// A fact as far as it could be seen.
///
/// Active Directory leaves out what the caller may not read, without a word. So "it did not come back" is a state of its own, and
/// only `.absent` says that something is proved not to be there.
public enum Observed<Value: Sendable>: Sendable {
    /// The fact, read.
    case value(Value)
    /// Part of it: proves that something is there, never that something is not.
    case partial(Value, why: String)
    /// Proved not to be there.
    case absent
    /// Asked for and not in the answer, for a reason that is not known.
    case notReturned
    /// Withheld: the server says that the caller may not read it.
    case hidden(why: String)
    /// The server that knows could not be asked.
    case unreachable(why: String)
    /// Not asked for.
    case notCollected(why: String)
}

extension Observed {
    /// What was read, whole or in part.
    public var known: Value? {
        switch self {
        case .value(let value), .partial(let value, _): value
        default: nil
        }
    }

    /// Whether the fact was read whole.
    public var isValue: Bool {
        if case .value = self { true } else { false }
    }

    /// Whether the fact is settled: read whole, or proved absent.
    public var isSettled: Bool {
        switch self {
        case .value, .absent: true
        default: false
        }
    }

    /// The name of the state, as the JSON prints it.
    public var state: String {
        switch self {
        case .value: "value"
        case .partial: "partial"
        case .absent: "absent"
        case .notReturned: "notReturned"
        case .hidden: "hidden"
        case .unreachable: "unreachable"
        case .notCollected: "notCollected"
        }
    }

    /// Why the fact is not whole, where a reason is known.
    public var why: String? {
        switch self {
        case .value, .absent: nil
        case .notReturned: "asked for, but not in the answer"
        case .partial(_, let why), .hidden(let why), .unreachable(let why), .notCollected(let why): why
        }
    }

    /// The same observation of something derived from the value.
    public func map<Other: Sendable>(_ transform: (Value) throws -> Other) rethrows -> Observed<Other> {
        switch self {
        case .value(let value): .value(try transform(value))
        case .partial(let value, let why): .partial(try transform(value), why: why)
        case .absent: .absent
        case .notReturned: .notReturned
        case .hidden(let why): .hidden(why: why)
        case .unreachable(let why): .unreachable(why: why)
        case .notCollected(let why): .notCollected(why: why)
        }
    }
}

extension Observed: Equatable where Value: Equatable {}
extension Observed: Hashable where Value: Hashable {}

extension Observed: Codable where Value: Codable {
    private enum CodingKeys: String, CodingKey { case state, value, why }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let state = try container.decode(String.self, forKey: .state)
        let why = try container.decodeIfPresent(String.self, forKey: .why) ?? ""
        switch state {
        case "value": self = .value(try container.decode(Value.self, forKey: .value))
        case "partial": self = .partial(try container.decode(Value.self, forKey: .value), why: why)
        case "absent": self = .absent
        case "notReturned": self = .notReturned
        case "hidden": self = .hidden(why: why)
        case "unreachable": self = .unreachable(why: why)
        case "notCollected": self = .notCollected(why: why)
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .state, in: container, debugDescription: "\(state) is no state of an observation")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(state, forKey: .state)
        try container.encodeIfPresent(known, forKey: .value)
        switch self {
        case .partial(_, let why), .hidden(let why), .unreachable(let why), .notCollected(let why):
            try container.encode(why, forKey: .why)
        case .value, .absent, .notReturned: break
        }
    }
}
