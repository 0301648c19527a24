import Foundation
import TestSupport
import Testing

/// `doctor` where the fault lies before a Kerberos bind: a real KDC, and a domain controller that need not be bound to.
@Suite(.serialized) struct DoctorKerberosTests {
    /// A KDC of KRB.EXAMPLE.TEST and a domain controller of krb.example.test.
    private struct Realm {
        let kdc: TestKDC
        let process: BackgroundProcess
        let forest: ScriptedForest

        init() async throws {
            (kdc, process) = try await TestKDC.start()
            forest = try await ScriptedForest(DoctorScene.shape(of: "krb.example.test"))
        }

        func examine(
            _ expected: DoctorCase, _ arguments: [String], environment: [String: String?] = [:]
        ) async throws -> PrintedDiagnosis {
            try await DoctorTests.examine(
                expected, forest.arguments + ["--kdc", "\(TestKDC.realm)=\(kdc.address)"] + arguments,
                domain: "krb.example.test", environment: environment)
        }

        func stop() async {
            forest.stop()
            process.resume()
            await process.stop()
        }
    }

    @Test func aSilentKDCCostsOneTimeout() async throws {
        let realm = try await Realm()
        realm.process.suspend()
        let started = ContinuousClock.now
        let diagnosis = try await realm.examine(.silentKDC, ["--ccache", realm.kdc.cache, "--timeout", "3"])
        #expect(started.duration(to: .now) < .seconds(5))
        // What can be told without a KDC is told.
        #expect(try diagnosis.stage("ticket").meaning.hasPrefix("alice@KRB.EXAMPLE.TEST has a ticket until "))
        #expect(try diagnosis.stage("rootDSE").state == "passed")
        #expect(!realm.forest.requests.contains { $0.isBind })
        await realm.stop()
    }

    @Test func anExpiredTicket() async throws {
        let realm = try await Realm()
        let cache = try TemporaryDirectory.make("cache") + "/expired"
        try CredentialCacheFile(
            realm: TestKDC.realm,
            entries: [
                .init(service: ["krbtgt", TestKDC.realm], starts: 1_767_225_600, ends: 1_767_261_600)
            ]
        ).write(to: cache)
        let diagnosis = try await realm.examine(.expiredTicket, ["--ccache", cache])
        #expect(try diagnosis.stage("ticket").meaning.contains("ended at 2026-01-01T10:00:00Z"))
        await realm.stop()
    }

    @Test func noTicketAtAll() async throws {
        let realm = try await Realm()
        let diagnosis = try await realm.examine(.noTicket, [])
        #expect(try diagnosis.stage("ticket").allSeen.contains("/nonexistent/ccache"))
        await realm.stop()
    }

    /// slapd takes what a domain controller refuses, so that both answers of the probes are seen; the lab has the other.
    @Test(arguments: [false, true]) func aRealBindWithAKeytab(_ probesPosture: Bool) async throws {
        let (kdc, process) = try await TestKDC.start()
        let certificate = try await TestPKI.trusted().issue(dnsNames: [TestKDC.serviceHost], addresses: [])
        let slapd = try await SlapdServer.start {
            $0.certificate = certificate
            $0.global = ["sasl-host \(TestKDC.serviceHost)", "sasl-realm \(TestKDC.realm)"]
            $0.environment = [
                "KRB5_KTNAME": kdc.serviceKeytab, "KRB5_CONFIG": kdc.directory + "/krb5.conf", "KRB5RCACHETYPE": "none",
            ]
        }
        var zone = ScriptedNameServer.Zone()
        zone.services["_ldap._tcp.dc._msdcs.krb.example.test"] = [.init(TestKDC.serviceHost, port: 389)]
        let names = try ScriptedNameServer(zone)
        let diagnosis = try await DoctorTests.examine(
            .notActiveDirectory,
            [
                "--dns-server", names.address, "--server", TestKDC.serviceHost, "--connect-to",
                "\(TestKDC.serviceHost):389:127.0.0.1:\(slapd.port)", "--ca-file", slapd.caFile, "--kdc",
                "\(TestKDC.realm)=\(kdc.address)", "--keytab", kdc.keytab, "--user", "robot",
            ] + (probesPosture ? ["--probe-posture"] : []), domain: "krb.example.test")
        #expect(try diagnosis.stage("ticket").meaning.hasPrefix("robot@KRB.EXAMPLE.TEST has a ticket until "))
        #expect(try diagnosis.stage("bind").state == "passed")
        let protection = try diagnosis.stage("protection")
        let meaning = "Signing is not demanded; channel binding is not demanded."
        #expect((protection.meaning == meaning) == probesPosture, "\(protection.meaning)")
        #expect(protection.seen.count == (probesPosture ? 3 : 1))
        await slapd.stop()
        // slapd tells of a bind that was taken by the strength of its layer.
        let taken = slapd.logLines.filter {
            $0.verb == "BIND" && $0.text.contains("mech=GSSAPI") && $0.text.contains("bind_ssf=")
        }
        #expect(taken.count == (probesPosture ? 3 : 1))
        #expect(taken.filter { $0.text.contains("bind_ssf=0 ") }.count == (probesPosture ? 2 : 0))
        await process.stop()
    }

    @Test func aMissingPlugin() async throws {
        let realm = try await Realm()
        let diagnosis = try await realm.examine(
            .missingMechanism, ["--ccache", realm.kdc.cache],
            environment: ["SASL_PATH": try TemporaryDirectory.make("plugins")])
        #expect(try diagnosis.stage("saslMechanism").allSeen.contains("Cyrus SASL 2."))
        #expect(!realm.forest.requests.contains { $0.isBind })
        await realm.stop()
    }
}
