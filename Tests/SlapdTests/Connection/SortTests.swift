import LDAP
import Testing

@testable import TestSupport

@Suite("sorting at slapd (RFC 2891)", .serialized, .timeLimit(.minutes(2)))
struct SortTests {
    static let base = "ou=many,dc=example,dc=test"

    /// A slapd that sorts, with 60 people; each third has no given name, and many share a surname.
    static func slapd() async throws -> SlapdServer {
        try await Client.slapd { configuration in
            let people = (0..<60).map { number in
                """
                dn: uid=p\(number),\(base)
                objectClass: inetOrgPerson
                objectClass: extensibleObject
                uid: p\(number)
                rank: \(number * 13 % 60 - 20)
                cn: Person \(number * 37 % 60)
                sn: \(["Ärmel", "brown", "Brown", "Clark", "adams"][number * 7 % 5])
                \(number % 3 == 0 ? "" : "givenName: G\(number * 11 % 20)\n")

                """
            }
            configuration.ldif =
                SlapdConfiguration.smallTree
                + "\ndn: \(base)\nobjectClass: organizationalUnit\nou: many\n\n" + people.joined()
            // No attribute of the schemas that slapd comes with is ordered by a rule of its own.
            configuration.global = [
                "moduleload sssvlv",
                "attributetype ( 1.3.6.1.4.1.99999.3.1 NAME 'rank' EQUALITY integerMatch ORDERING integerOrderingMatch "
                    + "SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
            ]
            configuration.database = ["overlay sssvlv"]
        }
    }

    static func people(_ controls: [LDAPControl], pageSize: Int32? = nil) -> SearchRequest {
        SearchRequest(
            base: DistinguishedName(base), scope: .oneLevel, filter: .present("uid"), attributes: ["rank"],
            controls: controls, pageSize: pageSize)
    }

    /// The names in the order in which they came, and how the search ended.
    static func names(
        _ connection: LDAPConnection, _ request: SearchRequest
    ) async throws -> (names: [DistinguishedName], end: SearchEnd?) {
        var names: [DistinguishedName] = []
        var iterator = connection.search(request).makeAsyncIterator()
        while case .entry(let entry)? = try await iterator.next() { names.append(entry.distinguishedName) }
        return (names, iterator.end)
    }

    static func ldapsearch(_ server: String, _ keys: String, _ more: [String] = []) async throws -> CommandResult {
        try await run(
            "ldapsearch",
            ["-x", "-LLL", "-o", "ldif-wrap=no", "-H", server, "-b", base, "-s", "one", "-E", "sss=" + keys] + more
                + ["(uid=*)", "1.1"])
    }

    /// Keys, and how ldapsearch writes them.
    static let keys: [([SortKey], String)] = [
        ([SortKey("rank")], "rank"),
        ([SortKey("rank", isReversed: true)], "-rank"),
        ([SortKey("cn", orderingRule: "caseIgnoreOrderingMatch")], "cn:caseIgnoreOrderingMatch"),
        ([SortKey("sn", orderingRule: "2.5.13.3"), SortKey("rank")], "sn:2.5.13.3/rank"),
        ([SortKey("sn", orderingRule: "2.5.13.3", isReversed: true), SortKey("rank")], "-sn:2.5.13.3/rank"),
        ([SortKey("sn", orderingRule: "caseExactOrderingMatch"), SortKey("rank")], "sn:caseExactOrderingMatch/rank"),
        (
            [SortKey("sn", orderingRule: "2.5.13.6", isReversed: true), SortKey("rank", isReversed: true)],
            "-sn:2.5.13.6/-rank"
        ),
        ([SortKey("givenName", orderingRule: "2.5.13.3"), SortKey("rank")], "givenName:2.5.13.3/rank"),
        (
            [SortKey("givenName", orderingRule: "2.5.13.3", isReversed: true), SortKey("rank")],
            "-givenName:2.5.13.3/rank"
        ),
    ]

    @Test("the order is the one that ldapsearch is given", arguments: keys)
    func order(keys: [SortKey], text: String) async throws {
        let server = try await Self.slapd()
        let connection = try await server.connect()
        let (names, end) = try await Self.names(connection, Self.people([.sort(by: keys, isCritical: true)]))
        #expect(end?.sortResult?.isSorted == true)
        #expect(end?.sortResult?.attribute == nil)
        let oracle = try await Self.ldapsearch(server.uri, text)
        let expected = oracle.output.split(separator: "\n").filter { $0.hasPrefix("dn: ") }
            .map { DistinguishedName(String($0.dropFirst(4))) }
        #expect(names == expected, "\(oracle)")
        #expect(names.count == 60)
        await server.stop()
    }

