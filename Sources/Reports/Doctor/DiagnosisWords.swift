import Inspection

extension ConnectionStage {
    /// The stage as a person calls it.
    var title: String {
        switch id {
        case .dns: "DNS"
        case .serviceRecords: "SRV records"
        case .addresses: "Addresses"
        case .tcp: "TCP"
        case .domainController: "Domain controller"
        case .tls: "TLS"
        case .saslMechanism: "SASL mechanism"
        case .kdc: "KDC"
        case .ticket: "Ticket"
        case .clock: "Clock"
        case .bind: "Bind"
        case .protection: "Protection"
        case .rootDSE: "rootDSE"
        case .read: "Read"
        default: id.rawValue
        }
    }

    var label: TextPage.Piece {
        switch state {
        case .passed: advice == nil ? TextPage.Piece("PASSED", .good) : TextPage.Piece("ADVICE", .caution)
        case .failed: TextPage.Piece("FAILED", .bad)
        case .notReached: TextPage.Piece("NOT TRIED", .faint)
        case .notApplicable: TextPage.Piece("N/A", .faint)
        }
    }
}

extension ConnectionDiagnosis {
    var exitCode: Int {
        switch outcome {
        case .passed: 0
        case .passedWithAdvice: 1
        case .failed: 4
        }
    }

    /// `gssapi, sealed`.
    var way: String { "\(mechanism), \(transport)" }
}
