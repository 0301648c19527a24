import Foundation
import TestSupport
import Testing

extension LabSuite {
    /// `adinspect user` says beforehand what the connector account can do; then the account does it, over LDAP.
    ///
    /// The writes are those of an account at work inside a container, and none of adinspect's. Unexpire Password has no LDAP operation
    /// of its own: what is said of it is a prediction.
    @Suite("what adinspect user predicts, and what then happens")
    struct UserEffectTests {
        static let password = "Effect.Word.1"

        /// The names of the rights in the report.
        static let rights: [EffectCase.Effect: String] = [
            .reset: "resetPassword", .unlock: "writeLockoutTime", .pwdLastSet: "writePwdLastSet",
            .change: "changePassword",
        ]

        static func make(
            _ cases: [EffectCase], aged: [String] = [], foreign: String? = nil, _ lab: Lab
        ) async throws -> JSONValue {
            var plan: [String: Any] = [
                "password": password, "aged": aged,
                "cases": cases.map { item in
                    [
                        "name": item.name, "outer": item.outer, "inner": item.inner, "user": item.user,
                        "cut": item.cut.rawValue, "class": item.isInetOrgPerson ? "inetOrgPerson" : "user",
                        "owner": item.owner ?? "",
                    ]
                },
            ]
            plan["foreign"] = foreign
            return try await script(EffectScripts.setup, plan, lab)
        }

        static func operate(on users: JSONValue, _ operations: [String], _ lab: Lab) async throws -> JSONValue {
            var names: [String: String] = [:]
            for name in users.keys { names[name] = users[name].text }
            return try await script(
                EffectScripts.operate, ["password": password, "users": names, "operations": operations], lab)
        }

