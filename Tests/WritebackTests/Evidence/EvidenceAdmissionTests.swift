import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite("which files may decide anything")
struct EvidenceAdmissionTests {
    private static func admission(
        roots: [String] = ["corp.example.test"], after: Double = 0, _ change: (inout Evidence) throws -> Void = { _ in }
    ) throws -> EvidenceAdmission {
        var evidence = try EvidenceFixture.healthy()
        try change(&evidence)
        return EvidenceAdmission(
            evidence, asOf: EvidenceFixture.asOf.addingTimeInterval(after * 86_400), rootDomains: roots)
    }

    private static func asideReasons(_ admission: EvidenceAdmission, _ kind: EvidenceKind) -> [String] {
        admission.files.filter { $0.kind == kind }.compactMap(\.setAside)
    }

    @Test("what is young and about this forest is used")
    func used() throws {
        let admission = try Self.admission()
        #expect(admission.files.allSatisfy { $0.setAside == nil })
        #expect(
            Set(admission.files.map(\.kind)).isSuperset(of: [.connectExport, .runHistory, .securityPolicy, .graph]))
        #expect(admission.usable.connectExport != nil && admission.usable.graph != nil)
    }

    @Test("what is older than may be is set aside, each by its own date", arguments: [29.0, 29.1])
    func old(_ days: Double) throws {
        // The files are a day old at the start.
        let admission = try Self.admission(after: days)
        let isOld = days > 29
        #expect((admission.usable.connectExport == nil) == isOld)
        #expect((admission.usable.runHistory == nil) == isOld)
        #expect(admission.usable.securityPolicies.isEmpty == isOld)
        #expect((admission.usable.graph == nil) == isOld)
        if isOld {
            #expect(
                Self.asideReasons(admission, .connectExport) == ["30.1 days old, and --max-evidence-age is 30 days"])
        }
    }

    @Test(
        "a report of egress goes by the day on which it ended",
        arguments: [("2026-10-05", true), ("2026-10-03", false)])
    func egress(_ day: String, _ isUsable: Bool) throws {
        let text = try EvidenceFixture.text("Egress/sync01.json").replacing(
            /"finishedAt": "[0-9-]+T[0-9:]+Z"/, with: "\"finishedAt\": \"\(day)T12:00:00Z\"")
        let admission = try Self.admission { $0.egress = [try EgressEvidence(Array(text.utf8), file: "egress.json")] }
        #expect(admission.usable.egress.isEmpty != isUsable)
        #expect(Self.asideReasons(admission, .egress).isEmpty == isUsable)
    }

    @Test("one answer of Graph that is too old takes the others with it")
    func oneOldAnswer() throws {
        let admission = try Self.admission {
            $0.graph?.files[0].writtenAt = .value(EvidenceFixture.asOf.addingTimeInterval(-31 * 86_400))
        }
        #expect(admission.usable.graph == nil)
        #expect(Self.asideReasons(admission, .graph).count == 1)
    }

    @Test("a file whose date is not known decides nothing")
    func undated() throws {
        let admission = try Self.admission { $0.runHistory?.writtenAt = .notCollected(why: "no date") }
        #expect(admission.usable.runHistory == nil)
        #expect(Self.asideReasons(admission, .runHistory) == ["its date is not known: no date"])
    }

    @Test("an export of another forest")
    func anotherForest() throws {
        let admission = try Self.admission(roots: ["other.example"])
        #expect(admission.usable.connectExport == nil)
        #expect(
            Self.asideReasons(admission, .connectExport) == [
                "it is about corp.example.test, and not about other.example"
            ])
    }

    @Test("an export that does not say of which forest is not taken for a stranger's")
    func unnamedForest() throws {
        let admission = try Self.admission(roots: ["other.example"]) {
            $0.connectExport?.forests[0].forestName = .absent
        }
        #expect(admission.usable.connectExport != nil)
    }

    @Test("the name of a forest is compared without case and final dot")
    func sameForest() throws {
        #expect(try Self.admission(roots: ["CORP.example.test."]).usable.connectExport != nil)
    }

    @Test("a staging server's export")
    func staging() throws {
        let admission = try Self.admission {
            guard case .value(var settings)? = $0.connectExport?.settings else { return }
            settings.isStaging = .value(true)
            $0.connectExport?.settings = .value(settings)
        }
        #expect(admission.usable.connectExport == nil)
        #expect(Self.asideReasons(admission, .connectExport).first?.contains("staging") == true)
    }

    @Test("a history of another server's connectors")
    func anotherServersHistory() throws {
        let admission = try Self.admission {
            for index in $0.runHistory?.runs.indices ?? 0..<0 { $0.runHistory?.runs[index].connectorID = "other" }
        }
        #expect(admission.usable.runHistory == nil)
    }

    @Test("runs that name no connector are not taken for a stranger's")
    func historyWithoutConnectors() throws {
        let admission = try Self.admission {
            for index in $0.runHistory?.runs.indices ?? 0..<0 { $0.runHistory?.runs[index].connectorID = "" }
        }
        #expect(admission.usable.runHistory != nil)
    }

    @Test("a tenant that lists no domain, and a sync account that names none, contradict nothing")
    func tenantsWithoutDomains() throws {
        let unlisted = try Self.admission {
            guard case .value(var organizations)? = $0.graph?.organizations else { return }
            organizations[0].verifiedDomains = .value([])
            $0.graph?.organizations = .value(organizations)
        }
        #expect(unlisted.usable.graph != nil)
        let unnamed = try Self.admission {
            for index in $0.connectExport?.tenants.indices ?? 0..<0 {
                $0.connectExport?.tenants[index].accountName = .value("Sync_SYNC01")
            }
        }
        #expect(unnamed.usable.graph != nil)
    }

    @Test("answers of another tenant, and of two")
    func anotherTenant() throws {
        let other = try Self.admission {
            guard case .value(var organizations)? = $0.graph?.organizations else { return }
            organizations[0].verifiedDomains = .value(["other.onmicrosoft.com"])
            $0.graph?.organizations = .value(organizations)
        }
        #expect(other.usable.graph == nil)
        let two = try Self.admission {
            guard case .value(var organizations)? = $0.graph?.organizations else { return }
            organizations[0].id = .value("another")
            $0.graph?.organizations = .value(organizations)
        }
        #expect(two.usable.graph == nil)
        #expect(Self.asideReasons(two, .graph).first?.contains("different tenants") == true)
    }

    @Test("without names of domains the selected partitions are judged, and the root")
    func scope() throws {
        let evidence = try EvidenceFixture.healthy()
        let present = ["corp.example.test", "emea.corp.example.test", "lab.corp.example.test"]
        var export = try #require(evidence.connectExport)
        let scope = Scope(selecting: [], present: present, export: export)
        let selected = Set(
            export.forests.flatMap(\.partitions).filter(\.isSelected).compactMap(\.domainName.known))
        #expect(!selected.isEmpty && !scope.isSelection)
        for name in present {
            #expect(
                scope.contains(name, rootDomain: "corp.example.test")
                    == (selected.contains(name) || name == "corp.example.test"), "\(name)")
        }
        #expect(Scope(selecting: ["lab.corp.example.test"], present: present, export: export).isSelection)
        // A selected partition that does not say which domain it is: all are judged.
        for index in export.forests[0].partitions.indices {
            export.forests[0].partitions[index].domainName = .notReturned
        }
        let open = Scope(selecting: [], present: present, export: export)
        #expect(present.allSatisfy { open.contains($0, rootDomain: "corp.example.test") })
    }
}
