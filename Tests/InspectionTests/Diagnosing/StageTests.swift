import FoundationEssentials
import LDAP
import Testing

@testable import ActiveDirectory
@testable import Inspection
@testable import Networking

/// The judging of single stages, apart from any network.
@Suite struct StageTests {
    private static let records = [
        ServiceRecord(priority: 0, weight: 100, port: 389, target: "dc1.corp.example.test", timeToLiveSeconds: 60)
    ]

    private static func failure(_ code: ResolutionError.Code) -> Result<[ServiceRecord], ResolutionError> {
        .failure(
            ResolutionError(
                code: code, name: "_ldap._tcp.dc._msdcs.corp.example.test", recordType: "SRV", attempts: []))
    }

    // MARK: DNS

    @Test(arguments: [
        ResolutionError.Code.timedOut, .unreachable, .refused, .serverFailure, .malformed, .invalidName, .notAsked,
        .init(rawValue: "newly invented"),
    ])
    func dnsThatDoesNotAnswer(_ code: ResolutionError.Code) {
        let stages = NameStages(domain: "corp.example.test", servers: [], dnsServers: [])
        let dns = stages.dns(Self.failure(code), milliseconds: 1)
        #expect(dns.state == .failed && dns.advice != nil)
        #expect(stages.serviceRecords(Self.failure(code), apex: nil) == nil)
        // With a server named by the caller it is no end.
        let named = NameStages(domain: "corp.example.test", servers: ["dc1.corp.example.test"], dnsServers: [])
        #expect(named.dns(Self.failure(code), milliseconds: 1).state == .passed)
        #expect(named.dns(Self.failure(code), milliseconds: 1).advice != nil)
        #expect(named.serviceRecords(Self.failure(code), apex: nil)?.state == .notApplicable)
    }

    @Test(arguments: [ResolutionError.Code.noSuchName, .noData])
    func dnsThatKnowsNoRecord(_ code: ResolutionError.Code) {
        let stages = NameStages(domain: "corp.example.test", servers: [], dnsServers: [])
        #expect(stages.dns(Self.failure(code), milliseconds: 1).state == .passed)
        #expect(stages.serviceRecords(Self.failure(code), apex: nil)?.state == .failed)
    }

    @Test func recordsArePassed() {
        let stages = NameStages(domain: "corp.example.test", servers: [], dnsServers: [])
        #expect(stages.dns(.success(Self.records), milliseconds: 1).advice == nil)
        let stage = stages.serviceRecords(.success(Self.records), apex: nil)
        #expect(stage?.meaning == "DNS names 1 domain controller of corp.example.test.")
    }

    // MARK: TCP

    private static func trial(
        _ host: String, _ address: String, _ outcome: ProbeResult.Outcome, port: UInt16 = 389,
        for purpose: PortTrial.Purpose = .ldap
    ) throws -> PortTrial {
        PortTrial(
            host: host, address: SocketAddress(try #require(IPAddress(address)), port: port), purpose: purpose,
            result: ProbeResult(outcome: outcome, elapsed: .milliseconds(3)))
    }

    private static func transport(needsKDC: Bool = false) -> TransportStages {
        TransportStages(domain: "corp.example.test", port: 389, servers: [], timeout: .seconds(3), needsKDC: needsKDC)
    }

    @Test func aFamilyWithoutAWayIsNamed() throws {
        let stage = Self.transport().tcp([
            try Self.trial("dc1", "2001:db8::1", .unreachable(SystemError(call: "connect", errno: 101))),
            try Self.trial("dc1", "192.0.2.1", .open),
        ])
        #expect(stage.state == .passed)
        #expect(stage.advice == "Give this host an IPv6 route to dc1 ([2001:db8::1]:389), or use --ipv4.")
        #expect(stage.meaning.contains("not by every address"))
    }

    @Test func aClosedKDCPortCountsOnlyWhereItIsOnTheWay() throws {
        let trials = [
            try Self.trial("dc1", "192.0.2.1", .open),
            try Self.trial("dc1", "192.0.2.1", .silent, port: 88, for: .kerberos),
        ]
        #expect(Self.transport().tcp(trials).advice == nil)
        #expect(
            Self.transport(needsKDC: true).tcp(trials).advice
                == "Let packets through to dc1 (192.0.2.1:88): the host is down, or a firewall on the way drops them.")
    }

    // MARK: Clock

    private struct ClockCase: Sendable {
        /// How far the domain controller and the KDC are ahead; nil where that was not measured.
        var controller: Double?
        var kdc: Double?
        var usesKerberos = true
        var state: ConnectionStage.State
        var advice: String?
    }

    private static let thisHost = "Set this host's clock by a time source of the domain."

    @Test(arguments: [
        ClockCase(controller: 0.4, kdc: 0.1, state: .passed),
        ClockCase(controller: -59, kdc: nil, state: .passed),
        ClockCase(controller: 120, kdc: 119, state: .passed, advice: thisHost),
        ClockCase(controller: 3600, kdc: 3600.2, state: .failed, advice: thisHost),
        ClockCase(controller: -3600, kdc: nil, usesKerberos: false, state: .passed, advice: thisHost),
        ClockCase(
            controller: 3600, kdc: 0, state: .failed, advice: "Set the clock of dc1 by a time source of the domain."),
        ClockCase(
            controller: 0, kdc: 3600, state: .failed,
            advice: "Set the clock of the KDC at 192.0.2.1:88 by a time source."),
        ClockCase(controller: nil, kdc: -301, state: .failed, advice: thisHost),
        ClockCase(controller: nil, kdc: nil, state: .notReached),
    ])
    private func clocks(_ expected: ClockCase) {
        let stage = ClockStage(usesKerberos: expected.usesKerberos).stage(
            controller: expected.controller.map { ("dc1", $0) }, kdc: expected.kdc.map { ("192.0.2.1:88", $0) })
        #expect(stage.state == expected.state)
        #expect(stage.advice == expected.advice)
    }

