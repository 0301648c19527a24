import ActiveDirectory
import Inspection
import LDAP
import Writeback

/// Each right of each account judged: the answer, and the entry that decided, in words and in SDDL.
struct UserRightsSection {
    private static let margin = 31

    private let report: UserReport

    init(_ report: UserReport) {
        self.report = report
    }

    func write(to page: inout TextPage) {
        for judged in report.accounts {
            page.heading("RIGHTS", "of \(judged.account.displayName), on the user's own permissions")
            for right in judged.rights { write(right, to: &page) }
        }
        inheritance(to: &page)
    }

    private func write(_ right: UserRight, to page: inout TextPage) {
        let title = TextPage.Piece(TextWrapping.padded("  " + right.right.name, to: 21))
        let answer =
            switch right.answer {
            case .granted: TextPage.Piece("granted", .good)
            case .denied: TextPage.Piece("denied", .bad)
            case .undecided: TextPage.Piece("undecided", .caution)
            }
        page.paragraph(Self.basis(right), label: [title, answer], margin: Self.margin)
        if let entry = right.entry {
            page.whole("\(entry.sddl()), entry \(right.index ?? 0)", .faint, margin: Self.margin)
        }
        if !right.through.isEmpty { page.paragraph(through(right), .faint, margin: Self.margin) }
        if right.right.isOnDomainRoot {
            page.paragraph(
                "on the domain root; no LDAP operation tries it, so this is a prediction", .faint, margin: Self.margin)
        }
        if let why = right.why { page.paragraph(why, .faint, margin: Self.margin) }
    }

    private static func basis(_ right: UserRight) -> String {
        if let words = right.words { return words }
        switch right.basis {
        case .noList: return "there is no list of permissions: everybody may do everything"
        case .noEntry: return "no entry grants it"
        case .owner: return "as the owner"
        default: return "not decided"
        }
    }

    private func through(_ right: UserRight) -> String {
        let names = right.through.map { report.names.name(of: $0) ?? $0.wellKnownName ?? $0.description }
        return "through " + names.joined(separator: ", which it is in by ")
    }

    private func inheritance(to page: inout TextPage) {
        let path = report.inheritance
        if let first = path.breaks.first {
            page.heading("INHERITANCE", "is off: it starts at \(first)")
            for name in path.breaks.dropFirst() { page.paragraph("and again at \(name)", margin: 2) }
        } else if path.unread.isEmpty {
            page.heading("INHERITANCE", "is on from the domain root down to the user")
        } else {
            page.heading("INHERITANCE", "is off nowhere that could be read")
        }
        for name in path.unread { page.paragraph("permissions not read: \(name)", .caution, margin: 2) }
    }
}
