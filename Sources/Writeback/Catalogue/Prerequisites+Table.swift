extension Prerequisites {
    /// The list as the Markdown of `docs/prerequisites.md`.
    package static var markdown: String {
        var text = """
            # Every documented prerequisite, and what judges it

            Written by the code (`Prerequisites.markdown`); a test compares this file with it. `adinspect rules --prerequisites` prints the
            same. Each line is one thing that is documented as a condition of password writeback, with the rules that judge it
            ([rules.md](rules.md)), or the reason why none can.


            """
        for part in parts {
            text += "## \(part.title)\n\n| Item | Asked | Judged by | Not judged |\n|---|---|---|---|\n"
            for item in part.items {
                let rules = item.rules.map(link).joined(separator: ", ")
                text += "| \(item.id) | \(item.words) | \(rules.isEmpty ? "no rule" : rules) | \(item.reason ?? "") |\n"
            }
            text += "\n"
        }
        text += "## Beyond the documents\n\nRules that no document asks for.\n\n| Rule | Why it is there |\n|---|---|\n"
        for entry in beyondTheDocuments { text += "| \(link(entry.rule)) | \(entry.reason) |\n" }
        return text
    }

    private static func link(_ rule: RuleIdentifier) -> String { "[\(rule)](rules.md#\(rule.rawValue.lowercased()))" }

    /// The items that a rule judges.
    package static func items(judgedBy rule: RuleIdentifier) -> [Prerequisite] {
        all.filter { $0.rules.contains(rule) }
    }
}
