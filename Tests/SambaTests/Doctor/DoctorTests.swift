import Foundation
import TestSupport
import Testing

extension LabSuite {
    /// `doctor` against real domain controllers, as the table of `DoctorCase` has it.
    @Suite("doctor")
    struct DoctorTests {
        static func examine(
            _ expected: DoctorCase, _ arguments: [String], clock: String? = nil, input: String = ""
        ) async throws -> PrintedDiagnosis {
            let lab = try await Lab.required()
            var arguments = ["doctor", domain, "--format", "json"] + arguments
            let result: CommandResult
            if let clock {
                // What the tool measures itself stays as it is: only the time of day is another.
                let environment = lab.environment.mapValues { Optional($0) }
                    .merging(["DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"]) { $1 }
                arguments = ["-f", clock, try PackageLayout.adinspect()] + arguments
                result = try await run("faketime", arguments, environment: environment, input: input)
            } else {
                result = try await lab.adinspect(arguments, input: input)
            }
            #expect(result.status == expected.status, "\(result.output)\(result.errors)")
            #expect(result.errors.isEmpty, "\(result.errors)")
            let diagnosis = try await PrintedDiagnosis.validated(result.output)
            #expect(diagnosis.remarkable == expected.stages, "\(result.output)")
            #expect(diagnosis.firstFailure == expected.failing)
            if let told = expected.told { #expect(try diagnosis.stage(told).advice == expected.advice) }
            return diagnosis
        }

        // MARK: All good

        @Test(
            "all good, by every way", .timeLimit(.minutes(1)),
            arguments: [[], ["--mechanism", "simple"], ["--mechanism", "simple", "--transport", "ldaps"]])
        func allGood(_ way: [String]) async throws {
            let lab = try await Lab.required()
            let credential = way.isEmpty ? [] : try lab.password(of: "alice")
            let diagnosis = try await Self.examine(.allGood, credential + way)
            #expect(diagnosis.run.vantage.server == "dc1.\(domain)" || diagnosis.run.vantage.server == "dc2.\(domain)")
            #expect(diagnosis.run.vantage.principal?.lowercased() == "alice@\(domain)")
            #expect(diagnosis.run.vantage.securityStrengthFactor == 256)
            let read = try diagnosis.stage("read")
            #expect(read.seen.allSatisfy { $0.authenticated && $0.value != "not returned" })
            let notApplicable = diagnosis.stages.filter { $0.state == "notApplicable" }.map(\.id)
            #expect(notApplicable == (way.isEmpty ? ["tls"] : ["saslMechanism", "kdc", "ticket"]))
        }

        @Test("one bind is taken; the probes of --probe-posture are refused", .timeLimit(.minutes(1)))
        func bindsCounted() async throws {
            let lab = try await Lab.required()
            for arguments in [[], ["--probe-posture"]] {
                let position = try await lab.auditPosition()
                let diagnosis = try await Self.examine(.allGood, arguments)
                let records = try await lab.audit(since: position)
                let found = records.values.flatMap { $0 }.filter { $0.isBind && $0.concerns("alice") }
                // Samba writes down those that it takes.
                #expect(found.map { $0.body["transportProtection"].text } == ["SEAL"], "\(found.map(\.line))")
                let protection = try diagnosis.stage("protection")
                if arguments.isEmpty {
                    #expect(protection.seen.count == 1)
                } else {
                    #expect(protection.allSeen.contains("a bind without signing: strongerAuthRequired (8)"))
                    #expect(protection.allSeen.contains("a bind without channel binding: strongerAuthRequired (8)"))
                    #expect(protection.meaning.hasPrefix("Signing is demanded; "))
                }
            }
        }

        // MARK: The clock

        @Test("a clock an hour off, for which libkrb5 corrects: told by measurement", .timeLimit(.minutes(1)))
        func clockOffInSilence() async throws {
            let lab = try await Lab.required()
            let diagnosis = try await Self.examine(
                .clockOffByPassword, try lab.password(of: "alice") + ["--mechanism", "gssapi"], clock: "+1h")
            // The bind itself went well, which is why nobody would look at the clock.
            #expect(try diagnosis.stage("bind").state == "passed")
            try Self.expectAnHour(diagnosis)
        }

        @Test("a clock an hour off, with a ticket of a cache", .timeLimit(.minutes(1)))
        func clockOff() async throws {
            let diagnosis = try await Self.examine(.clockOffWithCache, [], clock: "+1h")
            try Self.expectAnHour(diagnosis)
            #expect(try diagnosis.stage("bind").allSeen.contains("Clock skew too great"))
        }

        private static func expectAnHour(_ diagnosis: PrintedDiagnosis) throws {
            let offsets = try diagnosis.stage("clock").seen.map { $0.offsetSeconds ?? 0 }
            // The domain controller and the KDC, each behind this host by an hour.
            #expect(offsets.count == 2 && offsets.allSatisfy { (-3610 ... -3590).contains($0) }, "\(offsets)")
        }

        // MARK: Refused

        @Test("a wrong password is tried once", .timeLimit(.minutes(1)), arguments: [[], ["--mechanism", "gssapi"]])
        func wrongPassword(_ mechanism: [String]) async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let before = try await WrongPasswordTests.counts(lab)
                let file = try WrongPasswordTests.wrongPassword()
                let expected: DoctorCase = mechanism.isEmpty ? .wrongPassword : .wrongPasswordForTicket
                _ = try await Self.examine(
                    expected, ["--user", "alice@\(domain)", "--password-file", file] + mechanism)
                let after = try await WrongPasswordTests.counts(lab)
                let rises = ["dc1", "dc2", "rodc1"].map { (after[$0] ?? 0) - (before[$0] ?? 0) }
                #expect(rises.sorted() == [0, 0, 1])
            }
        }

