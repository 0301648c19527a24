import Foundation
import Glibc
import Networking
import TestSupport
import Testing

/// `doctor` against every fault that it is there for, through the built executable; what it is to say stands in `DoctorCase`. Faults
/// that need a real domain controller are with the lab.
@Suite struct DoctorTests {
    /// Runs it and holds what it prints against the table.
    @discardableResult
    static func examine(
        _ expected: DoctorCase, _ arguments: [String], domain: String = "corp.example.test", place: String = "",
        environment: [String: String?] = [:]
    ) async throws -> PrintedDiagnosis {
        let result = try await Executable.run(
            ["doctor", domain, "--format", "json"] + arguments, environment: environment)
        #expect(result.status == expected.status, "\(result.output)\(result.errors)")
        #expect(result.errors.isEmpty)
        let diagnosis = try await PrintedDiagnosis.validated(result.output)
        #expect(diagnosis.remarkable == expected.stages, "\(result.output)")
        #expect(diagnosis.firstFailure == expected.failing)
        if let told = expected.told {
            let advice = expected.advice.replacingOccurrences(of: "@PLACE@", with: place)
            #expect(try diagnosis.stage(told).advice == advice)
        }
        return diagnosis
    }

    /// `doctor` binds with a password, over TLS.
    static func password() throws -> [String] {
        ["--user", "alice", "--password-file", try Executable.file("Lab.Secret.1\n"), "--connect-timeout", "1"]
    }

    // MARK: DNS

    @Test func noServiceRecords() async throws {
        let names = try ScriptedNameServer(ScriptedNameServer.Zone())
        let diagnosis = try await Self.examine(
            .noServiceRecords, try Self.password() + ["--dns-server", names.address])
        let seen = try diagnosis.stage("serviceRecords").allSeen
        #expect(seen.contains("SRV _ldap._tcp.dc._msdcs.corp.example.test asked of \(names.address): NXDOMAIN"))
        #expect(seen.contains("A/AAAA corp.example.test"))
    }

    @Test func silentDNS() async throws {
        let silent = try SilentDatagramServer()
        try await Self.examine(.silentDNS, try Self.password() + ["--dns-server", "127.0.0.1:\(silent.port)"])
    }

    @Test func noAddress() async throws {
        var zone = ScriptedNameServer.Zone()
        zone.services["_ldap._tcp.dc._msdcs.corp.example.test"] = [.init("dc9.corp.example.test", port: 389)]
        let names = try ScriptedNameServer(zone)
        try await Self.examine(.noAddress, try Self.password() + ["--dns-server", names.address])
    }

    // MARK: TCP

    @Test func closedPort() async throws {
        let port = try ListeningSocket.refusingPort()
        let scene = try DoctorScene(clear: port.port)
        let diagnosis = try await Self.examine(
            .closedPort, try Self.password() + scene.arguments,
            place: "dc1.corp.example.test (127.0.0.1:\(port.port))")
        #expect(try diagnosis.stage("tcp").allSeen.contains("127.0.0.1:\(port.port): refused"))
    }

    @Test func filteredPort() async throws {
        let network = try await NetworkNamespace.make()
        try await network.drop(port: 389)
        let scene = try DoctorScene(host: network.innerAddress, clear: 389)
        try await Self.examine(
            .filteredPort, try Self.password() + scene.arguments,
            place: "dc1.corp.example.test (\(network.innerAddress):389)")
        await network.remove()
    }

    @Test func noRoute() async throws {
        let network = try await NetworkNamespace.make()
        let address = try await network.unroutableAddress()
        let scene = try DoctorScene(host: address, clear: 389)
        try await Self.examine(
            .noRoute, try Self.password() + scene.arguments + ["--connect-timeout", "4"],
            place: "dc1.corp.example.test (\(address):389)")
        await network.remove()
    }

    @Test func aServerThatNeverAnswers() async throws {
        let server = try SilentServer()
        let scene = try DoctorScene(clear: server.port)
        try await Self.examine(.stoppedServer, try Self.password() + scene.arguments)
    }

