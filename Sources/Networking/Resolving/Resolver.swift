/// Asks DNS for addresses and services, on one thread of its own.
package final class Resolver: Sendable {
    package struct Configuration: Sendable {
        /// Asked in this order; empty: those of the system (`resolv.conf`), and the hosts file before them.
        package var servers: [SocketAddress]
        /// For one packet to one server.
        package var timeout: Duration
        /// How often each server is asked before giving up.
        package var tries: Int
        /// Read on each lookup of addresses, unless `servers` are given.
        package var hostsFile: String

        package init(
            servers: [SocketAddress] = [], timeout: Duration = .seconds(2), tries: Int = 2,
            hostsFile: String = "/etc/hosts"
        ) {
            self.servers = servers
            self.timeout = timeout
            self.tries = tries
            self.hostsFile = hostsFile
        }
    }

    /// Those that were named; empty for the system's.
    package var servers: [SocketAddress] { configuration.servers }

    private let configuration: Configuration
    private let mailbox: ResolverMailbox

    package init(_ configuration: Configuration = Configuration()) throws(SystemError) {
        let mailbox = ResolverMailbox(configuration: configuration, wakeup: try Wakeup())
        self.configuration = configuration
        self.mailbox = mailbox
        _ = try WorkerThread(name: "resolver") { mailbox.run() }
    }

    deinit { mailbox.stop() }

    /// The addresses of a host in both families, IPv6 first; never empty.
    ///
    /// - Throws: `ResolutionError`, `CancellationError`.
    package func addresses(of host: String, families: Set<IPAddress.Family> = [.v4, .v6]) async throws -> [IPAddress] {
        try await lookUp(host, families: families).addresses
    }

    /// The same with where DNS took them from.
    package func lookUp(_ host: String, families: Set<IPAddress.Family> = [.v4, .v6]) async throws -> HostAddresses {
        if let literal = IPAddress(host) {
            guard families.contains(literal.family) else { throw error(.noData, host, "A/AAAA") }
            return HostAddresses(addresses: [literal], canonicalName: nil, source: .literal)
        }
        guard DomainName.isValid(host) else { throw error(.invalidName, host, "A/AAAA") }
        let known = knownByThisHost(host).filter { families.contains($0.family) }
        if !known.isEmpty { return HostAddresses(addresses: known, canonicalName: nil, source: .hostsFile) }
        async let six = families.contains(.v6) ? answer(host, DNSMessage.typeAAAA, "AAAA") : nil
        async let four = families.contains(.v4) ? answer(host, DNSMessage.typeA, "A") : nil
        return try HostAddresses(host: host, answers: [try await six, try await four].compactMap(\.self))
    }

    /// The SRV records of a name such as `_ldap._tcp.example.com`, in DNS order; never empty.
    ///
    /// A lone target `.` says that the service is not offered (RFC 2782) and is an error of code `noData`.
    ///
    /// - Throws: `ResolutionError`, `CancellationError`.
    package func services(_ name: String) async throws -> [ServiceRecord] {
        guard DomainName.isValid(name) else { throw error(.invalidName, name, "SRV") }
        let answer = try await answer(name, DNSMessage.typeSRV, "SRV")
        let message = try answer.get()
        let records = message.answers(for: name).compactMap { record -> ServiceRecord? in
            guard case .service(let priority, let weight, let port, let target) = record.data, target != "." else {
                return nil
            }
            return ServiceRecord(
                priority: priority, weight: weight, port: port, target: target, timeToLiveSeconds: record.timeToLive)
        }
        guard !records.isEmpty else { throw error(.noData, name, "SRV", answer.attempts) }
        return records
    }

    private func answer(_ name: String, _ type: UInt16, _ typeName: String) async throws -> DNSAnswer {
        let key = mailbox.newKey()
        let question = DNSQuestion(name: DomainName.normalized(name), type: type, typeName: typeName)
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.post(.ask(key, question, continuation))
                // A cancellation that came before the line above found nothing to cancel.
                if Task.isCancelled { mailbox.post(.cancel(key)) }
            }
        } onCancel: {
            mailbox.post(.cancel(key))
        }
        guard let answer else { throw CancellationError() }
        return answer
    }

    private func knownByThisHost(_ host: String) -> [IPAddress] {
        guard configuration.servers.isEmpty, let bytes = try? SmallFile.read(configuration.hostsFile) else { return [] }
        return HostsFile(parsing: String(decoding: bytes, as: UTF8.self)).addresses(of: host)
    }

    private func error(
        _ code: ResolutionError.Code, _ name: String, _ type: String, _ attempts: [ResolutionError.Attempt] = []
    ) -> ResolutionError {
        ResolutionError(code: code, name: name, recordType: type, attempts: attempts)
    }
}
