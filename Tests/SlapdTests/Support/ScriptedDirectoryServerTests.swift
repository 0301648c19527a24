import TestSupport
import Testing

/// OpenLDAP's own client judges the scripted server.
@Suite("the scripted directory server")
struct ScriptedDirectoryServerTests {
    private static let suffix = "DC=corp,DC=example,DC=test"

    private static var tree: DirectoryTree {
        var tree = DirectoryTree([
            DirectoryEntry("", ["objectClass": "top", "defaultNamingContext": "DC=corp,DC=example,DC=test"]),
            DirectoryEntry(suffix, ["objectClass": ["top", "domain", "domainDNS"], "name": "corp"]),
        ])
        for number in 1...7 {
            tree.add(
                DirectoryEntry(
                    "CN=user\(number),\(suffix)",
                    [
                        "objectClass": ["top", "person", "user"], "cn": "user\(number)",
                        "sAMAccountName": "User\(number)",
                        "userAccountControl": DirectoryValues(number == 3 ? 514 : 512),
                        "objectCategory": "CN=Person,CN=Schema,CN=Configuration,DC=corp,DC=example,DC=test",
                        "objectGUID": DirectoryValues([WindowsIdentifiers.guid(for: "user\(number)")]),
                        "msDS-Computed": "here",
                    ]))
            tree["CN=user\(number),\(suffix)"]?.operational = ["msds-computed"]
        }
        return tree
    }

    private func search(
        _ server: ScriptedDirectoryServer, _ arguments: [String], timeout: Duration = .seconds(10)
    ) async throws -> CommandResult {
        let bind = ["-x", "-D", "reader@corp.example.test", "-w", "Reader-Lab-Secret-1"]
        return try await run(
            "ldapsearch", ["-LLL", "-o", "ldif-wrap=no", "-H", server.uri] + bind + arguments,
            environment: ["LDAPNOINIT": "1"], timeout: timeout)
    }

    private func names(_ output: String) -> [String] {
        output.split(separator: "\n").filter { $0.hasPrefix("dn: CN=") }.map {
            String($0.dropFirst(7).prefix { $0 != "," })
        }
    }

