import ActiveDirectory

/// A diagnostic taken from a text is found again in its own text.
func checkDiagnostic(_ input: [UInt8]) throws(BrokenProperty) {
    guard let diagnostic = ADDiagnostic(String(decoding: input, as: UTF8.self)) else { return }
    try require(!diagnostic.text.utf8.contains(0), "the text holds a NUL")
    try require(ADDiagnostic(diagnostic.text) == diagnostic, "its text reads differently: \(diagnostic)")
    try require((diagnostic.problem ?? 0) >= 0, "a negative problem")
    try require((diagnostic.build ?? 0) >= 0, "a negative build")
    try require(diagnostic.comment != "" && diagnostic.kind != "" && diagnostic.dsid != "", "an empty part")
    if let failure = diagnostic.bindFailure {
        // The number after `data`, else the SSPI status in front.
        try require(
            failure.rawValue == diagnostic.data || failure.rawValue == diagnostic.code,
            "a failure that is not its number")
    }
}