    // MARK: SASL

    @Test(arguments: [
        (ChannelBindingUse.sent, true, nil as String?), (.unsupported, false, nil),
        (.unsupported, true, "Bind with --transport sealed, which needs no channel binding."),
        (.unknown, true, "Bind with --transport sealed, which needs no channel binding."),
    ])
    func channelBindings(_ use: ChannelBindingUse, _ isInsideTLS: Bool, _ advice: String?) {
        let stage = SASLStage(
            library: "Cyrus SASL 2.1.28", installed: [.gssapi], channelBinding: use, isInsideTLS: isInsideTLS
        ).stage(.gssapi)
        #expect(stage.state == .passed && stage.advice == advice)
    }

    @Test func anInstalledCyrusThatCannotBindTheChannelIsSaid() {
        let stage = SASLStage(
            library: "Cyrus SASL 2.1.28", installed: [.gssapi], channelBinding: .unsupported, isInsideTLS: true
        ).stage(.gssapi)
        #expect(stage.meaning.contains("cannot send a channel binding"))
    }

    // MARK: TLS

    @Test(arguments: [(30.0, nil as String?), (7.0, "Renew the certificate \"CN=dc1\" before 2026-06-04T20:26:40Z.")])
    func aCertificateThatEndsSoon(_ days: Double, _ advice: String?) {
        let now = Date(timeIntervalSince1970: 1_780_000_000)
        let leaf = TLSCertificate(
            subject: "CN=dc1", issuer: "CN=ca", notBefore: now - 86_400, notAfter: now + days * 86_400,
            subjectAlternativeNames: [.dns("dc1")], keyAlgorithm: "RSA", keyBits: 2048,
            signatureAlgorithm: "RSA-SHA256", isStrong: true)
        let diagnosis = TLSDiagnosis(
            serverName: "dc1", peer: nil, protocolVersion: "TLS1.3", chain: [leaf], problems: [], failure: nil)
        let stage = TLSStage(security: .ldaps, trust: .system, now: now).stage(
            failures: [], connected: "dc1", diagnosis: diagnosis)
        #expect(stage.state == .passed && stage.advice == advice)
    }

    // MARK: Tickets

    @Test(arguments: [
        (EncryptionType.aes256SHA1, 7200.0, nil as String?),
        (.rc4HMAC, 7200.0, "Have alice@KRB.EXAMPLE.TEST's password changed, so that it gets AES keys"),
        (.aes256SHA1, 300.0, "Renew the ticket: kinit alice@KRB.EXAMPLE.TEST."),
    ])
    func tickets(_ type: EncryptionType, _ left: Double, _ advice: String?) {
        let now = Date(timeIntervalSince1970: 1_780_000_000)
        let ticket = TicketFacts.Ticket(
            service: "krbtgt/KRB.EXAMPLE.TEST@KRB.EXAMPLE.TEST", starts: now - 60, expires: now + left,
            renewableUntil: nil, ticketEncryption: type, sessionEncryption: type)
        let facts = TicketFacts(
            cache: "FILE:/tmp/cache", principal: "alice@KRB.EXAMPLE.TEST", realm: "KRB.EXAMPLE.TEST", tickets: [ticket])
        let stages = KerberosStages(realm: "KRB.EXAMPLE.TEST", timeout: .seconds(3))
        let stage = stages.ticket(facts, at: now)
        #expect(stage.state == .passed)
        #expect((stage.advice == nil) == (advice == nil))
        if let advice { #expect(stage.advice?.hasPrefix(advice) == true) }
        let later = stages.ticket(facts, at: now + left)
        #expect(later.state == .failed && later.advice == "Get a new ticket: kinit alice@KRB.EXAMPLE.TEST.")
        #expect(stages.ticket(facts, at: now - 3600).advice == Self.thisHost)
    }

    // MARK: The whole

    @Test func stagesThatAreMissingWereNotReached() {
        let stages = ConnectionDiagnosis.completed(
            [
                ConnectionStage(.serviceRecords, .failed, meaning: "None.", advice: "Look."),
                ConnectionStage(.dns, .passed, meaning: "It answers."),
            ], cutShort: nil)
        #expect(stages.map(\.id) == ConnectionStage.Identifier.allInOrder)
        #expect(stages[2...].allSatisfy { $0.state == .notReached })
        #expect(stages[2].meaning == "Not tried, because the stage before it failed: SRV records.")
    }

    @Test func whatASealedLogSawIsNotCounted() {
        let log = StageLog()
        log.add(ConnectionStage(.dns, .passed, meaning: "It answers."))
        log.close()
        log.add(ConnectionStage(.tcp, .failed, meaning: "Given up."))
        #expect(log.stages.map(\.id) == [.dns])
    }
}
