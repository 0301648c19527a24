import ActiveDirectory
import Inspection
import LDAP
package import Writeback

/// What `user` prints for a person: the verdict, why, what to do, and then what it rests on.
package struct UserTextReport: Sendable {
    private let layout: TextLayout

    package init(layout: TextLayout) {
        self.layout = layout
    }

    package func render(_ report: UserReport) -> String {
        var page = TextPage(layout)
        headline(report, to: &page)
        answers(report, to: &page)
        UserObstacleSection(report).write(to: &page)
        UserRightsSection(report).write(to: &page)
        UserStateSection(report).write(to: &page)
        footer(report, to: &page)
        return page.text
    }

    private func headline(_ report: UserReport, to page: inout TextPage) {
        let name = report.user.displayName
        switch report.verdict {
        case .ready:
            page.paragraph("WRITTEN BACK: a reset, an unlock and a change of \(name)", .good)
        case .readyWithWarnings:
            page.paragraph("WRITTEN BACK, WITH WARNINGS: a reset, an unlock and a change of \(name)", .caution)
        case .notReady:
            page.paragraph("NOT WRITTEN BACK: \(report.operations(.notWrittenBack)) of \(name)", .bad)
        case .undecided:
            page.paragraph("UNDECIDED: \(report.operations(.undecided)) of \(name)", .caution)
        }
        let account: String
        switch report.accounts.count {
        case 0: account = report.choice
        case 1: account = "by \(report.accounts[0].account.displayName), \(report.choice)"
        default:
            let names = report.accounts.map(\.account.displayName).joined(separator: ", ")
            account = "by one of \(names): \(report.choice)"
        }
        page.paragraph(account)
        for passed in report.passedOver {
            page.paragraph("not by \(passed.account.displayName): \(passed.why)", .faint)
        }
    }

    private func answers(_ report: UserReport, to page: inout TextPage) {
        page.blank()
        for operation in WritebackOperation.allCases {
            let answer = report.answers[operation] ?? .undecided
            page.paragraph(
                answer.words, answer.ink, label: [TextPage.Piece("  " + operation.title)], margin: Self.answerMargin)
        }
    }

    private static let answerMargin = 32

    private func footer(_ report: UserReport, to page: inout TextPage) {
        page.blank()
        page.paragraph(
            "What holds for the whole domain, its PDC emulator and its domain controllers, `adinspect check "
                + "\(report.user.domain)` tells.", .faint)
        let vantage = report.run.vantage
        page.paragraph(
            "Read from \(report.user.readFrom) as \(vantage.principal), as of \(UTCTime.words(report.asOf)) · exit code "
                + "\(report.exitCode) (0 written back, 1 with warnings, 2 not, 3 undecided)", .faint)
        if !report.run.complete { page.paragraph("The run ended before everything was read.", .caution) }
    }
}

extension UserReport {
    /// The operations with an answer, as they stand in a sentence.
    func operations(_ answer: WritebackAnswer) -> String {
        let names = WritebackOperation.allCases.filter { $0 != .changeAtNextLogon && answers[$0] == answer }.map(\.name)
        guard names.count > 1, let last = names.last else { return names.first ?? "nothing" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    var exitCode: Int {
        switch verdict {
        case .ready: 0
        case .readyWithWarnings: 1
        case .notReady: 2
        case .undecided: 3
        }
    }
}

extension DirectoryUser {
    /// What a person calls it.
    var displayName: String {
        userPrincipalName.known ?? samAccountName.known ?? distinguishedName.description
    }
}

extension ConnectorAccount {
    /// What a person calls it; one of another forest is known by its SID alone.
    var displayName: String {
        samAccountName.known ?? (kind == .foreign ? sid.description : distinguishedName.description)
    }
}

extension WritebackOperation {
    var title: String {
        switch self {
        case .reset: "Reset the password"
        case .unlock: "Unlock the account"
        case .change: "Change the password"
        case .changeAtNextLogon: "Force a change at next logon"
        }
    }
}

extension WritebackAnswer {
    var words: String {
        switch self {
        case .writtenBack: "would be written back"
        case .writtenBackWithWarnings: "would be written back, with warnings"
        case .notWrittenBack: "would not be written back"
        case .undecided: "undecided"
        }
    }

    var ink: TextStyle.Ink {
        switch self {
        case .writtenBack: .good
        case .writtenBackWithWarnings, .undecided: .caution
        case .notWrittenBack: .bad
        }
    }
}
