import Testing

@testable import Reports

@Suite struct TextTableTests {
    private func render(_ table: TextTable, width: Int = 60) -> [String] {
        var page = TextPage(TextLayout(width: width))
        table.write(to: &page)
        return page.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private func row(_ cells: String...) -> TextTable.Row { .init(cells.map { .init($0) }) }

    @Test func alignsByColumnsNotBytes() {
        let table = TextTable(
            columns: [.init("Site"), .init("Host")], rows: [row("Löhne", "a"), row("日本", "b"), row("Default", "c")])
        #expect(render(table) == ["  Site     Host", "  Löhne    a", "  日本     b", "  Default  c"])
    }

    @Test func wrapsBeforeItLeavesColumnsOut() {
        let long = "one two three four five six seven"
        let table = TextTable(columns: [.init("A"), .init("B", leavesAt: 1)], rows: [row(long, long)])
        let lines = render(table)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 60 })
        #expect(lines.first?.contains("B") == true)
    }

    @Test func leavesTheLeastColumnOutFirst() {
        let word = String(repeating: "x", count: 25)
        let table = TextTable(
            columns: [.init("A"), .init("B", leavesAt: 1), .init("C", leavesAt: 2)], rows: [row(word, word, word)])
        let lines = render(table)
        #expect(lines.first?.contains("B") == true)
        #expect(lines.first?.contains("C") == false)
    }

    @Test func aColumnLeavesBeforeItIsTooNarrowToRead() {
        let words = "one two three four five six"
        var columns: [TextTable.Column] = [.init("A"), .init("B", leavesAt: 1, minimum: 20)]
        let long = String(repeating: "x", count: 40)
        #expect(render(TextTable(columns: columns, rows: [row(long, words)])).first?.contains("B") == false)
        columns[1].minimum = 0
        #expect(render(TextTable(columns: columns, rows: [row(long, words)])).first?.contains("B") == true)
    }

    @Test func breaksWordsWhereNothingElseHelps() {
        let table = TextTable(columns: [.init("A"), .init("B")], rows: [row(String(repeating: "x", count: 300), "b")])
        let lines = render(table)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 60 })
        #expect(lines.joined().count { $0 == "x" } == 300)
    }

    @Test func anEndlessValueIsCutUnlessAllIsAskedFor() {
        let table = TextTable(columns: [.init("A")], rows: [row(String(repeating: "x", count: 6000))])
        #expect(render(table).count == 1 + TextTable.tallest)
        #expect(render(table).last == "  …")
        var page = TextPage(TextLayout(width: 60, verbose: true))
        table.write(to: &page)
        #expect(page.text.count { $0 == "x" } == 6000)
    }

    @Test func hasNoColumnWithoutContentAndNoTrailingBlanks() {
        let table = TextTable(
            columns: [.init("A"), .init("B"), .init("C")], rows: [row("a", "", "c"), row("a", "", "")])
        #expect(render(table) == ["  A  C", "  a  c", "  a"])
    }

    @Test func shortRowsAreNoTrap() {
        let table = TextTable(columns: [.init("A"), .init("B")], rows: [row("a"), row("a", "b", "c")])
        #expect(render(table) == ["  A  B", "  a", "  a  b"])
    }
}
