import ActiveDirectory
import FoundationEssentials
import Inspection
package import Writeback

/// What `check` prints for a person: the verdict first, then who asked, the forest, and the findings from the worst down.
package struct ReadinessTextReport: Sendable {
    private let layout: TextLayout
    private let tool: ToolIdentity

    package init(tool: ToolIdentity, layout: TextLayout) {
        self.tool = tool
        self.layout = layout
    }

    package func render(_ report: ReadinessReport) -> String {
        var page = TextPage(layout)
        let headline = ReadinessHeadline(report)
        page.paragraph(headline.verdict, report.verdicts.asked.ink)
        page.paragraph(headline.counts)
        page.blank()
        header(report, to: &page)
        for snapshot in report.snapshots {
            topology(snapshot.forest, report, at: snapshot.run.startedAt, to: &page)
        }
        FindingSection(report.findings, verbose: layout.verbose).write(to: &page)
        for snapshot in report.snapshots {
            UnreadableSection(report.findings, principal: snapshot.run.vantage.principal, of: snapshot).write(to: &page)
        }
        EvidenceSection(report).write(to: &page)
        OpenQuestionSection(questions: report.notJudged).write(to: &page)
        page.blank()
        page.paragraph(footer(report, headline))
        return page.text
    }

    private func header(_ report: ReadinessReport, to page: inout TextPage) {
        for snapshot in report.snapshots {
            CollectionHeader(snapshot: snapshot).write(to: &page)
        }
        CollectionHeader.row(
            "Judged",
            "by baseline \(report.baseline.rawValue) as of \(UTCTime.day(report.asOf)); "
                + "\(tool.name) \(tool.version), knowledge of \(report.knowledgeDate)\(age(report))", to: &page)
        // Passwords are what the report is about unless it says otherwise.
        if report.writebacks != [.password] {
            CollectionHeader.row("Writeback", report.writebacks.map(\.words).joined(separator: ", "), to: &page)
        }
        EvidenceSection(report).summarize(to: &page)
    }

    private func age(_ report: ReadinessReport) -> String {
        guard let days = UTCTime.days(from: report.knowledgeDate, to: report.asOf), days >= 0 else { return "" }
        let words = days == 0 ? "today's" : "\(Words.count(days, "day")) old"
        return days > 365 ? " (\(words): look for a newer release)" : " (\(words))"
    }

    private func topology(
        _ forest: Forest, _ report: ReadinessReport, at moment: Date, to page: inout TextPage
    ) {
        page.heading("FOREST", forest.rootDomain)
        let roles = OperationsMasterRole.ofForest.prefix(2).map { role in
            let owner = role.owner(in: forest).map { owner in Words.of(owner) { RoleOwnerText.words($0) } }
            return "\(role.name) \(owner ?? "not asked")"
        }
        page.paragraph(
            "level \(Words.of(forest.functionalLevel) { $0.name }) · schema \(ForestText.schema(forest)) · "
                + roles.joined(separator: " · "), margin: 2)
        DomainTable(forest: forest, verdicts: report.verdicts.domains).write(to: &page)
        let tables = DomainControllerTable.all(of: forest, detailed: false)
        for table in tables { table.write(to: &page) }
        if tables.isEmpty || !forest.domainControllers.isValue {
            let why = forest.domainControllers.why ?? "none was found"
            page.heading("DOMAIN CONTROLLERS", "list not whole: \(why)")
        }
        ConnectorAccountSection(forest: forest, moment: moment).write(to: &page)
        PopulationText(domains: forest.domains.known ?? [], tables: report.users).write(to: &page)
    }

    private func footer(_ report: ReadinessReport, _ headline: ReadinessHeadline) -> String {
        let spans = report.snapshots.map { $0.run.finishedAt.timeIntervalSince($0.run.startedAt) }
        let took = Words.decimal(max(0, spans.max() ?? 0))
        return "Took \(took) s · exit code \(headline.exitCode): \(report.verdicts.asked.words.lowercased()) "
            + "(0 ready, 1 ready with warnings, 2 not ready, 3 undecided)"
    }
}

extension WritebackKind {
    /// As a person calls it.
    fileprivate var words: String {
        switch self {
        case .password: "passwords"
        case .device: "devices"
        case .group: "groups"
        case .exchange: "Exchange hybrid"
        case .consistencyGuid: "ms-DS-ConsistencyGuid"
        case .keyCredentials: "key credentials"
        }
    }
}
