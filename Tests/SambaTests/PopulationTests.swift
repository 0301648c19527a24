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
    }
}
