import TestSupport
import Testing

extension LabSuite {
    /// Every form of a name leads to the one user, and what leads to none says so.
    @Suite("whom adinspect user takes a name for")
    struct UserNameTests {
        private static let alice = "CN=alice,CN=Users,DC=corp,DC=example,DC=test"

        @Test("every form of a name", .timeLimit(.minutes(1)))
        func forms() async throws {
            let lab = try await Lab.required()
            let entry = try #require(
                try await lab.database(of: "dc1", "(sAMAccountName=alice)", "objectSid", "objectGUID").first)
            let names = [
                "alice", "ALICE", "alice@\(domain)", "CORP\\alice", "\(domain)\\alice", Self.alice,
                try #require(entry["objectSid"]), try #require(entry["objectGUID"]),
            ]
            for name in names {
                let result = try await lab.adinspect(["user", domain, name, "--format", "json"])
                let report = try JSONValue(result.output)
                #expect(report["user"]["distinguishedName"].text == Self.alice, "\(name)")
                #expect(report["user"]["sid"].text == entry["objectSid"], "\(name)")
                // Whatever the verdict is, it is one.
                #expect((0...2).contains(result.status), "\(name): \(result.status)")
            }
        }

        @Test(
            "the connector account is found by itself, and grants what an express installation grants",
            .timeLimit(.minutes(1)))
        func express() async throws {
            let lab = try await Lab.required()
            let result = try await lab.adinspect(["user", domain, "alice", "--format", "json"])
            let accounts = try JSONValue(result.output)["connectorAccounts"]
            #expect(accounts["judged"].list.map { $0["samAccountName"].text } == ["MSOL_0a1b2c3d4e5f"])
            let rights = accounts["judged"][0]["rights"].list
            #expect(rights.allSatisfy { $0["answer"].text == "granted" } && rights.count == 5)
        }

        @Test(
            "what is no user, and what is not there", .timeLimit(.minutes(1)),
            arguments: [
                ("nobody", "no object of that name"), ("SYNC01$", "is a computer"), ("Domain Admins", "is a group"),
                ("nobody@\(domain)", "no object of that name"), ("ELSEWHERE\\alice", "no object of that name"),
                ("CN=nobody,CN=Users,DC=corp,DC=example,DC=test", "no object of that name"),
                ("S-1-5-21-1-2-3-500", "no object of that name"), ("*", "no object of that name"),
            ])
        func refused(_ name: String, _ words: String) async throws {
            let result = try await Lab.required().adinspect(["user", domain, name])
            #expect(result.status == 66 && result.output.isEmpty, "\(name)")
            #expect(result.errors.contains(words), "\(result.errors)")
        }

        @Test("a connector account that is named and not there", .timeLimit(.minutes(1)))
        func connector() async throws {
            let result = try await Lab.required().adinspect(
                ["user", domain, "alice", "--connector-account", "MSOL_nobody"])
            #expect(result.status == 66 && result.errors.contains("find the connector account \"MSOL_nobody\""))
        }
    }
}
