import Writeback

/// A command of Samba's tools, for a POSIX shell.
struct PosixCommand: ScriptCommand {
    /// Tools that change a directory by what their words say, wherever they are run.
    private static let programs: Set<String> = ["samba-tool", "ldbmodify"]

    static let names = (fix: "fix.sh", undo: "undo.sh", other: "fix.ps1")
    static let place = "Run it as root on a Samba domain controller; ldbmodify asks for the password of Administrator."
    static let opening = ["#!/bin/sh"]
    // Names stand in quotation marks and mean what they say, whatever is in them.
    static let preamble = ["# shellcheck disable=SC1003,SC1111,SC1112,SC2016", "set -eu"]

    let program: String
    let text: String
    var lines: [String] { [text] }

    init(_ text: String) throws(ScriptRefusal) {
        try ScriptText.requireHarmless(text)
        let pipeline = try Self.pipeline(text)
        guard let last = pipeline.last?.first, Self.programs.contains(last) else {
            throw ScriptRefusal("it is none of \(Self.programs.sorted().joined(separator: ", "))")
        }
        // Only `printf '%s\n'` writes its words as they are.
        let feeding = pipeline.dropLast()
        guard feeding.count <= 1, feeding.allSatisfy({ $0.starts(with: ["printf", "%s\\n"]) }) else {
            throw ScriptRefusal("a pipe leads into it from something else than printf '%s\\n'")
        }
        program = last
        self.text = pipeline.map { $0.map(CommandText.bare).joined(separator: " ") }.joined(separator: " | ")
    }

    static func isMeant(by text: String) -> Bool {
        let first = text.prefix { !$0.isWhitespace }
        return programs.contains(String(first)) || first == "printf"
    }

    static func program(refusedIn text: String) -> String {
        let first = text.prefix { !$0.isWhitespace }
        return first == "printf" ? "ldbmodify" : String(first)
    }

    static func saying(_ title: String) -> String { "echo '\(title)'" }

    static func arranged(
        _ ways: [FixVariants<Self>.Variant]
    ) -> (lines: [String], rest: [FixVariants<Self>.Variant]) {
        ((ways.first?.commands ?? []).flatMap(\.lines), Array(ways.dropFirst()))
    }

    /// The words of each command, without their quotation marks (POSIX.1-2017, Shell Command Language, 2.2).
    private static func pipeline(_ text: String) throws(ScriptRefusal) -> [[String]] {
        var pipeline: [[String]] = [[]]
        var word: String.UnicodeScalarView?
        var rest = text[...].unicodeScalars
        while let scalar = rest.popFirst() {
            switch scalar {
            case " ", "|":
                if let done = word { pipeline[pipeline.count - 1].append(String(done)) }
                word = nil
                if scalar == "|" { pipeline.append([]) }
            case "'", "\"":
                guard let end = rest.firstIndex(of: scalar) else { throw ScriptRefusal("a quotation mark is open") }
                let quoted = rest[..<end]
                if scalar == "\"", quoted.contains(where: { "$`\\!".unicodeScalars.contains($0) }) {
                    throw ScriptRefusal("the shell would expand what stands in it")
                }
                word = (word ?? .init()) + quoted
                rest = rest[rest.index(after: end)...]
            case "\\":
                guard rest.popFirst() == "'" else {
                    throw ScriptRefusal("a backslash stands outside of quotation marks")
                }
                word = (word ?? .init()) + ["'"]
            case let plain where ScriptText.isPlain(plain, and: "_./:=,@%+-"): word = (word ?? .init()) + [plain]
            default: throw ScriptRefusal("\(scalar) stands outside of quotation marks")
            }
        }
        if let done = word { pipeline[pipeline.count - 1].append(String(done)) }
        return pipeline
    }
}
