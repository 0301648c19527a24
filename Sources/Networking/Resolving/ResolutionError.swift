/// A DNS question that got no usable answer.
package struct ResolutionError: Error, Hashable, Sendable {
    package struct Code: Hashable, Sendable, RawRepresentable {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        /// NXDOMAIN: the server says that there is no such name.
        package static let noSuchName = Code(rawValue: "noSuchName")
        /// The name exists, but has no record of the type asked for.
        package static let noData = Code(rawValue: "noData")
        /// SERVFAIL, or another answer that is no answer.
        package static let serverFailure = Code(rawValue: "serverFailure")
        /// REFUSED: the server does not answer this client, or nothing about this name.
        package static let refused = Code(rawValue: "refused")
        package static let timedOut = Code(rawValue: "timedOut")
        /// Nobody listens at the server's port, or no way leads there.
        package static let unreachable = Code(rawValue: "unreachable")
        /// An answer that is no DNS message, or breaks its rules.
        package static let malformed = Code(rawValue: "malformed")
        /// The name itself cannot be asked for.
        package static let invalidName = Code(rawValue: "invalidName")
        /// This host could not ask: no descriptor or memory left.
        package static let notAsked = Code(rawValue: "notAsked")
    }

    /// What one server did with the question.
    package struct Attempt: Hashable, Sendable {
        /// Address and port.
        package let server: String
        package let code: Code
        /// The raw answer: a response code's name and number, or the library's words.
        package let detail: String
    }

    package let code: Code
    /// The name asked for.
    package let name: String
    /// The types asked for, such as `SRV`, or `A/AAAA`.
    package let recordType: String
    /// One for each packet exchange, in order.
    package let attempts: [Attempt]

    package init(code: Code, name: String, recordType: String, attempts: [Attempt]) {
        self.code = code
        self.name = name
        self.recordType = recordType
        self.attempts = attempts
    }

    /// The servers asked, each once, in order.
    package var servers: [String] {
        attempts.map(\.server).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension ResolutionError: CustomStringConvertible {
    package var description: String {
        let asked = attempts.isEmpty ? "" : " (asked \(servers.joined(separator: ", ")))"
        let detail = attempts.last.map { ": \($0.detail)" } ?? ""
        return "DNS \(recordType) \(name)\(asked): \(meaning)\(detail)"
    }

    private var meaning: String {
        switch code {
        case .noSuchName: "there is no such name"
        case .noData: "the name has no such record"
        case .serverFailure: "the server failed"
        case .refused: "the server refuses to answer"
        case .timedOut: "no answer in time"
        case .unreachable: "the server cannot be reached"
        case .malformed: "the answer is damaged"
        case .invalidName: "this is no name that DNS can carry"
        case .notAsked: "the question could not be sent"
        default: code.rawValue
        }
    }
}
