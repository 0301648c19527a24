import ActiveDirectory
import Foundation
import Inspection
import LDAP
import Testing

@testable import Writeback

@Suite("an export beside several forests, and names in it")
struct ConnectForestTests {
    /// The healthy forest, and another of its kind under another name.
    private static func report(_ change: (inout Evidence) -> Void = { _ in }) throws -> ReadinessReport {
        var evidence = try EvidenceFixture.healthy()
        change(&evidence)
        var partner = SnapshotFixture.snapshot()
        partner.forest.rootDomain = "partner.example"
        partner.forest.domains = .value([SnapshotFixture.domain("partner.example", number: 77)])
        for name in ["DC1", "DC2", "RODC1"] {
            partner.controller(name) {
                $0.domain = "partner.example"
                $0.hostName = .value("\(name.lowercased()).partner.example")
                $0.ntdsSettingsGUID = .notReturned
                $0.computerGUID = .notReturned
            }
        }
        return judge(
            [SnapshotFixture.snapshot(), partner], asOf: EvidenceFixture.asOf, evidence: evidence)
    }

    private static func addConnector(_ evidence: inout Evidence, _ name: Observed<String>) {
        evidence.export {
            var other = $0.forests[0]
            other.id = "11111111-2222-3333-4444-555555555555"
            other.name = "second"
            other.forestName = name
            other.partitions[0].distinguishedName = "DC=partner,DC=example"
            other.partitions[0].domainName = .value("partner.example")
            other.partitions[0].preferredDomainControllers = .absent
            $0.forests.append(other)
        }
    }

    @Test("a judged forest without a connector is in the way")
    func withoutConnector() throws {
        let report = try Self.report()
        let finding = try #require(report.finding("WB-CON-019", "partner.example"))
        #expect(finding.outcome == .notMet && finding.severity == .blocker)
        #expect(report.finding("WB-CON-019", "corp.example.test")?.outcome == .met)
        #expect(report.findings.filter { $0.rule == "WB-CON-018" }.map(\.subject.name) == ["corp.example.test"])
    }

    @Test("with one, it is judged by it", arguments: [Observed.value("PARTNER.example"), .absent])
    func withConnector(_ name: Observed<String>) throws {
        let report = try Self.report { Self.addConnector(&$0, name) }
        let finding = try #require(report.finding("WB-CON-019", "partner.example"))
        #expect(finding.outcome == .met)
        #expect(report.finding("WB-CON-018", "partner.example")?.outcome == .met)
        // Its runs are not in the history.
        #expect(report.finding("WB-CON-011", "partner.example")?.outcome == .undecided)
        #expect(report.finding("WB-CON-012", "partner.example")?.outcome == .notApplicable)
        #expect(report.finding("WB-CON-009")?.outcome == .undecided)
    }

    @Test("a connector to a forest that was not read is named, and not judged")
    func unreadForest() throws {
        var evidence = try EvidenceFixture.healthy()
        Self.addConnector(&evidence, .value("partner.example"))
        evidence.export { $0.forests[1].signsAndSeals = .value(false) }
        let report = judge([SnapshotFixture.snapshot()], asOf: EvidenceFixture.asOf, evidence: evidence)
        let about = report.findings.filter { $0.plane == .connect && $0.outcome != .met }
        let names = Set(about.map(\.subject.name))
        #expect(names == [ConnectFixture.server, "partner.example"])
        #expect(about.filter { $0.subject.name == "partner.example" }.map(\.rule) == ["WB-CON-019"])
    }

    @Test("a connector that does not tell its forest leaves that open")
    func untold() throws {
        let report = try Self.report {
            Self.addConnector(&$0, .absent)
            $0.export { $0.forests[1].partitions = [] }
        }
        let finding = try #require(report.finding("WB-CON-019", "partner.example"))
        #expect(finding.outcome == .undecided && finding.severity == .blocker)
        let login = try #require(report.finding("WB-CON-017", "second"))
        #expect(login.outcome == .undecided && login.subject.kind == .syncServer)
        #expect(login.subject.id == "11111111-2222-3333-4444-555555555555")
        #expect(report.finding("WB-CON-007", "second")?.outcome == .met)
    }

    @Test("each forest's account is asked for on its own domain controllers")
    func accounts() throws {
        let report = try Self.report {
            Self.addConnector(&$0, .value("partner.example"))
            for index in $0.securityPolicies.indices { $0.securityPolicies[index].restrictRemoteSAM = .absent }
        }
        let findings = report.findings.filter { $0.rule == "WB-CON-006" }
        #expect(
            Set(findings.map(\.subject.name)) == [
                ConnectFixture.server, "dc1.corp.example.test", "dc1.partner.example",
            ])
        // dc1.inf is of one of the two, and does not say of which.
        #expect(findings.filter { $0.subject.kind == .domainController }.allSatisfy { $0.outcome == .undecided })
        #expect(findings.first { $0.subject.kind == .syncServer }?.because.count == 2)
    }

    @Test(
        "a host is meant by its host name, or by a name without a domain",
        arguments: [
            ("dc1.corp.example.test", true), ("DC1.Corp.Example.Test.", true), ("dc1", true), ("DC1", true),
            ("edusrv0110001", true), ("dc1.example.test", false), ("dc", false), ("dc1.", false), ("", false),
        ])
    func called(_ text: String, _ isMeant: Bool) {
        var controller = SnapshotFixture.controller("EDUSRV0110001", 1)
        controller.hostName = .value("dc1.corp.example.test")
        #expect(controller.isCalled(text) == isMeant)
    }

    @Test("one without a host name is meant by the name of its server object alone")
    func calledWithoutHostName() {
        var controller = SnapshotFixture.controller("DC1", 1)
        controller.hostName = .notReturned
        #expect(controller.isCalled("dc1") && !controller.isCalled("dc1.corp.example.test"))
    }

    @Test("a short name is that of the partition's own domain, where two have it")
    func ownDomainFirst() throws {
        var evidence = try EvidenceFixture.healthy()
        evidence.preferred("dc7")
        let snapshot = SnapshotFixture.snapshot { snapshot in
            snapshot.addChild()
            guard case .value(var controllers) = snapshot.forest.domainControllers else { return }
            var other = SnapshotFixture.controller("DC7", 71)
            other.domain = "emea.corp.example.test"
            other.hostName = .value("dc7.emea.corp.example.test")
            controllers.insert(other, at: 0)
            controllers.append(SnapshotFixture.controller("DC7", 72))
            snapshot.forest.domainControllers = .value(controllers)
        }
        let report = judge([snapshot], asOf: EvidenceFixture.asOf, evidence: evidence)
        let found = report.findings.filter { $0.rule == "WB-CON-012" }
        #expect(found.map(\.subject.name) == ["dc7.corp.example.test"] && found.map(\.outcome) == [.met])
    }

    @Test(
        "an account in the export",
        arguments: [
            ("a", "b", "a", "b"), ("D\\a", "b", "a", "D"), ("a@d.example", "b", "a", "d.example"),
            ("a@b@c", nil, "a@b", "c"), ("a", nil, "a", nil),
        ] as [(String, String?, String, String?)])
    func logins(_ name: String, _ domain: String?, _ expected: String, _ expectedDomain: String?) throws {
        let login = try #require(ConnectLogin(name: .value(name), domain: domain.map { .value($0) } ?? .absent))
        #expect(login.name == expected && login.domain == expectedDomain)
        #expect(login.words == (expectedDomain.map { "\($0)\\\(expected)" } ?? expected))
    }
}
