import Foundation
import Testing

@testable import Writeback

/// No documented prerequisite is dropped without a word, and no rule stands without one.
@Suite struct PrerequisiteTests {
    private static let known = Set(Catalogue.rules.map(\.id))

    @Test func everyItemIsThereOnce() {
        let ids = Prerequisites.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.filter { $0.hasPrefix("D") } == (1...30).map { "D\($0)" })
        #expect(ids.filter { $0.hasPrefix("C") } == (1...12).map { "C\($0)" })
        let told = ids.filter { $0.hasPrefix("M") }
        // A line that names several things is taken apart: M1a, M1b.
        let lines = told.map { $0.last?.isLetter == true ? String($0.dropLast()) : $0 }
        #expect(lines.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } } == (1...9).map { "M\($0)" })
        #expect(ids.count == 42 + told.count)
    }

    @Test(arguments: Prerequisites.all)
    func everyItemHasRulesOrAReason(item: Prerequisite) {
        #expect(!item.words.isEmpty)
        #expect(!item.rules.isEmpty || item.reason?.isEmpty == false)
        #expect(item.reason.map { $0.hasSuffix(".") } ?? true)
        #expect(Set(item.rules).count == item.rules.count)
        for rule in item.rules { #expect(Self.known.contains(rule), "\(rule) is no rule") }
    }

    @Test func everyRuleAboutPasswordsStandsSomewhere() {
        let judged = Set(Prerequisites.all.flatMap(\.rules))
        let beyond = Prerequisites.beyondTheDocuments
        #expect(Set(beyond.map(\.rule)).count == beyond.count)
        for entry in beyond {
            #expect(Self.known.contains(entry.rule), "\(entry.rule) is no rule")
            #expect(!judged.contains(entry.rule), "\(entry.rule) is documented, and is not beyond the documents")
            #expect(entry.reason.hasSuffix("."))
        }
        for rule in Catalogue.rules where rule.writeback == .password {
            #expect(
                judged.contains(rule.id) || beyond.contains { $0.rule == rule.id },
                "\(rule.id) stands in no prerequisite: add it in Prerequisites+….swift")
        }
    }

    @Test func aRuleKnowsItsItems() {
        #expect(Prerequisites.items(judgedBy: "WB-ACL-004").map(\.id) == ["D15"])
        #expect(Prerequisites.items(judgedBy: "WB-ROLE-001").isEmpty)
    }

    @Test func theListInTheDocumentationIsThisOne() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/prerequisites.md").standardizedFileURL
        if ProcessInfo.processInfo.environment["ADINSPECT_WRITE_DOCS"] != nil {
            try Data(Prerequisites.markdown.utf8).write(to: file)
        }
        let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(text == Prerequisites.markdown, "run the tests once with ADINSPECT_WRITE_DOCS=1")
    }
}
