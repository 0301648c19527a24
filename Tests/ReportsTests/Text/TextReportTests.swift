import Foundation
import Inspection
import Testing
import Writeback

@testable import Reports

/// What holds for every text report, whatever stands in it.
@Suite struct TextReportTests {
    private static let layouts = [80, 100, 200].flatMap { width in
        [false, true].map { TextLayout(width: width, verbose: $0) }
    }

    private func texts(_ scenario: Scenario, _ layout: TextLayout) -> [String] {
        let messages = scenario.snapshots.flatMap { $0.forest.domains.known ?? [] }
            .compactMap { PDCEmulatorMessage.text(for: $0, layout: layout) }
        return [
            ReadinessTextReport(tool: ForestFixture.tool, layout: layout).render(scenario.report),
            DiscoveryTextReport(layout: layout).render(scenario.discovered),
        ] + messages
    }

    private func commands(_ report: ReadinessReport) -> [String] {
        let remedies = report.findings.compactMap(\.remedy)
        let saved = remedies.flatMap { remedy -> [Remedy.SavedDescriptor] in
            if case .restore(let saved) = remedy.undo { saved } else { [] }
        }
        var texts = remedies.compactMap(\.command)
        texts += remedies.flatMap(\.alternatives).flatMap { [$0.text, $0.undo].compactMap(\.self) }
        texts += saved.map(\.sddl) + saved.flatMap(\.commands).map(\.text)
        texts += Catalogue.rules.compactMap { $0.decidedBy?.command }
        texts += report.findings.map(\.because).joined().map(\.source)
        texts += remedies.compactMap { if case .command(let command) = $0.undo { command } else { nil } }
        return texts.map { VisibleText.neutralised($0) }
    }

    /// Only what someone will copy may be longer: a single word, or a command.
    @Test(arguments: Scenario.allCases, layouts)
    func noLineIsLongerThanTheWidth(scenario: Scenario, layout: TextLayout) {
        let commands = commands(scenario.report)
        for line in texts(scenario, layout).joined().split(separator: "\n") where DisplayWidth.of(line) > layout.width {
            let isCommand = commands.contains { line.hasSuffix($0) }
            let beforeLastWord = line.lastIndex(of: " ").map { line[..<$0] } ?? ""
            let isOneWord = DisplayWidth.of(beforeLastWord) <= 30
            #expect(isCommand || isOneWord, "\(line)")
        }
    }

    @Test(arguments: Scenario.allCases, layouts)
    func noControlCharacterPasses(scenario: Scenario, layout: TextLayout) {
        for text in texts(scenario, layout) {
            let hazards = text.unicodeScalars.filter { $0 != "\n" && VisibleText.isHazard($0) }
            #expect(hazards.isEmpty, "\(hazards.map { $0.value })")
            #expect(!text.split(separator: "\n").contains { $0.hasSuffix(" ") }, "blanks at the end of a line")
            #expect(!text.contains("\n\n\n"))
        }
    }

    @Test func aForgedVerdictStaysInItsLine() {
        let text = texts(.hostile, TextLayout()).joined()
        #expect(text.contains("\\u{1b}[2J"))
        #expect(!text.split(separator: "\n").contains("DIRECTORY READY"))
        #expect(text.hasPrefix("DIRECTORY NOT READY"))
    }

    @Test(arguments: Scenario.allCases)
    func colourAddsNothingButColour(scenario: Scenario) {
        let plain = texts(scenario, TextLayout(width: 100)).joined()
        let colored = texts(scenario, TextLayout(width: 100, style: .color)).joined()
        #expect(colored != plain)
        #expect(colored.replacing(#/\x{1B}\[[0-9;]+m/#, with: "") == plain)
        #expect(colored.split(separator: "\u{1B}[0m").count > 3)
    }

    @Test(arguments: Scenario.allCases)
    func theSameReportGivesTheSameText(scenario: Scenario) {
        #expect(texts(scenario, TextLayout()) == texts(scenario, TextLayout()))
    }

    @Test(arguments: [(0, 60), (79, 79), (80, 80), (1000, 200), (Int.min, 60), (Int.max, 200)])
    func widthIsHeld(given: Int, held: Int) {
        #expect(TextLayout(width: given).width == held)
    }
}
