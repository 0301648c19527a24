import Inspection
import Testing
import Writeback

@testable import Reports

@Suite struct ReadinessTextTests {
    private func render(_ report: ReadinessReport, width: Int = 80, verbose: Bool = false) -> String {
        ReadinessTextReport(tool: ForestFixture.tool, layout: TextLayout(width: width, verbose: verbose)).render(report)
    }

    private func position(_ text: String, _ part: String) throws -> String.Index {
        try #require(text.firstRange(of: part)?.lowerBound, "\(part) is missing")
    }

    @Test(arguments: [
        (Verdict.ready, "READY", 0), (.readyWithWarnings, "READY WITH WARNINGS", 1), (.notReady, "NOT READY", 2),
        (.undecided, "UNDECIDED", 3),
    ])
    func theFirstLineIsTheVerdictWithItsPlanes(verdict: Verdict, words: String, code: Int) {
        var report = Scenario.healthy.report
        report.verdicts.asked = verdict
        let text = render(report, width: 200)
        let line = "DIRECTORY \(words) · connect, cloud, network not judged (\(report.notJudged.count) questions)\n"
        #expect(text.hasPrefix(line))
        #expect(text.contains("exit code \(code): \(words.lowercased()) "))
    }

    @Test func allPlanesAskedLeaveNothingUnjudged() {
        let text = render(
            ForestFixture.report([ForestFixture.healthy()], planes: [.connect, .cloud, .network]), width: 200)
        #expect(text.hasPrefix("DIRECTORY, CONNECT, CLOUD, NETWORK UNDECIDED\n"))
        #expect(!text.contains("not judged"))
        #expect(!text.contains("NOT JUDGED"))
        #expect(text.contains("  Where    the Connect server"))
    }