    @Test func oneClosedPortAmongTwo() async throws {
        let forest = try await ScriptedForest(
            DoctorScene.shape { $0.controllers.append(DoctorScene.controller("DC2")) })
        let port = try ListeningSocket.refusingPort()
        let arguments = ["--dns-server", forest.names.address, "--ca-file", forest.caFile]
        let moved = forest.connectTo.map {
            $0.hasPrefix("dc2.corp.example.test:389") ? "dc2.corp.example.test:389:127.0.0.1:\(port.port)" : $0
        }
        let diagnosis = try await Self.examine(
            .oneClosedPort, try Self.password() + arguments + moved.flatMap { ["--connect-to", $0] },
            place: "dc2.corp.example.test (127.0.0.1:\(port.port))")
        #expect(diagnosis.run.vantage.server == "dc1.corp.example.test")
        #expect(forest.requests.filter(\.isBind).count == 1)
    }

    // MARK: TLS

    @Test func silentTLS() async throws {
        let forest = try await ScriptedForest(DoctorScene.shape())
        let silent = try SilentServer()
        let scene = try DoctorScene(clear: try #require(forest.servers["DC1"]).port, tls: silent.port)
        try await Self.examine(
            .silentTLS,
            try Self.password() + scene.arguments
                + ["--transport", "ldaps", "--ca-file", forest.caFile, "--timeout", "1"])
        #expect(!forest.requests.contains { $0.isBind })
    }

    @Test(arguments: ["starttls", "ldaps"])
    func certificates(_ transport: String) async throws {
        let host = "dc1.corp.example.test"
        let believed = try await TestPKI.trusted()
        let unknown = try await TestPKI.unknown()
        let cases: [(DoctorCase, LeafCertificate, String)] = [
            (
                .expiredCertificate, try await believed.issue(dnsNames: [host], addresses: [], validity: .expired),
                "\"CN=dc1.corp.example.test\" expired on 2021-01-01T00:00:00Z"
            ),
            (
                .certificateOfTomorrow,
                try await believed.issue(dnsNames: [host], addresses: [], validity: .notYetValid),
                "is not valid before 2098-01-01T00:00:00Z"
            ),
            (
                .wrongName, try await believed.issue(dnsNames: ["old-dc.corp.example.test"], addresses: []),
                "it does not name dc1.corp.example.test, but old-dc.corp.example.test"
            ),
            (
                .unknownAuthority, try await unknown.issue(dnsNames: [host], addresses: []),
                "its issuer \"CN=adinspect test authority\" is not among"
            ),
        ]
        for (expected, certificate, problem) in cases {
            let slapd = try await SlapdServer.start { $0.certificate = certificate }
            let scene = try DoctorScene(clear: slapd.port, tls: slapd.tlsPort)
            let diagnosis = try await Self.examine(
                expected,
                try Self.password() + scene.arguments
                    + ["--server", host, "--ca-file", believed.caFile, "--transport", transport])
            let tls = try diagnosis.stage("tls")
            #expect(tls.allSeen.contains("problem: observed, not authenticated: "), "\(tls.allSeen)")
            #expect(tls.allSeen.contains(problem), "\(tls.allSeen)")
            #expect(!tls.seen.contains { $0.authenticated })
            await slapd.stop()
            #expect(!slapd.logLines.contains { $0.verb == "BIND" })
        }
    }

    @Test func oneExpiredCertificateAmongTwo() async throws {
        let forest = try await ScriptedForest(
            DoctorScene.shape { $0.controllers.append(DoctorScene.controller("DC2")) })
        let expired = try ScriptedDirectoryServer(
            DirectoryFixture.forest(forest.shape, servedBy: "DC1"),
            DirectoryFixture.behaviour(of: forest.shape, servedBy: "DC1"),
            certificate: try await TestPKI.trusted().issue(
                dnsNames: ["dc1.corp.example.test"], addresses: [], validity: .expired))
        let moved = forest.connectTo.map {
            $0.hasPrefix("dc1.corp.example.test:389") ? "dc1.corp.example.test:389:127.0.0.1:\(expired.port)" : $0
        }
        let diagnosis = try await Self.examine(
            .oneExpiredCertificate,
            try Self.password() + ["--dns-server", forest.names.address, "--ca-file", forest.caFile]
                + moved.flatMap { ["--connect-to", $0] })
        #expect(diagnosis.run.vantage.server == "dc2.corp.example.test")
        #expect((expired.requests + forest.requests).filter(\.isBind).count == 1)
        expired.stop()
        forest.stop()
    }

    // MARK: The bind, and after it

    @Test func allGood() async throws {
        let forest = try await ScriptedForest(DoctorScene.shape())
        let diagnosis = try await Self.examine(.allGood, try Self.password() + forest.arguments)
        #expect(diagnosis.run.vantage.server == "dc1.corp.example.test")
        #expect(diagnosis.outcome == "passed")
        #expect(forest.requests.filter(\.isBind).count == 1)
    }

    @Test(arguments: [
        (DoctorCase.wrongPassword, ScriptedResult.invalidCredentials(data: "52e")),
        (.lockedAccount, .invalidCredentials(data: "775")),
        (.simpleBindRefused, .strongerAuthRequired),
        (.channelBindingDemanded, .invalidCredentials(data: "80090346")),
    ])
    func refusedBinds(_ expected: DoctorCase, _ answer: ScriptedResult) async throws {
        let forest = try await ScriptedForest(DoctorScene.shape())
        for server in forest.servers.values { server.update { $1.answer(.bind, .result(answer)) } }
        let diagnosis = try await Self.examine(expected, try Self.password() + forest.arguments)
        #expect(forest.requests.filter(\.isBind).count == 1)
        let bind = try diagnosis.stage("bind")
        #expect(bind.allSeen.contains(answer.diagnosticMessage.prefix(40)))
        #expect(try diagnosis.stage("rootDSE").allSeen.contains("read without a bind"))
    }

    @Test func anAccountThatSeesLittle() async throws {
        let forest = try await ScriptedForest(DoctorScene.shape { $0.domains[0].policy = [:] })
        try await Self.examine(.shortSighted, try Self.password() + forest.arguments)
    }

    @Test func aClockOffIsNoEndOfAPassword() async throws {
        let forest = try await ScriptedForest(
            DoctorScene.shape { $0.controllers[0].currentTime = DoctorScene.time(.now + 3600) })
        let diagnosis = try await Self.examine(.clockOffWithPassword, try Self.password() + forest.arguments)
        let offset = try #require(try diagnosis.stage("clock").seen.first?.offsetSeconds)
        #expect((3540...3610).contains(offset))
    }

    // MARK: Before any of it

    @Test func postureIsNeverProbedWithAPassword() async throws {
        let names = try ScriptedNameServer(ScriptedNameServer.Zone())
        let refusal = try await Executable.refusal(
            64,
            ["doctor", "corp.example.test", "--probe-posture", "--dns-server", names.address] + Self.password())
        #expect(refusal.advice.contains("--mechanism gssapi"))
        #expect(names.questions.isEmpty)
    }

    @Test func aDeadlineLeavesWhatWasNotTried() async throws {
        let silent = try SilentDatagramServer()
        let result = try await Executable.run(
            ["doctor", "corp.example.test", "--format", "json", "--deadline", "0.3"] + Self.password()
                + ["--dns-server", "127.0.0.1:\(silent.port)"])
        #expect(result.status == 4)
        let diagnosis = try await PrintedDiagnosis.validated(result.output)
        #expect(diagnosis.outcome == "failed" && diagnosis.firstFailure == nil)
        #expect(diagnosis.stages.allSatisfy { $0.state == "notReached" && $0.meaning.contains("--deadline") })
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)])
    func anInterruptionEndsIt(_ signal: Int32, _ status: Int) async throws {
        let forest = try await ScriptedForest(DoctorScene.shape())
        for server in forest.servers.values { server.update { $1.answer(.bind, .never) } }
        let running = try RunningExecutable(
            ["doctor", "corp.example.test", "--timeout", "60"] + Self.password() + forest.arguments)
        _ = try await eventually("a bind", by: .after(.seconds(20))) {
            forest.requests.contains { $0.isBind } ? true : nil
        }
        try await running.send(signal)
        let end = try await running.end(within: .seconds(10))
        #expect(end.status == status, "\(running.process.logText)")
        try Executable.expectNothingLeft(running.environment)
        await running.process.stop()
        forest.stop()
    }
}
