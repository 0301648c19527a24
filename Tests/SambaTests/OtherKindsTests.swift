import Foundation
import TestSupport
import Testing

extension LabSuite {
    /// `check --writeback …` on the lab as it is, against what the database of a domain controller shows.
    @Suite("the other writebacks")
    struct OtherKindsTests {
        private static let kinds = ["password", "device", "group", "exchange", "consistency-guid", "key-credentials"]
        private static let families = ["WB-DEV", "WB-GRP", "WB-EXC", "WB-CGU", "WB-KEY"]
        private static let root = "DC=corp,DC=example,DC=test"
        private static let configuration = "CN=Configuration,\(root)"
        private static let schema = "CN=Schema,\(configuration)"

        private static func check(_ lab: Lab, _ options: [String] = []) async throws -> JSONValue {
            let arguments = ["check", domain, "--format", "json"] + options
            let result = try await lab.adinspect(arguments)
            // The verdict over the lab's forest is tested elsewhere.
            guard (0...3).contains(result.status) else { throw CommandFailed(command: arguments, result: result) }
            try await SchemaTests.validate(result.output)
            return try JSONValue(result.output)
        }

        private static func asked(_ lab: Lab) async throws -> JSONValue {
            try await check(lab, ["--writeback", kinds.joined(separator: ",")])
        }

        private static func findings(_ report: JSONValue, _ rule: String) -> [JSONValue] {
            report["findings"].list.filter { $0["rule"].text == rule }
        }

        private static func finding(_ report: JSONValue, _ rule: String) throws -> JSONValue {
            try #require(findings(report, rule).first, "\(rule) is missing")
        }

        private static func count(_ lab: Lab, _ base: String, _ filter: String, scope: String = "sub") async throws
            -> Int
        {
            try await lab.database(of: "dc2", base: base, scope: scope, filter, "cn").count
        }

        @Test("say which were judged, and are judged only where they are asked for", .timeLimit(.minutes(1)))
        func kinds() async throws {
            let lab = try await Lab.required()
            let report = try await Self.asked(lab)
            #expect(report["run"]["writebacks"].texts == Self.kinds)
            let rules = Set(report["findings"].list.compactMap { $0["rule"].text })
            for family in Self.families { #expect(rules.contains { $0.hasPrefix(family) }, "\(family)") }
            let plain = try await Self.check(lab)
            #expect(plain["run"]["writebacks"].texts == ["password"])
            #expect(
                !plain["findings"].list.contains { finding in
                    Self.families.contains { finding["rule"].text?.hasPrefix($0) == true }
                })
            // What is said of passwords is the same.
            let ofPasswords = report["findings"].list.filter { finding in
                !Self.families.contains { finding["rule"].text?.hasPrefix($0) == true }
            }
            #expect(
                Set(ofPasswords.compactMap { $0["fingerprint"].text })
                    == Set(plain["findings"].list.compactMap { $0["fingerprint"].text }))
        }

