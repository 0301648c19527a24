/// Where a host is, and who said so.
package struct HostAddresses: Hashable, Sendable {
    package enum Source: String, Hashable, Sendable {
        case literal
        case hostsFile
        case dns
    }

    /// IPv6 first; never empty.
    package let addresses: [IPAddress]
    /// The name that an alias led to, if it was one. For showing only: nobody is known by it, since DNS is
    /// unauthenticated.
    package let canonicalName: String?
    package let source: Source

    init(addresses: [IPAddress], canonicalName: String?, source: Source) {
        self.addresses = addresses
        self.canonicalName = canonicalName
        self.source = source
    }

    /// Joins the answers about both families: one that has addresses makes up for another that failed.
    init(host: String, answers: [DNSAnswer]) throws(ResolutionError) {
        var addresses: [IPAddress] = []
        var canonicalName: String?
        var failures: [ResolutionError] = []
        for answer in answers {
            do {
                let records = try answer.get().answers(for: host)
                let found = records.compactMap { if case .address(let address) = $0.data { address } else { nil } }
                addresses += found.filter { !addresses.contains($0) }
                if let owner = records.last(where: { if case .address = $0.data { true } else { false } })?.owner,
                    !DomainName.areEqual(owner, host)
                {
                    canonicalName = owner
                }
                if found.isEmpty { failures.append(answer.error(.noData)) }
            } catch {
                failures.append(error)
            }
        }
        guard addresses.isEmpty else {
            self.init(addresses: addresses, canonicalName: canonicalName, source: .dns)
            return
        }
        // A name without addresses is proved only if no question failed for another reason.
        let told = failures.first { $0.code != .noData && $0.code != .noSuchName } ?? failures.first
        throw ResolutionError(
            code: told?.code ?? .noData, name: host,
            recordType: answers.count > 1 ? "A/AAAA" : answers.first?.question.typeName ?? "A/AAAA",
            attempts: told?.attempts ?? [])
    }
}
