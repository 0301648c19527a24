import ArgumentParser
import Inspection
import LDAP
import TestSupport
import Testing

@testable import Commands

@Suite struct PopulationArgumentsTests {
    private static let base = "OU=Staff,DC=corp,DC=example,DC=test"

    private func options(_ arguments: [String], _ variables: [String: String] = [:]) throws -> PopulationOptions? {
        try JudgingArguments.parse(arguments).populationOptions(
            Dictionary(uniqueKeysWithValues: variables.map { ("ADINSPECT_\($0)", $1) }), isWatched: false)
    }

    @Test func usersAreReadOnlyWhenAskedFor() throws {
        #expect(try options([]) == nil)
        #expect(try options([], ["POPULATION_LIMIT": "5", "POPULATION_BASE": Self.base]) == nil)
        let all = try #require(try options(["--population"]))
        #expect(all.limit == nil && all.base == nil && !all.countsFirst)
    }

    @Test func everyOptionHasAVariable() throws {
        for found in [
            try options(["--population", "--population-limit", "500", "--population-base", Self.base]),
            try options([], ["POPULATION": "1", "POPULATION_LIMIT": "500", "POPULATION_BASE": Self.base]),
        ] {
            #expect(found?.limit == 500)
            #expect(found?.base == DistinguishedName(Self.base))
        }
    }

    @Test(arguments: [
        ("population-limit", ["0", "-1", "many", "", "1e6", "2000000000", "99999999999999999999"]),
        ("population-base", ["Staff", "", "corp.example.test", "OU=Staff,", "OU=\\"]),
    ])
    func whatCannotBeReadIsRefused(_ option: String, _ values: [String]) throws {
        for value in values {
            let failure = try #require(throws: CommandFailure.self, "\(option) \(value)") {
                try options(["--population"] + (value.isEmpty ? ["--\(option)", ""] : ["--\(option)=\(value)"]))
            }
            #expect(failure.status == .usage && failure.attempted == "read --\(option)")
        }
    }

    @Test(arguments: [["--population-limit", "5"], ["--population-base", base]])
    func aLimitOrBaseAloneWouldDoNothing(_ arguments: [String]) throws {
        let failure = try #require(throws: CommandFailure.self) { try options(arguments) }
        #expect(failure.status == .usage && failure.attempted == "follow \(arguments[0])")
        #expect(failure.advice.contains("--population"))
    }
}

/// The executable against a scripted forest.
@Suite struct PopulationCheckTests {
    private static func check(_ arguments: [String]) async throws -> CommandResult {
        let forest = try await ScriptedForest()
        let password = try Executable.file("Lab.Secret.1\n")
        let result = try await Executable.run(
            [
                "check", "corp.example.test", "--user", "alice", "--password-file", password, "--no-probe",
                "--population",
            ]
                + forest.arguments + arguments)
        forest.stop()
        return result
    }

    @Test func aContainerInNoDomainIsRefused() async throws {
        let result = try await Self.check(["--population-base", "OU=Staff,DC=other,DC=test"])
        #expect(result.status == 66 && result.output.isEmpty)
        let refusal = try Refusal(result.errors)
        #expect(refusal.attempted == "read the users below OU=Staff,DC=other,DC=test")
        #expect(refusal.returned.contains("DC=corp,DC=example,DC=test"))
    }

    @Test func aContainerThatIsNotThereIsRefused() async throws {
        let result = try await Self.check(["--population-base", "OU=Nobody,DC=corp,DC=example,DC=test"])
        #expect(result.status == 66 && result.output.isEmpty)
        let refusal = try Refusal(result.errors)
        #expect(refusal.attempted == "read the users below OU=Nobody,DC=corp,DC=example,DC=test")
        #expect(refusal.returned.contains("NO_OBJECT") && refusal.advice.contains("--population-base"))
    }

    /// This forest has no users: an empty answer proves nothing, and the report says so.
    @Test func noUsersAreNoProof() async throws {
        let result = try await Self.check([])
        #expect(result.output.contains("corp.example.test: not returned: asked for, but not in the answer"))
    }
}