    @Test(
        "evaluates filters",
        arguments: [
            ("(sAMAccountName=USER2)", ["user2"]),
            ("(&(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2))(cn=*r*3*))", []),
            ("(userAccountControl:1.2.840.113556.1.4.803:=2)", ["user3"]),
            ("(userAccountControl:1.2.840.113556.1.4.804:=3)", ["user3"]),
            ("(|(cn=*1)(cn=us*7))", ["user1", "user7"]),
            ("(&(cn>=user6)(objectCategory=person))", ["user6", "user7"]),
            ("(userAccountControl<=512)", ["user1", "user2", "user4", "user5", "user6", "user7"]),
            ("(description=*)", []),
            ("(&(objectClass=user)(!(description=x))(cn=user1))", ["user1"]),
        ])
    func filters(filter: String, expected: [String]) async throws {
        let server = try ScriptedDirectoryServer(Self.tree)
        let result = try await search(server, ["-b", Self.suffix, filter, "cn"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(names(result.output) == expected)
    }

    @Test("selects attributes as asked, whatever their case")
    func selection() async throws {
        let server = try ScriptedDirectoryServer(Self.tree)
        let base = "CN=user1,\(Self.suffix)"
        func lines(_ attributes: String...) async throws -> [String] {
            let result = try await search(server, ["-s", "base", "-b", base] + ["(objectClass=*)"] + attributes)
            return result.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != ":" }) }
        }
        #expect(try await lines("SAMACCOUNTNAME") == ["sAMAccountName"])
        let all = try await lines()
        #expect(!all.contains("msDS-Computed"))
        #expect(try await lines("msds-computed") == ["msDS-Computed"])
        #expect(try await lines("+") == ["msDS-Computed"])
        #expect(try await lines("1.1").isEmpty)
        server.update { tree, _ in tree[base]?.withheld = ["samaccountname"] }
        #expect(try await lines("sAMAccountName").isEmpty)
        let filtered = try await search(server, ["-b", Self.suffix, "(!(sAMAccountName=nobody))", "cn"])
        #expect(!names(filtered.output).contains("user1"), "a term on an unreadable attribute matches nothing")
    }

    @Test("pages, and in both forms of BER lengths", arguments: [true, false])
    func paging(longLengths: Bool) async throws {
        let server = try ScriptedDirectoryServer(Self.tree, DirectoryBehaviour { $0.longLengths = longLengths })
        let result = try await search(server, ["-b", Self.suffix, "-E", "pr=2/noprompt", "(objectClass=user)", "cn"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(names(result.output).count == 7)
        #expect(server.requests.compactMap(\.search).count == 4)
        #expect(server.requests.filter(\.isBind).count == 1)
    }

    @Test("limits sizes: the client's and its own")
    func sizeLimits() async throws {
        let server = try ScriptedDirectoryServer(Self.tree)
        let asked = try await search(server, ["-z", "3", "-b", Self.suffix, "(cn=*)", "cn"])
        #expect(asked.status == 4)
        #expect(names(asked.output).count == 3)
        server.update { $1.maximumPageSize = 5 }
        let own = try await search(server, ["-b", Self.suffix, "(cn=*)", "cn"])
        #expect(own.status == 4)
        #expect(names(own.output).count == 5)
        let paged = try await search(server, ["-b", Self.suffix, "-E", "pr=100/noprompt", "(cn=*)", "cn"])
        #expect(paged.status == 0)
        #expect(names(paged.output).count == 7)
    }

    @Test("names the nearest entry above one that is not there")
    func noSuchObject() async throws {
        let server = try ScriptedDirectoryServer(Self.tree)
        let result = try await search(server, ["-b", "CN=x,CN=user1,\(Self.suffix)"])
        #expect(result.status == 32)
        #expect(result.errors.contains("CN=user1,\(Self.suffix)"))
    }

    @Test("finds a base by GUID")
    func guidBase() async throws {
        let server = try ScriptedDirectoryServer(Self.tree)
        let hex = WindowsIdentifiers.guid(for: "user5").map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
        let result = try await search(server, ["-s", "base", "-b", "<GUID=\(hex)>", "(objectClass=*)", "cn"])
        #expect(names(result.output) == ["user5"])
    }

    @Test("ranges a long attribute")
    func ranges() async throws {
        let server = try ScriptedDirectoryServer(Self.tree, DirectoryBehaviour { $0.maximumValues = 3 })
        server.update { tree, _ in
            tree["CN=user1,\(Self.suffix)"]?["member"] = DirectoryValues((0..<8).map { "CN=m\($0)" })
        }
        func member(_ attribute: String) async throws -> [Substring] {
            let result = try await search(
                server, ["-s", "base", "-b", "CN=user1,\(Self.suffix)", "(objectClass=*)", attribute])
            return Array(result.output.split(separator: "\n").dropFirst())
        }
        #expect(
            try await member("member") == [
                "member;range=0-2: CN=m0", "member;range=0-2: CN=m1", "member;range=0-2: CN=m2",
            ])
        #expect(try await member("member;range=6-*") == ["member;range=6-*: CN=m6", "member;range=6-*: CN=m7"])
    }

    @Test("refuses a bind with Active Directory's words, and counts the attempts")
    func bindRefused() async throws {
        let server = try ScriptedDirectoryServer(Self.tree)
        server.update {
            $1.answer(.bind, .result(.invalidCredentials(data: "773")))
        }
        let result = try await search(server, ["-b", Self.suffix])
        #expect(result.status == 49)
        #expect(result.errors.contains("data 773, v4563"))
        #expect(server.requests.filter(\.isBind).count == 1)
    }

    @Test("answers nothing but the rootDSE before a bind")
    func bindFirst() async throws {
        let server = try ScriptedDirectoryServer(Self.tree)
        let anonymous = ["-x", "-LLL", "-H", server.uri]
        let root = try await run("ldapsearch", anonymous + ["-s", "base", "-b", ""])
        #expect(root.output.contains("defaultNamingContext: \(Self.suffix)"))
        let other = try await run("ldapsearch", anonymous + ["-b", Self.suffix])
        #expect(other.status == 1)
        #expect(other.errors.contains("successful bind must be completed"))
    }

    @Test("records a write as one, and refuses it")
    func writes() async throws {
        let server = try ScriptedDirectoryServer(Self.tree)
        let result = try await run("ldapdelete", ["-x", "-H", server.uri, "CN=user1,\(Self.suffix)"])
        #expect(result.status == 53)
        #expect(server.requests.contains { $0.isWrite })
    }

    @Test("closes, resets, falls silent, lies or says goodbye in place of the second answer")
    func events() async throws {
        let server = try ScriptedDirectoryServer(Self.tree)
        let base = ["-b", Self.suffix]
        let farewell = ScriptedResult(52, "The server is shutting down")
        for event in [.close, .reset, .noticeOfDisconnection(farewell)] as [DirectoryBehaviour.Event] {
            server.update { $1.events = [2: event] }
            let result = try await search(server, base)
            #expect(result.status != 0, "\(event)")
        }
        for event in [.silence, .lyingLength] as [DirectoryBehaviour.Event] {
            server.update { $1.events = [2: event] }
            await #expect(throws: CommandTimedOut.self) {
                try await search(server, base, timeout: .milliseconds(300))
            }
        }
        server.update {
            $1.events = [:]
            $1.afterBind = .close
        }
        #expect(try await search(server, base).status != 0)
    }

    @Test("answers over StartTLS and over TLS")
    func tls() async throws {
        let authority = try await TestPKI.trusted()
        let server = try ScriptedDirectoryServer(Self.tree, certificate: try await authority.issue())
        server.update { $1.requiresTLSForSimpleBind = true }
        let environment = ["LDAPTLS_CACERT": authority.caFile, "LDAPTLS_REQCERT": "demand"]
        let bind = ["-x", "-D", "reader", "-w", "x", "-LLL", "-b", Self.suffix, "(cn=user1)", "cn"]
        let tlsPort = try #require(server.tlsPort)
        for how in [["-ZZ", "-H", server.uri], ["-H", "ldaps://127.0.0.1:\(tlsPort)"]] {
            let result = try await run("ldapsearch", how + bind, environment: environment, timeout: .seconds(10))
            #expect(names(result.output) == ["user1"], "\(result.errors)")
        }
        let clear = try await run("ldapsearch", ["-H", server.uri] + bind)
        #expect(clear.status == 8)
    }
}
