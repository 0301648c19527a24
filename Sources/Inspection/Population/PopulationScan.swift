import ActiveDirectory
public import LDAP

/// Reads every user below a name, page by page, and counts them; no entry is kept.
///
/// Give it a connection of its own: a search of the whole domain holds up everything else on the same one.
public struct PopulationScan: Sendable {
    private let connection: LDAPConnection
    private let schema: DistinguishedName
    private let base: DistinguishedName
    private let limit: Int?
    var limits = PopulationHistogram.Limits()

    /// - Parameters:
    ///   - connection: Bound to a domain controller that holds `base`.
    ///   - schema: The schema naming context, which names the category of users.
    ///   - base: The domain, or a container in it.
    ///   - limit: How many users are read at most; nil for all.
    public init(
        over connection: LDAPConnection, schema: DistinguishedName, base: DistinguishedName, limit: Int? = nil
    ) {
        self.connection = connection
        self.schema = schema
        self.base = base
        self.limit = limit
    }

    /// Reads them.
    ///
    /// What ended it before its time is the reason of a `.partial`. Without any user the answer is `.notReturned`: the server says
    /// the same of users who are not there and of users whom the caller may not see.
    ///
    /// - Parameters:
    ///   - host: The name of the server, for the record.
    ///   - isPDCEmulator: Whether that is the PDC emulator, for the record.
    ///   - progress: Called some times a second.
    /// - Throws: `LDAPError` with the result code `noSuchObject` when `base` is not there, and nothing else.
    public func run(
        readFrom host: String, isPDCEmulator: Bool = false,
        progress: @escaping @Sendable (PopulationProgress) -> Void = { _ in }
    ) async throws(LDAPError) -> Observed<Population> {
        var histogram = PopulationHistogram(limits: limits)
        var meter = PopulationMeter(limit: limit, report: progress)
        var reason: String?
        do {
            for try await case .entry(let entry) in connection.search(request) {
                if let limit, histogram.users >= limit {
                    reason = "only the first \(limit) users were asked for"
                    break
                }
                histogram.add(PopulationMember(entry))
                meter.count(histogram.users)
            }
        } catch let error as LDAPError where histogram.users == 0 && error.isBaseMissing {
            throw error
        } catch {
            guard histogram.users > 0 else { return Directory.observation(of: error) }
            reason = Directory.reason(error)
        }
        meter.finish(histogram.users)
        guard histogram.users > 0 else { return .notReturned }
        let population = histogram.population(base: base, readFrom: host, isPDCEmulator: isPDCEmulator)
        let reasons = [reason, histogram.gap].compactMap(\.self)
        return reasons.isEmpty ? .value(population) : .partial(population, why: reasons.joined(separator: "; "))
    }

    /// How many users there are, asked without anything that a server has to look up or compute.
    func count(over connection: LDAPConnection) async throws -> Int {
        var request = request
        request.attributes = [Self.noAttributes]
        request.controls = []
        request.pageSize = Self.pageSize
        var users = 0
        for try await case .entry in connection.search(request) { users += 1 }
        return users
    }

    private var request: SearchRequest {
        // One more than wanted tells whether there are more.
        let pageSize = limit.map { min($0, Int(Self.pageSize) - 1) + 1 } ?? Int(Self.pageSize)
        return SearchRequest(
            base: base, scope: .subtree, filter: filter, attributes: PopulationMember.attributeNames,
            controls: [.securityDescriptorParts([.owner, .discretionaryACL])], pageSize: Int32(pageSize))
    }

    /// People and not computers or managed service accounts, which are of class user too. In full and not in the short form
    /// `person`, which only domain controllers know.
    private var filter: LDAPFilter {
        .and([
            .equals("objectCategory", schema.child("CN", "Person").description), .equals("objectClass", "user"),
        ])
    }

    /// What Active Directory sends at most by default (MaxPageSize); a server that allows less sends less.
    private static let pageSize: Int32 = 1000
    /// RFC 4511, section 4.5.1.8.
    private static let noAttributes = "1.1"
}

/// Reports progress, not more often than somebody can read it.
private struct PopulationMeter {
    private let started = ContinuousClock.now
    private let limit: Int?
    private let report: @Sendable (PopulationProgress) -> Void
    private var reported: ContinuousClock.Instant

    init(limit: Int?, report: @escaping @Sendable (PopulationProgress) -> Void) {
        self.limit = limit
        self.report = report
        reported = started
    }

    mutating func count(_ users: Int) {
        guard users.isMultiple(of: 64) else { return }
        let now = ContinuousClock.now
        guard reported.duration(to: now) > .milliseconds(250) else { return }
        reported = now
        finish(users)
    }

    func finish(_ users: Int) {
        report(PopulationProgress(users: users, of: limit, seconds: started.duration(to: .now) / .seconds(1)))
    }
}

extension LDAPError {
    /// Whether a search failed since there is nothing of the name that it began at, or nothing that the caller may see.
    var isBaseMissing: Bool { code == .server && resultCode == .noSuchObject }
}
