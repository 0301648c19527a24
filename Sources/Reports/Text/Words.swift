import ActiveDirectory
import Inspection

/// Values as a person reads them.
enum Words {
    /// An observation in a cell: the value, or in a word or two why there is none.
    static func of<Value>(_ observed: Observed<Value>, _ text: (Value) -> String) -> String {
        switch observed {
        case .value(let value): text(value)
        case .partial(let value, _): "\(text(value)) (in part)"
        case .absent: "none"
        case .notReturned: "not returned"
        case .hidden: "hidden"
        case .unreachable: "not reached"
        case .notCollected: "not asked"
        }
    }

    static func list(_ values: [String]) -> String { values.isEmpty ? "none" : values.joined(separator: ", ") }

    /// `1 blocker`, `2 blockers`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    /// With one digit behind the point where that says something: `0.4`, `2.1`, `37`.
    static func decimal(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return value.description }
        let tenths = Int64((value * 10).rounded())
        guard value.magnitude < 10 else { return String(Int64(value.rounded())) }
        return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }

    static func milliseconds(_ value: Double) -> String {
        value >= 1000 ? "\(decimal(value / 1000)) s" : "\(decimal(value)) ms"
    }

    static func duration(_ duration: PasswordPolicy.Duration) -> String {
        switch duration {
        case .never: return "never"
        case .seconds(0): return "0"
        case .seconds(let seconds):
            for (unit, length) in [("d", Int64(86_400)), ("h", 3600), ("min", 60)] where seconds % length == 0 {
                return "\(seconds / length) \(unit)"
            }
            return "\(seconds) s"
        }
    }

    static func kind(_ controller: DomainController) -> String {
        let kind =
            switch controller.kind {
            case .writable: "writable"
            case .readOnly: "read-only"
            case .notAMachine: "no machine"
            case .unknown: "not known"
            }
        return controller.globalCatalog.known == true ? kind + ", GC" : kind
    }

    /// - Parameter short: the release alone, where it is known.
    static func system(_ facts: OperatingSystemFacts, short: Bool = false) -> String {
        let read = OperatingSystemRelease(facts)
        if short, let release = read.release { return release.name }
        guard read.family == .unstated else { return read.displayName }
        return facts.name.isSettled ? read.displayName : of(facts.name) { $0 }
    }

    static func reachability(_ reachability: Reachability) -> TextPage.Piece {
        switch reachability.state {
        case .answered: TextPage.Piece(reachability.milliseconds.map(milliseconds) ?? "answered")
        case .refused: TextPage.Piece("refused", .bad)
        case .silent: TextPage.Piece("silent", .bad)
        case .noAddress: TextPage.Piece("no address", .bad)
        case .closed: TextPage.Piece("closed", .bad)
        case .notAsked: TextPage.Piece("not asked", .faint)
        }
    }
}
