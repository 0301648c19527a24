import ActiveDirectory
import Foundation
import Inspection
import Testing

@testable import Reports

@Suite struct PopulationReportTests {
    private var population: JSONValue? {
        guard case .object(let domain) = JSONDomain.value(domain) else { return nil }
        return domain["population"]
    }

    private var domain: Domain {
        get { Scenario.populated.snapshots[0].forest.domains.known?.first ?? ForestFixture.domain() }
    }

    private func members(_ value: JSONValue?) -> [String: JSONValue] {
        if case .object(let members)? = value { members } else { [:] }
    }

    private func list(_ value: JSONValue?) -> [JSONValue] { if case .array(let list)? = value { list } else { [] } }

    @Test func descriptorsStandOnceInSDDL() throws {
        let descriptors = list(members(population)["descriptors"])
        #expect(descriptors.count == 2)
        #expect(descriptors.last == "O:S-1-5-21-1-2-3-512D:PAI(A;;RC;;;AU)")
    }

    @Test func whatIsNotKnownOfAGroupIsLeftOutAndNamed() throws {
        let groups = list(members(population)["groups"]).map(members)
        #expect(groups.count == 3)
        #expect(groups[0]["descriptor"] == .integer(0))
        #expect(groups[0]["accountControl"] == .strings(["passwordDoesNotExpire", "smartcardRequired"]))
        #expect(groups[0]["unobserved"] == nil)
        #expect(groups[1]["descriptor"] == nil)
        let reasons = members(groups[2]["unobserved"])
        #expect(
            reasons.keys.sorted() == [
                "accountControl", "adminCount", "descriptor", "objectClass", "passwordSettingsObject",
            ])
        #expect(members(reasons["descriptor"])["state"] == "hidden")
    }

    @Test func everyCountedFlagHasAWord() {
        let flags = JSONPopulation.words.map(\.flag)
        #expect(flags.reduce([]) { $0.union($1) } == Population.countedFlags)
        #expect(Set(JSONPopulation.words.map(\.word)).count == flags.count)
    }

    @Test func thePersonReadsOneLineADomain() throws {
        let known = try #require(domain.population.known)
        #expect(
            PopulationText.words(.partial(known, why: "only the first 1234 users were asked for"))
                == "1234 users in 1 container · 2 distinct descriptors · 34 without a descriptor that could be read · "
                + "read from dc2.corp.example.test · in part only: only the first 1234 users were asked for")
        #expect(PopulationText.words(.unreachable(why: "closed")) == "not reached: closed")
        let report = ReadinessTextReport(
            tool: ForestFixture.tool, layout: TextLayout(width: 300))
        #expect(report.render(Scenario.populated.report).contains("\nUSERS\n"))
        #expect(!report.render(Scenario.healthy.report).contains("USERS"))
    }

    // MARK: Whom writeback cannot serve

    private func text(_ units: Int, width: Int, verbose: Bool = false) -> String {
        let report = Scenario.judged(units).report
        return ReadinessTextReport(tool: ForestFixture.tool, layout: TextLayout(width: width, verbose: verbose))
            .render(report)
    }

    private func section(_ text: String) throws -> [Substring] {
        let start = try #require(text.firstRange(of: "\nUSERS\n"))
        let rest = text[start.upperBound...]
        return try #require(rest.firstRange(of: "\n\n").map { rest[..<$0.lowerBound] }).split(separator: "\n")
    }

    @Test func theTableNamesContainersByTheirPlaceInTheDomain() throws {
        let lines = try section(text(2, width: 80))
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("  Container") && $0.contains("Users  Not served, or with a note") })
        #expect(lines.contains { $0.hasPrefix("  OU=Unit 1,OU=Staff  ") && $0.contains("2      2 inheritance off") })
        #expect(lines.contains { $0.hasPrefix("  (the domain itself)  5      5 disabled") })
        #expect(lines.contains { $0.contains("4 not known") })
        #expect(!lines.contains { $0.contains("DC=corp") })
        // The worst first, then what is not known, then notes.
        let order = ["OU=Unit 2", "OU=Unit 1", "OU=Open", "(the domain itself)"].map { name in
            lines.firstIndex { $0.contains(name) }
        }
        #expect(order.compactMap(\.self) == order.compactMap(\.self).sorted() && !order.contains(nil))
        #expect(!lines.contains { $0.contains("OU=Fine") })
    }

    @Test func ofManyContainersTheWorstAreShown() throws {
        let short = text(40, width: 80)
        #expect(try section(short).last == "  + 32 more containers (-v lists them)")
        #expect(try section(short).contains { $0.contains("OU=Unit 40,") })
        #expect(try !section(short).contains { $0.contains("OU=Unit 1,") })
        let long = text(40, width: 80, verbose: true)
        #expect(try section(long).contains { $0.contains("OU=Unit 1,") })
        #expect(try !section(long).contains { $0.contains("more containers") })
    }

    @Test func whatToDoIsToldOnceForManyContainersAndOfEachOnRequest() throws {
        let short = text(8, width: 200)
        #expect(short.components(separatedBy: "dsacls \"CN=Alice,OU=Unit ").count == 2, "\(short)")
        #expect(
            short.contains("  For      OU=Unit 1,OU=Staff,DC=corp,DC=example,DC=test (-v and the JSON tell it of each)")
        )
        #expect(short.contains("+ 3 more (-v lists them)"))
        let long = text(8, width: 200, verbose: true)
        #expect(long.components(separatedBy: "dsacls \"CN=Alice,OU=Unit ").count == 9)
        #expect(!long.contains("  For      "))
    }

    @Test func theFindingsStandInTheJSON() throws {
        let text = JSONReport(tool: ForestFixture.tool).render(Scenario.judged(2).report)
        #expect(text.contains("\"kind\": \"container\""))
        #expect(text.contains("\"name\": \"OU=Unit 1,OU=Staff,DC=corp,DC=example,DC=test\""))
    }
}
