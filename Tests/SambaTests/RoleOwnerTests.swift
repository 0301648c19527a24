import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("role owners against samba-tool")
    struct RoleOwnerTests {
        /// samba-tool's words, and where the report has the role.
        static let roles = [
            ("SchemaMasterRole", "schemaMaster", true), ("DomainNamingMasterRole", "domainNamingMaster", true),
            ("ForestDnsZonesMasterRole", "forestDnsZones", true), ("PdcEmulationMasterRole", "pdcEmulator", false),
            ("RidAllocationMasterRole", "ridMaster", false),
            ("InfrastructureMasterRole", "infrastructureMaster", false),
            ("DomainDnsZonesMasterRole", "domainDnsZones", false),
        ]

        /// By samba-tool's words: the host names of the owners, as dc1's own database has them.
        static func told(by lab: Lab) async throws -> [String: String] {
            var owners: [String: String] = [:]
            for line in try await lab.executeSuccessfully(on: "dc1", ["samba-tool", "fsmo", "show"]).split(
                separator: "\n")
            {
                guard let separator = line.range(of: " owner: CN=NTDS Settings,") else { continue }
                let server = String(line[separator.upperBound...])
                let entry = try await lab.database(
                    of: "dc1", base: server, scope: "base", "(objectClass=*)", "dNSHostName")
                owners[String(line[..<separator.lowerBound])] = try #require(entry.first?["dNSHostName"])
            }
            return owners
        }

        static func read(from report: JSONValue) -> [String: String] {
            let forest = report["forests"][0]
            return roles.reduce(into: [:]) { owners, role in
                let holder = role.2 ? forest : forest["domains"][0]
                owners[role.0] = holder["roles"][role.1]["host"].text
            }
        }

        @Test("all seven, before and after PDC and schema have moved", .timeLimit(.minutes(2)))
        func equalSambaTool() async throws {
            let lab = try await Lab.required()
            let before = try await Self.told(by: lab)
            #expect(before.count == 7)
            #expect(Self.read(from: try await lab.report(["discover", domain])) == before)
            try await lab.changing {
                try await lab.sambaTool(on: "dc2", "fsmo", "transfer", "--role=pdc")
                try await lab.sambaTool(on: "dc1", "fsmo", "transfer", "--role=schema")
                let after = try await Self.told(by: lab)
                #expect(after["PdcEmulationMasterRole"] == "dc2.corp.example.test")
                #expect(after["SchemaMasterRole"] == "dc1.corp.example.test")
                #expect(Self.read(from: try await lab.report(["discover", domain])) == after)
            }
        }

        @Test("each owner's NTDS Settings, site and state", .timeLimit(.minutes(1)))
        func areRegistered() async throws {
            let lab = try await Lab.required()
            let shown = try await lab.executeSuccessfully(on: "dc1", ["samba-tool", "fsmo", "show"])
            let forest = try await lab.report(["discover", domain])["forests"][0]
            for (word, name, isForest) in Self.roles {
                let role = (isForest ? forest : forest["domains"][0])["roles"][name]
                let settings = try #require(role["ntdsSettings"].text)
                #expect(shown.contains("\(word) owner: \(settings)\n"))
                #expect(role["site"].text == "Default-First-Site-Name")
                #expect(role["state"].text == "registered")
            }
        }
    }
}
