/// Where a service is offered: an SRV record (RFC 2782).
package struct ServiceRecord: Hashable, Sendable {
    /// Lower is asked first.
    package let priority: UInt16
    /// Among equal priorities, the share of clients that should ask this one first.
    package let weight: UInt16
    package let port: UInt16
    /// The host's name, without a trailing dot. DNS is unauthenticated: it proves nothing about who answers there.
    package let target: String
    package let timeToLiveSeconds: UInt32

    package init(priority: UInt16, weight: UInt16, port: UInt16, target: String, timeToLiveSeconds: UInt32) {
        self.priority = priority
        self.weight = weight
        self.port = port
        self.target = target
        self.timeToLiveSeconds = timeToLiveSeconds
    }
}

extension Sequence<ServiceRecord> {
    /// The order in which a client asks: by priority, and by chance as the weights say within one (RFC 2782).
    package func ordered(using generator: inout some RandomNumberGenerator) -> [ServiceRecord] {
        var ordered: [ServiceRecord] = []
        for (_, group) in Dictionary(grouping: self, by: \.priority).sorted(by: { $0.key < $1.key }) {
            // Weight 0 stands first: with the draw including 0, it keeps the small chance that it is meant to have.
            var left = group.stableOrder().sorted { $0.weight == 0 && $1.weight != 0 }
            while !left.isEmpty {
                let sum = left.reduce(0) { $0 + UInt64($1.weight) }
                let drawn = UInt64.random(in: 0...sum, using: &generator)
                var running: UInt64 = 0
                let place = left.firstIndex { record in
                    running += UInt64(record.weight)
                    return running >= drawn
                }
                ordered.append(left.remove(at: place ?? 0))
            }
        }
        return ordered
    }

    /// The same order every time: by priority, then the heaviest first, then by name and port.
    package func stableOrder() -> [ServiceRecord] {
        map { (key: DomainName.normalized($0.target), record: $0) }.sorted { one, other in
            if one.record.priority != other.record.priority { return one.record.priority < other.record.priority }
            if one.record.weight != other.record.weight { return one.record.weight > other.record.weight }
            return (one.key, one.record.port) < (other.key, other.record.port)
        }.map(\.record)
    }
}
