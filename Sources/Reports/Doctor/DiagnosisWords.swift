import Inspection

extension ConnectionStage {
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
