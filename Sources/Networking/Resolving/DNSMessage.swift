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
        let owners = answers.map { DomainName.normalized($0.owner) }
        var aliases: [String: [String]] = [:]
        for (record, owner) in zip(answers, owners) {
            if case .alias(let target) = record.data { aliases[owner, default: []].append(target) }
        }
        // Each name is followed once: a loop of aliases ends, and a long chain costs no more than its length.
        var names: Set = [DomainName.normalized(name)]
        var unfollowed = Array(names)
        while let next = unfollowed.popLast() {
            for target in aliases[next] ?? [] {
                let target = DomainName.normalized(target)
                if names.insert(target).inserted { unfollowed.append(target) }
            }
        }
        return zip(answers, owners).filter { names.contains($0.1) }.map(\.0)
    }
}

/// Bytes that are no DNS message.
package struct DNSMessageError: Error, Hashable, Sendable {
    /// Where in the message.
    package let offset: Int
    package let reason: String
}
