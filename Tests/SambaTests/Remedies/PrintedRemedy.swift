import TestSupport
import Testing

/// A state that a rule finds, and what is run of the remedy that is printed for it.
struct PrintedRemedy: Sendable {
    let rule: String
    let subject: String
    /// What of the title tells the state from another that the rule finds.
    let title: String
    let outcome: String
    /// Where the commands are run.
    let host: String
    /// How the tools begin that stand here for the printed ones.
    let tools: [String]
    /// Whether the subject is still there, and met, once it is mended.
    let endsMet: Bool

    init(
        _ rule: String, _ subject: String, _ title: String, outcome: String = "notMet", on host: String = "dc1",
        with tools: [String] = ["samba-tool"], endsMet: Bool = true
    ) {
        self.rule = rule
        self.subject = subject
        self.title = title
        self.outcome = outcome
        self.host = host
        self.tools = tools
        self.endsMet = endsMet
    }

    /// The finding of the state, if there is one.
    func finding(in report: JSONValue) -> JSONValue? {
        findings(in: report).first { finding in
            finding["outcome"].text == outcome && finding["title"].text?.contains(title) == true
        }
    }

    func isMet(in report: JSONValue) -> Bool { findings(in: report).contains { $0["outcome"].text == "met" } }

    private func findings(in report: JSONValue) -> [JSONValue] {
        report["findings"].list.filter { $0["rule"].text == rule && $0["subject"]["name"].text == subject }
    }

    /// The commands of the remedy, in the order in which they are printed.
    func commands(_ finding: JSONValue) throws -> [String] {
        let texts = printed(finding["remedy"]["alternatives"]).compactMap { $0["command"].text }
        try #require(!texts.isEmpty, "\(finding)")
        return texts
    }

    /// The commands that take it back, the last change first; none where none is printed.
    func undoing(_ finding: JSONValue) -> [String] {
        let descriptors = finding["remedy"]["undo"]["descriptors"].list.compactMap { descriptor in
            descriptor["commands"].list.first { $0["tool"].text?.hasPrefix("ldbmodify") == true }?["command"].text
        }
        return printed(finding["remedy"]["alternatives"]).compactMap { $0["undo"].text }.reversed() + descriptors
    }

    private func printed(_ commands: JSONValue) -> [JSONValue] {
        commands.list.filter { command in tools.contains { command["tool"].text?.hasPrefix($0) == true } }
    }
}

extension Lab {
    /// Sees the states that something has made, mends each by what is printed, and takes back what can be taken back.
    func seeMended(_ remedies: [PrintedRemedy], after breaking: () async throws -> Void) async throws {
        try await changing {
            try await breaking()
            let broken = try await judged()
            var undoing: [(remedy: PrintedRemedy, commands: [String])] = []
            for remedy in remedies {
                let finding = try #require(
                    remedy.finding(in: broken), "\(remedy.rule) \(remedy.subject): \(open(broken))")
                for command in try remedy.commands(finding) { try await run(printed: command, on: remedy.host) }
                undoing.insert((remedy, remedy.undoing(finding)), at: 0)
            }
            let mended = try await judged()
            for remedy in remedies {
                #expect(remedy.finding(in: mended) == nil, "\(remedy.rule) \(remedy.subject)")
                #expect(remedy.isMet(in: mended) == remedy.endsMet, "\(remedy.rule) \(remedy.subject)")
            }
            undoing.removeAll(where: \.commands.isEmpty)
            guard !undoing.isEmpty else { return }
            for (remedy, commands) in undoing {
                for command in commands { try await run(printed: command, on: remedy.host) }
            }
            let back = try await judged()
            for (remedy, _) in undoing {
                #expect(remedy.finding(in: back) != nil, "\(remedy.rule) \(remedy.subject)")
            }
        }
    }

    /// A report on all that there is to read.
    private func judged() async throws -> JSONValue {
        try await LabSuite.ConnectorRightsTests.check(self, password(of: "administrator"))
    }

    /// What a report finds wanting, for whoever reads of a failure.
    private func open(_ report: JSONValue) -> [String] {
        report["findings"].list.filter { ["notMet", "undecided"].contains($0["outcome"].text) }
            .compactMap { finding in finding["title"].text.map { "\(finding["rule"].text ?? ""): \($0)" } }
    }
}
