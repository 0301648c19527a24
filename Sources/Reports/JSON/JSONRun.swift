import Inspection

/// The `run` object: everything that differs between two runs over a forest that did not change.
struct JSONRun {
    private let runs: [CollectionRun]

    init(_ snapshots: [ForestSnapshot]) {
        self.init(snapshots.map(\.run))
    }

    init(_ runs: [CollectionRun]) {
        self.runs = runs
    }

    var object: JSONObject {
        var object = JSONObject()
        object["targets"] = .strings(runs.map(\.target))
        object["complete"] = .bool(!runs.isEmpty && runs.allSatisfy(\.complete))
        object["startedAt"] = runs.map(\.startedAt).min().map { .string(UTCTime.iso8601($0)) }
        object["finishedAt"] = runs.map(\.finishedAt).max().map { .string(UTCTime.iso8601($0)) }
        object["notes"] = .strings(runs.flatMap(\.notes))
        object["vantage"] = runs.first.map { Self.vantage($0.vantage) }
        // Several forests are collected one by one, each through a domain controller of its own.
        if runs.count > 1 { object["collections"] = .array(runs.map(Self.collection)) }
        return object
    }

    private static func collection(_ run: CollectionRun) -> JSONValue {
        .object([
            "target": .string(run.target),
            "complete": .bool(run.complete),
            "startedAt": .string(UTCTime.iso8601(run.startedAt)),
            "finishedAt": .string(UTCTime.iso8601(run.finishedAt)),
            "vantage": vantage(run.vantage),
        ])
    }

    private static func vantage(_ vantage: Vantage) -> JSONValue {
        .object([
            "host": .string(vantage.host),
            "principal": .string(vantage.principal),
            "mechanism": .string(vantage.mechanism),
            "transport": .string(vantage.transport),
            "securityStrengthFactor": .integer(vantage.securityStrengthFactor),
            "server": .string(vantage.server),
        ])
    }
}
