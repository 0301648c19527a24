package import ArgumentParser
import FoundationEssentials
import Inspection
import Writeback

/// What to judge by.
package struct JudgingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Whose statement about domain controllers counts: current, 2021-09 or seed-2021.", valueName: "NAME"))
    package var baseline: String?

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("Judge support dates as of this day instead of today.", valueName: "YYYY-MM-DD"))
    package var asOf: String?

    @Option(
        name: .customLong("domain"),
        help: ArgumentHelp("A domain to judge (repeatable); the forest root is always in.", valueName: "DOMAIN"))
    package var domains: [String] = []

    @Option(
        help: ArgumentHelp(
            "Planes that must be judged too: connect, cloud, network or all (repeatable, or separated by commas).",
            valueName: "PLANE"))
    package var require: [String] = []

    @Option(
        help: ArgumentHelp(
            "connect, when this host stands where the Connect server stands; else elsewhere.", valueName: "PLACE"))
    package var vantage: String?

    @Option(
        name: .customLong("connector-account"),
        help: ArgumentHelp(
            "The account that Entra Connect works with, where it is not found by itself: name, DOMAIN\\name, UPN, DN or SID.",
            valueName: "ACCOUNT"))
    package var connectorAccountName: String?

    @Flag(help: "Read every user of the domains: whom can writeback not serve?")
    package var population = false

    @Option(
        name: .customLong("population-limit"),
        help: ArgumentHelp("Users of each domain that are read at most (all).", valueName: "COUNT"))
    package var populationLimit: String?

    @Option(
        name: .customLong("population-base"),
        help: ArgumentHelp("Read only the users below this container.", valueName: "DN"))
    package var populationBase: String?

    package init() {}

    /// - Throws: ``CommandFailure`` with exit code 64.
    func connectorAccount(_ environment: [String: String]) throws -> AccountName? {
        try OptionTexts(environment: environment).connectorAccount(connectorAccountName)
    }

    /// - Throws: ``CommandFailure`` with exit code 64.
    func evaluation(_ environment: [String: String], today: Date) throws -> Evaluation {
        let options = OptionTexts(environment: environment)
        return Evaluation(
            baseline: try options.choice(baseline, "BASELINE", Baseline.self) ?? .current,
            asOf: try options.value(
                asOf, "AS_OF", expected: "a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z", Self.date)
                ?? today,
            domains: try options.list(
                domains, "DOMAIN", expected: "a DNS name such as corp.example.com",
                { HostName.isValid($0) ? $0 : nil }),
            requiredPlanes: Set(
                try options.list(
                    require, "REQUIRE",
                    expected: "all, or some of \(Plane.allCases.map(\.rawValue).joined(separator: ", "))", Self.planes
                ).joined()),
            vantage: try options.choice(vantage, "VANTAGE", JudgingVantage.self) ?? .elsewhere)
    }

    private static func date(_ text: String) -> Date? {
        let day = text.utf8.count == 10 ? text + "T00:00:00Z" : text
        guard let date = try? Date(day, strategy: .iso8601) else { return nil }
        // The parser takes the 31st of February for the 3rd of March.
        return date.formatted(.iso8601).prefix(10) == day.prefix(10) || !day.hasSuffix("Z") ? date : nil
    }

    private static func planes(_ text: String) -> [Plane]? {
        let words = text.split(separator: ",")
        let planes = words.flatMap { word in
            word == "all" ? Plane.allCases : [Plane(rawValue: String(word))].compactMap(\.self)
        }
        return !words.isEmpty && words.allSatisfy { $0 == "all" || Plane(rawValue: String($0)) != nil } ? planes : nil
    }
}

extension OptionTexts {
    /// The account that `--connector-account` names; nil where it is to be looked for.
    ///
    /// - Throws: ``CommandFailure`` with exit code 64.
    func connectorAccount(_ argument: String?) throws -> AccountName? {
        try value(
            argument, "CONNECTOR_ACCOUNT",
            expected: "an account's name, DOMAIN\\name, user@domain, distinguished name or SID", { AccountName($0) })
    }
}
