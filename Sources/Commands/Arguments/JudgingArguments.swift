package import ArgumentParser
import FoundationEssentials
import Writeback

/// What to judge by.
package struct JudgingArguments: ParsableArguments {
    @Option(help: "Whose statement about domain controllers counts: current, 2021-09 or seed-2021.")
    package var baseline: String?

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("Judge support dates as of this day instead of today.", valueName: "YYYY-MM-DD"))
    package var asOf: String?

    @Option(name: .customLong("domain"), help: "A domain to judge (repeatable); the forest root is always in.")
    package var domains: [String] = []

    @Option(
        help: "Planes that must be judged too: connect, cloud, network or all (repeatable, or separated by commas).")
    package var require: [String] = []

    @Option(help: "connect, when this host stands where the Connect server stands; else elsewhere.")
    package var vantage: String?

    package init() {}

    /// - Throws: ``CommandFailure`` with exit code 64.
    func evaluation(_ environment: [String: String], today: Date) throws -> Evaluation {
        let options = OptionTexts(environment: environment)
        return Evaluation(
            baseline: try options.choice(baseline, "BASELINE", Baseline.self) ?? .current,
            asOf: try date(options.text(asOf, "AS_OF")) ?? today, domains: options.list(domains, "DOMAIN"),
            requiredPlanes: try planes(options.list(require, "REQUIRE")),
            vantage: try options.choice(vantage, "VANTAGE", JudgingVantage.self) ?? .elsewhere)
    }

    private func date(_ text: String?) throws -> Date? {
        guard let text else { return nil }
        let day = text.count == 10 ? text + "T00:00:00Z" : text
        guard let date = try? Date(day, strategy: .iso8601) else {
            throw CommandFailure.badOption(
                "as-of", text, "a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z")
        }
        return date
    }

    private func planes(_ texts: [String]) throws -> Set<Plane> {
        var planes: Set<Plane> = []
        for text in texts.flatMap({ $0.split(separator: ",").map(String.init) }) {
            if text == "all" {
                planes.formUnion(Plane.allCases)
            } else if let plane = Plane(rawValue: text) {
                planes.insert(plane)
            } else {
                let known = Plane.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure.badOption("require", text, "all, or some of \(known)")
            }
        }
        return planes
    }
}
