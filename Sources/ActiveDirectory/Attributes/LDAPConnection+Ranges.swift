public import LDAP

/// An entry whose attributes were read to their ends, as far as they could be.
public struct RangeCompletion: Sendable {
    /// The entry. An attribute that could not be read to its end keeps a range that says which values it holds.
    public let entry: Entry
    /// Why attributes could not be read to their ends; empty when all were.
    public let failures: [RangedAttributeError]
}

extension Entry {
    /// Whether the server handed out an attribute in part only, as `member;range=0-1499`.
    public var hasRangedAttributes: Bool {
        attributes.contains { AttributeDescription($0.description).hasRange }
    }
}

extension LDAPConnection {
    /// Reads the rest of every attribute of `entry` that came in part, as `member;range=0-1499` (MS-ADTS 3.1.1.3.1.3.3).
    ///
    /// Each further part is a base read of `<GUID=…>`, so that neither a rename in between nor a name in extended form leads
    /// elsewhere. The GUID is that of the entry's `objectGUID` or extended name; without either, one more read asks for it.
    /// An entry without ranges costs nothing.
    ///
    /// - Parameters:
    ///   - controls: Those of the search that brought the entry, so that further values come in the same form.
    ///   - rootDSE: The server's own; where it names LDAP_SERVER_RANGE_RETRIEVAL_NOERR_OID, that control is sent too.
    ///   - limits: What ends a reading that would not end by itself.
    /// - Throws: `CancellationError`; everything else stands in ``RangeCompletion/failures``.
    public func completingRanges(
        of entry: Entry, controls: [LDAPControl] = [], rootDSE: RootDSE? = nil,
        limits: RangedAttributeState.Limits = .init()
    ) async throws -> RangeCompletion {
        var pending: [AttributeDescription] = []
        for attribute in entry.attributes {
            let description = AttributeDescription(attribute.description)
            if description.hasRange, !pending.contains(description.withoutRange) {
                pending.append(description.withoutRange)
            }
        }
        guard !pending.isEmpty else { return RangeCompletion(entry: entry, failures: []) }
        var controls = controls
        let withoutError = LDAPControl.rangeRetrievalWithoutError()
        if rootDSE?.supports(.rangeRetrievalWithoutError) == true,
            !controls.contains(where: { $0.identifier == withoutError.identifier })
        {
            controls.append(withoutError)
        }
        var reader = RangeReader(connection: self, entry: entry, controls: controls)
        var outcomes: [AttributeDescription: RangeReader.Outcome] = [:]
        for attribute in pending {
            outcomes[attribute] = try await reader.read(attribute.description, limits)
        }
        return RangeCompletion(
            entry: entry.replacing(outcomes), failures: pending.compactMap { outcomes[$0]?.failure })
    }
}

extension Entry {
    /// The first attribute of each description gives its place to what was read; the others go.
    fileprivate func replacing(_ outcomes: [AttributeDescription: RangeReader.Outcome]) -> Entry {
        var placed: Set<AttributeDescription> = []
        let attributes = attributes.compactMap { attribute -> Attribute? in
            let description = AttributeDescription(attribute.description).withoutRange
            guard let whole = outcomes[description]?.attribute else { return attribute }
            return placed.insert(description).inserted ? whole : nil
        }
        return Entry(distinguishedName: distinguishedName, attributes: attributes)
    }
}

/// Reads one object's attributes to their ends.
private struct RangeReader {
    struct Outcome {
        /// Nil when nothing usable came: then the entry keeps what the server sent, whose range says that it is a part.
        let attribute: Entry.Attribute?
        let failure: RangedAttributeError?
    }

    let connection: LDAPConnection
    let entry: Entry
    let controls: [LDAPControl]
    private var identifier: ObjectGUID?

    init(connection: LDAPConnection, entry: Entry, controls: [LDAPControl]) {
        self.connection = connection
        self.entry = entry
        self.controls = controls
        identifier = Self.identifier(of: entry)
    }

    mutating func read(_ attribute: String, _ limits: RangedAttributeState.Limits) async throws -> Outcome {
        var state = RangedAttributeState(attribute: attribute, limits: limits)
        var action = state.received(entry.attributes)
        var cause: LDAPError?
        while case .read(let description) = action {
            do {
                guard let base = try await base() else { return outcome(attribute, state, .noIdentifier) }
                guard let answer = try await connection.read(base, attributes: [description], controls: controls)
                else { return outcome(attribute, state, .objectGone) }
                action = state.received(answer.attributes)
            } catch let error as LDAPError {
                cause = error
                guard error.code == .server, error.resultCode == .operationsError else {
                    return outcome(attribute, state, .readFailed, error)
                }
                action = state.refused()
            }
        }
        switch action {
        case .finish(let values): return Outcome(attribute: .init(description: attribute, values: values), failure: nil)
        case .fail(let failure, _): return outcome(attribute, state, failure.code, failure == .refused ? cause : nil)
        case .read: return outcome(attribute, state, .readFailed)
        }
    }

    private func outcome(
        _ attribute: String, _ state: RangedAttributeState, _ code: RangedAttributeError.Code, _ cause: LDAPError? = nil
    ) -> Outcome {
        let values = state.valuesSoFar
        let part = Entry.Attribute(description: "\(attribute);range=0-\(values.count - 1)", values: values)
        return Outcome(
            attribute: values.isEmpty ? nil : part,
            failure: RangedAttributeError(code, attribute: attribute, valueCount: values.count, cause: cause))
    }

    /// The object by its GUID; nil when it cannot be learned.
    private mutating func base() async throws -> DistinguishedName? {
        if identifier == nil {
            let answer = try await connection.read(entry.distinguishedName, attributes: ["objectGUID"])
            identifier = answer.flatMap(Self.identifier)
        }
        return identifier.map { DistinguishedName(guid: $0) }
    }

    private static func identifier(of entry: Entry) -> ObjectGUID? {
        entry["objectGUID"]?.first.flatMap { ObjectGUID(wire: $0) }
            ?? ExtendedDistinguishedName(entry.distinguishedName.description)?.guid
    }
}

extension RangedAttributeState.Failure {
    fileprivate var code: RangedAttributeError.Code {
        switch self {
        case .didNotAdvance: .didNotAdvance
        case .gap: .gap
        case .malformedRange: .malformedRange
        case .refused: .readFailed
        case .limit: .limit
        }
    }
}
