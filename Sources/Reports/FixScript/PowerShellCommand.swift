import Writeback

/// A command for Windows PowerShell: cmdlets on the directory, dsacls, and the one way to write a whole DACL.
struct PowerShellCommand: ScriptCommand {
    /// Tools of Windows that take the object or the host that they change as a word. Others change the host that they are run on, which is
    /// not known to be the right one.
    private static let natives: Set<String> = ["dsacls", "repadmin"]
    private static let verbs: Set<String> = [
        "Set", "Enable", "Disable", "Unlock", "Clear", "Add", "Remove", "Rename", "Move",
    ]

    static let names = (fix: "fix.ps1", undo: "undo.ps1", other: "fix.sh")
    static let place =
        "Run it in Windows PowerShell with RSAT's modules, best on the Connect server, as somebody who may change these objects."
    // Without the mark Windows PowerShell 5.1 reads names as text of the ANSI code page.
    static let opening = ["\u{FEFF}# For Windows PowerShell, in UTF-8."]
    static let preamble = [
        "$ErrorActionPreference = 'Stop'",
        "function Assert-Done { if ($LASTEXITCODE -ne 0) { throw \"exit code $LASTEXITCODE\" } }",
    ]
    private static let descriptorProgram = "[ADSI]"
    private static let assertion = "Assert-Done"

    let program: String
    let text: String
    let lines: [String]
    /// Whether it is of a module that only the sync server or an agent has.
    let needsModule: Bool

    init(_ text: String) throws(ScriptRefusal) {
        try ScriptText.requireHarmless(text)
        if let descriptor = try DescriptorStatement(text) {
            program = Self.descriptorProgram
            self.text = descriptor.text
            lines = [descriptor.text]
            needsModule = false
            return
        }
        let statements = try PowerShellReader(text).statements
        var texts: [String] = []
        var lines: [String] = []
        for statement in statements {
            texts.append(try Self.line(statement))
            lines.append(texts[texts.count - 1])
            if let last = statement.last?.first?.text, Self.natives.contains(last) { lines.append(Self.assertion) }
        }
        guard let first = statements.first?.first?.first?.text else { throw ScriptRefusal("it is empty") }
        program = first
        self.text = texts.joined(separator: "; ")
        self.lines = lines
        needsModule = Self.isOfModule(first)
    }

    private static func line(_ pipeline: [[PowerShellReader.Word]]) throws(ScriptRefusal) -> String {
        var commands: [String] = []
        for command in pipeline {
            guard let program = command.first, !program.isQuoted else {
                throw ScriptRefusal("it begins with no command")
            }
            let isNative = natives.contains(program.text)
            guard isNative || isCmdlet(program.text) else {
                throw ScriptRefusal("\(program.text) is not known to change the right thing wherever it is run")
            }
            var words = [program.text]
            for word in command.dropFirst() {
                // Windows PowerShell 5.1 puts such words together wrongly for a program.
                if isNative, word.text.unicodeScalars.contains("\"") || word.text.unicodeScalars.last == "\\" {
                    throw ScriptRefusal("a name holds a quotation mark, or ends in a backslash")
                }
                words.append(word.isQuoted ? CommandText.powerShell(word.text) : word.text)
            }
            commands.append(words.joined(separator: " "))
        }
        return commands.joined(separator: " | ")
    }

    /// `Set-ADUser`, `Enable-ADAccount`, `Set-ADSyncPasswordWritebackPermissions`.
    private static func isCmdlet(_ name: String) -> Bool {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, verbs.contains(String(parts[0])) else { return false }
        let noun = parts[1]
        return (noun.hasPrefix("AD") || noun.hasPrefix("AADCloudSync")) && noun.allSatisfy { $0.isASCII && $0.isLetter }
    }

    static func isMeant(by text: String) -> Bool { !PosixCommand.isMeant(by: text) }

    static func program(refusedIn text: String) -> String {
        let first = text.prefix { !$0.isWhitespace }
        return first == "$object" ? descriptorProgram : String(first)
    }

    static func saying(_ title: String) -> String { "Write-Host '\(title)'" }

    /// A cmdlet of the sync server's is there on the sync server alone; anywhere else the next way is taken.
    static func arranged(
        _ ways: [FixVariants<Self>.Variant]
    ) -> (lines: [String], rest: [FixVariants<Self>.Variant]) {
        guard let first = ways.first else { return ([], []) }
        var rest = Array(ways.dropFirst())
        let lines = first.commands.flatMap(\.lines)
        guard first.commands.contains(where: \.needsModule) else { return (lines, rest) }
        var instead = ["Write-Warning 'Not done: \(first.program) is not here. Run this on the Connect server.'"]
        if let index = rest.firstIndex(where: { !$0.commands.contains(where: \.needsModule) }) {
            instead = rest.remove(at: index).commands.flatMap(\.lines)
        }
        let whole =
            ["if (Get-Command \(first.program) -ErrorAction SilentlyContinue) {"] + lines.map { "    " + $0 }
            + ["} else {"] + instead.map { "    " + $0 } + ["}"]
        return (whole, rest)
    }

    private static func isOfModule(_ name: String) -> Bool {
        name.contains("-ADSync") || name.contains("-AADCloudSync")
    }
}

/// The statement with which a remedy writes a DACL: nothing in it varies but the object's path and the SDDL.
private struct DescriptorStatement {
    private static let pieces = [
        "$object = [ADSI]", "; $object.psbase.Options.SecurityMasks = ",
        "; $object.psbase.ObjectSecurity.SetSecurityDescriptorSddlForm(", ", ", "); $object.psbase.CommitChanges()",
    ]

    let text: String

    /// Nil where the text is no such statement.
    init?(_ text: String) throws(ScriptRefusal) {
        guard text.unicodeScalars.starts(with: Self.pieces[0].unicodeScalars) else { return nil }
        var rest = text[...].unicodeScalars
        var strings: [String] = []
        for (index, piece) in Self.pieces.enumerated() {
            guard rest.starts(with: piece.unicodeScalars) else {
                throw ScriptRefusal("it does more than write a descriptor")
            }
            rest = rest.dropFirst(piece.unicodeScalars.count)
            if index < Self.pieces.count - 1 { strings.append(try PowerShellReader.string(&rest)) }
        }
        guard rest.isEmpty, strings.count == 4, strings[1] == "Dacl", strings[3] == "Access" else {
            throw ScriptRefusal("it does more than write a DACL")
        }
        self.text = zip(Self.pieces, strings.map(CommandText.powerShell) + [""]).map { $0 + $1 }.joined()
    }
}
