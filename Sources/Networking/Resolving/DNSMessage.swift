/// A DNS answer (RFC 1035, 4.1), as far as address and service lookups need it.
package struct DNSMessage: Hashable, Sendable {
    package enum Data: Hashable, Sendable {
        case address(IPAddress)
        /// CNAME: the owner is an alias of this name.
        case alias(String)
        case service(priority: UInt16, weight: UInt16, port: UInt16, target: String)
        case other
    }

    package struct Record: Hashable, Sendable {
        /// As DNS gave it, without the trailing dot; `.` is the root.
        package let owner: String
        package let type: UInt16
        package let timeToLive: UInt32
        package let data: Data
    }

    package let responseCode: UInt8
    package let isTruncated: Bool
    package let answers: [Record]

    package init(responseCode: UInt8, isTruncated: Bool = false, answers: [Record]) {
        self.responseCode = responseCode
        self.isTruncated = isTruncated
        self.answers = answers
    }

    /// The answers that belong to a name: its own, and those of the names that its aliases lead to.
    package func answers(for name: String) -> [Record] {
        var names: Set = [DomainName.normalized(name)]
        // Each round adds a name or ends, so a loop of aliases ends too.
        while true {
            let before = names.count
            for case .alias(let target) in records(of: names).map(\.data) {
                names.insert(DomainName.normalized(target))
            }
            if names.count == before { return records(of: names) }
        }
    }

    private func records(of names: Set<String>) -> [Record] {
        answers.filter { names.contains(DomainName.normalized($0.owner)) }
    }
}

/// Bytes that are no DNS message.
package struct DNSMessageError: Error, Hashable, Sendable {
    /// Where in the message.
    package let offset: Int
    package let reason: String
}
