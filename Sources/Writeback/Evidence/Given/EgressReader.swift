import Inspection

/// Reads the parts of an egress report. Version 1 has every key, so one that is missing makes it another document.
struct EgressReader {
    let file: String

    func endpoint(_ object: JSONObject) throws(EvidenceError) -> EgressEndpoint {
        let host = try required(object, "host", object.string("host"))
        let port = try required(object, "port", object.integer("port"))
        let stages = try list(object, "stages") { stage throws(EvidenceError) in
            EgressEndpoint.Stage(
                id: try required(stage, "id", stage.string("id")),
                judgement: try required(stage, "judgement", stage.string("judgement")),
                seen: try required(stage, "seen", stage.string("seen")))
        }
        let tls = try nullable(object, "tls", object.object("tls"))
        var problems: [String] = []
        var issuers: [String] = []
        if let tls {
            problems = try required(tls, "problems", tls.strings("problems"))
            issuers = try list(tls, "chain") { certificate throws(EvidenceError) in
                try required(certificate, "issuer", certificate.string("issuer"))
            }
        }
        return EgressEndpoint(
            name: Self.name(host, port), requirement: try nullable(object, "requirement", object.string("requirement")),
            stages: stages,
            voucher: try tls.map { tls throws(EvidenceError) in
                try required(tls, "voucher", tls.string("voucher"))
            }, problems: problems, topIssuer: issuers.last,
            httpStatus: try nullable(object, "httpStatus", object.integer("httpStatus")))
    }

    func silence(_ object: JSONObject) throws(EvidenceError) -> EgressSilence {
        let host = try required(object, "host", object.string("host"))
        let port = try required(object, "port", object.integer("port"))
        return EgressSilence(
            endpoint: Self.name(host, port),
            seconds: try required(object, "silenceSeconds", seconds(object, "silenceSeconds")),
            outcome: try required(object, "outcome", object.string("outcome")),
            afterSeconds: try nullable(object, "afterSeconds", seconds(object, "afterSeconds")),
            seen: try required(object, "seen", object.string("seen")))
    }

    /// A value that version 1 always has.
    func required<Value: Sendable>(
        _ object: JSONObject, _ name: String, _ value: Observed<Value>
    ) throws(EvidenceError) -> Value {
        guard case .value(let value) = value else { throw missing(object, name) }
        return value
    }

    /// A value that may be null, and is there.
    func nullable<Value: Sendable>(
        _ object: JSONObject, _ name: String, _ value: Observed<Value>
    ) throws(EvidenceError) -> Value? {
        switch value {
        case .value(let value): return value
        case .absent: return nil
        default: throw missing(object, name)
        }
    }

    func list<Element: Sendable>(
        _ object: JSONObject, _ name: String, _ read: (JSONObject) throws(EvidenceError) -> Element
    ) throws(EvidenceError) -> [Element] {
        try required(object, name, object.objects(name, read))
    }

    /// As the report writes an endpoint elsewhere.
    private static func name(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    private func seconds(_ object: JSONObject, _ name: String) throws(EvidenceError) -> Observed<Double> {
        guard let value = object.member(name) else { return .notReturned }
        switch value {
        case .null: return .absent
        case .integer(let number): return .value(Double(number))
        case .number(let text):
            guard let number = Double(text), number.isFinite else { fallthrough }
            return .value(number)
        default: throw object.failure(name, value, expected: "a number of seconds")
        }
    }

    private func missing(_ object: JSONObject, _ name: String) -> EvidenceError {
        EvidenceError(
            .unexpected, in: file, at: .key(object.path.isEmpty ? name : "\(object.path).\(name)"),
            found: "nothing there",
            expected: "what adinspect egress --format json prints, of version 1")
    }
}
