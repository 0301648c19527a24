/// Whether text carries colour. Colour repeats what the words say, and never says anything alone.
package struct TextStyle: Sendable, Equatable {
    package var usesColor: Bool

    package init(usesColor: Bool) {
        self.usesColor = usesColor
    }

    package static let plain = Self(usesColor: false)
    package static let color = Self(usesColor: true)

    /// What a piece of text is, and so how it is drawn.
    enum Ink: Sendable {
        case plain
        case strong
        case faint
        case good
        case caution
        case bad
    }

    func apply(_ ink: Ink, to text: String) -> String {
        guard usesColor, !text.isEmpty, let code = ink.code else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

extension TextStyle.Ink {
    /// The parameters of ECMA-48's SGR: the eight colours that every terminal has, in whatever shade it was given.
    fileprivate var code: String? {
        switch self {
        case .plain: nil
        case .strong: "1"
        case .faint: "2"
        case .good: "1;32"
        case .caution: "1;33"
        case .bad: "1;31"
        }
    }
}
