import Foundation
import Testing
import Writeback

@testable import Reports

@Suite struct EvidenceGuideReportTests {
    private static let guide = EvidenceGuide(
        EvidenceNames(
            domain: "corp.example.com", enablingAdministrator: "admin@example.onmicrosoft.com",
            testUsers: ["alice@example.com", "bob@example.com"]))

    @Test func theTextHasEveryCommandWhole() {
        let text = EvidenceGuideText(layout: TextLayout()).render(Self.guide)
        var commands = Self.guide.questions.map(\.command)
        for place in Self.guide.places {
            #expect(text.contains(place.name.uppercased()))
            for file in place.files {
                #expect(text.contains("  \(file.name)  \(file.option)"))
                commands += file.commands.flatMap(\.lines)
            }
            commands += place.preparation.flatMap(\.lines)
        }
        for command in commands { #expect(text.contains("\(command)\n"), "\(command)") }
        for line in text.split(separator: "\n") where DisplayWidth.of(String(line)) > 80 {
            #expect(commands.contains { line.hasSuffix($0) }, "\(line)")
        }
    }

    @Test func theLastCommandIsOneForAShell() throws {
        let text = EvidenceGuideText(layout: TextLayout()).render(Self.guide)
        let start = try #require(text.range(of: "    adinspect check corp.example.com ")?.lowerBound)
        let command = text[start...].replacing("\\\n", with: " ")
        let words = command.split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(words == Self.guide.check)
        #expect(text[start...].split(separator: "\n").dropLast().allSatisfy { $0.hasSuffix(" \\") })
    }

    @Test(arguments: EvidenceCloud.allCases)
    func theJSONKeepsToItsSchema(cloud: EvidenceCloud) throws {
        let text = EvidenceGuideJSON(tool: ForestFixture.tool).render(EvidenceGuide(EvidenceNames(cloud: cloud)))
        #expect(try SchemaOracle.violations(of: "evidence.schema.json", in: text) == "")
    }

    @Test func theSchemaRefusesMutants() throws {
        let text = EvidenceGuideJSON(tool: ForestFixture.tool).render(Self.guide)
        let (passed, tried) = try SchemaOracle.survivors(of: "evidence.schema.json", in: text)
        #expect(tried > 60)
        #expect(passed.isEmpty, "\(passed)")
    }
}