        @Test("judge the schema that the database has", .timeLimit(.minutes(1)))
        func schema() async throws {
            let lab = try await Lab.required()
            let report = try await Self.asked(lab)
            let head = try await lab.database(
                of: "dc2", base: Self.schema, scope: "base", "(objectClass=*)", "objectVersion")
            let version = try #require(head.first?["objectVersion"].flatMap { Int($0) })
            #expect(try Self.finding(report, "WB-DEV-001")["outcome"].text == (version >= 69 ? "met" : "notMet"))
            let keys = try await Self.count(lab, Self.schema, "(lDAPDisplayName=msDS-KeyCredentialLink)")
            #expect(try Self.finding(report, "WB-KEY-001")["outcome"].text == (keys > 0 ? "met" : "notMet"))
            let exchange = try await Self.count(lab, Self.schema, "(cn=ms-Exch-Schema-Version-Pt)")
            for rule in ["WB-EXC-001", "WB-GRP-001"] {
                #expect(try Self.finding(report, rule)["outcome"].text == (exchange > 0 ? "met" : "notMet"), "\(rule)")
            }
            let organization = try await Self.count(
                lab, "CN=Services,\(Self.configuration)", "(cn=Microsoft Exchange)", scope: "one")
            #expect(
                try Self.finding(report, "WB-EXC-002")["outcome"].text == (organization > 0 ? "met" : "notMet"))
        }

        @Test("count the device registration services that the database has", .timeLimit(.minutes(1)))
        func devices() async throws {
            let lab = try await Lab.required()
            let report = try await Self.asked(lab)
            let services = try await lab.database(
                of: "dc2", base: Self.configuration, "(objectClass=msDS-DeviceRegistrationService)",
                "msDS-DeviceLocation")
            let outcome = try Self.finding(report, "WB-DEV-002")["outcome"].text
            #expect(outcome == (services.count == 1 ? "met" : "notMet"))
            let judged = Self.findings(report, "WB-DEV-003").compactMap { $0["subject"]["name"].text }
            #expect(Set(judged) == (services.isEmpty ? [domain] : Set(services.map(\.name))))
        }

        @Test("count the source anchors that the database has", .timeLimit(.minutes(1)))
        func consistencyGuids() async throws {
            let lab = try await Lab.required()
            let people = "(objectCategory=person)(objectClass=user)"
            let all = try await Self.count(lab, Self.root, "(&\(people))")
            let with = try await Self.count(lab, Self.root, "(&\(people)(mS-DS-ConsistencyGuid=*))")
            let report = try await Self.asked(lab)
            let finding = try Self.finding(report, "WB-CGU-002")
            #expect(finding["because"][0]["value"].text?.hasPrefix("\(with) of \(all), ") == true, "\(finding)")
            #expect(with == 0 || finding["outcome"].text == "notMet")
        }

        @Test("see a value that a user gets", .timeLimit(.minutes(2)))
        func aValue() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let change = """
                    dn: CN=alice,CN=Users,\(Self.root)
                    changetype: modify
                    replace: mS-DS-ConsistencyGuid
                    mS-DS-ConsistencyGuid:: AAECAwQFBgcICQoLDA0ODw==


                    """
                for host in ["dc1", "dc2"] {
                    try await lab.executeSuccessfully(
                        on: host, ["ldbmodify", "-H", "/var/lib/samba/private/sam.ldb"], input: change)
                }
                let report = try await Self.asked(lab)
                for rule in ["WB-CGU-002", "WB-CGU-003"] {
                    let finding = try Self.finding(report, rule)
                    #expect(finding["outcome"].text == "notMet", "\(finding)")
                    #expect(finding["title"].text?.hasPrefix("1 users of \(domain) ") == true, "\(finding)")
                }
                let facts = try Self.finding(report, "WB-CGU-003")["because"].list
                #expect(facts.contains { $0["value"].text?.lowercased().hasPrefix("cn=alice,") == true })
            }
        }

        @Test("judge the connector account by the entries of the domain root", .timeLimit(.minutes(1)))
        func rights() async throws {
            let lab = try await Lab.required()
            let report = try await Self.asked(lab)
            let found = try await lab.database(
                of: "dc1", base: Self.root, scope: "base", "(objectClass=*)", "nTSecurityDescriptor")
            let descriptor = try #require(found.first?["nTSecurityDescriptor"])
            let sid = try #require(
                report["forests"][0]["connectorAccounts"].list.first {
                    $0["samAccountName"].text == "MSOL_0a1b2c3d4e5f"
                }?["sid"].text)
            // An express installation grants reading and writing all properties of users.
            let users = "(OA;CIIO;RPWP;;bf967aba-0de6-11d0-a285-00aa003049e2;\(sid))"
            try #require(descriptor.contains(users))
            let ofAccount = { (rule: String) in
                Self.findings(report, rule).first { $0["subject"]["id"].text == sid }?["outcome"].text
            }
            #expect(ofAccount("WB-CGU-001") == "met")
            // Nothing lets it make groups there, and no export names another container.
            #expect(ofAccount("WB-GRP-002") == "undecided")
        }
    }
}
