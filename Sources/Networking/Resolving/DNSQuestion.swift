struct DNSQuestion: Hashable, Sendable {
    let name: String
    let type: UInt16
    let typeName: String
}

/// What became of a question: a message whose code says that there is an answer, or why there is none.
struct DNSAnswer: Sendable {
    let question: DNSQuestion
    let result: Result<DNSMessage, Failure>
    let attempts: [ResolutionError.Attempt]

    struct Failure: Error { let code: ResolutionError.Code }

    func get() throws(ResolutionError) -> DNSMessage {
        switch result {
        case .success(let message): return message
        case .failure(let failure): throw error(failure.code)
        }
    }

    func error(_ code: ResolutionError.Code) -> ResolutionError {
        ResolutionError(code: code, name: question.name, recordType: question.typeName, attempts: attempts)
    }
}
