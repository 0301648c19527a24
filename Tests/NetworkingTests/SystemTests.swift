import Networking
import Synchronization
import Testing

@Suite struct SystemTests {
    @Test func errorNamesCallTextAndNumber() {
        #expect(SystemError(call: "connect", errno: 111).description == "connect: Connection refused (ECONNREFUSED)")
        #expect(SystemError(call: "poll", errno: 99_999).description == "poll: unknown error 99999 (99999)")
    }

    @Test func descriptorIsClosedWithItsLastOwnerOnly() throws {
        let listener = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0))
        let address = try listener.localAddress()
        var copy: Socket? = Socket(try listener.descriptor.duplicate())
        let client = try Socket(.stream, family: .v4)
        _ = try client.startConnecting(to: address)
        #expect(try copy?.accept() != nil)
        copy = nil
        // The copy has closed its own number, not the listener's.
        #expect(try listener.localAddress() == address)
    }

    @Test func releasedDescriptorStaysOpen() throws {
        var owner: OwnedDescriptor? = try Wakeup().descriptor.duplicate()
        let number = try #require(owner?.release())
        #expect(owner?.release() == nil)
        owner = nil
        let heir = OwnedDescriptor(adopting: number)
        _ = try heir.duplicate()
    }

    @Test func wakeupIsReadableFromSignalToDrain() throws {
        let wakeup = try Wakeup()
        var set = PollSet()
        set.add(wakeup.descriptor, for: .readable)
        #expect(try set.wait(until: Deadline(.now)) == 0)
        wakeup.signal()
        wakeup.signal()
        #expect(try set.wait(until: .after(.seconds(10))) == 1)
        #expect(wakeup.drain())
        #expect(!wakeup.drain())
        #expect(try set.wait(until: Deadline(.now)) == 0)
    }

    @Test func wakeupWakesAnotherThread() throws {
        let wakeup = try Wakeup()
        let woke = Answer()
        let thread = try WorkerThread(name: "waits") {
            var set = PollSet()
            set.add(wakeup.descriptor, for: .readable)
            if (try? set.wait(until: nil)) == 1 { woke.value.withLock { $0 = 1 } }
        }
        wakeup.signal()
        thread.join()
        #expect(woke.value.withLock { $0 } == 1)
        #expect(wakeup.drain())
    }

    @Test func pollReportsAnInvalidDescriptor() throws {
        var set = PollSet()
        set.add(number: 1_000_000, for: .readable)
        #expect(try set.wait(until: .after(.seconds(10))) == 1)
        #expect(set.readiness(at: 0) == .invalid)
        #expect(set.readiness(at: 7) == [])
    }

    @Test func workerRunsItsBodyAndJoins() throws {
        let answer = Answer()
        let thread = try WorkerThread(name: "a name longer than fifteen bytes") { answer.value.withLock { $0 = 42 } }
        thread.join()
        thread.join()
        #expect(answer.value.withLock { $0 } == 42)
    }

    @Test func workerGivesItsValueToAsyncCode() async throws {
        #expect(try await WorkerThread.run(name: "sums") { (1...100).reduce(0, +) } == 5050)
    }

    @Test func impossibleStackIsAnError() {
        #expect(throws: SystemError.self) { _ = try WorkerThread(name: "tiny", stackSize: 1) {} }
    }

    @Test func writingToAClosedConnectionDoesNotEndTheProcess() throws {
        let listener = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0))
        let client = try Socket(.stream, family: .v4)
        _ = try client.startConnecting(to: listener.localAddress())
        client.descriptor.shutDown()
        #expect(throws: SystemError(call: "send", errno: 32)) { _ = try client.send([1, 2, 3]) }
    }

    @Test func emptyDatagramIsNoEnd() throws {
        let server = try Socket.receiving(on: SocketAddress(.loopbackV4, port: 0))
        let client = try Socket(.datagram, family: .v4)
        _ = try client.startConnecting(to: server.localAddress())
        #expect(try server.receive(atMost: 10) == .nothing)
        #expect(try client.send([]) == 0)
        #expect(try server.receive(atMost: 10) == .bytes([]))
    }
}

private final class Answer: Sendable { let value = Mutex(0) }
