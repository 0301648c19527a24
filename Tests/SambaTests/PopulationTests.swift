import TestSupport
import Testing

extension LabSuite {
    /// The users of the lab's forest, as `check --population` counts them and as ldapsearch and the database show them.
    @Suite("the users of a domain")
    struct PopulationTests {
        private static let base = "DC=corp,DC=example,DC=test"
        private static let people = "(&(objectCategory=person)(objectClass=user))"

        private static func population(_ arguments: [String] = []) async throws -> JSONValue {
            let lab = try await Lab.required()
            let arguments = ["check", domain, "--population", "--format", "json"] + arguments
            let result = try await lab.adinspect(arguments)
            // The verdict over the lab's forest is tested elsewhere.
            guard (0...3).contains(result.status) else { throw CommandFailed(command: arguments, result: result) }
            return try JSONValue(result.output)["forests"][0]["domains"][0]["population"]
        }

        private static func total(_ groups: [JSONValue]) -> Double {
            groups.compactMap { $0["users"].number }.reduce(0, +)
        }

        @Test("are as many as ldapsearch finds, and read from another than the PDC emulator", .timeLimit(.minutes(1)))
        func counted() async throws {
            let lab = try await Lab.required()
            let population = try await Self.population()
            let host = try #require(population["readFrom"].text)
            #expect(population["readFromPdcEmulator"] == .bool(false))
            let emulator = try await lab.report(["discover", domain])["forests"][0]["domains"][0]["pdcConsensus"][
                "host"]
            #expect(emulator.text != nil && emulator.text != host)

            let password = try lab.variable("ADINSPECT_LAB_ADMINISTRATOR_PASSWORD")
            let output = try await lab.executeSuccessfully(
                on: host.split(separator: ".").first.map(String.init) ?? host,
                [
                    "ldbsearch", "-H", "ldap://\(host)", "-U", "Administrator%\(password)", "-b", Self.base,
                    Self.people, "distinguishedName",
                ])
            let names = LDIFEntry.parse(output).compactMap { $0["distinguishedName"] }
            #expect(names.count > 5)
            #expect(population["users"].number == Double(names.count))
            let groups = population["groups"].list
            #expect(Self.total(groups) == Double(names.count))
            for example in groups.flatMap(\.["examples"].list) {
                #expect(names.contains(example["distinguishedName"].text ?? ""), "\(example)")
            }
        }

        @Test("stand in the container, and have the flags, that the database shows", .timeLimit(.minutes(1)))
        func grouped() async throws {
            let lab = try await Lab.required()
            let groups = try await Self.population()["groups"].list
            let host = "dc2"
            let stored = try await lab.database(
                of: host, "(&(objectCategory=person)(objectClass=user)(!(objectClass=computer)))", "userAccountControl",
                "adminCount")
            let containers = Dictionary(grouping: stored) { String($0.name.drop { $0 != "," }.dropFirst()) }
            #expect(Set(groups.compactMap { $0["container"].text }) == Set(containers.keys))
            for (container, users) in containers {
                let here = groups.filter { $0["container"].text == container }
                #expect(Self.total(here) == Double(users.count), "\(container)")
                let disabled = users.count { (Int($0["userAccountControl"] ?? "") ?? 0) & 2 != 0 }
                #expect(
                    Self.total(here.filter { $0["accountControl"].texts.contains("disabled") }) == Double(disabled),
                    "\(container)")
                let marked = users.count { ($0["adminCount"] ?? "0") != "0" }
                #expect(Self.total(here.filter { $0["adminCount"] == .bool(true) }) == Double(marked), "\(container)")
            }
        }

        @Test("have descriptors, each once, and each in use", .timeLimit(.minutes(1)))
        func descriptors() async throws {
            let population = try await Self.population()
            let texts = population["descriptors"].texts
            #expect(!texts.isEmpty && Set(texts).count == texts.count)
            #expect(texts.allSatisfy { $0.hasPrefix("O:") && $0.contains("D:") && !$0.contains("S:") })
            let used = Set(population["groups"].list.compactMap { $0["descriptor"].number })
            #expect(used == Set((0..<texts.count).map(Double.init)))
        }

        @Test("below a container and up to a limit", .timeLimit(.minutes(1)))
        func narrowed() async throws {
            let lab = try await Lab.required()
            let container = "CN=Users,\(Self.base)"
            let stored = try await lab.database(
                of: "dc2", base: container, "(&(objectCategory=person)(objectClass=user)(!(objectClass=computer)))",
                "cn")
            let whole = try await Self.population(["--population-base", container])
            #expect(whole["users"].number == Double(stored.count))
            let part = try await Self.population(["--population-base", container, "--population-limit", "1"])
            #expect(part["users"].number == 1)
        }

        /// By organizational unit and rule: how many users, of how many.
        private static let expected: [String: String] = [
            "Cut WB-USR-006": "2 of 2", "Own WB-USR-006": "1 of 2", "Protected WB-USR-007": "1 of 1",
            "Left WB-USR-008": "1 of 1", "Disabled WB-USR-012": "1 of 1", "Fixed WB-USR-010": "2 of 2",
            "Aged WB-USR-011": "3 of 3",
        ]

        @Test("are found by organizational unit and reason, each as often as there are such", .timeLimit(.minutes(3)))
        func judged() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                try await lab.executeSuccessfully(
                    on: "dc1", ["python3", "-c", PopulationScript.setup, "Effect.Word.1"], timeout: .seconds(120))
                // The users are read from dc2, since dc1 is the PDC emulator; what was made has to be there.
                try await lab.sambaTool(
                    on: "dc2", "drs", "replicate", "dc2.\(domain)", "dc1.\(domain)", Self.base)
                let top = "OU=Judged,\(Self.base)"
                let arguments =
                    ["check", domain, "--population", "--population-base", top, "--format", "json"]
                    + (try lab.password(of: "administrator"))
                let result = try await lab.adinspect(arguments)
                guard (0...3).contains(result.status) else {
                    throw CommandFailed(command: arguments, result: result)
                }
                let findings = try JSONValue(result.output)["findings"].list.filter {
                    $0["rule"].text?.hasPrefix("WB-USR-") == true
                }
                #expect(!findings.contains { $0["outcome"].text == "undecided" }, "\(findings)")
                var found: [String: String] = [:]
                for finding in findings where finding["outcome"].text == "notMet" {
                    let name = try #require(finding["subject"]["name"].text)
                    #expect(finding["subject"]["kind"].text == "container" && name.hasSuffix(",\(top)"), "\(name)")
                    let unit = name.prefix { $0 != "," }.dropFirst(3)
                    let counted = finding["because"].list.first { $0["statement"].text == "users" }
                    found["\(unit) \(finding["rule"].text ?? "")"] = counted?["value"].text
                }
                #expect(found == Self.expected)
                let service = findings.first {
                    $0["rule"].text == "WB-USR-001" && $0["subject"]["domain"].text == domain
                }
                #expect(service?["outcome"].text == "met")
                let cut = findings.first {
                    $0["rule"].text == "WB-USR-006" && $0["subject"]["name"].text == "OU=Cut,\(top)"
                }
                #expect(cut?["remedy"]["command"].text == "dsacls \"OU=Cut,\(top)\" /P:N")
                #expect(cut?["remedy"]["undo"]["descriptors"][0]["sddl"].text?.hasPrefix("D:P") == true)
                let text = try await lab.adinspect(
                    ["check", domain, "--population", "--population-base", top]
                        + (try lab.password(of: "administrator")))
                #expect(text.output.contains("\nUSERS\n") && text.output.contains("2 inheritance off"))
            }
        }
    }
}
