import FoundationEssentials
import Writeback

/// Errors stand inside of the text; what was read survives JSON; the same file twice is twice as much.
func checkGraph(_ input: [UInt8]) throws(BrokenProperty) {
    var evidence = GraphEvidence()
    switch result({ () throws(EvidenceError) in try evidence.add(input, file: "graph.json", writtenAt: nil) }) {
    case .failure(let error):
        try checkEvidenceError(error, input)
        try require(evidence == GraphEvidence(), "a file that is refused leaves something behind")
    case .success:
        try require(evidence.files.count == 1, "a file that was read is not listed")
        try checkCoding(evidence)
    }
    switch result({ () throws(EvidenceError) in try RunHistory(input, file: "runs.json", writtenAt: nil) }) {
    case .failure(let error): try checkEvidenceError(error, input)
    case .success(let history): try checkCoding(history)
    }
    switch result({ () throws(EvidenceError) in try EgressEvidence(input, file: "egress.json") }) {
    case .failure(let error): try checkEvidenceError(error, input)
    case .success(let report): try checkCoding(report)
    }
}

/// Errors stand inside of the text; what was read survives JSON.
func checkSecurityPolicy(_ input: [UInt8]) throws(BrokenProperty) {
    switch result({ () throws(EvidenceError) in try SecurityPolicyExport(input, file: "a.inf", writtenAt: nil) }) {
    case .failure(let error): try checkEvidenceError(error, input)
    case .success(let policy): try checkCoding(policy)
    }
}

/// Errors stand inside of the text; only known rules come out.
func checkStatements(_ input: [UInt8]) throws(BrokenProperty) {
    let rules: Set<RuleIdentifier> = ["WB-CLD-004", "WB-DOM-002"]
    switch result({ () throws(EvidenceError) in try WaiverStatement.list(input, file: "w.yaml", rules: rules) }) {
    case .failure(let error): try checkEvidenceError(error, input)
    case .success(let waivers): try require(waivers.allSatisfy { rules.contains($0.rule) }, "an unknown rule")
    }
    switch result({ () throws(EvidenceError) in try Attestation.list(input, file: "a.yaml", rules: rules) }) {
    case .failure(let error): try checkEvidenceError(error, input)
    case .success(let list): try require(list.allSatisfy { $0.date <= $0.expires }, "an expiry before the date")
    }
}

private func result<Value>(_ body: () throws(EvidenceError) -> Value) -> Result<Value, EvidenceError> {
    Result { () throws(EvidenceError) in try body() }
}

private func checkCoding<Value: Codable & Equatable>(_ value: Value) throws(BrokenProperty) {
    guard let again = try? JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value)) else {
        throw BrokenProperty(description: "what was read cannot be written as JSON and read again")
    }
    try require(again == value, "what was read is another after JSON")
}
