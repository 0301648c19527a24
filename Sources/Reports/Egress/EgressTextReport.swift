package import Egress
import FoundationEssentials

/// What `egress` prints for a person: whether the way out stands, for which network that holds, then every endpoint and every silence.
package struct EgressTextReport: Sendable {
    private static let margin = 11

    private let layout: TextLayout

    package init(layout: TextLayout) {
        self.layout = layout
    }

    package func render(_ findings: EgressFindings) -> String {
        var page = TextPage(layout)
        headline(findings, to: &page)
        page.heading("ENDPOINTS", findings.run.proxy.map { "through \($0)" } ?? "directly")
        for finding in findings.endpoints { write(finding, to: &page) }
        untried(findings, to: &page)
        silences(findings, to: &page)
        page.blank()
        page.paragraph(Self.footer(findings))
        return page.text
    }

    private func headline(_ findings: EgressFindings, to page: inout TextPage) {
        let judgements =
            findings.endpoints.map(\.judgement) + findings.idle.map(\.judgement)
            + findings.requirements.map(\.judgement)
        let counts = [Judgement.blocked, .undecided, .warning].compactMap { judgement in
            let count = judgements.count { $0 == judgement }
            return count == 0 ? nil : "\(count) \(judgement.rawValue)"
        }
        let (title, ink): (String, TextStyle.Ink) =
            switch findings.judgement {
            case .met: ("THE WAY OUT STANDS", .good)
            case .warning: ("THE WAY OUT STANDS, WITH WARNINGS", .caution)
            case .undecided: ("THE WAY OUT IS UNDECIDED", .caution)
            case .blocked: ("THE WAY OUT IS BLOCKED", .bad)
            }
        page.paragraph(findings.run.isComplete ? title : title + " · the run was interrupted", ink)
        if !counts.isEmpty { page.paragraph(counts.joined(separator: " · ")) }
        page.blank()
        row("From", findings.run.host, to: &page)
        row("Cloud", findings.run.cloud.rawValue, to: &page)
        row("Believed", findings.run.trust, to: &page)
        row(
            "Note",
            "This holds for the network that \(findings.run.host) stands in, and for no other: it counts for writeback only where the Connect server stands.",
            to: &page)
    }

    private func write(_ finding: EndpointFinding, to page: inout TextPage) {
        page.blank()
        let label = finding.judgement.label
        page.whole(
            "",
            label: [
                TextPage.Piece(TextWrapping.padded(label.text, to: Self.margin), label.ink),
                TextPage.Piece("\(finding.endpoint)", .strong),
            ])
        if let requirement = finding.requirement { row("for", requirement, .faint, to: &page) }
        for stage in finding.stages {
            let time = stage.milliseconds.map { ", \(Words.milliseconds($0))" } ?? ""
            row(stage.id.rawValue, stage.seen + time, stage.judgement == .met ? .faint : .plain, to: &page)
            guard stage.judgement != .met || layout.verbose else { continue }
            row("Means", stage.meaning, to: &page)
            if let advice = stage.advice { row("Do", advice, .strong, to: &page) }
        }
    }

    private func untried(_ findings: EgressFindings, to page: inout TextPage) {
        let open = findings.requirements.filter { $0.judgement != .met }
        guard !open.isEmpty else { return }
        page.heading("NOT TRIED")
        for finding in open {
            page.paragraph(
                "A family of names cannot be looked up, and the tenant's own names in it are published nowhere.",
                label: [TextPage.Piece(finding.requirement.name, .strong)],
                margin: DisplayWidth.of(finding.requirement.name) + 2)
        }
        row(
            "Do", "Name the tenant's with --endpoint; the proxy's or firewall's log of the Connect server shows them.",
            .strong, to: &page)
    }

    private func silences(_ findings: EgressFindings, to page: inout TextPage) {
        guard !findings.idle.isEmpty else {
            page.heading("SILENCE", "not tried; --idle 180 leaves connections alone for up to 3 minutes")
            return
        }
        page.heading("SILENCE", "connections left alone, without TCP keepalive, then asked")
        TextTable(
            columns: [
                .init("Endpoint"), .init("Silence"), .init("Outcome"), .init("After"),
                .init("Seen", leavesAt: 1, minimum: 12),
            ],
            rows: findings.idle.map { finding in
                .init([
                    TextPage.Piece("\(finding.endpoint)"), TextPage.Piece(Self.time(finding.silence)),
                    TextPage.Piece(finding.words, finding.judgement.label.ink),
                    TextPage.Piece(finding.after.map(Self.time) ?? ""), TextPage.Piece(finding.seen),
                ])
            }
        ).write(to: &page)
        for outcome in IdleFinding.Outcome.allCases {
            guard let first = findings.idle.first(where: { $0.outcome == outcome }),
                let meaning = IdleFinding.meaning(of: outcome)
            else { continue }
            page.blank()
            let label = outcome.judgement.label
            page.paragraph(
                "\(first.words): \(meaning)",
                label: [label], margin: Self.margin)
            if let advice = IdleFinding.advice(on: outcome) { row("Do", advice, .strong, to: &page) }
        }
    }

    private static func time(_ duration: Duration) -> String { "\(Words.decimal(duration / .seconds(1))) s" }

    private static func footer(_ findings: EgressFindings) -> String {
        let took = Words.decimal(max(0, findings.run.finishedAt.timeIntervalSince(findings.run.startedAt)))
        return
            "Took \(took) s · exit code \(findings.judgement.exitCode) (0 all met, 1 warnings, 2 a path is blocked, 3 undecided)"
    }

    private func row(_ label: String, _ text: String, _ ink: TextStyle.Ink = .plain, to page: inout TextPage) {
        page.paragraph(text, ink, label: [TextPage.Piece("  " + label, .faint)], margin: Self.margin)
    }
}
