import LDAP
import TestSupport
import Testing

/// libldap takes texts that end at a zero byte, and would send what stands before it: another name, a wider filter.
@Suite("texts with a zero byte", .serialized, .timeLimit(.minutes(2)))
struct ZeroByteTests {
    static let requests: [(String, SearchRequest)] = [
        ("base", request { $0.base = DistinguishedName("dc=example,dc=test\0,cn=secret") }),
        ("attribute", request { $0.attributes = ["cn", "s\0n"] }),
        ("attribute of the filter", request { $0.filter = .equals("c\0n", "Alice") }),
        ("attribute within the filter", request { $0.filter = .and([.present("cn"), .not(.present("s\0n"))]) }),
        ("control", request { $0.controls = [LDAPControl(identifier: "1.2\0.3")] }),
        ("base of a search page by page", request { ($0.base, $0.pageSize) = (DistinguishedName("\0"), 10) }),
    ]

    private static func request(_ change: (inout SearchRequest) -> Void) -> SearchRequest {
        var request = SearchRequest(
            base: DistinguishedName("dc=example,dc=test"), scope: .subtree, filter: .present("objectClass"))
        change(&request)
        return request
    }

    @Test("do not leave in a search", arguments: requests.map(\.0))
    func search(place: String) async throws {
        let request = try #require(Self.requests.first { $0.0 == place }).1
        let server = try await Client.slapd()
        let connection = try await server.connect()
        var iterator = connection.search(request).makeAsyncIterator()
        let error = await #expect(throws: LDAPError.self) { try await iterator.next() }
        #expect(error?.code == .refusedLocally)
        #expect(error?.operation == .search)
        let shown = place.contains("filter") ? "\\00" : "\\u{0}"
        #expect(error?.meaning.contains(shown) == true, "\(String(describing: error))")
        #expect(error?.isConnectionUsable == true)
        #expect(try await iterator.next() == nil)
        // Answered after whatever would have been sent.
        #expect(try await connection.whoAmI() == "")
        try await server.logLine { $0.verb == "EXT" }
        #expect(!server.logLines.contains { $0.verb == "SRCH" })
        await server.stop()
    }

    @Test("do not leave in a comparison's control")
    func compare() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let error = await #expect(throws: LDAPError.self) {
            try await connection.compare(
                DistinguishedName(Client.alice), attribute: "cn", value: "Alice",
                controls: [LDAPControl(identifier: "1.2\0.3")])
        }
        #expect(error?.code == .refusedLocally)
        await server.stop()
    }

    @Test("are no matter in the values of a filter, which are escaped")
    func values() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let request = Self.request { $0.filter = .or([.equals("cn", "Alice\0"), .equals("uid", "bob")]) }
        var found: [DistinguishedName] = []
        for try await case .entry(let entry) in connection.search(request) { found.append(entry.distinguishedName) }
        #expect(found == [DistinguishedName("uid=bob,ou=people,dc=example,dc=test")])
        await server.stop()
    }

    @Test("name no host, no socket and no file of certificates")
    func connect() async throws {
        let authority = try await TestPKI.trusted().caFile
        let table: [(LDAPEndpoint, LDAPConfiguration)] = [
            (LDAPEndpoint(host: "127.0.0.1\0.example.test", port: 389), LDAPConfiguration()),
            (.local(path: "/tmp\0/socket"), LDAPConfiguration(security: .plain)),
            (LDAPEndpoint(host: "127.0.0.1", port: 389), LDAPConfiguration(trust: .file(authority + "\0.old"))),
        ]
        for (endpoint, configuration) in table {
            let error = await #expect(throws: LDAPError.self) {
                try await LDAPConnection.connect(to: endpoint, configuration: configuration)
            }
            #expect(error?.code == .refusedLocally, "\(String(describing: error))")
            #expect(error?.operation == .connect)
        }
    }
}