    @Test func theHeaderSaysWhatIsWrittenBackWhereItIsNotPasswordsAlone() {
        var report = Scenario.healthy.report
        #expect(!render(report).contains("\nWriteback "))
        report.writebacks = WritebackKind.allCases
        #expect(
            render(report, width: 200).contains(
                "Writeback  passwords, devices, groups, Exchange hybrid, ms-DS-ConsistencyGuid, key credentials\n"))
        report.writebacks = [.group]
        #expect(render(report, width: 200).contains("Writeback  groups\n"))
    }

    @Test func theHeaderSaysWhoAskedFromWhereThroughWhatAndWhen() {
        let text = render(Scenario.healthy.report, width: 200)
        for part in [
            "as CORP\\reader from jump.example.test", "dc1.corp.example.test, GSSAPI, sealed, 256 bits",
            "2026-12-01 10:53:20 UTC, took 1.8 s", "baseline current as of 2026-12-01",
            "adinspect 0.1.0, knowledge of \(Catalogue.knowledgeDate)",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test(arguments: [
        ("starttls", "simple", "simple bind over StartTLS"), ("ldaps", "simple", "simple bind over LDAPS"),
        ("sealed", "gss-spnego", "GSS-SPNEGO, sealed"), ("new", "other", "other over new"),
    ])
    func theHeaderNamesTheProtection(transport: String, mechanism: String, words: String) {
        let snapshot = ForestFixture.healthy {
            $0.run.vantage.transport = transport
            $0.run.vantage.mechanism = mechanism
        }
        #expect(render(ForestFixture.report([snapshot])).contains("\(words), 256 bits"))
    }

    @Test(arguments: [
        ("2026-12-01", "(today's)"), ("2026-11-30", "(1 day old)"), ("2025-01-01", "look for a newer release"),
    ])
    func saysHowOldItsKnowledgeIs(date: String, words: String) {
        var report = Scenario.healthy.report
        report.knowledgeDate = date
        #expect(render(report, width: 200).contains(words))
    }

    @Test func namesThePDCEmulatorWithItsWitnesses() {
        let text = render(Scenario.healthy.report)
        #expect(text.contains("confirmed: fSMORoleOwner on dc1, dc2 · SRV record · netlogon flag of dc1"))
        #expect(render(Scenario.healthy.report, width: 200).contains("Windows Server 2022 (build 20348)"))
        #expect(text.contains("Löhne"))
    }

    @Test func contradictionsNameBothHosts() {
        let text = render(Scenario.contradicted.report, width: 200)
        let said =
            "CONTRADICTED: dc1 by fSMORoleOwner on dc1, dc2 · netlogon flag of dc1; dc2 by SRV record; no host by "
        #expect(text.contains(said + "netlogon flag of dc2"))
    }

    @Test func findingsStandWorstFirstWithWhatToDo() throws {
        let text = render(Scenario.broken.report)
        let blocker = try position(text, "\nBLOCKER    WB-PDC-003   PDC emulator dc1.corp.example.test")
        let undecided = try position(text, "\nUNDECIDED  WB-PDC-002")
        let warning = try position(text, "\nWARNING    WB-DOM-004")
        let note = try position(text, "\nNOTE       WB-ROLE-006")
        #expect(blocker < undecided && undecided < warning && warning < note)
        let block = text[blocker..<undecided]
        for label in ["  Because  ", "  Do       1. ", "  Run      ", "  Undo     ", "  Ref      ["] {
            #expect(block.contains(label), "\(label)")
        }
        #expect(text[undecided..<warning].contains("  May be   a blocker\n  Decides  fSMORoleOwner"))
        #expect(text[undecided..<warning].contains("  Who      "))
        #expect(text.contains("  Waived   Replaced in the spring (directory team, until 2027-01-30)"))
        #expect(text.contains("  Undo     IRREVERSIBLE"))
    }

    @Test func whatWasNotAuthenticatedIsSaid() throws {
        let text = render(Scenario.contradicted.report, width: 200)
        #expect(text.contains("DNS record: dc2.corp.example.test (on 10.20.0.2; not authenticated)"))
        #expect(text.contains("role owner: dc1.corp.example.test (on dc1.corp.example.test, dc2.corp.example.test)\n"))
    }

    @Test func everyReferenceHasItsNumber() throws {
        let text = render(Scenario.broken.report, width: 200)
        let list = text[try position(text, "\nREFERENCES\n")...]
        for match in text.matches(of: #/\[(\d+)\]/#) {
            #expect(list.contains("\n  [\(match.output.1)]"))
        }
    }

    @Test func metChecksAreACountUntilAskedFor() {
        let report = Scenario.healthy.report
        let met = report.findings.filter { $0.outcome == .met }
        #expect(!met.isEmpty)
        #expect(render(report).contains("MET        \(met.count) checks met (-v lists them)"))
        let verbose = render(report, width: 200, verbose: true)
        for finding in met { #expect(verbose.contains(finding.title), "\(finding.title)") }
        #expect(!verbose.contains("lists them"))
    }

    @Test func everyOpenQuestionHasItsCommandAndPlace() {
        let report = Scenario.healthy.report
        let text = render(report)
        for question in report.notJudged {
            #expect(text.contains(question.rule.rawValue))
            #expect(text.contains(question.decidedBy.command))
        }
        #expect(text.contains("NOT JUDGED  \(report.notJudged.count) questions"))
    }

    @Test func aBrokenOffRunIsSaid() {
        let text = render(Scenario.partial.report)
        #expect(text.contains("INCOMPLETE the run was broken off"))
        #expect(text.contains("Note       The subnets were not listed"))
        #expect(text.contains("list not whole: time limit"))
    }

    @Test func whatDecidesIsNamedForThisSubject() {
        let partial = render(Scenario.partial.report, width: 200)
        #expect(partial.contains("  Decides  the whole list, from CN=Configuration,DC=corp,DC=example,DC=test\n"))
        let broken = render(Scenario.broken.report, width: 200)
        #expect(broken.contains("  Decides  supportedControl of rootDSE of dc1.corp.example.test\n"))
        #expect(broken.contains("  Decides  TCP 88\n"))
        for text in [partial, broken] {
            #expect(!text.contains("of rootDSE of rootDSE") && !text.contains("<domain>_"))
        }
    }

    @Test func anEmptyForestIsUndecidedAndNotBlank() {
        let text = render(Scenario.empty.report)
        #expect(text.hasPrefix("DIRECTORY UNDECIDED"))
        #expect(text.contains("DOMAINS\n  None was read."))
        #expect(text.contains("DOMAIN CONTROLLERS  list not whole: none was found"))
        #expect(render(ForestFixture.report([])).hasPrefix("DIRECTORY UNDECIDED"))
    }

    @Test func aHundredDomainControllersAreSummedUp() {
        let report = Scenario.hundred.report
        let text = render(report, width: 100)
        #expect(text.contains("103 known, 100 answered, 1 read-only"))
        #expect(text.contains("+ 93 more that answer: 77 × Windows Server 2022 (build 20348)"))
        #expect(text.contains("branch-30.corp.example.test refuses TCP 389"))
        #expect(text.contains("  dc1.corp.example.test ") || text.contains("  dc1 "))
        #expect(text.contains("more (-v lists them)"))
        #expect(text.split(separator: "\n").count < 230)
        #expect(render(report, width: 100, verbose: true).contains("branch-109"))
    }

    @Test func severalForestsHaveAHeaderAndTablesEach() {
        let text = render(Scenario.severalForests.report)
        #expect(text.contains("FOREST  corp.example.test\n"))
        #expect(text.contains("FOREST  partner.example\n"))
        #expect(text.contains("pdc1.partner.example, GSSAPI"))
    }
}
