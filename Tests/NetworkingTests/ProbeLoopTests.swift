import Networking
import Testing

@Suite struct ProbeLoopTests {
    private let loop: ProbeLoop

    init() throws { loop = try ProbeLoop() }

    @Test(arguments: [IPAddress.loopbackV4, .loopbackV6])
    func listeningPortIsOpen(ip: IPAddress) async throws {
        let server = try StreamServer(ip) { _ in }
        let result = await loop.submit(.connect(to: server.address, timeout: .seconds(20)))
        #expect(result.outcome == .open)
        #expect(result.milliseconds < 10_000)
    }

    @Test func closedPortIsRefused() async throws {
        let closed = try ClosedPort()
        #expect(await loop.submit(.connect(to: closed.address, timeout: .seconds(20))).outcome == .refused)
    }

    @Test func silentPortTakesItsTimeout() async throws {
        let port = try SilentPort()
        let result = await loop.submit(.connect(to: port.address, timeout: .milliseconds(200)))
        #expect(result.outcome == .silent)
        #expect(result.elapsed >= .milliseconds(200))
    }

    @Test func addressWithoutRouteIsUnreachable() async {
        let probe = Probe.connect(to: SocketAddress(.v4(0xE000_0001), port: 389), timeout: .seconds(20))
        guard case .unreachable = await loop.submit(probe).outcome else {
            Issue.record("a multicast address was not unreachable")
            return
        }
    }

    @Test func acceptedDatagramIsTheAnswer() async throws {
        let server = try DatagramServer { packet in [[0], packet + [9]] }
        let result = await loop.submit(
            .datagram([1, 2], to: server.address, timeout: .seconds(20)) { $0.count == 3 })
        #expect(result.answer == [1, 2, 9])
        #expect(result.transmissions == 1)
    }

    @Test func lostDatagramIsSentAgain() async throws {
        let counter = Counter()
        let server = try DatagramServer { packet in counter.next() < 3 ? [] : [packet] }
        let probe = Probe.datagram(
            [7], to: server.address, timeout: .seconds(20), schedule: [.zero, .milliseconds(20), .milliseconds(40)]
        ) { _ in true }
        let result = await loop.submit(probe)
        #expect(result.answer == [7])
        #expect(result.transmissions == 3)
        #expect(result.elapsed >= .milliseconds(40))
    }

    @Test func datagramToAClosedPortIsRefused() async throws {
        let address = try Socket.receiving(on: SocketAddress(.loopbackV4, port: 0)).localAddress()
        let result = await loop.submit(.datagram([1], to: address, timeout: .seconds(20)) { _ in true })
        #expect(result.outcome == .refused)
    }

    @Test func datagramsThatNobodyAcceptsAreSilence() async throws {
        let server = try DatagramServer { packet in [packet] }
        let result = await loop.submit(
            .datagram([1], to: server.address, timeout: .milliseconds(100)) { _ in false })
        #expect(result.outcome == .silent)
    }

    private func exchange(
        with address: SocketAddress, timeout: Duration = .seconds(20), limit: Int = 100,
        progress: @escaping @Sendable ([UInt8]) -> ExchangeProgress = { $0.count < 4 ? .needMore : .complete }
    ) async -> ProbeResult.Outcome {
        await loop.submit(.stream([5, 6], to: address, timeout: timeout, limit: limit, progress: progress)).outcome
    }

    @Test func answerInPiecesIsReadWhole() async throws {
        let server = try StreamServer { connection in
            guard case .bytes(let request) = try? connection.receive(atMost: 2) else { return }
            for byte in [1, 2] + request { _ = try? connection.send([byte]) }
            // Held open until the client has gone, so that the end is not what completes the answer.
            _ = try? connection.receive(atMost: 1)
        }
        #expect(await exchange(with: server.address) == .answered([1, 2, 5, 6]))
    }

    @Test func serverThatAcceptsAndSaysNothingIsUnanswered() async throws {
        // Nobody calls accept: the kernel does that, as it does for a process that has been stopped.
        let listener = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0))
        let outcome = await exchange(with: try listener.localAddress(), timeout: .milliseconds(100))
        #expect(outcome == .unanswered([]))
    }

    @Test func connectionClosedEarlyIsClosed() async throws {
        let server = try StreamServer { connection in
            _ = try? connection.receive(atMost: 2)
            _ = try? connection.send([1])
        }
        #expect(await exchange(with: server.address) == .closed([1]))
    }

    @Test func rejectedAnswerEndsTheProbe() async throws {
        let server = try StreamServer { connection in
            _ = try? connection.send([1])
            _ = try? connection.receive(atMost: 3)
            _ = try? connection.receive(atMost: 3)
        }
        #expect(await exchange(with: server.address) { _ in .reject } == .rejected([1]))
    }

    @Test func answerAboveTheLimitIsRejected() async throws {
        let server = try StreamServer { connection in
            _ = try? connection.receive(atMost: 2)
            _ = try? connection.send([UInt8](repeating: 7, count: 5000)[...])
            _ = try? connection.receive(atMost: 1)
        }
        let outcome = await exchange(with: server.address, limit: 100) { _ in .needMore }
        guard case .rejected(let bytes) = outcome else {
            Issue.record("an answer of 5000 bytes passed a limit of 100: \(outcome)")
            return
        }
        #expect(bytes.count == 101)
    }

    @Test func threeHundredSilentProbesCostOneTimeoutAndHardlyAnyWork() async throws {
        let port = try Socket.receiving(on: SocketAddress(.loopbackV4, port: 0))
        let address = try port.localAddress()
        let server = try StreamServer { _ in }
        let probes =
            (0..<300).map { index in
                Probe.datagram([UInt8(index & 0xFF)], to: address, timeout: .milliseconds(1500)) { _ in true }
            } + [Probe.connect(to: server.address, timeout: .milliseconds(1500))]
        let start = ContinuousClock.now
        var results: [Int: ProbeResult] = [:]
        for await (index, result) in loop.run(probes) { results[index] = result }
        // One after the other they would take 450 s.
        #expect(start.duration(to: .now) < .seconds(30))
        #expect(results.count == 301)
        let silent = results.values.filter { $0.outcome == .silent }
        #expect(silent.count == 300)
        #expect(silent.allSatisfy { $0.elapsed >= .milliseconds(1500) && $0.elapsed < .seconds(3) })
        // The one that answers does not wait for the silent ones.
        #expect(results[300]?.outcome == .open)
        #expect(try #require(results[300]).elapsed < .milliseconds(1400))
        withExtendedLifetime(port) {}
    }

    @Test func cancelledProbeEndsAtOnce() async throws {
        let port = try SilentPort()
        let loop = loop
        let task = Task { await loop.submit(.connect(to: port.address, timeout: .seconds(600))) }
        task.cancel()
        #expect(await task.value.outcome == .cancelled)
    }

    @Test func abandonedStreamCancelsItsProbes() async throws {
        let port = try SilentPort()
        let server = try StreamServer { _ in }
        let probes = [
            Probe.connect(to: port.address, timeout: .seconds(600)),
            Probe.connect(to: server.address, timeout: .seconds(20)),
        ]
        for await (index, result) in loop.run(probes) {
            #expect(index == 1 && result.outcome == .open)
            break
        }
    }
}
