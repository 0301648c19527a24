import FoundationEssentials
import Inspection

/// The lines that say who asked, from where, through which domain controller, under what protection, and when.
struct CollectionHeader {
    static let margin = 11
    let snapshot: ForestSnapshot

    func write(to page: inout TextPage) {
        let run = snapshot.run
        let vantage = run.vantage
        Self.row("Forest", snapshot.forest.rootDomain, to: &page)
        Self.row("Asked", "as \(vantage.principal) from \(vantage.host)", to: &page)
        Self.row("Through", "\(vantage.server), \(protection(vantage))", to: &page)
        let took = Words.decimal(max(0, run.finishedAt.timeIntervalSince(run.startedAt)))
        Self.row("When", "\(UTCTime.words(run.startedAt)), took \(took) s", to: &page)
        if !run.complete {
            Self.row(
                "INCOMPLETE", "the run was broken off or ran out of time; what was not read is not judged as absent",
                .caution, to: &page)
        }
        for note in run.notes { Self.row("Note", note, .caution, to: &page) }
    }

    static func row(_ label: String, _ text: String, _ ink: TextStyle.Ink = .plain, to page: inout TextPage) {
        page.paragraph(text, ink, label: [TextPage.Piece(label, ink == .plain ? .faint : ink)], margin: margin)
    }

    private func protection(_ vantage: Vantage) -> String {
        let mechanism =
            switch vantage.mechanism {
            case "gssapi": "GSSAPI"
            case "gss-spnego": "GSS-SPNEGO"
            case "simple": "simple bind"
            case "anonymous": "anonymous"
            default: vantage.mechanism
            }
        let strength = "\(vantage.securityStrengthFactor) bits"
        return switch vantage.transport {
        case "sealed": "\(mechanism), sealed, \(strength)"
        case "starttls": "\(mechanism) over StartTLS, \(strength)"
        case "ldaps": "\(mechanism) over LDAPS, \(strength)"
        default: "\(mechanism) over \(vantage.transport), \(strength)"
        }
    }
}
