import Foundation
import TestSupport
import Testing

@testable import Writeback

@Suite struct EvidenceGuideTests {
    private static let hostile = "o'brien;$(reboot)`id`#EXT#&x@example.com"

    private static func guide(_ cloud: EvidenceCloud = .public, users: [String] = ["alice@example.com"])
        -> EvidenceGuide
    {
        EvidenceGuide(
            EvidenceNames(
                cloud: cloud, domain: "corp.example.com", enablingAdministrator: "admin@example.onmicrosoft.com",
                testUsers: users))
    }

    private static func lines(_ guide: EvidenceGuide, of tool: String) -> [String] {
        let commands = guide.places.flatMap { $0.preparation + $0.files.flatMap(\.commands) }
        return commands.filter { $0.tool.hasPrefix(tool) }.flatMap(\.lines)
    }

    /// A rule that files decide and no file is said to decide would be undecided for ever.
    @Test func everyRuleThatFilesDecideHasItsFile() {
        let decided = Set(Self.guide().places.flatMap(\.files).flatMap(\.decides))
        for rule in Catalogue.rules where rule.isDecidedByFiles {
            #expect(decided.contains(rule.id), "\(rule.id): add a mark of its command in EvidencePlan")
        }
    }

    @Test func aRuleIsGivenToTheFilesThatItsCommandMeans() {
        let rules = [
            Self.rule("WB-TEST-001", "Get-ADSyncServerConfiguration -Path <folder>; Get-ADSyncRunProfileResult"),
            Self.rule("WB-TEST-002", "az rest --method get --url https://graph.microsoft.com/v1.0/subscribedSkus"),
            Self.rule("WB-TEST-003", "adinspect egress --idle 180"), Self.rule("WB-TEST-004", "secedit /export"),
        ]
        let guide = EvidenceGuide(EvidenceNames(), rules: rules + [Self.question])
        let decides = guide.places.flatMap(\.files).reduce(into: [:]) { $0[$1.name] = $1.decides }
        #expect(decides["connect-export"] == ["WB-TEST-001"] && decides["run-history.json"] == ["WB-TEST-001"])
        #expect(decides["subscribedSkus.json"] == ["WB-TEST-002"] && decides["egress.json"] == ["WB-TEST-003"])
        #expect(decides["secedit-connect.inf"] == ["WB-TEST-004"] && decides["DC-NAME.inf"] == ["WB-TEST-004"])
        #expect(decides["domains.json"] == [] && decides["authorizationPolicy.json"] == [])
        #expect(guide.questions.map(\.rule) == ["WB-TEST-009"])
        #expect(guide.attestations.last?.contains("rule: WB-TEST-009, answer: yes") == true)
    }

    private static func rule(_ id: RuleIdentifier, _ command: String) -> Rule {
        rule(id, .evidence(.init(place: "there", command: command)) { _, _ in [] })
    }

    private static let question = rule("WB-TEST-009", .question(.tenant, .init(place: "portal", command: "look")))

    private static func rule(_ id: RuleIdentifier, _ judge: Rule.Judge) -> Rule {
        Rule(
            id, plane: .connect, family: "Test", title: "t", rationale: "r",
            decision: .init(base: "b", scope: "-", filter: "-", attributes: [], reading: "r"),
            severities: .always(.blocker), remedy: Remedy(steps: ["s"], undo: .notNeeded), references: [],
            grade: .source,
            judge: judge)
    }

