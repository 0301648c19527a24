import ActiveDirectory
import Foundation
import Inspection
import LDAP
import Testing
import Writeback

@testable import Reports

@Suite struct JSONReportTests {
    private let json = JSONReport(tool: ForestFixture.tool)

    private func parsed(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func forest(_ snapshot: ForestSnapshot) throws -> [String: Any] {
        let document = try parsed(json.render(discovery: [snapshot]))
        return try #require((document["forests"] as? [[String: Any]])?.first)
    }

    private func controller(_ name: String, _ snapshot: ForestSnapshot) throws -> [String: Any] {
        let all = try #require(try forest(snapshot)["domainControllers"] as? [[String: Any]])
        return try #require(all.first { $0["name"] as? String == name })
    }

    @Test(arguments: Scenario.allCases)
    func everyTextIsJSONAndTheSameEachTime(scenario: Scenario) throws {
        let report = json.render(scenario.report)
        #expect(report == json.render(scenario.report))
        #expect(report.hasSuffix("}\n") && !report.hasSuffix("\n\n"))
        #expect(try parsed(report)["kind"] as? String == "report")
        let discovery = try parsed(json.render(discovery: scenario.discovered))
        #expect(discovery["kind"] as? String == "discovery")
        #expect(Set(discovery.keys) == ["schemaVersion", "kind", "tool", "run", "forests"])
    }

    @Test func namesTheSevenRoleOwners() throws {
        let forest = try forest(ForestFixture.healthy())
        let domain = try #require((forest["domains"] as? [[String: Any]])?.first)
        let ofForest = try #require(forest["roles"] as? [String: [String: Any]])
        let ofDomain = try #require(domain["roles"] as? [String: [String: Any]])
        let hosts = ofForest.merging(ofDomain) { $1 }.mapValues { $0["host"] as? String }
        #expect(
            hosts == [
                "schemaMaster": "dc2.corp.example.test", "domainNamingMaster": "dc2.corp.example.test",
                "forestDnsZones": "dc1.corp.example.test", "pdcEmulator": "dc1.corp.example.test",
                "ridMaster": "dc1.corp.example.test", "infrastructureMaster": "dc1.corp.example.test",
                "domainDnsZones": "dc1.corp.example.test",
            ])
        #expect(Set(ofForest.values.flatMap(\.keys)) == ["host", "ntdsSettings", "site", "state"])
    }

    @Test func turnsTheRolesRoundForEachDomainController() throws {
        let snapshot = ForestFixture.healthy()
        let dc1 = try controller("DC1", snapshot)["roles"] as? [String]
        #expect(dc1 == ["forestDnsZones", "pdcEmulator", "ridMaster", "infrastructureMaster", "domainDnsZones"])
        #expect(try controller("DC2", snapshot)["roles"] as? [String] == ["schemaMaster", "domainNamingMaster"])
        #expect(try controller("RODC1", snapshot)["roles"] as? [String] == [])
    }

    @Test func rolesAreInPartWhereAnOwnerIsNotKnown() throws {
        let snapshot = ForestFixture.healthy { $0.forest.schemaMaster = .notReturned }
        let dc1 = try controller("DC1", snapshot)
        #expect((dc1["roles"] as? [String])?.count == 5)
        let reason = try #require((dc1["unobserved"] as? [String: [String: String]])?["roles"])
        #expect(reason["state"] == "partial")
        #expect(reason["why"]?.contains("schema master") == true)
    }

    @Test func anAbsentPartitionHasANullOwner() throws {
        let forest = try forest(ForestFixture.healthy { $0.forest.forestDnsZones = .absent })
        #expect((forest["roles"] as? [String: Any])?["forestDnsZones"] is NSNull)
        #expect(forest["unobserved"] == nil)
    }

    @Test func readsTheOperatingSystem() throws {
        let system = try #require(try controller("DC2", ForestFixture.healthy())["operatingSystem"] as? [String: Any])
        #expect(system["release"] as? String == "Windows Server 2019")
        #expect(system["build"] as? Int == 17763)
        #expect(system["version"] as? String == "10.0 (17763)")
        #expect(system["servicePack"] is NSNull)
    }

