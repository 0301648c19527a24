import ActiveDirectory
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
}
