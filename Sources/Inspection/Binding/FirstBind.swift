import ActiveDirectory
import LDAP
import Logging
import Networking

/// Chooses the first domain controller and binds to it, alone: as long as nobody knows whether the credentials are right, they are
/// shown to one server only, or a wrong password would count once for each.
struct FirstBind {
    let domain: String
    let options: CollectionOptions
    let board: HostBoard
    let binder: Binder
    let logger: Logger

    /// How long others may still come in once a first candidate has answered, so that the choice does not hang on milliseconds.
    static let grace: Duration = .milliseconds(100)

    /// Binds to the best candidate that answers, and goes on to the next only when a candidate could not be spoken to.
    func run(_ records: [ServiceRecord]) async throws -> Session {
        try await run(hosts: options.servers + records.map(\.target), records)
    }

    /// The same among hosts that are known by name.
    func run(hosts named: [String], _ records: [ServiceRecord] = []) async throws -> Session {
        var seen: Set<String> = []
        let hosts = named.filter { seen.insert(DomainName.normalized($0)).inserted }
        let priorities = priorities(records)
        var tried: Set<String> = []
        var failures: [(host: String, error: any Error)] = []
        while let contact = await next(hosts, tried: tried, priorities) {
            tried.insert(DomainName.normalized(contact.host))
            do {
                return try await binder.open(contact)
            } catch let error as LDAPError where error.allowsAnotherServer {
                logger.info(
                    "first bind failed", metadata: ["host": "\(contact.host)", "why": "\(error.description)"])
                failures.append((contact.host, error))
            }
        }
        // Given up is not the same as not reached.
        try Task.checkCancellation()
        throw await failure(hosts, failures)
    }

    /// Servers named by the caller come before all others, in his order; those follow by the priority of their records.
    func priorities(_ records: [ServiceRecord]) -> [String: Int] {
        var priorities: [String: Int] = [:]
        for (index, server) in options.servers.enumerated() {
            priorities[DomainName.normalized(server)] = index - options.servers.count
        }
        for record in records where priorities[DomainName.normalized(record.target)] == nil {
            priorities[DomainName.normalized(record.target)] = Int(record.priority)
        }
        return priorities
    }

    /// The best of those that have answered and were not tried; nil when none is left.
    func next(_ hosts: [String], tried: Set<String>, _ priorities: [String: Int]) async -> HostContact? {
        var tasks: [Task<HostContact, Never>] = []
        for host in hosts where !tried.contains(DomainName.normalized(host)) {
            tasks.append(await board.contact(host, domain: domain))
        }
        var left = tasks.count
        guard left > 0 else { return nil }
        let (events, sink) = AsyncStream<HostContact>.makeStream()
        for task in tasks {
            // Not a task group: it would wait for the silent ones too.
            Task { sink.yield(await task.value) }
        }
        var usable: [HostContact] = []
        for await contact in events {
            left -= 1
            if mayBeBoundTo(contact) {
                if usable.isEmpty {
                    Task {
                        try? await Task.sleep(for: Self.grace)
                        sink.finish()
                    }
                }
                usable.append(contact)
            }
            if left == 0 { break }
        }
        return usable.min { rank($0, priorities) < rank($1, priorities) }
    }

    /// Only a host that says it is writable gets a password; one named by the caller may stay silent about it.
    private func mayBeBoundTo(_ contact: HostContact) -> Bool {
        guard contact.hasAnswered else { return false }
        if contact.flags != nil { return contact.saysWritable }
        return options.servers.contains { DomainName.areEqual($0, contact.host) }
    }

    /// What is told when nobody was left to try.
    func failure(_ hosts: [String], _ failures: [(host: String, error: any Error)]) async -> any Error {
        if let failure = failures.first { return failure.error }
        var states: [String] = []
        var isForeign = false
        for host in hosts {
            let contact = await board.contact(host, domain: domain).value
            var text = "\(host): \(contact.reachability.why ?? contact.reachability.state.rawValue)"
            if contact.hasAnswered, !mayBeBoundTo(contact) {
                text =
                    contact.flags == nil
                    ? "\(host): answers LDAP, but not as a domain controller of \(domain)"
                    : "\(host): answers, but does not say that it is writable"
            }
            isForeign = isForeign || contact.isForeign
            states.append(text)
        }
        return CollectionError(
            isForeign ? .notLDAP : .noDomainControllerReached,
            attempted: "find a domain controller of \(domain) that answers",
            returned: states.joined(separator: "; "),
            meaning: "No writable domain controller of \(domain) could be spoken to over LDAP.",
            advice:
                "Check the network path and port \(Redirections(options).port), or name a domain controller with --server."
        )
    }

    private func rank(_ contact: HostContact, _ priorities: [String: Int]) -> Rank {
        let name = DomainName.normalized(contact.host)
        let priority = priorities[name] ?? Int.max
        return Rank(
            named: min(priority, 0), isFar: contact.flags?.contains(.closest) == true ? 0 : 1, priority: priority,
            name: name)
    }
}

/// The order of candidates: those named by the caller, then the closest, then by DNS priority; the name settles the rest, so that two
/// runs choose alike.
private struct Rank: Comparable {
    var named: Int
    var isFar: Int
    var priority: Int
    var name: String

    static func < (left: Self, right: Self) -> Bool {
        (left.named, left.isFar, left.priority, left.name) < (right.named, right.isFar, right.priority, right.name)
    }
}
