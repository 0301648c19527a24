import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite("the way from the Connect server to the service") struct NetworkJudgementTests {
    private static func report(
        vantage: JudgingVantage = .elsewhere, _ change: (inout Evidence) throws -> Void = { _ in }
    ) throws -> ReadinessReport {
        var evidence = try EvidenceFixture.healthy()
        try change(&evidence)
        return judge(
            [SnapshotFixture.snapshot()], asOf: EvidenceFixture.asOf, planes: [.network], vantage: vantage,
            evidence: evidence, writebacks: [.password])
    }

    @Test("a healthy report makes the plane ready") func healthy() throws {
        let report = try Self.report()
        let own = report.findings.filter { $0.plane == .network }
        #expect(own.allSatisfy { $0.outcome == .met || $0.outcome == .notApplicable }, "\(own.map(\.title))")
        #expect(report.verdicts.planes[.network] == .ready)
    }

    @Test("--vantage connect means the collecting host, and no other")
    func vantage() throws {
        // The collecting host of the snapshot is jump.example.test.
        let there = try Self.report(vantage: .connect) { $0.elsewhere() }
        #expect(there.finding("WB-NET-003", Evidence.jump)?.outcome == .met)
        #expect(there.verdicts.planes[.network] == .ready)
        let other = try Self.report(vantage: .connect) { $0.egress[0].host = .value("jump2.example.test") }
        #expect(other.finding("WB-NET-003", "jump2.example.test")?.outcome == .undecided)
        let elsewhere = try Self.report { $0.elsewhere() }
        #expect(elsewhere.finding("WB-NET-003", Evidence.jump)?.outcome == .undecided)
        #expect(elsewhere.verdicts.planes[.network] == .undecided, "never ready by what another host may do")
    }

    @Test("without a file each rule is undecided, and says which option gives it")
    func missing() throws {
        let report = try Self.report { $0.egress = [] }
        for rule in NetworkRules.all {
            let finding = try #require(report.finding(rule.id))
            #expect(finding.outcome == .undecided && finding.severity == rule.severity(under: .current), "\(rule.id)")
            #expect(finding.because.contains { $0.value.contains("--egress") }, "\(rule.id)")
        }
        #expect(report.verdicts.planes[.network] == .undecided)
    }

    @Test("what is far from the server is told with what was seen there")
    func elsewhereIsTold() throws {
        let report = try Self.report {
            $0.elsewhere()
            $0.egress[0].blocked()
        }
        let finding = try #require(report.finding("WB-NET-001", "\(Evidence.reset) from \(Evidence.jump)"))
        #expect(finding.title.contains("is not reached (tcp: no answer within 3 s)"), "\(finding.title)")
        #expect(finding.title.contains("stands where the Connect server stands is not known"), "\(finding.title)")
        let place = try #require(finding.because.first { $0.statement == "where it was tried" })
        #expect(place.value == "jump.example.test; the Connect server is sync01, as the Connect export says")
    }

    @Test("reports of two hosts that both stand there are judged apart")
    func twoHosts() throws {
        let report = try Self.report {
            $0.anotherReport(Evidence.jump) { $0.blocked() }
            $0.attest("WB-NET-003", Evidence.jump)
        }
        #expect(report.finding("WB-NET-001", "\(Evidence.reset) from \(Evidence.sync)")?.outcome == .met)
        #expect(report.finding("WB-NET-001", "\(Evidence.reset) from \(Evidence.jump)")?.outcome == .notMet)
        #expect(report.verdicts.planes[.network] == .notReady)
    }

    @Test("the order of the options changes nothing")
    func order() throws {
        let one = try Self.report { $0.anotherReport { $0.blocked() } }
        let other = try Self.report {
            $0.anotherReport { $0.blocked() }
            $0.egress.reverse()
        }
        #expect(one.findings == other.findings)
        // Of two that ended in the same second the names decide.
        let same = try Self.report { $0.anotherReport(earlier: 0) { $0.blocked() } }
        let turned = try Self.report {
            $0.anotherReport(earlier: 0) { $0.blocked() }
            $0.egress.reverse()
        }
        #expect(same.findings == turned.findings)
    }

    @Test("what the server ended itself is told with the time")
    func closedByTheServer() throws {
        let report = try Self.report {
            $0.end(120, "closedByPeer"); $0.end(180, "closedByPeer")
        }
        let finding = try #require(report.finding("WB-NET-002", "\(Evidence.reset) from \(Evidence.sync)"))
        #expect(
            finding.title.hasSuffix("is ended by the server itself within 120 s, so that more is not known"),
            "\(finding.title)")
    }

    @Test("the facts name the file, its time, and what became of each silence")
    func facts() throws {
        let report = try Self.report { $0.silence(60) { $0.outcome = "dropped" } }
        let finding = try #require(report.finding("WB-NET-002", "\(Evidence.reset) from \(Evidence.sync)"))
        #expect(
            finding.title
                == "From sync01.corp.example.test, an idle connection to passwordreset.microsoftonline.com:443 is forgotten without a word within 60 s"
        )
        let facts = finding.because.filter { $0.statement.hasPrefix("left alone") }
        #expect(facts.map(\.statement) == [30, 60, 120, 180].map { "left alone for \($0) s" })
        #expect(facts[1].value == "dropped after 60 s: HTTP 200" && facts[1].observedOn == "egress.json")
        let fraction = try Self.report { $0.silence(180) { $0.seconds = 179.5 } }
        let short = try #require(fraction.finding("WB-NET-002", "\(Evidence.reset) from \(Evidence.sync)"))
        #expect(short.because.contains { $0.statement == "left alone for 179.5 s" })
        #expect(short.title.hasSuffix("lives for 179.5 s, and longer was not tried"), "\(short.title)")
        #expect(facts.allSatisfy { $0.at == (try? EvidenceFixture.date("2026-11-02T11:53:10Z")) })
    }
}
