/// Breaks a text into lines.
enum TextWrapping {
    /// What to do with a word that is longer than a line.
    enum LongWords {
        /// Break distinguished names at their commas; leave everything else whole, so that it can be copied.
        case keep
        /// Break anywhere, after punctuation where there is any: a table's cell has no room beside it.
        case anywhere
    }

    /// The lines, without trailing blanks; a single empty one for a text without words.
    static func lines(_ text: String, width: Int, longWords: LongWords = .keep) -> [String] {
        let room = max(1, width)
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            for (index, piece) in pieces(of: word, width: room, longWords).enumerated() {
                let size = DisplayWidth.of(piece)
                // Pieces of one word stand next to each other without a blank, so each begins a line.
                if !line.isEmpty, index > 0 || used + 1 + size > room {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
                if line.isEmpty {
                    (line, used) = (String(piece), size)
                } else {
                    line += " " + piece
                    used += 1 + size
                }
            }
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }

    private static func pieces(of word: Substring, width: Int, _ longWords: LongWords) -> [Substring] {
        guard DisplayWidth.of(word) > width else { return [word] }
        switch longWords {
        case .keep: return word.contains("=") && !word.contains("://") ? fill(word, width: width, after: [","]) : [word]
        case .anywhere: return fill(word, width: width, after: ["-", ".", ",", "/", "\\", "@", "_", ":"], force: true)
        }
    }

    /// Pieces as long as the width lets them be, each ending after one of the breaks.
    private static func fill(
        _ word: Substring, width: Int, after breaks: Set<Character>, force: Bool = false
    ) -> [Substring] {
        var pieces: [Substring] = []
        var start = word.startIndex
        var lastBreak: Substring.Index?
        var used = 0
        var usedSinceBreak = 0
        var index = word.startIndex
        while index < word.endIndex {
            let size = DisplayWidth.of(word[index])
            // Twice where what stood behind the break fills the line but for half a wide character.
            while used + size > width, index > start, let cut = lastBreak ?? (force ? index : nil) {
                pieces.append(word[start..<cut])
                start = cut
                used = lastBreak == nil ? 0 : usedSinceBreak
                lastBreak = nil
                usedSinceBreak = 0
            }
            used += size
            usedSinceBreak += size
            let next = word.index(after: index)
            if breaks.contains(word[index]) {
                lastBreak = next
                usedSinceBreak = 0
            }
            index = next
        }
        if start < word.endIndex { pieces.append(word[start...]) }
        return pieces
    }

    /// The text filled up with blanks to a width.
    static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    }
}
