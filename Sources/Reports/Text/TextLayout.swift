/// How a text report is laid out.
package struct TextLayout: Sendable, Equatable {
    /// Columns; held between 60 and 200. Longer lines are hard to read, and shorter ones hold no table.
    package let width: Int
    package let style: TextStyle
    /// Whether what is collapsed by default is listed.
    package let verbose: Bool

    package init(width: Int = 80, style: TextStyle = .plain, verbose: Bool = false) {
        self.width = max(60, min(200, width))
        self.style = style
        self.verbose = verbose
    }
}
