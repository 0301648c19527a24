import Foundation
import Networking
import TestSupport
import Testing

@testable import ActiveDirectory

/// Real tickets of a real KDC. Each test runs in a process of its own, since libkrb5 finds its configuration by an
/// environment variable, which is set there as the executable sets it: first of all.
@Suite(.kdc) struct KerberosCredentialTests {
    private static let patience = Duration.seconds(20)

    /// Makes the private configuration file and points this process at it.
    private static func enter(
        _ configuration: KerberosConfiguration, systemFile: String? = "/nonexistent/krb5.conf"
    ) throws -> KerberosConfigurationFile {
        let file = try KerberosConfigurationFile(configuration, in: NSTemporaryDirectory())
        for (name, value) in KerberosEnvironment(configurationPath: file.path, existing: systemFile).variables {
            setEnvironmentVariable(name, to: value)
        }
        return file
    }

    private static func configuration(_ addresses: SocketAddress...) throws -> KerberosConfiguration {
        try KerberosConfiguration(liveKDCs: [try realm(): addresses])
    }

    private static func realm() throws -> KerberosRealm { try #require(KerberosRealm(TestKDC.realm)) }

    private static func password(_ text: String) -> SecretBytes { SecretBytes(Array(text.utf8)) }

    private static func ticket(
        for user: String, password text: String, within duration: Duration = patience
    ) async throws -> KerberosCredential {
        try await .fromPassword(
            password(text), for: KerberosClientName(user: user, realm: realm()), by: .after(duration))
    }

    /// The error that the body ends with.
    private static func error(_ body: () async throws -> KerberosCredential) async throws -> KerberosError {
        do {
            let credential = try await body()
            Issue.record("There is a credential of \(credential.tickets.principal).")
        } catch let error as KerberosError {
            return error
        }
        throw CancellationError()
    }

    private static func expectUsable(_ credential: KerberosCredential, principal: String) {
        #expect(credential.gssCredentialAddress != 0)
        #expect(credential.tickets.principal == principal)
        let granting = credential.tickets.ticketGrantingTicket(at: Date())
        #expect(granting?.ticketEncryption == .aes256SHA1)
        #expect(granting?.sessionEncryption == .aes256SHA1)
    }

    // MARK: Caches

    @Test func aNamedCache() async throws {
        let kdc = try #require(TestKDC.running)
        await #expect(processExitsWith: .success) { [kdc = kdc as TestKDC] in
            let file = try Self.enter(.init())
            for name in [kdc.cache, "FILE:\(kdc.cache)"] {
                let credential = try await KerberosCredential.fromCache(name, by: .after(Self.patience))
                Self.expectUsable(credential, principal: "alice@KRB.EXAMPLE.TEST")
                #expect(credential.tickets.tickets.contains { $0.service.hasPrefix("ldap/dc1.krb.example.test@") })
            }
            file.remove()
        }
    }

