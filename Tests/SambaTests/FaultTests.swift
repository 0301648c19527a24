import TestSupport
import Testing

extension LabSuite {
    @Suite("domain controllers that do not answer")
    struct FaultTests {
        /// A run, how long it took, and what it logged.
        struct Observation {
            let result: CommandResult
            let seconds: Double
            let log: RunLog
            var json: JSONValue { get throws { try JSONValue(result.output) } }

            var waits: [RunLog.Line] { log.lines("timeout waited for") }
        }

        /// The timeout of one host that most tests give: longer than anything else may take.
        static let window = 10.0

        static func observe(
            _ lab: Lab, _ arguments: [String], window: Double = window, environment: [String: String?] = [:]
        ) async throws -> Observation {
            let file = try TemporaryDirectory.make("log") + "/log"
            let begin = ContinuousClock.now
            let result = try await lab.adinspect(
                arguments + ["--connect-timeout", "\(window)", "--log-file", file], environment: environment,
                timeout: .seconds(50), measuresCPU: true)
            let seconds = begin.duration(to: .now) / .seconds(1)
            #expect((result.cpuSeconds ?? .infinity) < 1)
            return Observation(result: result, seconds: seconds, log: try RunLog(file: file))
        }

        static func controller(_ name: String, in report: JSONValue) -> JSONValue {
            report["forests"][0]["domainControllers"].list.first { $0["name"].text == name } ?? .missing
        }

        /// Findings that a rule has about a host.
        static func findings(_ rule: String, about host: String, in report: JSONValue) -> [JSONValue] {
            report["findings"].list.filter {
                $0["rule"].text == rule && $0["subject"]["name"].text == "\(host).\(domain)"
            }
        }

        /// Every other domain controller had said its last before the silent one's timeout fired, and nothing else was waited for.
        static func expectOneWait(for silent: String, others: [String], _ observed: Observation) throws {
            #expect(observed.waits.count == 1)
            let wait = try #require(observed.waits.first)
            #expect(wait.speaks(of: silent))
            let done = observed.log.lines("domain controller done")
            for host in others {
                let line = try #require(done.first { $0.speaks(of: host) })
                #expect(line.time < wait.time)
                #expect(line.text.contains("state=\"answered\""))
            }
            let last = try #require(observed.log.lines("domain read").last)
            #expect(last.time < wait.time)
        }

        @Test("packets to dc2 are lost: one finding, one timeout", .timeLimit(.minutes(2)))
        func silentReplica() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                try await lab.command("drop", "dc2")
                let discovery = try await Self.observe(lab, ["discover", domain, "--format", "json"])
                #expect(discovery.result.status == 3)
                #expect(discovery.seconds > Self.window && discovery.seconds < 2 * Self.window)
                #expect(Self.controller("DC2", in: try discovery.json)["reachability"]["state"].text == "silent")
                try Self.expectOneWait(for: "dc2", others: ["dc1", "rodc1"], discovery)

