import Writeback

/// What is done for one finding, or for several that one remedy mends.
struct FixStep {
    /// The worst first.
    let findings: [Finding]
    let commands: [String]
    let undo: Remedy.Undo
    /// Why no script runs it, whatever its commands are.
    let textOnly: String?

    var finding: Finding { findings[0] }
    var savedDescriptors: [Remedy.SavedDescriptor] {
        if case .restore(let saved) = undo { saved } else { [] }
    }

    /// The steps that a report asks for: what is not met and not waived and has a command, the safest first.
    static func all(of report: ReadinessReport) -> [Self] {
        var order: [Key] = []
        var found: [Key: [Finding]] = [:]
        for finding in report.findings where isOpen(finding) {
            guard let remedy = finding.remedy else { continue }
            let key = Key(commands: commands(of: remedy), undo: remedy.undo)
            guard !key.commands.isEmpty else { continue }
            if found[key] == nil { order.append(key) }
            found[key, default: []].append(finding)
        }
        let steps = order.map { key in
            Self(
                findings: found[key] ?? [], commands: key.commands, undo: key.undo,
                textOnly: textOnly(found[key] ?? [], key))
        }
        // Stable: within a rank the order of the report holds.
        return steps.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    }

    /// What is not met and has no command: nothing of it is in a script.
    static func withoutCommand(in report: ReadinessReport) -> [Finding] {
        report.findings.filter { isOpen($0) && ($0.remedy.map(commands) ?? []).isEmpty }
    }

    private static func isOpen(_ finding: Finding) -> Bool { finding.outcome == .notMet && finding.waiver == nil }

    private static func commands(of remedy: Remedy) -> [String] {
        [remedy.command].compactMap(\.self) + remedy.alternatives.map(\.text)
    }

    private struct Key: Hashable {
        var commands: [String]
        var undo: Remedy.Undo
    }

    private static func textOnly(_ findings: [Finding], _ key: Key) -> String? {
        var texts = key.commands
        if case .restore(let saved) = key.undo { texts += saved.map(\.object) }
        let all = texts.joined(separator: "\n").lowercased()
        if all.contains("adminsdholder") || findings.contains(where: { $0.rule == "WB-ACL-008" }) {
            return "what is changed on AdminSDHolder reaches every protected account, and is done by hand"
        }
        let roles = ["operationmasterrole", "seize", "ntdsutil", "fsmo"]
        if roles.contains(where: all.contains) || findings.contains(where: { $0.rule.rawValue.hasPrefix("WB-ROLE-") }) {
            return "a role is moved or seized by hand"
        }
        if case .irreversible = key.undo { return "it is IRREVERSIBLE, and is done by hand" }
        return nil
    }

    /// What changes nothing comes first, what cannot be taken back last.
    private var rank: Int {
        switch undo {
        case .notNeeded: 0
        case .command: 1
        case .restore: 2
        case .steps: 3
        case .irreversible: 4
        }
    }
}
