import Glibc
import Networking
import Testing

@Suite struct StreamConnectorTests {
    private let connector = StreamConnector(stagger: .milliseconds(50))

    private func failure(
        _ addresses: [SocketAddress], within duration: Duration = .seconds(20), wakeup: Wakeup? = nil,
        isCancelled: () -> Bool = { true }
    ) -> ConnectFailure? {
        do throws(ConnectFailure) {
            _ = try connector.connect(to: addresses, until: .after(duration), wakeup: wakeup, isCancelled: isCancelled)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [IPAddress.loopbackV4, .loopbackV6])
    func connectionIsBlockingAndNamesItsPeer(ip: IPAddress) throws {
        let server = try StreamServer(ip) { _ = try? $0.send([1, 2, 3]) }
        let connection = try connector.connect(to: [server.address], until: .after(.seconds(20)))
        #expect(connection.peer == server.address)
        // A non-blocking socket would say `.nothing` if it were faster than the server.
        #expect(try connection.socket.receive(atMost: 3) == .bytes([1, 2, 3]))
    }

    @Test func noAddressIsToldAtOnce() {
        #expect(failure([])?.kind == .noAddress)
    }

    @Test func closedPortIsRefused() throws {
        let port = try ClosedPort()
        let address = port.address
        let failure = failure([address])
        #expect(failure?.kind == .refused)
        #expect(failure?.attempts.map(\.address) == [address])
        #expect(failure?.attempts.map(\.outcome) == [.refused])
    }

    @Test func silentPortCostsTheDeadline() throws {
        let port = try SilentPort()
        let start = ContinuousClock.now
        let failure = failure([port.address], within: .milliseconds(300))
        let elapsed = start.duration(to: .now)
        #expect(failure?.kind == .silent)
        #expect(failure?.attempts.map(\.outcome) == [.silent])
        #expect(elapsed >= .milliseconds(300) && elapsed < .seconds(10))
        #expect((failure?.attempts.first?.milliseconds ?? 0) >= 299)
    }

    @Test func pastDeadlineTriesNothing() throws {
        let port = try ClosedPort()
        #expect(failure([port.address], within: .zero)?.kind == .silent)
    }

    @Test func addressWithoutRouteIsUnreachable() {
        // The kernel has no way for multicast over TCP: it says so itself, on any host.
        let failure = failure([SocketAddress(.v4(0xE000_0001), port: 389)])
        #expect(failure?.kind == .unreachable)
    }

    @Test func refusalOutweighsSilence() throws {
        let silent = try SilentPort()
        let closed = try ClosedPort()
        let failure = failure([silent.address, closed.address], within: .milliseconds(300))
        #expect(failure?.kind == .refused)
        #expect(Set(failure?.attempts.map(\.outcome) ?? []) == [.refused, .silent])
    }

    @Test(arguments: [IPAddress.loopbackV4, .loopbackV6])
    func secondFamilyWinsWhileTheFirstIsSilent(first: IPAddress) throws {
        let silent = try SilentPort(first)
        let server = try StreamServer(first == .loopbackV4 ? .loopbackV6 : .loopbackV4) { _ in }
        let start = ContinuousClock.now
        let connection = try connector.connect(to: [silent.address, server.address], until: .after(.seconds(20)))
        #expect(connection.peer == server.address)
        #expect(start.duration(to: .now) < .seconds(10))
    }

    @Test func refusedAddressGivesWayAtOnce() throws {
        let server = try StreamServer(.loopbackV6) { _ in }
        let slow = StreamConnector(stagger: .seconds(60))
        let closed = try ClosedPort()
        #expect(
            try slow.connect(to: [closed.address, server.address], until: .after(.seconds(20))).peer == server.address)
    }

    @Test func signalCancels() throws {
        let port = try SilentPort()
        let wakeup = try Wakeup()
        wakeup.signal()
        let failure = failure([port.address], wakeup: wakeup)
        #expect(failure?.kind == .cancelled)
        #expect(failure?.attempts.map(\.outcome) == [.cancelled])
    }

    @Test func signalMeantForSomethingElseDoesNotCancel() throws {
        let port = try SilentPort()
        let wakeup = try Wakeup()
        wakeup.signal()
        var asked = 0
        let failure = failure([port.address], within: .milliseconds(100), wakeup: wakeup) {
            asked += 1
            return false
        }
        #expect(failure?.kind == .silent)
        #expect(asked == 1)
    }

    @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM])
    func shortageOnThisHostIsNoWordAboutTheOther(number: Int32) {
        let error = SystemError(call: "socket", errno: number)
        #expect(ConnectOutcome(error) == .notTried(error))
    }

    @Test func errorsAreSortedByWhatTheyProve() {
        func outcome(_ number: Int32) -> ConnectOutcome { ConnectOutcome(SystemError(call: "connect", errno: number)) }
        #expect(outcome(ECONNREFUSED) == .refused && outcome(ECONNRESET) == .refused)
        #expect(outcome(ETIMEDOUT) == .silent)
        for number in [EHOSTUNREACH, ENETUNREACH, EACCES, EPERM, 99_999] {
            #expect(outcome(number) == .unreachable(SystemError(call: "connect", errno: number)))
        }
    }

    @Test func failureReadsAsASentence() throws {
        let closed = try ClosedPort()
        let text = failure([closed.address])?.description ?? ""
        #expect(text.hasPrefix("127.0.0.1:") && text.contains(": refused after "))
    }
}

@Suite struct DeadlineGuardTests {
    /// A connection whose other side never says anything.
    private func mute() throws -> (listener: Socket, client: Socket) {
        let listener = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0))
        let client = try Socket(.stream, family: .v4)
        _ = try client.startConnecting(to: listener.localAddress())
        try client.setBlocking(true)
        return (listener, client)
    }

    @Test func blockedReadEndsAtTheDeadline() throws {
        let (listener, client) = try mute()
        let limit = try DeadlineGuard(client.descriptor, at: .after(.milliseconds(100)))
        #expect(try client.receive(atMost: 1) == .end)
        #expect(!limit.disarm())
        withExtendedLifetime(listener) {}
    }

    @Test func laterGuardDoesNotDelayAnEarlierOne() throws {
        let (listener, client) = try mute()
        let (otherListener, other) = try mute()
        let late = try DeadlineGuard(other.descriptor, at: .after(.seconds(3600)))
        let early = try DeadlineGuard(number: client.descriptor.number, at: .after(.milliseconds(50)))
        #expect(try client.receive(atMost: 1) == .end)
        #expect(!early.disarm())
        #expect(late.disarm())
        withExtendedLifetime((listener, otherListener)) {}
    }

    @Test func disarmedGuardEndsNothing() throws {
        let (listener, client) = try mute()
        let disarmed = try DeadlineGuard(client.descriptor, at: .after(.milliseconds(30)))
        #expect(disarmed.disarm())
        // A second guard with a later deadline shows that the first one's has passed.
        let (otherListener, other) = try mute()
        let later = try DeadlineGuard(other.descriptor, at: .after(.milliseconds(90)))
        #expect(try other.receive(atMost: 1) == .end)
        #expect(!later.disarm())
        try client.setBlocking(false)
        #expect(try client.receive(atMost: 1) == .nothing)
        withExtendedLifetime((listener, otherListener)) {}
    }
}