        @Test("a locked account", .timeLimit(.minutes(1)))
        func lockedAccount() async throws {
            let lab = try await Lab.required()
            let diagnosis = try await Self.examine(
                .lockedAccount, ["--user", "locked@\(domain)", "--password-stdin"],
                input: try lab.variable("ADINSPECT_LAB_ALICE_PASSWORD") + "\n")
            #expect(try diagnosis.stage("bind").allSeen.contains("data 775"))
        }

        @Test("an unsealed bind inside TLS is refused", .timeLimit(.minutes(1)), arguments: ["starttls", "ldaps"])
        func unsealedBind(_ transport: String) async throws {
            let diagnosis = try await Self.examine(.unsealedBindRefused, ["--transport", transport])
            #expect(try diagnosis.stage("protection").allSeen.contains("strongerAuthRequired (8)"))
        }

        // MARK: Faults

        @Test("a read-only domain controller that was named is passed over, and that is said", .timeLimit(.minutes(1)))
        func namedReadOnly() async throws {
            let diagnosis = try await Self.examine(.namedReadOnly, ["--server", "rodc1.\(domain)"])
            #expect(diagnosis.run.vantage.server != "rodc1.\(domain)")
        }

        @Test("a silent domain controller: the other is bound to", .timeLimit(.minutes(1)))
        func silentDomainController() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                try await lab.command("drop", "dc1")
                let result = try await lab.adinspect(
                    ["doctor", domain, "--format", "json", "--connect-timeout", "2"],
                    environment: ["ADINSPECT_DNS_SERVER": try lab.variable("ADINSPECT_LAB_DC2")])
                #expect(result.status == 1, "\(result.output)")
                let diagnosis = try await PrintedDiagnosis.validated(result.output)
                #expect(diagnosis.run.vantage.server == "dc2.\(domain)")
                #expect(diagnosis.remarkable == ["tcp advice", "domainController advice"])
                let address = try lab.variable("ADINSPECT_LAB_DC1")
                #expect(
                    try diagnosis.stage("tcp").advice
                        == "Let packets through to dc1.\(domain) (\(address):389): the host is down, or a firewall on the way drops them."
                )
            }
        }
    }
}
