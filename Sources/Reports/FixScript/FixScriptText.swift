import Writeback

/// The two scripts of one shell.
struct FixScriptText<Command: ScriptCommand> {
    let fix: String
    let undo: String

    init(_ plan: FixPlan) {
        var fix = Self.head(plan, isUndo: false)
        var undoing: [[String]] = []
        var restored: [Remedy.SavedDescriptor] = []
        for (index, step) in plan.steps.enumerated() {
            let title = plan.title(index)
            let (lines, isRun) = Self.lines(step)
            fix += plan.reasons(index) + [ScriptText.comment("Undo", Self.words(step.undo))]
            fix += (isRun ? [Command.saying(title)] : []) + lines
            let notRun = ScriptText.comment("Not run", "\(Command.names.fix) did not run this step")
            let back = isRun ? Self.undoing(step, &restored) : [notRun]
            let isUndone = back.contains { !$0.hasPrefix("#") }
            undoing.append(["", "# \(title)"] + (isUndone ? [Command.saying(title)] : []) + back)
        }
        self.fix = Self.joined(fix + plan.closing())
        undo = Self.joined(Self.head(plan, isUndo: true) + undoing.reversed().flatMap(\.self))
    }

    private static func head(_ plan: FixPlan, isUndo: Bool) -> [String] {
        Command.opening + plan.header(isUndo: isUndo) + ["# \(Command.place)"] + Command.preamble
    }

    private static func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

    // MARK: - Doing

    private static func lines(_ step: FixStep) -> (lines: [String], isRun: Bool) {
        let texts = step.commands.filter(Command.isMeant)
        guard !texts.isEmpty else {
            return (
                [ScriptText.comment("Not run", "no command for this shell does it; see \(Command.names.other)")], false
            )
        }
        if let why = step.textOnly { return (texts.map { ScriptText.comment("Not run", "\(why): \($0)") }, false) }
        let variants = FixVariants<Command>(texts)
        let (lines, rest) = Command.arranged(variants.runnable)
        let others = rest.flatMap { $0.commands.map { ScriptText.comment("Or", $0.text) } }
        return (lines + others + refusals(variants), !variants.runnable.isEmpty)
    }

    private static func refusals(_ variants: FixVariants<Command>) -> [String] {
        variants.refused.map { ScriptText.comment("Not run", "\($0.why): \($0.text)") }
    }

    // MARK: - Undoing

    private static func words(_ undo: Remedy.Undo) -> String {
        switch undo {
        case .command, .restore: "see \(Command.names.undo)"
        case .steps(let steps): "by hand: \(steps)"
        case .irreversible: "IRREVERSIBLE"
        case .notNeeded: "nothing to undo"
        }
    }

    /// - Parameter restored: DACLs that an earlier step changed already: they are put back there, once everything else is undone.
    private static func undoing(_ step: FixStep, _ restored: inout [Remedy.SavedDescriptor]) -> [String] {
        switch step.undo {
        case .command(let text): return undoing([text])
        case .restore(let saved):
            var lines: [String] = []
            for descriptor in saved where !restored.contains(descriptor) {
                restored.append(descriptor)
                lines += undoing(descriptor.commands.map(\.text))
            }
            return lines.isEmpty ? [ScriptText.comment("Undo", "the DACL is put back below")] : lines
        case .steps(let text): return [ScriptText.comment("By hand", text)]
        case .irreversible: return [ScriptText.comment("Not run", "it is IRREVERSIBLE")]
        case .notNeeded: return [ScriptText.comment("Undo", "nothing to undo")]
        }
    }

    private static func undoing(_ texts: [String]) -> [String] {
        let meant = texts.filter(Command.isMeant)
        guard !meant.isEmpty else { return texts.map { ScriptText.comment("By hand", $0) } }
        let variants = FixVariants<Command>(meant)
        return Command.arranged(variants.runnable).lines + refusals(variants)
    }
}