        private static func script(_ text: String, _ plan: [String: Any], _ lab: Lab) async throws -> JSONValue {
            let plan = String(decoding: try JSONSerialization.data(withJSONObject: plan), as: UTF8.self)
            let output = try await lab.executeSuccessfully(
                on: "dc1", ["python3", "-c", text, plan], timeout: .seconds(120))
            return try JSONValue(try #require(output.split(separator: "\n").last.map(String.init)))
        }

        /// What `adinspect user` says of a user.
        static func prediction(
            _ user: String, as caller: String? = "administrator", connector: String = "svc-connect", _ lab: Lab
        ) async throws -> (report: JSONValue, status: Int) {
            let identity = try caller.map { try lab.password(of: $0) } ?? []
            let result = try await lab.adinspect(
                [
                    "user", domain, user, "--connector-account", connector, "--server", "dc1.\(domain)", "--format",
                    "json",
                ] + identity,
                timeout: .seconds(60))
            return (try JSONValue(result.output), Int(result.status))
        }

        private static func isWrittenBack(_ answer: JSONValue) -> Bool? {
            switch answer.text {
            case "writtenBack", "writtenBackWithWarnings": true
            case "notWrittenBack": false
            default: nil
            }
        }

        @Test("each right, present, absent, denied, through groups and past cut inheritance", .timeLimit(.minutes(5)))
        func effects() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let made = try await Self.make(EffectCase.table, lab)
                var predictions: [String: JSONValue] = [:]
                for item in EffectCase.table {
                    predictions[item.name] = try await Self.prediction("fx-\(item.name)", lab).report
                }
                let effects = try await Self.operate(
                    on: made["users"], ["unlock", "change", "reset", "pwdLastSet"], lab)
                var compared = 0
                for item in EffectCase.table {
                    let report = try #require(predictions[item.name])
                    let judged = report["connectorAccounts"]["judged"]
                    #expect(judged.list.count == 1, "\(item)")
                    let effect = effects[item.name]
                    for operation in EffectCase.Effect.allCases {
                        let code = try #require(effect[operation.rawValue].number, "\(item) \(operation)")
                        // Where Samba is known to depart from the specification, what it does is no measure of what Windows does.
                        let happened = code == 0 && !item.departs.contains(operation)
                        if item.departs.contains(operation) { #expect(code == 0, "\(item): Samba has mended this") }
                        let right = judged[0]["rights"].list.first { $0["right"].text == Self.rights[operation] }
                        let predicted = right?["answer"].text
                        #expect(happened == item.can.contains(operation), "\(item) \(operation): result code \(code)")
                        #expect(
                            predicted == (happened ? "granted" : "denied"),
                            "\(item) \(operation): said \(predicted ?? "nothing"), result code \(code)")
                        compared += 1
                    }
                    // A password that was set is one that signs in.
                    #expect(effect["resetSeen"] == .bool(effect["reset"].number == 0), "\(item)")
                    #expect(effect["changeSeen"] == .bool(effect["change"].number == 0), "\(item)")
                    // The answers, which count everything, come to the same where nothing but rights stands in the way.
                    for (answer, operation) in [("reset", "reset"), ("unlock", "unlock"), ("change", "change")] {
                        #expect(
                            item.departs.contains { $0.rawValue == operation }
                                || Self.isWrittenBack(report["answers"][answer]) == (effect[operation].number == 0),
                            "\(item) \(answer)")
                    }
                    let forced = item.can.isSuperset(of: [.reset, .pwdLastSet])
                    #expect(Self.isWrittenBack(report["answers"]["changeAtNextLogon"]) == forced, "\(item)")
                }
                #expect(compared == 4 * EffectCase.table.count && compared >= 120)
                try Self.expectPlaces(predictions)
            }
        }

        /// Where a right comes from and where it is lost.
        private static func expectPlaces(_ predictions: [String: JSONValue]) throws {
            let unit = try #require(predictions["protectedUnit"])
            let breaks = unit["inheritance"]["breaks"].texts
            #expect(breaks == ["OU=inner,OU=protectedUnit,OU=Effects,DC=corp,DC=example,DC=test"])
            let titles = unit["connectorAccounts"]["judged"][0]["obstacles"].list.compactMap { $0["title"].text }
            #expect(titles.contains { $0.contains("inheritance is off at \(breaks.first ?? "")") }, "\(titles)")
            let user = try #require(predictions["protectedUser"])
            #expect(user["inheritance"]["breaks"].texts.map { $0.hasPrefix("CN=fx-protectedUser,") } == [true])
            let nested = try #require(predictions["nested"])["connectorAccounts"]["judged"][0]["rights"][0]
            #expect(nested["through"].list.count == 2, "the domain-local group, and the global group in it")
            let absent = try #require(predictions["absent"])["connectorAccounts"]["judged"][0]["obstacles"].list
            #expect(absent.contains { $0["title"].text?.hasSuffix("no container above hands it down") == true })
            // Authenticated Users have Unexpire Password on the domain root.
            for report in predictions.values {
                let rights = report["connectorAccounts"]["judged"][0]["rights"].list
                #expect(rights.first { $0["right"].text == "unexpirePassword" }?["answer"].text == "granted")
            }
        }

        @Test("a minimum password age by a settings object that not everybody may read", .timeLimit(.minutes(2)))
        func minimumAge() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let cases = [EffectCase(name: "aged", outer: EffectCase.cmdlet(), can: [])]
                let made = try await Self.make(cases, aged: ["aged"], lab)
                let told = try await Self.prediction("fx-aged", lab)
                #expect(told.report["answers"]["change"].text == "notWrittenBack")
                #expect(told.report["answers"]["reset"].text == "writtenBackWithWarnings")
                #expect(told.report["passwordPolicy"]["minimumPasswordAgeSeconds"].number == 86400)
                #expect(told.status == 2)
                let plain = try await Self.prediction("fx-aged", as: nil, lab)
                #expect(plain.report["answers"]["change"].text == "undecided")
                #expect(plain.report["answers"]["unlock"].text == "writtenBack")
                #expect(plain.status == 3)
                let effects = try await Self.operate(on: made["users"], ["change", "reset"], lab)
                #expect(effects["aged"]["change"].number == 19, "constraintViolation, by the age")
                #expect(effects["aged"]["reset"].number == 0)
            }
        }

        @Test("an account of the other forest in a domain-local group of this one: predicted", .timeLimit(.minutes(2)))
        func foreign() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let base = "DC=partner,DC=example"
                let account = try #require(
                    try await lab.database(of: "pdc1", base: base, "(sAMAccountName=Administrator)", "objectSid")
                        .first?[
                            "objectSid"])
                let local = try #require(
                    try await lab.database(of: "pdc1", base: base, "(sAMAccountName=DnsAdmins)", "objectSid").first?[
                        "objectSid"])
                let cases = [
                    EffectCase(name: "member", outer: EffectCase.cmdlet("{PARTNER}"), can: []),
                    EffectCase(name: "theirLocal", outer: EffectCase.cmdlet(local), can: []),
                    EffectCase(name: "notMember", outer: EffectCase.cmdlet("{LOCAL}"), can: []),
                ]
                _ = try await Self.make(cases, foreign: account, lab)
                let member = try await Self.prediction("fx-member", connector: account, lab)
                #expect(member.report["connectorAccounts"]["judged"][0]["kind"].text == "foreign")
                for right in member.report["connectorAccounts"]["judged"][0]["rights"].list {
                    #expect(right["answer"].text == "granted", "\(right)")
                }
                #expect(member.status == 0)
                // Of its own domain's groups only that domain knows which kind they are: never granted, and not said to be denied.
                let theirs = try await Self.prediction("fx-theirLocal", connector: account, lab)
                let reset = theirs.report["connectorAccounts"]["judged"][0]["rights"][0]
                #expect(reset["answer"].text == "undecided")
                #expect(theirs.report["answers"]["reset"].text == "undecided")
                let other = try await Self.prediction("fx-notMember", connector: account, lab)
                #expect(other.report["connectorAccounts"]["judged"][0]["rights"][0]["answer"].text == "denied")
            }
        }

        @Test(
            "without Pre-Windows 2000 Compatible Access a plain user is told what it may not read",
            .timeLimit(.minutes(2)))
        func leastPrivilege() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let cases = [EffectCase(name: "plain", outer: EffectCase.cmdlet(), can: [])]
                _ = try await Self.make(cases, lab)
                let before = try await Self.prediction("fx-plain", as: "alice", lab)
                #expect(before.status == 0)
                #expect(!before.report["user"]["attributes"].list.contains { $0["state"].text == "mayNotRead" })
                try await lab.executeSuccessfully(on: "dc1", ["python3", "-c", EffectScripts.closePreWindows2000])
                let after = try await Self.prediction("fx-plain", as: "alice", lab)
                let denied = after.report["user"]["attributes"].list.filter { $0["state"].text == "mayNotRead" }
                    .compactMap { $0["name"].text }
                let expected = [
                    "userAccountControl", "msDS-User-Account-Control-Computed", "lockoutTime", "pwdLastSet",
                    "accountExpires", "adminCount", "msDS-ResultantPSO",
                ]
                #expect(Set(denied) == Set(expected))
                #expect(after.status == 3)
                for operation in ["reset", "unlock", "change"] {
                    #expect(after.report["answers"][operation].text == "undecided", "\(operation)")
                }
                // A search as the same user gets none of them; an administrator gets what has a value.
                let plain = try await Self.read("alice", expected, lab)
                #expect(plain.isEmpty, "\(plain)")
                let told = try await Self.read("administrator", expected, lab)
                #expect(told.contains("useraccountcontrol") && told.contains("pwdlastset"))
                // For an administrator nothing has changed.
                let administrator = try await Self.prediction("fx-plain", lab)
                #expect(administrator.report["answers"] == before.report["answers"])
            }
        }

        /// Which attributes of the plain user a search of Samba's own shows, in lower case.
        private static func read(_ user: String, _ attributes: [String], _ lab: Lab) async throws -> Set<String> {
            let name = "CN=fx-plain,OU=inner,OU=plain,OU=Effects,DC=corp,DC=example,DC=test"
            let password = try lab.variable("ADINSPECT_LAB_\(user.uppercased())_PASSWORD")
            let output = try await lab.executeSuccessfully(
                on: "dc1",
                [
                    "ldbsearch", "-H", "ldap://dc1.\(domain)", "-U", "\(user)%\(password)", "-b", name, "-s", "base",
                    "(objectClass=*)",
                ] + attributes)
            let entry = try #require(LDIFEntry.parse(output).first)
            return Set(entry.values.keys).subtracting(["dn"])
        }
    }
}