    @Test(arguments: [
        (EvidenceCloud.public, "https://graph.microsoft.com/", [], "adinspect egress --idle 180"),
        (.usgov, "https://graph.microsoft.us/", ["AzureUSGovernment", "-Environment USGov"], "--cloud usgov --idle"),
        (
            .china, "https://microsoftgraph.chinacloudapi.cn/", ["AzureChinaCloud", "-Environment China"],
            "--cloud china"
        ),
    ])
    func eachCloudHasItsOwnHosts(cloud: EvidenceCloud, host: String, signIn: [String], egress: String) {
        let guide = Self.guide(cloud)
        for line in Self.lines(guide, of: "az") where line.contains("az rest") {
            #expect(line.contains("--url '\(host)v1.0/"), "\(line)")
        }
        let all = guide.places.flatMap { $0.preparation + $0.files.flatMap(\.commands) }.flatMap(\.lines)
        for word in signIn { #expect(all.contains { $0.contains(word) }, "\(word)") }
        #expect(all.contains { $0.contains("az cloud set") } == (cloud != .public))
        #expect(all.contains { $0.contains(egress) })
    }

    /// What az is given, by bash itself: the dollar of `$select` must survive, and no name may be anything but a name.
    @Test(arguments: ["alice@example.com", hostile])
    func bashGivesAzWhatIsMeant(user: String) async throws {
        let script = Self.lines(Self.guide(users: [user]), of: "az").joined(separator: "\n")
        let output = try await runSuccessfully(
            "bash", ["-c", "az() { printf '%s\\n' \"${@: -1}\" \"$@\"; }\n" + script])
        let words = output.split(separator: "\n").map(String.init)
        #expect(words.contains { $0.hasPrefix("$select=id,userPrincipalName,") } && words.contains("$expand=memberOf"))
        #expect(words.filter { $0.hasSuffix(".json") }.count >= 9)
        let url = try #require(words.first { $0.contains("userRegistrationDetails?$filter=") })
        let name = user.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
        #expect(url.removingPercentEncoding?.hasSuffix("?$filter=userPrincipalName eq '\(name)'") == true, "\(url)")
        let own = try #require(words.filter { $0.contains("/users/") }.last)
        #expect(own.removingPercentEncoding?.hasSuffix("/users/\(user)") == true)
    }

    /// Windows PowerShell reads the same lines: a dollar stands only between single quotation marks, and nothing that az.cmd would obey.
    @Test(arguments: ["alice@example.com", hostile])
    func powerShellGivesAzTheSame(user: String) {
        for line in Self.lines(Self.guide(users: [user]), of: "az") {
            let parts = line.split(separator: "'", omittingEmptySubsequences: false)
            #expect(parts.count % 2 == 1, "an open quotation mark: \(line)")
            for outside in stride(from: 0, to: parts.count, by: 2) {
                #expect(!parts[outside].contains { "$`;&|()\"".contains($0) }, "\(line)")
            }
            #expect(!line.contains { "&^\"<>|".contains($0) }, "\(line)")
        }
    }

    @Test func cmdletsGetTheNameAsAString() {
        let lines = Self.lines(Self.guide(users: [Self.hostile]), of: "Graph")
        #expect(
            lines.contains { $0.hasPrefix("Get-MgUser -UserId 'o''brien;$(reboot)`id`#EXT#&x@example.com' -Property ") }
        )
        #expect(lines.contains { $0.contains("-Filter 'userPrincipalName eq ''o''''brien;") })
        #expect(
            lines.filter { $0.hasPrefix("Get-Mg") }.allSatisfy { $0.contains("ConvertTo-Json -Depth 10 | Out-File") })
    }

    @Test func theLastLineTakesEveryFile() async throws {
        let guide = Self.guide(users: ["alice@example.com", Self.hostile])
        let output = try await runSuccessfully(
            "bash", ["-c", "adinspect() { printf '%s\\n' \"$@\"; }\n" + guide.check.joined(separator: " ")])
        let words = output.split(separator: "\n").map(String.init)
        #expect(words.prefix(2) == ["check", "corp.example.com"] && words.contains(Self.hostile))
        for file in guide.places.flatMap(\.files) {
            #expect(zip(words, words.dropFirst()).contains { $0 == (file.option, file.name) }, "\(file.name)")
        }
        #expect(words.contains("registration-2.json") && words.contains("test-user-1.json"))
        #expect(Self.guide().check.contains("registration.json"))
        #expect(EvidenceGuide(EvidenceNames()).check.contains("ADMIN-UPN"))
    }

    @Test func theConnectServerIsAskedExactly() {
        let lines = Self.guide().places[0].files.flatMap(\.commands).flatMap(\.lines)
        #expect(
            lines == [
                #"Get-ADSyncServerConfiguration -Path 'C:\adinspect\connect-export'"#,
                "Get-ADSyncRunProfileResult -RunStepDetails | ConvertTo-Json -Depth 10 | "
                    + #"Out-File -Encoding utf8 'C:\adinspect\run-history.json'"#,
                #"secedit /export /cfg 'C:\adinspect\secedit-connect.inf' /areas SECURITYPOLICY USER_RIGHTS"#,
            ])
    }
}
