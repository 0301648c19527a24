/// A table that fits into the width that there is: it wraps its cells first, and leaves out its least columns only then.
struct TextTable {
    struct Column {
        var title: String
        /// Columns are left out from the highest number down; nil for one that stays.
        var leavesAt: Int?
        /// Whether long words may be broken before another column is narrowed for them: site names, never host names.
        var breaksWords: Bool
        /// Narrower than this the column is no longer worth reading: others give way, or it leaves.
        var minimum: Int

        init(_ title: String, leavesAt: Int? = nil, breaksWords: Bool = false, minimum: Int = 0) {
            self.title = title
            self.leavesAt = leavesAt
            self.breaksWords = breaksWords
            self.minimum = minimum
        }
    }

    struct Row {
        var cells: [TextPage.Piece]
        /// A paragraph across the table, below the row.
        var detail: String?

        init(_ cells: [TextPage.Piece], detail: String? = nil) {
            self.cells = cells
            self.detail = detail
        }
    }

    static let gap = 2
    /// Lines of a cell, unless everything is asked for.
    static let tallest = 12
    var columns: [Column]
    var rows: [Row]
    var margin = 2

    /// The width that the table would like to have.
    var naturalWidth: Int { margin + total(shown.map(naturalWidth)) }

    func write(to page: inout TextPage) {
        let (places, widths) = fit(page.layout.width - margin)
        let titles = places.map { TextPage.Piece(columns[$0].title, .faint) }
        write(titles, widths, to: &page)
        for row in rows {
            write(places.map { $0 < row.cells.count ? row.cells[$0] : TextPage.Piece("") }, widths, to: &page)
            if let detail = row.detail, !detail.isEmpty { page.paragraph(detail, margin: margin + 2) }
        }
    }

    private func write(_ cells: [TextPage.Piece], _ widths: [Int], to page: inout TextPage) {
        let lines = zip(cells, widths).map { cell, width in
            let all = TextWrapping.lines(cell.text, width: width, longWords: .anywhere)
            // One endless value must not push all others off the screen.
            return all.count > Self.tallest && !page.layout.verbose ? all.prefix(Self.tallest - 1) + ["…"] : all[...]
        }
        for index in 0..<(lines.map(\.count).max() ?? 0) {
            var pieces = [TextPage.Piece(String(repeating: " ", count: margin))]
            // Blanks are written only before something, so that no line ends in them.
            var pending = 0
            for (place, cell) in lines.enumerated() {
                let text = index < cell.count ? cell[cell.startIndex + index] : ""
                if !text.isEmpty {
                    pieces.append(TextPage.Piece(String(repeating: " ", count: pending)))
                    pieces.append(TextPage.Piece(text, cells[place].ink))
                    pending = 0
                }
                pending += widths[place] - DisplayWidth.of(text) + Self.gap
            }
            page.line(pieces)
        }
    }

    // MARK: - Fitting

    /// Columns that hold anything.
    private var shown: [Int] {
        columns.indices.filter { place in rows.contains { place < $0.cells.count && !$0.cells[place].text.isEmpty } }
    }

    private func naturalWidth(_ place: Int) -> Int {
        width(place) { DisplayWidth.of($0) }
    }

    /// The longest word: a column as narrow as that breaks nothing.
    private func wordWidth(_ place: Int) -> Int {
        let widest = width(place) { text in text.split(separator: " ").map { DisplayWidth.of($0) }.max() ?? 0 }
        return columns[place].breaksWords ? min(widest, 14) : max(widest, columns[place].minimum)
    }

    private func width(_ place: Int, _ measure: (String) -> Int) -> Int {
        rows.reduce(measure(columns[place].title)) { widest, row in
            place < row.cells.count ? max(widest, measure(row.cells[place].text)) : widest
        }
    }

    private func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + Self.gap * max(0, widths.count - 1)
    }

    /// The places of the columns that are shown, and how wide each is.
    private func fit(_ room: Int) -> ([Int], [Int]) {
        var places = shown
        while true {
            let natural = places.map { min(naturalWidth($0), room) }
            let least = zip(places, natural).map { min(wordWidth($0), $1) }
            if let widths = shrink(natural, least: least, room: room) { return (places, widths) }
            guard
                let leaving = places.filter({ columns[$0].leavesAt != nil }).max(by: {
                    (columns[$0].leavesAt ?? 0) < (columns[$1].leavesAt ?? 0)
                })
            else {
                let floor = least.map { min($0, 6) }
                return (places, shrink(least, least: floor, room: room) ?? floor)
            }
            places.removeAll { $0 == leaving }
        }
    }

    /// Takes from the widest column that can still give, until all fit; nil where they cannot.
    private func shrink(_ natural: [Int], least: [Int], room: Int) -> [Int]? {
        guard total(least) <= room else { return nil }
        var widths = natural
        var excess = total(widths) - room
        while excess > 0 {
            guard let widest = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
            else { return nil }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}
