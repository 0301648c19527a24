/// One step on the way to an endpoint.
package struct EgressStage: Hashable, Sendable {
    package struct Identifier: Hashable, Sendable, RawRepresentable {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        /// The address of the endpoint, or of the proxy.
        package static let dns = Identifier(rawValue: "dns")
        /// The connection to it.
        package static let tcp = Identifier(rawValue: "tcp")
        /// The proxy's answer to CONNECT.
        package static let proxy = Identifier(rawValue: "proxy")
        package static let tls = Identifier(rawValue: "tls")
        /// A request, and any answer to it.
        package static let http = Identifier(rawValue: "http")
    }

    package let id: Identifier
    package let judgement: Judgement
    /// What was seen, in the words of whoever said it.
    package let seen: String
    package let meaning: String
    /// The one thing to do; nil where nothing is to be done.
    package let advice: String?
    package let milliseconds: Double?

    package init(
        _ id: Identifier, _ judgement: Judgement, seen: String, meaning: String, advice: String? = nil,
        milliseconds: Double? = nil
    ) {
        self.id = id
        self.judgement = judgement
        self.seen = seen
        self.meaning = meaning
        self.advice = advice
        self.milliseconds = milliseconds
    }

    static func interrupted(_ id: Identifier) -> EgressStage {
        EgressStage(
            id, .undecided, seen: "interrupted", meaning: "The run was interrupted before there was an answer.",
            advice: "Run it again.")
    }
}
