import Egress
import Foundation
import Reports
import Testing

@Suite struct EgressReportTests {
    private static let start = Date(timeIntervalSince1970: 1_760_000_000)

    private static func findings(_ outcomes: [IdleFinding.Outcome], seen: String = "HTTP 200 OK") -> EgressFindings {
        let endpoint = Endpoint("ssprdedicatedsbprodscu.servicebus.windows.net")
        let requirement = Cloud.public.requirements[1]
        return EgressFindings(
            run: .init(
                host: "connect1.corp.example.com", startedAt: start, finishedAt: start + 181.25, isComplete: true,
                cloud: .public, proxy: nil, trust: "/etc/ssl/certs/ca-certificates.crt", timeout: .seconds(10)),
            requirements: [RequirementFinding(requirement: requirement, tried: [endpoint])],
            endpoints: [
                EndpointFinding(
                    endpoint: endpoint, requirement: requirement.name,
                    stages: [
                        EgressStage(.tcp, .met, seen: "connected", meaning: "TCP stands.", milliseconds: 12.3456),
                        EgressStage(.http, .met, seen: seen, meaning: "The endpoint answers."),
                    ], httpStatus: 200)
            ],
            idle: outcomes.enumerated().map { place, outcome in
                IdleFinding(
                    endpoint: endpoint, silence: [.seconds(30), .seconds(60), .seconds(120), .seconds(180)][place % 4],
                    outcome: outcome, noticed: .whenAsked, after: .milliseconds(30_250), seen: "RST")
            })
    }

    @Test(arguments: [
        (IdleFinding.Outcome.lived, "THE WAY OUT STANDS\n", 0), (.cutOff, "THE WAY OUT STANDS, WITH WARNINGS\n", 1),
        (.dropped, "THE WAY OUT IS BLOCKED\n", 2), (.closedByPeer, "THE WAY OUT IS UNDECIDED\n", 3),
    ])
    func theHeadlineAndTheExitCodeAgree(outcome: IdleFinding.Outcome, headline: String, code: Int) {
        let text = EgressTextReport(layout: TextLayout()).render(Self.findings([.lived, outcome]))
        #expect(text.hasPrefix(headline))
        #expect(text.contains("exit code \(code) "))
    }

    @Test(arguments: [60, 80, 120])
    func everythingFitsTheWidth(width: Int) {
        let text = EgressTextReport(layout: TextLayout(width: width, verbose: true)).render(
            Self.findings(IdleFinding.Outcome.allCases))
        for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
        for word in ["lived", "closed by", "cut off", "dropped"] { #expect(text.contains(word)) }
    }

    @Test func itSaysForWhichNetworkItHolds() {
        let text = EgressTextReport(layout: TextLayout()).render(Self.findings([]))
        #expect(text.contains("This holds for the network that connect1.corp.example.com stands in,"))
        #expect(text.contains("--idle 180"))
        #expect(text.contains("Took 181 s"))
    }

    @Test func theJSONHoldsEverySecondAndOutcome() throws {
        let text = EgressJSON(tool: ToolIdentity(name: "adinspect", version: "1")).render(
            Self.findings([.dropped, .lived]))
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let idle = try #require(document["idle"] as? [[String: Any]])
        #expect(idle.map { $0["silenceSeconds"] as? Int } == [30, 60])
        #expect(idle.map { $0["afterSeconds"] as? Double } == [30.25, 30.25])
        #expect(idle.map { $0["outcome"] as? String } == ["dropped", "lived"])
        #expect(idle.map { $0["judgement"] as? String } == ["blocked", "met"])
        #expect(document["judgement"] as? String == "blocked")
        let run = try #require(document["run"] as? [String: Any])
        #expect(run["startedAt"] as? String == "2025-10-09T08:53:20Z")
        #expect(run["finishedAt"] as? String == "2025-10-09T08:56:21Z")
        #expect(text.contains("\"milliseconds\": 12.346"))
    }

    @Test func whatAServerSaysCannotReachTheTerminal() {
        let findings = Self.findings([.lived], seen: "HTTP 200 \u{1B}[2J")
        for text in [
            EgressTextReport(layout: TextLayout()).render(findings),
            EgressJSON(tool: ToolIdentity(name: "adinspect", version: "1")).render(findings),
        ] {
            #expect(!text.contains("\u{1B}"))
        }
    }
}
