import Writeback

/// Why a command stands in a script as a comment, and is not run.
struct ScriptRefusal: Error, Equatable {
    let why: String

    init(_ why: String) {
        self.why = why
    }
}

enum ScriptText {
    /// - Throws: For what no script may hold, in whatever quotation marks.
    static func requireHarmless(_ text: String) throws(ScriptRefusal) {
        if text.unicodeScalars.contains(where: VisibleText.isHazard) {
            throw ScriptRefusal("a control character stands in it")
        }
        if text.unicodeScalars.contains(where: { $0 == "<" || $0 == ">" }) {
            throw ScriptRefusal("a name is to be filled in, or holds < or >")
        }
    }

    /// A comment of one line, whatever stands in the text.
    static func comment(_ label: String, _ text: String) -> String {
        "# \(TextWrapping.padded(label + ":", to: 9)) \(VisibleText.neutralised(text))"
    }

    /// Letters and digits of ASCII, and others that the shell in question takes for nothing but themselves. By scalars, as shells read:
    /// to them a quotation mark under an accent is a quotation mark.
    static func isPlain(_ scalar: Unicode.Scalar, and others: String) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: others.unicodeScalars.contains(scalar)
        }
    }
}