    @Test func theDefaultCache() async throws {
        let kdc = try #require(TestKDC.running)
        await #expect(processExitsWith: .success) { [kdc = kdc as TestKDC] in
            let file = try Self.enter(.init())
            setEnvironmentVariable("KRB5CCNAME", to: kdc.cache)
            let facts = try await TicketCache.readDefault(by: .after(Self.patience))
            #expect(facts.ticketGrantingTicket(at: Date()) != nil)
            let credential = try await KerberosCredential.fromDefaultCache(by: .after(Self.patience))
            Self.expectUsable(credential, principal: "alice@KRB.EXAMPLE.TEST")

            setEnvironmentVariable("KRB5CCNAME", to: "/nonexistent/cache")
            let error = try await Self.error { try await .fromDefaultCache(by: .after(Self.patience)) }
            #expect(error.code == .noCredentialsCache)
            file.remove()
        }
    }

    // MARK: Keytabs

    @Test func aKeytab() async throws {
        let kdc = try #require(TestKDC.running)
        await #expect(processExitsWith: .success) { [kdc = kdc as TestKDC] in
            let file = try Self.enter(Self.configuration(kdc.address))
            for (name, principal) in [
                (nil, "robot"), ("robot", "robot"), ("service/one@KRB.EXAMPLE.TEST", "service/one"),
            ] as [(String?, String)] {
                let credential = try await KerberosCredential.fromKeytab(
                    kdc.keytab, principal: name, by: .after(Self.patience))
                Self.expectUsable(credential, principal: "\(principal)@KRB.EXAMPLE.TEST")
                #expect(credential.tickets.cache.hasPrefix("MEMORY:"))
            }
            let other = try await Self.error {
                try await .fromKeytab(kdc.keytab, principal: "alice", by: .after(Self.patience))
            }
            #expect(other.code == .principalNotInKeytab)
            #expect(other.message.contains("robot@KRB.EXAMPLE.TEST"))
            let missing = try await Self.error {
                try await .fromKeytab("/nonexistent/keytab", by: .after(Self.patience))
            }
            #expect(missing.code == .keytabNotFound)
            let garbage = try await Self.error { try await .fromKeytab(kdc.cache, by: .after(Self.patience)) }
            #expect(garbage.code == .keytabUnusable)
            file.remove()
        }
    }

    // MARK: Passwords

    @Test func aPassword() async throws {
        let kdc = try #require(TestKDC.running)
        await #expect(processExitsWith: .success) { [kdc = kdc as TestKDC] in
            let file = try Self.enter(Self.configuration(kdc.address))
            let credential = try await Self.ticket(for: "alice", password: TestKDC.password)
            Self.expectUsable(credential, principal: "alice@KRB.EXAMPLE.TEST")
            #expect(credential.tickets.cache.hasPrefix("MEMORY:"))
            let again = try await TicketCache.read(credential.tickets.cache, by: .after(Self.patience))
            #expect(again == credential.tickets)
            file.remove()
        }
    }

    @Test func aPrivateCacheGoesWithItsCredential() async throws {
        let kdc = try #require(TestKDC.running)
        let copy = kdc.directory + "/private.cache"
        try FileManager.default.copyItem(atPath: kdc.cache, toPath: copy)
        await #expect(processExitsWith: .success) { [copy = copy as String] in
            let file = try Self.enter(.init())
            let tickets = try await TicketCache.read(copy, by: .after(Self.patience))
            for isPrivate in [false, true] {
                var credential: KerberosCredential? = try KerberosCredential(
                    cache: tickets.cache, tickets: tickets, isPrivate: isPrivate)
                #expect(credential?.gssCredentialAddress != 0)
                #expect(FileManager.default.fileExists(atPath: copy))
                credential = nil
                #expect(FileManager.default.fileExists(atPath: copy) == !isPrivate)
            }
            file.remove()
        }
    }

    /// The system's file names a primary KDC, to which libkrb5 would repeat the password.
    @Test func aWrongPasswordIsTriedOnce() async throws {
        let kdc = try #require(TestKDC.running)
        let system = kdc.directory + "/system.conf"
        try """
        [realms]
            KRB.EXAMPLE.TEST = {
                kdc = 127.0.0.1:\(kdc.port)
                primary_kdc = 127.0.0.1:\(kdc.port)
                admin_server = 127.0.0.1:\(kdc.port)
            }
        """.write(toFile: system, atomically: true, encoding: .utf8)
        await #expect(processExitsWith: .success) { [kdc = kdc as TestKDC, system = system as String] in
            let file = try Self.enter(Self.configuration(kdc.address), systemFile: system)
            func refusals() throws -> Int { try kdc.log.ranges(of: "PREAUTH_FAILED: alice@").count }
            let before = try refusals()
            let error = try await Self.error { try await Self.ticket(for: "alice", password: "not it") }
            #expect(error.code == .wrongPassword)
            #expect(error.rawCode == -1_765_328_360)
            #expect(!error.description.contains("not it"))
            #expect(try refusals() == before + 1)
            file.remove()
        }
    }

    @Test(arguments: [
        ("nobody", "clientUnknown"), ("locked", "clientRevoked"), ("stale", "passwordExpired"),
        ("alice@example.org", "clientUnknown"),
    ])
    func accountsThatGetNoTicket(user: String, code: String) async throws {
        let kdc = try #require(TestKDC.running)
        await #expect(processExitsWith: .success) {
            [kdc = kdc as TestKDC, user = user as String, code = code as String] in
            let file = try Self.enter(Self.configuration(kdc.address))
            let error = try await Self.error { try await Self.ticket(for: user, password: "x") }
            #expect(error.code.rawValue == code, "\(error)")
            file.remove()
        }
    }

    @Test(arguments: ["", "a\0b"])
    func aPasswordThatNobodyCanHaveIsSentNowhere(text: String) async throws {
        let error = try await Self.error { try await Self.ticket(for: "alice", password: text) }
        #expect(error.code == .passwordUnusable)
    }

    // MARK: KDCs that do not answer

    @Test func aSilentKDCCostsNoMoreThanTheDeadline() async {
        await #expect(processExitsWith: .success) {
            // Accepts connections and takes datagrams, as a stopped process does, and answers neither.
            let stream = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0))
            let address = try stream.localAddress()
            let datagram = try Socket.receiving(on: address)
            let file = try Self.enter(Self.configuration(address))
            let clock = ContinuousClock()
            let start = clock.now
            let error = try await Self.error {
                try await Self.ticket(for: "alice", password: "x", within: .milliseconds(300))
            }
            #expect(error.code == .deadlinePassed)
            #expect((.milliseconds(300)..<Duration.seconds(3)).contains(clock.now - start))

            // And a cancelled caller waits for nothing.
            let task = Task { try await Self.ticket(for: "alice", password: "x", within: .seconds(20)) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(clock.now - start < .seconds(3))
            withExtendedLifetime((stream, datagram)) {}
            file.remove()
        }
    }

    @Test func aRefusingKDCIsUnreachable() async throws {
        await #expect(processExitsWith: .success) {
            let closed = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0)).localAddress()
            let file = try Self.enter(Self.configuration(closed))
            let error = try await Self.error { try await Self.ticket(for: "alice", password: "x") }
            #expect(error.code == .kdcUnreachable)
            file.remove()
        }
    }

    /// The system's file names a KDC that works: the private file must hide it, then bring it back.
    @Test func aRewrittenFileIsReadByTheNextCall() async throws {
        let kdc = try #require(TestKDC.running)
        let system = kdc.directory + "/krb5.conf"
        await #expect(processExitsWith: .success) { [kdc = kdc as TestKDC, system = system as String] in
            let file = try Self.enter(Self.configuration(), systemFile: system)
            let error = try await Self.error { try await Self.ticket(for: "alice", password: TestKDC.password) }
            #expect(error.code == .realmUnknown, "\(error)")
            // A credential and a context made before are alive meanwhile.
            let context = try KerberosContext()
            let earlier = try await KerberosCredential.fromCache(kdc.cache, by: .after(Self.patience))
            for _ in 0..<5 {
                try file.write(Self.configuration(kdc.address))
                let credential = try await Self.ticket(for: "alice", password: TestKDC.password)
                Self.expectUsable(credential, principal: "alice@KRB.EXAMPLE.TEST")
                try file.write(Self.configuration())
                let again = try await Self.error { try await Self.ticket(for: "alice", password: TestKDC.password) }
                #expect(again.code == .realmUnknown)
            }
            #expect(context.message(-1_765_328_347) == "Clock skew too great")
            Self.expectUsable(earlier, principal: "alice@KRB.EXAMPLE.TEST")
            file.remove()
        }
    }

    @Test func aSystemFileThatIsNoConfigurationIsNamedSo() async throws {
        let kdc = try #require(TestKDC.running)
        let system = kdc.directory + "/broken.conf"
        try "[realms\nX = {\n".write(toFile: system, atomically: true, encoding: .utf8)
        await #expect(processExitsWith: .success) { [kdc = kdc as TestKDC, system = system as String] in
            let file = try Self.enter(Self.configuration(kdc.address), systemFile: system)
            let error = try await Self.error { try await Self.ticket(for: "alice", password: "x") }
            #expect(error.code == .configurationInvalid, "\(error)")
            file.remove()
        }
    }

    // MARK: Survey

    @Test func onlyKDCsThatAnswerAreListed() async throws {
        let kdc = try #require(TestKDC.running)
        let realm = try Self.realm()
        let silent = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0))
        let closed = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0)).localAddress()
        let candidates = try [silent.localAddress(), closed, kdc.address].map {
            KDCSurvey.Candidate(realm: realm, address: $0)
        }
        let loop = try ProbeLoop()
        let findings = await KDCSurvey.run(candidates, timeout: .milliseconds(300), using: loop)
        #expect(findings.count == 3)
        let live = findings.filter { $0.answer != nil }
        #expect(live.map(\.candidate.address) == [kdc.address])
        #expect(live.first?.answer?.kind == .error(code: 6))
        #expect(live.first?.answer?.realm == TestKDC.realm)
        #expect(abs(try #require(live.first?.clockOffset)) < 5)
        #expect(findings.first { $0.candidate.address == closed }?.result.outcome == .refused)
        #expect(
            try findings.first { try $0.candidate.address == silent.localAddress() }?.result.outcome == .unanswered([]))
        let configuration = try KDCSurvey.configuration(of: findings)
        #expect(configuration.liveKDCs == [realm: [kdc.address]])
    }

    @Test func aSurveyEndsWithTheFirstLiveKDCIfOneIsEnough() async throws {
        let kdc = try #require(TestKDC.running)
        let realm = try Self.realm()
        let silent = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0))
        let loop = try ProbeLoop()
        let start = ContinuousClock.now
        let findings = await KDCSurvey.run(
            try [silent.localAddress(), kdc.address].map { KDCSurvey.Candidate(realm: realm, address: $0) },
            wanted: 1, timeout: .seconds(30), using: loop)
        #expect(findings.contains { $0.candidate.address == kdc.address && $0.answer != nil })
        #expect(ContinuousClock.now - start < .seconds(10))
        withExtendedLifetime(silent) {}
    }

    @Test func aRealmWithoutALiveKDCIsListedAsEmpty() async throws {
        let realm = try Self.realm()
        let closed = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0)).localAddress()
        let findings = await KDCSurvey.run(
            [.init(realm: realm, address: closed)], wanted: 1, timeout: .seconds(5), using: try ProbeLoop())
        #expect(try KDCSurvey.configuration(of: findings).liveKDCs == [realm: []])
    }

    /// The KDC also answers the bare datagram.
    @Test func theKDCAnswersOverUDP() async throws {
        let kdc = try #require(TestKDC.running)
        let probe = KDCProbe(realm: try Self.realm(), nonce: 1)
        let result = try await ProbeLoop().submit(
            .datagram(probe.datagram, to: kdc.address, timeout: .seconds(10), accepts: { probe.accept($0) }))
        #expect(result.answer.flatMap { KDCAnswer(message: $0[...]) }?.kind == .error(code: 6))
    }
}