    @Test(
        "ascending is ascending, page by page too, and reversed the other way round", arguments: [nil, 25] as [Int32?],
        [false, true])
    func direction(pageSize: Int32?, isReversed: Bool) async throws {
        let server = try await Self.slapd()
        let expected = (-20..<40).map(String.init)
        let control = LDAPControl.sort(by: [SortKey("rank", isReversed: isReversed)], isCritical: true)
        let (found, end) = try await Self.ranks(server, Self.people([control], pageSize: pageSize))
        #expect(found == (isReversed ? expected.reversed() : expected))
        #expect(end?.sortResult?.isSorted == true)
        await server.stop()
    }

    /// slapd 2.5 puts a page's sort aside only after it has sent the page, and calls itself busy when the next one is asked for before
    /// that. Then the search begins anew, by another connection.
    static func ranks(_ server: SlapdServer, _ request: SearchRequest) async throws -> ([String], SearchEnd?) {
        for attempt in 1... {
            let connection = try await server.connect()
            var iterator = connection.search(request).makeAsyncIterator()
            var found: [String] = []
            do {
                while case .entry(let entry)? = try await iterator.next() { found.append(entry.text("rank") ?? "") }
                return (found, iterator.end)
            } catch let error as LDAPError where error.resultCode == .busy && attempt < 50 {
                continue
            }
        }
        return ([], nil)
    }

    /// The RFC has a server give unsorted entries when the control is not critical; slapd refuses all the same.
    @Test("a key that slapd cannot sort by is its refusal", arguments: [true, false])
    func refusedKeys(isCritical: Bool) async throws {
        let server = try await Self.slapd()
        let connection = try await server.connect()
        let table: [([SortKey], LDAPResultCode)] = [
            ([SortKey("notAnAttribute")], .noSuchAttribute), ([SortKey("cn")], .inappropriateMatching),
            ([SortKey("cn", orderingRule: "notARule")], .inappropriateMatching), ([], .protocolError),
        ]
        for (keys, code) in table {
            let error = await #expect(throws: LDAPError.self) {
                try await Self.names(connection, Self.people([.sort(by: keys, isCritical: isCritical)]))
            }
            #expect(error?.code == .server)
            #expect(error?.resultCode == code, "\(String(describing: error))")
        }
        #expect(try await connection.whoAmI() == "")
        await server.stop()
    }

    @Test("why a server has not sorted stands in the search's end, with and without its refusal")
    func reason() async throws {
        for code in [0, 12] {
            let ber = BER(longLengths: true)
            let value: [UInt8] = [0x30, 0x84, 0, 0, 0, 7, 0x0A, 1, 16, 0x80, 2, 0x63, 0x6E]
            let control = ber.sequence([ber.text("1.2.840.113556.1.4.474"), ber.octets(value)])
            let answer = LDAPAnswer(ber).result(.searchDone, id: 1, ScriptedResult(code), controls: [control])
            let server = try ScriptedDirectoryServer(
                DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]),
                DirectoryBehaviour { $0.events = [1: .bytes(answer)] })
            let connection = try await Client.connect(server.port)
            let request = Self.people([.sort(by: [SortKey("cn")], isCritical: code != 0)])
            var iterator = connection.search(request).makeAsyncIterator()
            do {
                let item = try await iterator.next()
                #expect(item == nil && code == 0)
            } catch let error as LDAPError {
                #expect(error.resultCode == .unavailableCriticalExtension && code == 12)
            }
            #expect(iterator.end?.sortResult?.resultCode == .noSuchAttribute)
            #expect(iterator.end?.sortResult?.attribute == "CN")
            #expect(iterator.end?.sortResult?.isSorted == false)
            server.stop()
        }
    }

    @Test("a server that does not sort: no word of it, or its refusal when critical")
    func noSorting() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        func request(isCritical: Bool) -> SearchRequest {
            SearchRequest(
                base: DistinguishedName("dc=example,dc=test"), scope: .subtree, filter: .present("uid"),
                controls: [.sort(by: [SortKey("uid")], isCritical: isCritical)])
        }
        let (names, end) = try await Self.names(connection, request(isCritical: false))
        #expect(names.count == 2)
        #expect(end != nil && end?.sortResult == nil)
        let error = await #expect(throws: LDAPError.self) {
            try await Self.names(connection, request(isCritical: true))
        }
        #expect(error?.code == .server)
        #expect(error?.resultCode == .unavailableCriticalExtension)
        #expect(error?.isConnectionUsable == true)
        await server.stop()
    }

    @Test("the request is, byte for byte, the one that ldapsearch sends", arguments: keys)
    func request(keys: [SortKey], text: String) async throws {
        let server = try ScriptedDirectoryServer(
            DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), DirectoryBehaviour { $0.requiresBind = false })
        let connection = try await Client.connect(server.port)
        _ = try? await Self.names(connection, Self.people([.sort(by: keys)]))
        _ = try await Self.ldapsearch("ldap://127.0.0.1:\(server.port)", text)
        let values = server.requests.compactMap { request in
            request.controls.first { $0.oid == "1.2.840.113556.1.4.473" }?.value
        }
        #expect(values.count == 2)
        #expect(values.first == values.last)
        server.stop()
    }
}
