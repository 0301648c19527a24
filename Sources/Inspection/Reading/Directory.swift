import ActiveDirectory
import LDAP

/// Searches over one bound connection whose failures become observations.
///
/// An object that is not shown, a base that is not found and an empty answer are all `.notReturned`: the server says the same of
/// what is not there and of what the caller may not see.
struct Directory: Sendable {
    let connection: LDAPConnection

    /// Attributes by name, so that constructed and operational ones come too.
    func read(
        _ name: DistinguishedName, _ attributes: [String], controls: [LDAPControl] = []
    ) async -> Observed<Entry> {
        do {
            guard let entry = try await connection.read(name, attributes: attributes, controls: controls) else {
                return .notReturned
            }
            return .value(try await whole(entry, controls))
        } catch {
            return Self.observation(of: error)
        }
    }

    /// The same, and whether the server says that there is no such object, or none that the caller may see.
    func lookUp(
        _ name: DistinguishedName, _ attributes: [String], controls: [LDAPControl] = []
    ) async -> (entry: Observed<Entry>, isMissing: Bool) {
        let request = SearchRequest(
            base: name, scope: .base, filter: .present("objectClass"), attributes: attributes, controls: controls)
        do {
            var found: Entry?
            for try await case .entry(let entry) in connection.search(request) where found == nil { found = entry }
            return (found.map { .value($0) } ?? .notReturned, false)
        } catch let error as LDAPError where error.resultCode == .noSuchObject && error.code == .server {
            return (.notReturned, true)
        } catch {
            return (Self.observation(of: error), false)
        }
    }

    /// All entries below a base, page by page. References are left out: each domain is asked for its own.
    func search(
        _ base: DistinguishedName, _ scope: SearchRequest.Scope, _ filter: LDAPFilter, _ attributes: [String],
        controls: [LDAPControl] = []
    ) async -> Observed<[Entry]> {
        var entries: [Entry] = []
        do {
            let request = SearchRequest(
                base: base, scope: scope, filter: filter, attributes: attributes, controls: controls,
                pageSize: Self.pageSize)
            for try await case .entry(let entry) in connection.search(request) { entries.append(entry) }
            for index in entries.indices { entries[index] = try await whole(entries[index], controls) }
            return entries.isEmpty ? .notReturned : .value(entries)
        } catch let error as LDAPError where error.resultCode == .noSuchObject && error.code == .server {
            return .notReturned
        } catch {
            return entries.isEmpty ? Self.observation(of: error) : .partial(entries, why: Self.reason(error))
        }
    }

    /// Hands over entries as they come and keeps none; nil when the search came to its end.
    func stream(
        _ base: DistinguishedName, _ scope: SearchRequest.Scope, _ filter: LDAPFilter, _ attributes: [String],
        controls: [LDAPControl] = [], sizeLimit: Int32 = 0, _ take: (Entry) -> Void
    ) async -> Interruption? {
        do {
            let request = SearchRequest(
                base: base, scope: scope, filter: filter, attributes: attributes, controls: controls,
                sizeLimit: sizeLimit, pageSize: sizeLimit == 0 ? Self.pageSize : nil)
            for try await case .entry(let entry) in connection.search(request) { take(entry) }
            return nil
        } catch let error as LDAPError where error.resultCode == .noSuchObject && error.code == .server {
            return Interruption(observation: .notReturned)
        } catch {
            return Interruption(observation: Self.observation(of: error))
        }
    }

    /// Why a search ended before its end.
    struct Interruption: Sendable {
        /// What is known where nothing had come before.
        let observation: Observed<Bool>

        var why: String { observation.why ?? observation.state }

        func observed<Value: Sendable>() -> Observed<Value> { observation.then { _ in .notReturned } }
    }

    /// Owner, group and DACL of an object's descriptor.
    func descriptor(of name: DistinguishedName) async -> Observed<SecurityDescriptor> {
        await read(name, ["nTSecurityDescriptor"], controls: [.securityDescriptorParts()])
            .then { EntryReader($0).descriptor("nTSecurityDescriptor") }
    }

    /// The entry with the rest of what the server handed out in part; what could not be read keeps its range, and so stays
    /// partial.
    private func whole(_ entry: Entry, _ controls: [LDAPControl]) async throws -> Entry {
        guard entry.hasRangedAttributes else { return entry }
        return try await connection.completingRanges(of: entry, controls: controls).entry
    }

    /// What a failed request says of the fact that it asked for.
    static func observation<Value: Sendable>(of error: any Error) -> Observed<Value> {
        if let error = error as? LDAPError, error.code == .server, error.resultCode == .insufficientAccessRights {
            return .hidden(why: reason(error))
        }
        return .unreachable(why: reason(error))
    }

    /// Below the 1000 that Active Directory allows by default (MaxPageSize).
    private static let pageSize: Int32 = 500

    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as LDAPError: error.description
        case let error as KerberosError: error.description
        case is CancellationError: "the run ended before it was read"
        default: "\(error)"
        }
    }
}

extension Observed where Value: Collection {
    /// An empty answer from where not everybody may read says nothing: objects are left out without a word.
    var emptyIsNotReturned: Self {
        if case .value(let value) = self, value.isEmpty { return .notReturned }
        return self
    }
}

extension Observed {
    /// What follows for something that is read from this one, when this one is not there.
    func then<Other: Sendable>(_ next: (Value) -> Observed<Other>) -> Observed<Other> {
        switch self {
        case .value(let value): next(value)
        case .partial(let value, let why):
            switch next(value) {
            case .value(let other): .partial(other, why: why)
            case .absent: .notReturned
            case let other: other
            }
        case .absent: .absent
        case .notReturned: .notReturned
        case .hidden(let why): .hidden(why: why)
        case .unreachable(let why): .unreachable(why: why)
        case .notCollected(let why): .notCollected(why: why)
        }
    }
}
