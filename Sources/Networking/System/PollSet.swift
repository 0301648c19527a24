import Glibc

/// What a descriptor is waited for, and what it turned out to be ready for.
package struct Readiness: OptionSet, Hashable, Sendable {
    package let rawValue: Int16

    package init(rawValue: Int16) { self.rawValue = rawValue }

    package static let readable = Readiness(rawValue: Int16(POLLIN))
    package static let writable = Readiness(rawValue: Int16(POLLOUT))
    /// Reported without being asked for.
    package static let failed = Readiness(rawValue: Int16(POLLERR))
    /// Reported without being asked for.
    package static let hungUp = Readiness(rawValue: Int16(POLLHUP))
    /// The number names no open descriptor. Reported without being asked for.
    package static let invalid = Readiness(rawValue: Int16(POLLNVAL))
}

/// A set of descriptors to wait for with `poll(2)`.
package struct PollSet {
    private var entries: [pollfd] = []
    private var owners: [OwnedDescriptor] = []

    package init() {}

    package var count: Int { entries.count }

    /// Adds a descriptor and keeps it open as long as the set; returns its place.
    @discardableResult
    package mutating func add(_ descriptor: OwnedDescriptor, for interest: Readiness) -> Int {
        owners.append(descriptor)
        return add(number: descriptor.number, for: interest)
    }

    /// Adds a descriptor that somebody else keeps open, such as libldap; returns its place.
    @discardableResult
    package mutating func add(number: Int32, for interest: Readiness) -> Int {
        entries.append(pollfd(fd: number, events: interest.rawValue, revents: 0))
        return entries.count - 1
    }

    package mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        owners.removeAll(keepingCapacity: true)
    }

    /// Waits until a descriptor is ready or the deadline (nil: none) has passed; returns how many are ready.
    ///
    /// An interrupting signal does not end the wait.
    @discardableResult
    package mutating func wait(until deadline: Deadline?) throws(SystemError) -> Int {
        while true {
            let ready = unsafe poll(&entries, nfds_t(entries.count), deadline?.pollMilliseconds ?? -1)
            if ready >= 0 { return Int(ready) }
            let number = errno
            guard number == EINTR else { throw SystemError(call: "poll", errno: number) }
        }
    }

    /// What the last wait found at a place; empty for a place that does not exist.
    package func readiness(at index: Int) -> Readiness {
        entries.indices.contains(index) ? Readiness(rawValue: entries[index].revents) : []
    }
}
