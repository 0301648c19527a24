extension Catalogue {
    /// The catalogue as the Markdown of `docs/rules.md`.
    package static var markdown: String {
        let order = Baseline.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        var text = """
            # The rules

            Written by the code (`Catalogue.markdown`); a test compares this file with it. Knowledge up to \(knowledgeDate). What the
            baselines ask, and where that was written, is in [baselines.md](baselines.md).

            Where severities differ they stand in the order \(order). A rule that rests on inference warns at
            most, one that rests on memory only informs, whatever it would say otherwise.


            """
        for plane in Plane.allCases {
            let rules = rules.filter { $0.plane == plane }
            text += "## Plane `\(plane.rawValue)`\n\n"
            text += "| Rule | Version | Asks | Severity | Grade |\n|---|---|---|---|---|\n"
            for rule in rules {
                text += "| [\(rule.id)](#\(rule.id.rawValue.lowercased())) | \(rule.version) | \(rule.title) | "
                text += "\(severities(of: rule)) | \(rule.grade.rawValue) |\n"
            }
            text += "\n"
        }
        for rule in rules { text += section(on: rule) }
        return text
    }

    private static func severities(of rule: Rule) -> String {
        let each = Baseline.allCases.map { rule.severity(under: $0).rawValue }
        return Set(each).count == 1 ? each[0] : each.joined(separator: " / ")
    }

    private static func section(on rule: Rule) -> String {
        var text = "### \(rule.id)\n\n\(rule.title).\n\n"
        text += "* **Why**: \(rule.rationale)\n"
        if let decider = rule.decidedBy {
            text += "* **Decided** on \(decider.place): `\(decider.command)`\n"
        } else {
            text += "* **Asked**: base `\(rule.decision.base)`, scope `\(rule.decision.scope)`, "
            text += "filter `\(rule.decision.filter)`"
            if !rule.decision.attributes.isEmpty {
                text += ", attributes " + rule.decision.attributes.map { "`\($0)`" }.joined(separator: ", ")
            }
            text += "\n"
        }
        text += "* **Read**: \(rule.decision.reading)\n"
        text += "* **Remedy**: \(rule.remedy.steps.joined(separator: " "))"
        if let command = rule.remedy.command { text += " Command: `\(command)`" }
        text += "\n* **Undo**: \(words(rule.remedy.undo))\n"
        text += "* **Rests on**:\n"
        for reference in rule.references {
            let title = reference.url.map { "[\(reference.title)](\($0))" } ?? reference.title
            text += "  * \(title) (\(reference.grade.rawValue), \(reference.date))\n"
        }
        return text + "\n"
    }

    private static func words(_ undo: Remedy.Undo) -> String {
        switch undo {
        case .command(let command): "`\(command)`"
        case .steps(let steps): steps
        case .restore(let saved): "put the saved DACL back on " + saved.map(\.object).joined(separator: ", ")
        case .irreversible: "irreversible"
        case .notNeeded: "nothing to undo"
        }
    }
}
