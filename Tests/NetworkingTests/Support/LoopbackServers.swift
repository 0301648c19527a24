import Networking

/// A datagram server on loopback that answers each packet as its script says, until it is released.
final class DatagramServer: Sendable {
    let address: SocketAddress
    private let wakeup: Wakeup
    private let thread: WorkerThread

    init(
        _ ip: IPAddress = .loopbackV4, answer: @escaping @Sendable (_ packet: [UInt8]) -> [[UInt8]]
    ) throws {
        let socket = try Socket.receiving(on: SocketAddress(ip, port: 0))
        let wakeup = try Wakeup()
        address = try socket.localAddress()
        self.wakeup = wakeup
        thread = try WorkerThread(name: "datagrams") {
            while (try? waitFor(socket, wakeup)) == true {
                while let (packet, sender) = try? socket.receiveWithSender(atMost: 65_535) {
                    for reply in answer(packet) { try? socket.send(reply, to: sender) }
                }
            }
        }
    }

    deinit {
        wakeup.signal()
        thread.join()
    }
}

/// A stream server on loopback that runs its script on each connection in turn, until it is released.
final class StreamServer: Sendable {
    let address: SocketAddress
    private let wakeup: Wakeup
    private let thread: WorkerThread

    /// `serve` gets a blocking connection.
    init(_ ip: IPAddress = .loopbackV4, serve: @escaping @Sendable (Socket) -> Void) throws {
        let socket = try Socket.listening(on: SocketAddress(ip, port: 0))
        let wakeup = try Wakeup()
        address = try socket.localAddress()
        self.wakeup = wakeup
        thread = try WorkerThread(name: "streams") {
            while (try? waitFor(socket, wakeup)) == true {
                while let connection = try? socket.accept() {
                    try? connection.setBlocking(true)
                    serve(connection)
                }
            }
        }
    }

    deinit {
        wakeup.signal()
        thread.join()
    }
}

/// A port whose queue of connections is full: its host drops every further SYN, which is as silent as a firewall.
final class SilentPort: Sendable {
    let address: SocketAddress
    private let listener: Socket
    private let fillers: [Socket]

    init(_ ip: IPAddress = .loopbackV4) throws {
        listener = try Socket.listening(on: SocketAddress(ip, port: 0), backlog: 0)
        let address = try listener.localAddress()
        self.address = address
        fillers = try (0..<3).map { _ in
            let filler = try Socket(.stream, family: ip.family)
            _ = try filler.startConnecting(to: address)
            return filler
        }
    }
}

/// A TCP port of loopback at which nobody listens, and which nobody else is given meanwhile.
final class ClosedPort: Sendable {
    let address: SocketAddress
    private let holder: Socket

    init(_ ip: IPAddress = .loopbackV4) throws {
        holder = try Socket(.stream, family: ip.family)
        try holder.bind(to: SocketAddress(ip, port: 0))
        address = try holder.localAddress()
    }
}

private func waitFor(_ socket: Socket, _ wakeup: Wakeup) throws -> Bool {
    var set = PollSet()
    set.add(socket.descriptor, for: .readable)
    set.add(wakeup.descriptor, for: .readable)
    try set.wait(until: nil)
    return set.readiness(at: 1).isEmpty
}
