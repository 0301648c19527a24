import Networking
import Synchronization
import Testing

@testable import LDAP

@Suite("between tasks and a connection's thread")
struct MailboxTests {
    @Test("after the end every command fails with its reason, and only once")
    func ended() throws {
        let mailbox = try Mailbox()
        let failures = Mutex<[LDAPError.Code]>([])
        let command = Mailbox.Command(
            run: { _ in Issue.record("run after the end") },
            fail: { error in failures.withLock { $0.append(error.code) } })
        mailbox.post(command)
        mailbox.end(LDAPError.closedHere("server:389"))
        #expect(failures.withLock { $0 } == [.closed])
        mailbox.post(command)
        #expect(failures.withLock { $0 } == [.closed, .closed])
        mailbox.end(LDAPError.notLDAP("server:389", bytes: []))
        #expect(mailbox.end?.code == .closed, "the first reason counts")
        #expect(mailbox.take().commands.isEmpty)
    }

    @Test("a result is delivered once: the first counts")
    func oneShot() async throws {
        let result = OneShot<Int>()
        #expect(result.resolve(.success(1)))
        #expect(!result.resolve(.success(2)))
        #expect(try await result.value(before: nil) { CancellationError() } == 1)
    }

    struct Expired: Error {}

    @Test("a result that does not come is told at the deadline, and to who is cancelled")
    func oneShotEnds() async throws {
        let never = OneShot<Int>()
        await #expect(throws: Expired.self) {
            try await never.value(before: .after(.milliseconds(20))) { Expired() }
        }
        let cancelled = OneShot<Int>()
        let task = Task { try await cancelled.value(before: nil) { Expired() } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