                let check = try await Self.observe(lab, ["check", domain, "--format", "json"])
                #expect(check.result.status == 1)
                #expect(check.seconds > Self.window && check.seconds < 2 * Self.window)
                let finding = try #require(Self.findings("WB-DC-001", about: "dc2", in: try check.json).first)
                #expect(finding["outcome"].text == "notMet")
                #expect(finding["because"][0]["value"].text?.contains("silent") == true)
                try Self.expectOneWait(for: "dc2", others: ["dc1", "rodc1"], check)
            }
        }

        @Test("dc2's Samba has ended: refused, and nothing is waited for", .timeLimit(.minutes(2)))
        func refusingReplica() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                try await lab.command("stop-samba", "dc2")
                let discovery = try await Self.observe(lab, ["discover", domain, "--format", "json"])
                #expect(discovery.result.status == 3)
                #expect(discovery.seconds < 3)
                #expect(discovery.waits.isEmpty)
                let controller = Self.controller("DC2", in: try discovery.json)
                #expect(controller["reachability"]["state"].text == "refused")
                #expect(controller["ports"]["389"].text == "refused")

                let check = try await Self.observe(lab, ["check", domain, "--format", "json"])
                #expect(check.result.status == 1)
                #expect(check.seconds < 3)
                #expect(check.waits.isEmpty)
                #expect(Self.findings("WB-DC-001", about: "dc2", in: try check.json).first?["outcome"].text == "notMet")
            }
        }

        @Test(
            "the PDC emulator is silent or stopped: a blocker", .timeLimit(.minutes(2)), arguments: ["drop", "freeze"])
        func silentPDC(_ fault: String) async throws {
            let lab = try await Lab.required()
            let window = 5.0
            try await lab.changing {
                try await lab.command(fault, "dc1")
                // The DNS server named first is the one that is silent: its second goes by before the next is asked.
                for environment in [[:], ["ADINSPECT_KDC": String?.none]] {
                    let check = try await Self.observe(
                        lab, ["check", domain, "--format", "json"], window: window, environment: environment)
                    #expect(check.result.status == 2)
                    #expect(check.seconds > window && check.seconds < window + 2.5)
                    let report = try check.json
                    let finding = try #require(Self.findings("WB-PDC-003", about: "dc1", in: report).first)
                    #expect(finding["outcome"].text == "notMet")
                    #expect(finding["severity"].text == "blocker")
                    #expect(report["verdict"]["asked"].text == "notReady")
                    #expect(report["run"]["vantage"]["server"].text == "dc2.corp.example.test")
                    #expect(Self.controller("DC1", in: report)["reachability"]["state"].text == "silent")
                    try Self.expectOneWait(for: "dc1", others: ["dc2", "rodc1"], check)
                }
            }
        }

        @Test("with the PDC emulator stopped, a password still becomes a ticket elsewhere", .timeLimit(.minutes(1)))
        func ticketFromTheOtherKDC() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                try await lab.command("freeze", "dc1")
                let arguments = ["discover", domain, "--format", "json", "--mechanism", "gssapi"]
                let run = try await Self.observe(lab, arguments + lab.password(of: "alice"), window: 3)
                #expect(run.result.status == 3)
                #expect(run.seconds < 5.5)
                #expect(try run.json["run"]["vantage"]["server"].text == "dc2.corp.example.test")
            }
        }

        @Test("every server closes after the bind: an error with its reason", .timeLimit(.minutes(1)))
        func closingAfterEveryBind() async throws {
            let lab = try await Lab.required()
            let first = try BindEndingProxy(to: lab.variable("ADINSPECT_LAB_DC1"), port: 389)
            let second = try BindEndingProxy(to: lab.variable("ADINSPECT_LAB_DC2"), port: 389)
            let redirections = [
                "--connect-to", "dc1.\(domain):389:127.0.0.1:\(first.port)",
                "--connect-to", "dc2.\(domain):389:127.0.0.1:\(second.port)",
            ]
            for command in ["check", "discover", "pdc"] {
                let run = try await Self.observe(lab, [command, domain] + redirections)
                #expect(run.result.status == 3 || run.result.status == 4)
                #expect(run.seconds < 5)
                #expect(run.waits.isEmpty)
                #expect(run.result.errors.contains("closed"))
            }
            #expect(first.accepted + second.accepted >= 3)
        }

        @Test("one server closes after the bind: it is told of, and the others are read", .timeLimit(.minutes(1)))
        func closingAfterOneBind() async throws {
            let lab = try await Lab.required()
            let proxy = try BindEndingProxy(to: lab.variable("ADINSPECT_LAB_DC2"), port: 389)
            let redirection = [
                "--server", "dc1.\(domain)", "--connect-to", "dc2.\(domain):389:127.0.0.1:\(proxy.port)",
            ]
            let run = try await Self.observe(lab, ["discover", domain, "--format", "json"] + redirection)
            #expect(run.result.status == 3)
            #expect(run.seconds < 5)
            let report = try run.json
            let controller = Self.controller("DC2", in: report)
            #expect(controller["reachability"]["state"].text == "closed")
            #expect(controller["reachability"]["why"].text?.contains("closed") == true)
            #expect(Self.controller("DC1", in: report)["reachability"]["state"].text == "answered")
        }
    }
}
