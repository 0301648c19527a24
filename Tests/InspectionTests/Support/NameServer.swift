import Networking

/// A DNS server on loopback that knows what it is told: SRV records and IPv4 addresses.
final class NameServer: Sendable {
    struct Service: Sendable {
        var target: String
        var priority: UInt8 = 0
    }

    struct Zone: Sendable {
        /// By name in lower case.
        var services: [String: [Service]] = [:]
        /// By name in lower case; four numbers each.
        var addresses: [String: [UInt8]] = [:]
    }

    let address: SocketAddress
    private let wakeup: Wakeup
    private let thread: WorkerThread

    init(_ zone: Zone) throws {
        let socket = try Socket.receiving(on: SocketAddress(.loopbackV4, port: 0))
        let wakeup = try Wakeup()
        address = try socket.localAddress()
        self.wakeup = wakeup
        thread = try WorkerThread(name: "names") {
            while true {
                var set = PollSet()
                set.add(socket.descriptor, for: .readable)
                set.add(wakeup.descriptor, for: .readable)
                guard (try? set.wait(until: nil)) != nil, set.readiness(at: 1).isEmpty else { return }
                while let (packet, sender) = try? socket.receiveWithSender(atMost: 512) {
                    try? socket.send(Self.answer(packet, zone), to: sender)
                }
            }
        }
    }

    deinit {
        wakeup.signal()
        thread.join()
    }

    /// The answer to a question of one name (RFC 1035, section 4).
    private static func answer(_ packet: [UInt8], _ zone: Zone) -> [UInt8] {
        guard packet.count > 16 else { return packet }
        var labels: [String] = []
        var position = 12
        while position < packet.count, packet[position] != 0 {
            let end = min(packet.count, position + 1 + Int(packet[position]))
            labels.append(String(decoding: packet[position + 1..<end], as: UTF8.self).lowercased())
            position = end
        }
        guard position + 4 < packet.count else { return packet }
        let name = labels.joined(separator: ".")
        let type = UInt16(packet[position + 1]) << 8 | UInt16(packet[position + 2])
        var records: [[UInt8]] = []
        if type == 33 {
            records = (zone.services[name] ?? []).map { service in
                record(33, [0, service.priority, 0, 100, 1, 0x85] + wireName(service.target))
            }
        } else if type == 1, let address = zone.addresses[name] {
            records = [record(1, address)]
        }
        let isKnown = zone.services[name] != nil || zone.addresses[name] != nil
        let header = Array(packet[0..<2]) + [0x85, isKnown ? 0x80 : 0x83, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
        return header + packet[12..<position + 5] + records.joined()
    }

    private static func record(_ type: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, UInt8(data.count)] + data
    }

    private static func wireName(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }
}

/// A TCP port of loopback at which nobody listens, and which nobody else is given meanwhile.
final class ClosedPort: Sendable {
    let address: SocketAddress
    private let holder: Socket

    init() throws {
        holder = try Socket(.stream, family: .v4)
        try holder.bind(to: SocketAddress(.loopbackV4, port: 0))
        address = try holder.localAddress()
    }
}
