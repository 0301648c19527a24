/// A text report in the making. All text enters through here, so here it is made safe to show, wrapped and drawn.
struct TextPage {
    /// A piece of a line, drawn in one way.
    struct Piece {
        var text: String
        var ink: TextStyle.Ink

        init(_ text: String, _ ink: TextStyle.Ink = .plain) {
            self.text = VisibleText.neutralised(text)
            self.ink = ink
        }
    }

    let layout: TextLayout
    private(set) var text = ""
    private var endsBlank = true

    init(_ layout: TextLayout) {
        self.layout = layout
    }

    /// One empty line, never two.
    mutating func blank() {
        if !endsBlank { text.append("\n") }
        endsBlank = true
    }

    /// A paragraph behind a margin, its label on the first line.
    mutating func paragraph(
        _ body: String, _ ink: TextStyle.Ink = .plain, label: [Piece] = [], margin: Int = 0
    ) {
        let lines = TextWrapping.lines(VisibleText.neutralised(body), width: layout.width - margin)
        for (index, line) in lines.enumerated() {
            append(line, ink, label: index == 0 ? label : [], margin: margin)
        }
    }

    /// A text that is never broken: a command or an address, to be copied.
    mutating func whole(_ body: String, _ ink: TextStyle.Ink = .plain, label: [Piece] = [], margin: Int = 0) {
        append(VisibleText.neutralised(body), ink, label: label, margin: margin)
    }

    mutating func heading(_ text: String, _ rest: String = "") {
        blank()
        let title = Piece(text, .strong)
        guard !rest.isEmpty else { return append("", .plain, label: [title], margin: 0) }
        let margin = DisplayWidth.of(title.text) + 2
        if margin + DisplayWidth.of(rest) <= layout.width || margin < 30 {
            paragraph(rest, label: [title], margin: margin)
        } else {
            append("", .plain, label: [title], margin: 0)
            paragraph(rest, margin: 2)
        }
    }

    /// A line as it is; for what has been made safe and fitted already.
    mutating func line(_ pieces: [Piece]) {
        emit(pieces.map { layout.style.apply($0.ink, to: $0.text) }.joined())
    }

    private mutating func append(_ body: String, _ ink: TextStyle.Ink, label: [Piece], margin: Int) {
        let used = label.reduce(0) { $0 + DisplayWidth.of($1.text) }
        var line = label.map { layout.style.apply($0.ink, to: $0.text) }.joined()
        if !body.isEmpty {
            line += String(repeating: " ", count: max(used == 0 ? 0 : 1, margin - used))
            line += layout.style.apply(ink, to: body)
        }
        emit(line)
    }

    private mutating func emit(_ line: String) {
        text.append(line)
        text.append("\n")
        endsBlank = line.isEmpty
    }
}
