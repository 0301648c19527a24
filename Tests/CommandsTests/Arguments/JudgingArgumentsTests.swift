import ArgumentParser
import FoundationEssentials
import Testing
import Writeback

@testable import Commands

@Suite struct JudgingArgumentsTests {
    private let today = Date(timeIntervalSince1970: 1_783_166_400)

    @Test func withNothingNamedTheDefaultsHold() throws {
        let evaluation = try Self.evaluation([], [:], today)
        #expect(evaluation.baseline == .current && evaluation.asOf == today && evaluation.domains.isEmpty)
        #expect(evaluation.requiredPlanes.isEmpty && evaluation.vantage == .elsewhere)
    }

    static let everything: [(arguments: [String], variables: [String: String])] = [
        (
            [
                "--baseline", "2021-09", "--as-of", "2026-01-31", "--domain", "a.test", "--domain", "b.test",
                "--require", "connect,cloud", "--require", "network", "--vantage", "connect",
            ], [:]
        ),
        (
            [],
            [
                "BASELINE": "2021-09", "AS_OF": "2026-01-31T00:00:00Z", "DOMAIN": "a.test b.test",
                "REQUIRE": "connect,cloud network", "VANTAGE": "connect",
            ]
        ),
    ]

    @Test(arguments: everything) func everyOptionHasAVariable(_ arguments: [String], _ variables: [String: String])
        throws
    {
        let evaluation = try Self.evaluation(arguments, variables, today)
        #expect(evaluation.baseline == .september2021 && evaluation.domains == ["a.test", "b.test"])
        #expect(evaluation.asOf == Date(timeIntervalSince1970: 1_769_817_600))
        #expect(evaluation.requiredPlanes == [.connect, .cloud, .network] && evaluation.vantage == .connect)
    }

    @Test func allPlanesHaveOneWord() throws {
        #expect(try Self.evaluation(["--require", "all"], [:], today).requiredPlanes == Set(Plane.allCases))
    }

    @Test(arguments: [
        ("baseline", ["2022", "", "Current"]), ("vantage", ["here", ""]),
        (
            "as-of",
            [
                "yesterday", "2026-02-31", "2026-13-01", "2026-1-1", "", "31.01.2026", "2026-01-31T25:00:00Z",
                "９９９９-０１-０１",
            ]
        ),
        ("domain", ["https://a.test", "", "a b", "DC=a,DC=test"]),
        ("require", ["everything", "", ",", "connect;cloud"]),
    ])
    func whatCannotBeReadIsRefused(_ option: String, _ values: [String]) throws {
        for value in values {
            let failure = try #require(throws: CommandFailure.self, "\(option) \(value)") {
                // `--option=` without a value is refused by the parser itself.
                try Self.evaluation(value.isEmpty ? ["--\(option)", ""] : ["--\(option)=\(value)"], [:], today)
            }
            #expect(failure.status == .usage && failure.attempted == "read --\(option)")
        }
    }

    private static func evaluation(
        _ arguments: [String], _ variables: [String: String], _ today: Date
    ) throws -> Evaluation {
        try JudgingArguments.parse(arguments).evaluation(
            Dictionary(uniqueKeysWithValues: variables.map { ("ADINSPECT_\($0)", $1) }), today: today)
    }
}
