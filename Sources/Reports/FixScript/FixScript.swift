import Inspection
package import Writeback

/// Scripts that mend what a report found, and scripts that take that back: for PowerShell and for a POSIX shell. They are written and never
/// run; a person reads them first.
package struct FixScript: Sendable {
    package struct File: Sendable, Equatable {
        package let name: String
        package let text: String
        package let isExecutable: Bool
    }

    /// In the order of their names.
    package let files: [File]

    package init(_ report: ReadinessReport, tool: ToolIdentity) {
        let plan = FixPlan(report, tool: tool)
        let powerShell = FixScriptText<PowerShellCommand>(plan)
        let posix = FixScriptText<PosixCommand>(plan)
        let saved = plan.saved.enumerated().map { index, descriptor in
            File(name: FixPlan.fileName(index), text: descriptor.sddl + "\n", isExecutable: false)
        }
        files =
            [
                File(name: "fix.ps1", text: powerShell.fix, isExecutable: false),
                File(name: "fix.sh", text: posix.fix, isExecutable: true),
            ] + saved + [
                File(name: "undo.ps1", text: powerShell.undo, isExecutable: false),
                File(name: "undo.sh", text: posix.undo, isExecutable: true),
            ]
    }
}

/// The steps, numbered alike in every file, and what is said of each.
struct FixPlan {
    let steps: [FixStep]
    /// Every DACL that a step changes, once.
    let saved: [Remedy.SavedDescriptor]
    private let missing: [Finding]
    private let about: String

    init(_ report: ReadinessReport, tool: ToolIdentity) {
        steps = FixStep.all(of: report)
        missing = FixStep.withoutCommand(in: report)
        var saved: [Remedy.SavedDescriptor] = []
        for descriptor in steps.flatMap(\.savedDescriptors) where !saved.contains(descriptor) {
            saved.append(descriptor)
        }
        self.saved = saved
        let forests = report.snapshots.map(\.forest.rootDomain).joined(separator: ", ")
        about =
            "\(tool.name) \(tool.version) in \(forests.isEmpty ? "no forest" : forests), "
            + "as of \(UTCTime.day(report.asOf)), by baseline \(report.baseline.rawValue)"
    }

    static func fileName(_ index: Int) -> String { "saved-\(index + 1).sddl" }

    // MARK: - Comments, the same in both shells

    func header(isUndo: Bool) -> [String] {
        let lines =
            isUndo
            ? [
                "# Takes back what the fix script beside it did; found by \(about).",
                "# A DACL is put back whole, as it was read: what others have changed on it since is lost.",
            ]
            : [
                "# Mends what was found by \(about).",
                "# Each step says why. What is marked Not run is a comment: it is done by hand.",
            ]
        return lines.map { VisibleText.neutralised($0) }
            + ["# Read it before you run it: it changes the directory. adinspect never runs it."]
    }

    func closing() -> [String] {
        guard !steps.isEmpty || !missing.isEmpty else { return ["", "# Nothing was found that a command mends."] }
        guard !missing.isEmpty else { return [] }
        return ["", "# Found, and mended by no command: the report says what to do."]
            + missing.map { ScriptText.comment("-", "\($0.rule) \($0.title)") }
    }

    func title(_ index: Int) -> String {
        let rules = steps[index].findings.map(\.rule.rawValue).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return "Step \(index + 1) of \(steps.count): \(rules.joined(separator: ", "))"
    }

    func reasons(_ index: Int) -> [String] {
        let step = steps[index]
        var lines = ["", "# \(title(index)), \(step.finding.severity.rawValue)"]
        for finding in step.findings {
            lines.append(ScriptText.comment("Why", finding.title))
            for line in FactText.lines(finding.because, verbose: false).prefix(3) {
                lines.append(ScriptText.comment("Because", line))
            }
        }
        for text in step.finding.remedy?.steps ?? [] { lines.append(ScriptText.comment("Do", text)) }
        for descriptor in step.savedDescriptors {
            guard let place = saved.firstIndex(of: descriptor) else { continue }
            lines.append(
                ScriptText.comment(
                    "Saved", "\(Self.fileName(place)) is the DACL of \(descriptor.object) as it was read"))
        }
        return lines
    }
}
