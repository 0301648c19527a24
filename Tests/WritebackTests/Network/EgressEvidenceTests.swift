import Foundation
import Inspection
import TestSupport
import Testing

@testable import Writeback

@Suite("what adinspect egress wrote") struct EgressEvidenceTests {
    private static func document() throws -> [String: Any] {
        let data = Data(try EvidenceFixture.bytes("Egress/sync01.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func read(_ document: Any) throws -> EgressEvidence {
        try EgressEvidence(Array(JSONSerialization.data(withJSONObject: document)), file: "egress.json")
    }

    /// The document with one value at the end of a path put in its place, or taken out where it is nil.
    private static func changed(_ document: Any, _ path: [String], _ value: Any?) -> Any {
        guard let first = path.first else { return value ?? NSNull() }
        let rest = Array(path.dropFirst())
        if let index = Int(first), var list = document as? [Any] {
            list[index] = changed(list[index], rest, value)
            return list
        }
        guard var object = document as? [String: Any] else { return document }
        if rest.isEmpty {
            object[first] = value
        } else if let inner = object[first] {
            object[first] = changed(inner, rest, value)
        }
        return object
    }

    @Test("every part is read") func whole() throws {
        let report = try EgressEvidence(EvidenceFixture.bytes("Egress/sync01.json"), file: "egress.json")
        #expect(report.host == .value("sync01.corp.example.test") && report.file == "egress.json")
        #expect(report.finishedAt == .value(try EvidenceFixture.date("2026-11-02T11:53:10Z")))
        #expect(report.isComplete && report.cloud == "public" && report.proxy == nil)
        #expect(report.requirements == ["*.passwordreset.microsoftonline.com", "*.servicebus.windows.net"])
        #expect(report.endpoints.map(\.name) == [Evidence.reset, Evidence.bus])
        let endpoint = try #require(report.endpoints.first)
        #expect(endpoint.requirement == "*.passwordreset.microsoftonline.com" && endpoint.httpStatus == 200)
        #expect(endpoint.stages.map(\.id) == ["dns", "tcp", "tls", "http"])
        #expect(
            endpoint.stages.allSatisfy { $0.judgement == "met" } && endpoint.stages[1].seen.hasPrefix("connected to"))
        #expect(endpoint.voucher == "publicRoot" && endpoint.problems.isEmpty)
        #expect(endpoint.topIssuer == "CN=Example Public Root G2,O=Example Trust,C=US")
        #expect(report.silences.map(\.seconds) == [30, 60, 120, 180, 30, 60, 120, 180])
        let silence = try #require(report.silences.last)
        #expect(silence.endpoint == Evidence.bus && silence.outcome == "lived" && silence.seen == "HTTP 404")
        #expect(silence.afterSeconds == 180.04)
    }

    @Test("nulls are what they stand for") func nulls() throws {
        var document: Any = try Self.document()
        for key in ["requirement", "tls", "httpStatus"] {
            document = Self.changed(document, ["endpoints", "0", key], NSNull())
        }
        document = Self.changed(document, ["run", "proxy"], "http://proxy.example.com:3128")
        document = Self.changed(document, ["run", "host"], nil)
        document = Self.changed(document, ["idle", "0", "afterSeconds"], NSNull())
        document = Self.changed(document, ["endpoints", "1", "host"], "2001:db8::1")
        let report = try Self.read(document)
        let endpoint = report.endpoints[0]
        #expect(endpoint.requirement == nil && endpoint.voucher == nil && endpoint.httpStatus == nil)
        #expect(endpoint.topIssuer == nil && endpoint.problems.isEmpty)
        #expect(report.proxy == "http://proxy.example.com:3128" && report.host == .notReturned)
        #expect(report.silences[0].afterSeconds == nil && report.endpoints[1].name == "[2001:db8::1]:443")
    }

    @Test(
        "a key that version 1 always has, and that is missing, is one error that names it",
        arguments: [
            ["run", "complete"], ["run", "cloud"], ["run", "proxy"], ["requirements"], ["endpoints"], ["idle"],
            ["requirements", "0", "name"], ["endpoints", "0", "host"], ["endpoints", "0", "port"],
            ["endpoints", "1", "stages"], ["endpoints", "0", "requirement"], ["endpoints", "0", "tls"],
            ["endpoints", "0", "httpStatus"], ["endpoints", "0", "stages", "2", "id"],
            ["endpoints", "0", "stages", "2", "judgement"], ["endpoints", "0", "stages", "2", "seen"],
            ["endpoints", "0", "tls", "voucher"], ["endpoints", "0", "tls", "problems"],
            ["endpoints", "0", "tls", "chain"], ["endpoints", "0", "tls", "chain", "1", "issuer"],
            ["idle", "3", "host"],
            ["idle", "3", "port"], ["idle", "3", "silenceSeconds"], ["idle", "3", "outcome"],
            ["idle", "3", "afterSeconds"], ["idle", "3", "seen"],
        ])
    func missing(_ path: [String]) throws {
        let document = Self.changed(try Self.document(), path, nil)
        let error = try EvidenceFixture.failure { _ = try Self.read(document) }
        #expect(error.code == .unexpected && error.found == "nothing there", "\(error)")
        #expect(error.place == .key(Self.key(path)), "\(error)")
    }

    private static func key(_ path: [String]) -> String {
        path.reduce("") { Int($1) == nil ? ($0.isEmpty ? $1 : "\($0).\($1)") : "\($0)[\($1)]" }
    }

    @Test(
        "a value of another kind is one error that names it",
        arguments: [
            (["run", "complete"], "perhaps"), (["endpoints", "0", "port"], "https"),
            (["idle", "0", "silenceSeconds"], "long"),
            (["endpoints", "0", "stages"], "none"), (["endpoints"], "none"),
        ] as [([String], String)])
    func another(_ path: [String], _ value: String) throws {
        let document = Self.changed(try Self.document(), path, value)
        let error = try EvidenceFixture.failure { _ = try Self.read(document) }
        #expect(error.code == .unexpected && error.place == .key(Self.key(path)), "\(error)")
    }

    @Test("a report without an endpoint is none") func empty() throws {
        let document = Self.changed(try Self.document(), ["endpoints"], [] as [Any])
        let error = try EvidenceFixture.failure { _ = try Self.read(document) }
        #expect(error.place == .key("endpoints") && error.found == "an empty list", "\(error)")
    }

    @Test("another document, or another version, is an error that says what was expected")
    func otherDocuments() throws {
        for (path, value) in [(["kind"], "report" as Any), (["schemaVersion"], 2), (["run"], NSNull())] {
            let document = Self.changed(try Self.document(), path, value)
            let error = try EvidenceFixture.failure { _ = try Self.read(document) }
            #expect(error.code == .unexpected && error.expected.contains("adinspect egress --format json"), "\(error)")
        }
    }

    @Test("seconds are read with a fraction, and never as something that is no number")
    func seconds() throws {
        let text = try EvidenceFixture.text("Egress/sync01.json")
        let half = text.replacing("\"silenceSeconds\": 180", with: "\"silenceSeconds\": 179.5")
        let report = try EgressEvidence(Array(half.utf8), file: "egress.json")
        #expect(report.silences.last?.seconds == 179.5)
        let endless = text.replacing("\"silenceSeconds\": 180", with: "\"silenceSeconds\": 1e999")
        let error = try EvidenceFixture.failure { _ = try EgressEvidence(Array(endless.utf8), file: "egress.json") }
        #expect(error.place == .key("idle[3].silenceSeconds"), "\(error)")
    }

    @Test("the same in every encoding, and after JSON") func encodings() throws {
        let text = try EvidenceFixture.text("Egress/sync01.json")
        let expected = try EgressEvidence(Array(text.utf8), file: "x")
        for (name, bytes) in EvidenceFixture.encodings(of: text) {
            #expect(try EgressEvidence(bytes, file: "x") == expected, "\(name)")
        }
        let again = try JSONDecoder().decode(EgressEvidence.self, from: JSONEncoder().encode(expected))
        #expect(again == expected)
    }

    @Test("whatever a damaged file holds, it is read or refused") func damaged() throws {
        let bytes = try EvidenceFixture.bytes("Egress/sync01.json")
        var random = SeededRandom(seed: 20_261_130)
        var refused = 0
        for _ in 0..<2_000 {
            do {
                let report = try EgressEvidence(random.damaged(bytes), file: "x")
                #expect(!report.endpoints.isEmpty)
            } catch {
                #expect(error.file == "x")
                refused += 1
            }
        }
        #expect(refused > 1_000)
    }
}