    @Test func whatIsDerivedFromUnreadTextsIsUnreadToo() throws {
        let snapshot = ForestFixture.healthy { snapshot in
            snapshot.controller("DC2") {
                $0.operatingSystem = OperatingSystemFacts(
                    name: .unreachable(why: "down"), version: .unreachable(why: "down"), servicePack: .notReturned)
            }
        }
        let system = try #require(try controller("DC2", snapshot)["operatingSystem"] as? [String: Any])
        #expect(Set(system.keys) == ["unobserved"])
        let states = (system["unobserved"] as? [String: [String: String]])?.mapValues { $0["state"] }
        #expect(
            states == [
                "name": "unreachable", "version": "unreachable", "servicePack": "notReturned", "build": "unreachable",
                "release": "unreachable",
            ])
    }

    @Test func aSystemWithoutKnownReleaseHasANullOne() throws {
        let snapshot = ForestFixture.healthy { snapshot in
            snapshot.controller("DC2") {
                $0.operatingSystem = OperatingSystemFacts(
                    name: .value("Samba"), version: .value("4.22.8"), servicePack: .absent)
            }
        }
        let system = try #require(try controller("DC2", snapshot)["operatingSystem"] as? [String: Any])
        #expect(system["release"] is NSNull && system["build"] is NSNull)
    }

    @Test func portsAreKeyedByNumber() throws {
        let snapshot = ForestFixture.healthy { snapshot in
            snapshot.controller("DC1") {
                $0.ports = [
                    389: .value(.open), 445: .value(.refused), 88: .notCollected(why: "not probed"), 70_000: .absent,
                ]
            }
        }
        let ports = try #require(try controller("DC1", snapshot)["ports"] as? [String: Any])
        #expect(Set(ports.keys) == ["389", "445", "unobserved"])
        #expect(ports["445"] as? String == "refused")
        #expect((ports["unobserved"] as? [String: Any])?["88"] != nil)
    }

    @Test func namesTheTwoPolicyControls() throws {
        let offered = try controller("DC1", ForestFixture.healthy())["passwordPolicyHintsControls"] as? [String]
        #expect(offered == ["1.2.840.113556.1.4.2066", "1.2.840.113556.1.4.2239"])
        let hidden = ForestFixture.healthy { $0.controller("DC1") { $0.rootDSE = .unreachable(why: "down") } }
        #expect(try controller("DC1", hidden)["passwordPolicyHintsControls"] == nil)
    }

    @Test func neverIsAWordBecauseNullIsTaken() throws {
        let forest = try forest(
            ForestFixture.healthy { $0.domain { $0.passwordPolicy.maximumPasswordAge = .value(.never) } })
        let policy = try #require((forest["domains"] as? [[String: Any]])?.first?["passwordPolicy"] as? [String: Any])
        #expect(policy["maximumPasswordAgeSeconds"] as? String == "never")
        #expect(policy["lockoutDurationSeconds"] as? Int == 1800)
    }

    @Test(arguments: [
        (3, 2, UInt32(0x8), "bidirectional", "uplevel", ["forestTransitive"]),
        (9, 77, 0x8000_0004, "9", "77", ["quarantined", "0x80000000"]),
        (0, 3, 0, "disabled", "mit", []),
    ])
    func trustsInOpenWords(
        direction: Int, type: Int, bits: UInt32, directionName: String, typeName: String, attributes: [String]
    ) {
        #expect(TrustIdentifiers.direction(direction) == directionName)
        #expect(TrustIdentifiers.type(type) == typeName)
        #expect(TrustIdentifiers.attributes(bits) == attributes)
    }

    @Test func tellsTheRightsOfTheConnectorAccountWithTheirEntries() throws {
        let account = try #require(
            (try forest(ForestFixture.healthy())["connectorAccounts"] as? [[String: Any]])?.first)
        let rights = try #require(account["rights"] as? [[String: Any]])
        #expect(
            rights.map { $0["right"] as? String } == [
                "resetPassword", "writeLockoutTime", "writePwdLastSet", "unexpirePassword", "changePassword",
            ])
        #expect(Set(rights.compactMap { $0["answer"] as? String }) == ["granted"])
        let entry = try #require(rights[0]["ace"] as? [String: String])
        #expect(entry["sddl"] == RightsFixture.reset)
        #expect(entry["words"] == "Allow CORP\\MSOL_0a1b2c3d4e5f: Reset Password, on descendant user objects")
        let without = ForestFixture.healthy {
            $0.domain { $0.security.domainRoot = .value(RightsFixture.descriptor([RightsFixture.read])) }
        }
        let lost = (try forest(without)["connectorAccounts"] as? [[String: Any]])?.first?["rights"] as? [[String: Any]]
        #expect(lost?.first?["answer"] as? String == "denied" && lost?.first?["basis"] as? String == "noEntry")
        #expect(lost?.first?["ace"] is NSNull)
    }

    @Test func whatIsNotCollectedIsNotClaimedEmpty() {
        let text = json.render(ForestFixture.report(Scenario.healthy.discovered))
        #expect(!text.contains("\"connectorAccounts\""))
        // The key stands once, among what was not read.
        #expect(text.ranges(of: "\"population\"").count == 1)
        #expect(text.contains("\"why\": \"\(Domain.populationNotAskedFor)\""))
    }

    /// Two runs over an unchanged forest, by other means and at another time, differ in `run`, milliseconds and clocks alone.
    @Test func onlyTheRunVaries() throws {
        let later = ForestFixture.healthy { snapshot in
            snapshot.run.startedAt += 3600
            snapshot.run.finishedAt += 3700
            snapshot.run.vantage.mechanism = "simple"
            snapshot.run.vantage.transport = "ldaps"
            for name in ["DC1", "DC2", "RODC1"] {
                snapshot.controller(name) {
                    $0.reachability.milliseconds = 7.5
                    $0.clockOffsetSeconds = .value(-0.5)
                }
            }
        }
        let before = try stable(json.render(discovery: [ForestFixture.healthy()]))
        let after = try stable(json.render(discovery: [later]))
        #expect(before == after)
        #expect(json.render(discovery: [later]) != json.render(discovery: [ForestFixture.healthy()]))
    }

    private func stable(_ text: String) throws -> String {
        let lines = text.split(separator: "\n")
        let start = try #require(lines.firstIndex { $0 == "  \"run\": {" })
        let end = try #require(lines[start...].firstIndex { $0.hasPrefix("  }") })
        return (lines[..<start] + lines[end...])
            .filter { !$0.contains("\"milliseconds\"") && !$0.contains("\"clockOffsetSeconds\"") }
            .joined(separator: "\n")
    }

    @Test func aFactFromTheRunNeedsNoDateOfItsOwn() {
        var report = Scenario.broken.report
        #expect(!json.render(report).contains("\"at\""))
        report.findings[0].because[0].at = ForestFixture.start - 60
        #expect(json.render(report).contains("\"at\": \"2026-12-01T10:52:20Z\""))
    }

    @Test func severalForestsHaveACollectionEach() throws {
        let run = try #require(try parsed(json.render(Scenario.severalForests.report))["run"] as? [String: Any])
        #expect(run["targets"] as? [String] == ["corp.example.test", "partner.example"])
        #expect(run["finishedAt"] as? String == "2026-12-01T10:54:21Z")
        let servers = (run["collections"] as? [[String: Any]])?.compactMap {
            ($0["vantage"] as? [String: Any])?["server"] as? String
        }
        #expect(servers == ["dc1.corp.example.test", "pdc1.partner.example"])
    }

    @Test func aReportHoldsItsBaselineAndVerdict() throws {
        let report = ForestFixture.report([ForestFixture.healthy()], baseline: .september2021, planes: [.cloud])
        let document = try parsed(json.render(report))
        let run = try #require(document["run"] as? [String: Any])
        #expect(run["baseline"] as? String == "2021-09")
        #expect(run["asOf"] as? String == "2026-12-01T10:53:20Z")
        #expect(run["writebacks"] as? [String] == ["password"])
        let verdict = try #require(document["verdict"] as? [String: Any])
        #expect(verdict["asked"] as? String == "undecided")
        #expect(verdict["planes"] as? [String: String] == ["directory": "ready", "cloud": "undecided"])
        #expect(verdict["domains"] as? [String: String] == ["corp.example.test": "ready"])
        #expect((document["notJudged"] as? [Any])?.count == report.notJudged.count)
    }
}
