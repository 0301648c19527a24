public import LDAP

/// What to do next in the reading of an attribute that a server hands out in parts, as `member;range=0-1499`
/// (MS-ADTS 3.1.1.3.1.3.3), decided without a connection.
///
/// A driver reports with ``received(_:)`` what an answer held, or with ``refused()`` that the server refused the read as an
/// operations error, asks for what it is told by ``Action/read(_:)``, and stops on any other action. Once it has stopped, it
/// gives the same action again, whatever is reported.
///
/// The parts are no snapshot. A value added in between may come twice, and is then kept once; a value removed in between
/// moves the later ones, and one of those may be missed, which no client can see.
public struct RangedAttributeState: Sendable {
    /// What ends a reading that would not end by itself.
    public struct Limits: Hashable, Sendable {
        /// How many values an attribute may have.
        public var values: Int
        /// How many bytes the values may have together.
        public var bytes: Int
        /// How many answers may be needed.
        public var answers: Int

        public init(values: Int = 5_000_000, bytes: Int = 256 << 20, answers: Int = 10_000) {
            self.values = values
            self.bytes = bytes
            self.answers = answers
        }
    }

    /// What to do next.
    public enum Action: Hashable, Sendable {
        /// Ask for this attribute description.
        case read(String)
        /// Everything came: the values, in the server's order.
        case finish([[UInt8]])
        /// The rest cannot be had; the values that came are right.
        case fail(Failure, [[UInt8]])
    }

    /// Why a reading failed.
    public enum Failure: Hashable, Sendable {
        /// A range held no values behind those that were there.
        case didNotAdvance
        /// A range began behind the next value, so that values between are unknown.
        case gap
        /// A range option that is none, such as `range=5-2`, or one that does not fit the number of values.
        case malformedRange
        /// The server refused to go on.
        case refused
        /// A limit was met.
        case limit
    }

    /// The attribute's description without a range.
    public let attribute: AttributeDescription
    /// What ends a reading that would not end by itself.
    public let limits: Limits

    /// What came so far, in the server's order.
    public var valuesSoFar: [[UInt8]] {
        // They are a set (RFC 4512, section 2.5); within one answer the server sees to that.
        guard answers > 1 else { return values }
        var seen = Set<[UInt8]>(minimumCapacity: values.count)
        return values.filter { seen.insert($0).inserted }
    }

    private var values: [[UInt8]] = []
    private var byteCount = 0
    private var answers = 0
    /// The index of the next value, as the server counts.
    private var next = 0
    private var hasSteppedBack = false
    private var end: Action?

    /// - Parameter attribute: The description without a range, such as `member`.
    public init(attribute: String, limits: Limits = Limits()) {
        self.attribute = AttributeDescription(attribute)
        self.limits = limits
    }

    /// Takes the attributes of an answer, other attributes among them, and says what to do next.
    public mutating func received(_ attributes: [Entry.Attribute]) -> Action {
        if let end { return end }
        answers += 1
        return settle(taken(attributes))
    }

    /// Takes that the server refused the last read as an operations error, and says what to do next.
    ///
    /// So a domain controller answers a range that begins behind the last value, when values were removed in between
    /// (MS-ADTS 3.1.1.3.4.1.22). Other causes look the same, so the last value known is asked for once more: when it comes as
    /// the last, that was it.
    public mutating func refused() -> Action {
        if let end { return end }
        guard !hasSteppedBack, next > 0 else { return settle(.fail(.refused, valuesSoFar)) }
        hasSteppedBack = true
        return .read(description(from: next - 1))
    }

    private mutating func settle(_ action: Action) -> Action {
        if case .read = action { return action }
        end = action
        return action
    }

    private mutating func taken(_ attributes: [Entry.Attribute]) -> Action {
        let own = attributes.map { ($0, AttributeDescription($0.description)) }
            .filter { $0.1.withoutRange == attribute }
        let ranged = own.filter { $0.1.hasRange }
        guard !ranged.isEmpty else {
            // Whole, and never in parts; or behind the last value, where the server leaves the attribute out.
            let whole = own.first?.0.values ?? []
            return .finish(whole.isEmpty ? valuesSoFar : whole)
        }
        // Beside a range the attribute can stand without one too, empty (member) or with the same values again
        // (msDS-ReplValueMetaData): the range says what it holds, so it leads.
        let parts = ranged.compactMap { attribute, description in
            description.valueRange.map { (range: $0, values: attribute.values) }
        }
        guard !parts.isEmpty else { return .fail(.malformedRange, valuesSoFar) }
        guard let part = parts.first(where: { $0.range.lower <= next }) else {
            // The first answer may be one to a search that asked for a range from the middle.
            return answers == 1 ? .read(description(from: 0)) : .fail(.gap, valuesSoFar)
        }
        return taken(part.range, part.values)
    }

    private mutating func taken(_ range: AttributeValueRange, _ part: [[UInt8]]) -> Action {
        if let upper = range.upper, upper - range.lower != part.count - 1, !part.isEmpty {
            return .fail(.malformedRange, valuesSoFar)
        }
        let fresh = part.dropFirst(next - range.lower)
        for value in fresh {
            byteCount += value.count
            guard values.count < limits.values, byteCount <= limits.bytes else { return .fail(.limit, valuesSoFar) }
            values.append(value)
        }
        next += fresh.count
        if range.isLast { return .finish(valuesSoFar) }
        if fresh.isEmpty { return .fail(.didNotAdvance, valuesSoFar) }
        return answers < limits.answers ? .read(description(from: next)) : .fail(.limit, valuesSoFar)
    }

    private func description(from index: Int) -> String {
        attribute.description + ";range=\(index)-*"
    }
}

extension AttributeDescription {
    /// Whether there is an option that means to be a range, sensible or not.
    var hasRange: Bool {
        // Nearly every description has no option at all, and need not be taken apart.
        description.utf8.contains(UInt8(ascii: ";")) && options.contains(where: Self.isRange)
    }

    /// The description without its range.
    var withoutRange: AttributeDescription {
        hasRange ? AttributeDescription(type: type, options: options.filter { !Self.isRange($0) }) : self
    }

    private static func isRange(_ option: String) -> Bool { option.lowercased().hasPrefix("range=") }
}
