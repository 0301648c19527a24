import Foundation
import Testing

@testable import Writeback

@Suite struct RemedyTableTests {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL

    @Test func everyRuleWithACommandIsTriedOrSaysWhyNot() throws {
        let rules = try RemedyTable.withCommand()
        let listed = Set(RemedyTable.entries.keys)
        #expect(rules.subtracting(listed).map(\.rawValue).sorted() == [], "list these in RemedyTable")
        #expect(listed.subtracting(rules).map(\.rawValue).sorted() == [], "these have no command")
    }

    @Test func everyTestThatIsNamedIsThereAndSpeaksOfItsRule() throws {
        let lab = Self.tests.appending(path: "SambaTests")
        let files = try #require(FileManager.default.enumerator(at: lab, includingPropertiesForKeys: nil))
        let sources = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .map { try String(decoding: Data(contentsOf: $0), as: UTF8.self) }
        for (rule, entry) in RemedyTable.entries {
            guard case .tried(let test, let state) = entry else { continue }
            let words = state.split(separator: "`").enumerated().filter { !$0.offset.isMultiple(of: 2) }
            for name in [test] + words.map({ String($0.element) }) {
                let parts = name.split(separator: ".")
                let source = sources.first { $0.contains("struct \(parts[0]) {") }
                #expect(source?.contains("func \(parts[1])(") == true, "\(name)")
                #expect(source?.contains("\"\(rule)\"") == true, "\(name) does not speak of \(rule)")
            }
        }
    }

    @Test func theTableInTheDocumentationIsThisOne() throws {
        let file = Self.tests.appending(path: "../docs/remedies.md").standardizedFileURL
        let text = try RemedyTable.markdown()
        if ProcessInfo.processInfo.environment["ADINSPECT_WRITE_DOCS"] != nil {
            try Data(text.utf8).write(to: file)
        }
        #expect(
            try String(decoding: Data(contentsOf: file), as: UTF8.self) == text,
            "run the tests once with ADINSPECT_WRITE_DOCS=1")
    }
}
