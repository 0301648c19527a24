import Foundation
import Synchronization

/// A DNS server over UDP on a loopback port (RFC 1035, RFC 2782), for names that no resolver knows.
package final class ScriptedNameServer: Sendable {
    package struct Service: Sendable {
        package var target: String
        package var port: UInt16
        package var priority: UInt16 = 0
        package var weight: UInt16 = 100

        package init(_ target: String, port: UInt16) {
            self.target = target
            self.port = port
        }
    }

    /// What it knows, by name in lower case.
    package struct Zone: Sendable {
        package var services: [String: [Service]] = [:]
        /// IPv4 addresses, as dotted numbers.
        package var addresses: [String: [String]] = [:]
        /// Names that are another's (CNAME).
        package var aliases: [String: String] = [:]
        /// What an IPv4 address is called (PTR).
        package var pointers: [String: String] = [:]
        /// Names that get no answer at all.
        package var silentNames: Set<String> = []

        package init() {}
    }

    private struct State {
        var zone: Zone
        var questions: [String] = []
    }

    private final class Shared: Sendable {
        let state: Mutex<State>
        init(_ zone: Zone) { state = Mutex(State(zone: zone)) }
    }

    private let shared: Shared
    private let socket: DatagramSocket

    private let host: String

    /// As `--dns-server` takes it.
    package var address: String { "\(host):\(socket.port)" }
    package var port: Int { socket.port }
    /// The names asked for, in order.
    package var questions: [String] { shared.state.withLock { $0.questions } }

    /// - Parameters:
    ///   - host: Another loopback address, for the system's own resolver.
    ///   - port: 53 for it, which only root may take; 0 for one that is free.
    package init(_ zone: Zone, host: String = "127.0.0.1", port: Int = 0) throws {
        let shared = Shared(zone)
        let socket = try DatagramSocket(host, port: port)
        self.host = host
        self.shared = shared
        self.socket = socket
        Thread.detachNewThread {
            while let datagram = socket.receive() {
                if let answer = Self.answer(datagram.bytes, shared) { socket.send(answer, to: datagram.sender) }
            }
        }
    }

    deinit { stop() }

    package func stop() { socket.shutDown() }

    package func update(_ change: (inout Zone) -> Void) { shared.state.withLock { change(&$0.zone) } }

    private static func answer(_ question: [UInt8], _ shared: Shared) -> [UInt8]? {
        var labels: [String] = []
        var position = 12
        while position < question.count, question[position] != 0 {
            let end = position + 1 + Int(question[position])
            guard end < question.count else { return nil }
            labels.append(String(decoding: question[position + 1..<end], as: UTF8.self))
            position = end
        }
        guard position + 5 <= question.count else { return nil }
        let name = labels.joined(separator: ".").lowercased()
        let type = Int(question[position + 1]) << 8 | Int(question[position + 2])
        let zone = shared.state.withLock { state in
            state.questions.append(name)
            return state.zone
        }
        if zone.silentNames.contains(name) { return nil }
        let services = zone.services[name] ?? []
        let addresses = zone.addresses[zone.aliases[name] ?? name] ?? []
        let address = name.split(separator: ".").prefix(4).reversed().joined(separator: ".")
        let pointer = name.hasSuffix(".in-addr.arpa") ? zone.pointers[address] : nil
        var records: [[UInt8]] = []
        if type == 12, let pointer { records = [record(12, encoded(pointer))] }
        if type == 33 { records = services.map { record(33, service($0)) } }
        if type == 1 { records = addresses.map { record(1, $0.split(separator: ".").compactMap { UInt8($0) }) } }
        if let canonical = zone.aliases[name] {
            // The address stands under its own name.
            let data = encoded(canonical)
            records = [record(5, data)] + records.map { data + $0.dropFirst(2) }
        }
        // A name that is known with another type is no NXDOMAIN.
        let code: UInt8 = services.isEmpty && addresses.isEmpty && pointer == nil ? 3 : 0
        let header = question[0..<2] + [0x85, 0x80 | code, 0, 1] + big(UInt16(records.count)) + [0, 0, 0, 0]
        return Array(header) + question[12..<position + 5] + records.flatMap { $0 }
    }

    /// A record of the name asked for, to which a compression pointer leads.
    private static func record(_ type: UInt16, _ data: [UInt8]) -> [UInt8] {
        [0xC0, 12] + big(type) + [0, 1, 0, 0, 0, 60] + big(UInt16(data.count)) + data
    }

    private static func service(_ service: Service) -> [UInt8] {
        big(service.priority) + big(service.weight) + big(service.port) + encoded(service.target)
    }

    private static func encoded(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8(truncatingIfNeeded: $0.utf8.count)] + Array($0.utf8) } + [0]
    }

    private static func big(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
}
