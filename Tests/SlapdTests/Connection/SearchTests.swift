import Foundation
import LDAP
import TestSupport
import Testing

@Suite("searches in slapd", .serialized, .timeLimit(.minutes(2)))
struct SearchTests {
    static let suffix = DistinguishedName("dc=example,dc=test")

    /// The small tree and `count` people below `ou=many`, each of about `size` bytes.
    static func manyPeople(_ count: Int, size: Int = 20) -> String {
        let filling = String(repeating: "x", count: size)
        let people = (0..<count).map { number in
            """
            dn: uid=p\(number),ou=many,dc=example,dc=test
            objectClass: inetOrgPerson
            uid: p\(number)
            cn: Person \(number)
            sn: Person
            description: \(filling)


            """
        }
        return SlapdConfiguration.smallTree
            + "\ndn: ou=many,dc=example,dc=test\nobjectClass: organizationalUnit\nou: many\n\n"
            + people.joined()
    }

    static func people(pageSize: Int32? = nil, sizeLimit: Int32 = 0) -> SearchRequest {
        SearchRequest(
            base: DistinguishedName("ou=many,dc=example,dc=test"), scope: .oneLevel, filter: .present("uid"),
            attributes: ["uid", "description"], sizeLimit: sizeLimit, pageSize: pageSize)
    }

    @Test("without pages: every entry once, and the end")
    func unpaged() async throws {
        let server = try await Client.slapd {
            $0.ldif = Self.manyPeople(700)
            $0.global = ["sizelimit unlimited"]
        }
        let connection = try await server.connect()
        var uids: Set<String> = []
        var iterator = connection.search(Self.people()).makeAsyncIterator()
        while let item = try await iterator.next() {
            guard case .entry(let entry) = item else { continue }
            #expect(uids.insert(entry.text("uid") ?? "").inserted)
            #expect(entry.attributes.map(\.description).sorted() == ["description", "uid"])
        }
        #expect(uids.count == 700)
        #expect(iterator.end?.resultCode == .success)
        #expect(try await iterator.next() == nil)
        await server.stop()
    }

    @Test("page by page, and a page only when the one before has been taken")
    func pagedByDemand() async throws {
        let server = try await Client.slapd {
            $0.ldif = Self.manyPeople(250)
            // No search without pages could return them all.
            $0.global = ["sizelimit size.soft=100 size.hard=100 size.pr=100 size.prtotal=unlimited"]
        }
        let connection = try await server.connect()
        var iterator = connection.search(Self.people(pageSize: 100)).makeAsyncIterator()
        #expect(
            server.logLines.filter { $0.text.hasPrefix("SRCH base") }.isEmpty, "nothing is sent before it is asked for")
        var uids: Set<String> = []
        for expectedPages in 1...3 {
            let size = expectedPages == 3 ? 50 : 100
            for _ in 0..<size {
                guard case .entry(let entry)? = try await iterator.next() else { throw Ended() }
                uids.insert(entry.text("uid") ?? "")
            }
            // slapd's log is behind its answers, but this question is answered after them.
            _ = try await connection.whoAmI()
            try await server.logLine { $0.verb == "EXT" && $0.operation == expectedPages * 2 - 1 }
            #expect(server.logLines.filter { $0.text.hasPrefix("SRCH base") }.count == expectedPages)
        }
        #expect(try await iterator.next() == nil)
        #expect(uids.count == 250)
        await server.stop()
    }

    struct Ended: Error {}

    @Test("a size limit: what came is handed out, then it throws", arguments: [nil, 3] as [Int32?])
    func sizeLimit(own: Int32?) async throws {
        let server = try await Client.slapd {
            $0.ldif = Self.manyPeople(20)
            $0.global = ["sizelimit 7"]
        }
        let connection = try await server.connect()
        var count = 0
        let error = await #expect(throws: LDAPError.self) {
            for try await _ in connection.search(Self.people(sizeLimit: own ?? 0)) { count += 1 }
        }
        #expect(count == Int(own ?? 7))
        #expect(error?.code == .server)
        #expect(error?.resultCode == .sizeLimitExceeded)
        #expect(error?.isConnectionUsable == true)
        #expect(try await connection.whoAmI() == "")
        await server.stop()
    }

    @Test("an entry that is not there reads as nil, and a search for it throws what the server says")
    func noSuchObject() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let name = DistinguishedName("uid=nobody,ou=people,dc=example,dc=test")
        #expect(try await connection.read(name) == nil)
        let error = await #expect(throws: LDAPError.self) {
            for try await _ in connection.search(
                SearchRequest(base: name, scope: .base, filter: .present("objectClass")))
            {}
        }
        #expect(error?.resultCode == .noSuchObject)
        #expect(error?.matchedDN == DistinguishedName("ou=people,dc=example,dc=test"))
        let elsewhere = DistinguishedName("dc=elsewhere")
        #expect(try await connection.read(elsewhere) == nil)
        await server.stop()
    }

    @Test("values are bytes: zero bytes, no text, and none at all")
    func binaryValues() async throws {
        let photo: [UInt8] = [0x00, 0xFF, 0x00, 0xD8, 0x00, 0x00, 0x80, 0x0A]
        let server = try await Client.slapd {
            $0.ldif += """

                dn: uid=binary,ou=people,dc=example,dc=test
                objectClass: inetOrgPerson
                uid: binary
                cn: Binary
                sn:: w4RybWVs
                jpegPhoto:: \(Data(photo).base64EncodedString())
                jpegPhoto:: \(Data([0]).base64EncodedString())

                """
        }
        let connection = try await server.connect()
        let name = DistinguishedName("uid=binary,ou=people,dc=example,dc=test")
        let entry = try #require(try await connection.read(name))
        #expect(entry["jpegPhoto"] == [photo, [0]])
        #expect(entry["JPEGPHOTO"] == [photo, [0]])
        #expect(entry.text("sn") == "Ärmel")
        #expect(entry["telephoneNumber"] == nil)
        #expect(entry.distinguishedName == name)
        let byValue = SearchRequest(
            base: Self.suffix, scope: .subtree, filter: .equals("sn", "Ärmel"), attributes: ["1.1"])
        var names: Set<String> = []
        for try await case .entry(let found) in connection.search(byValue) {
            #expect(found.attributes.isEmpty)
            names.insert(found.distinguishedName.description)
        }
        #expect(names == [name.description, Client.alice])
        await server.stop()
    }

    @Test("attribute options stay where they are")
    func attributeOptions() async throws {
        let server = try await Client.slapd {
            $0.ldif += """

                dn: uid=options,ou=people,dc=example,dc=test
                objectClass: inetOrgPerson
                uid: options
                cn: Cologne
                cn;lang-de: Köln
                sn: Options

                """
        }
        let connection = try await server.connect()
        let name = DistinguishedName("uid=options,ou=people,dc=example,dc=test")
        let entry = try #require(try await connection.read(name, attributes: ["cn"]))
        #expect(entry.texts("cn") == ["Cologne"])
        #expect(entry.texts("cn;lang-de") == ["Köln"])
        let german = try #require(try await connection.read(name, attributes: ["cn;lang-de"]))
        #expect(german.attributes.map(\.description) == ["cn;lang-de"])
        await server.stop()
    }

    @Test("references are shown as they came and never followed")
    func references() async throws {
        let elsewhere = try SilentServer()
        let uri = "ldap://127.0.0.1:\(elsewhere.port)/ou=far,dc=example,dc=test"
        let server = try await Client.slapd {
            $0.ldif += """

                dn: ou=far,dc=example,dc=test
                objectClass: referral
                objectClass: extensibleObject
                ou: far
                ref: \(uri)

                """
        }
        let connection = try await server.connect()
        var entries = 0
        var references: [[String]] = []
        let everything = SearchRequest(base: Self.suffix, scope: .subtree, filter: .present("objectClass"))
        for try await item in connection.search(everything) {
            switch item {
            case .entry: entries += 1
            case .reference(let urls): references.append(urls)
            }
        }
        #expect(entries == 4)
        #expect(references == [[uri + "??sub"]])
        let error = await #expect(throws: LDAPError.self) {
            try await connection.read(DistinguishedName("ou=far,dc=example,dc=test"))
        }
        #expect(error?.code == .server)
        #expect(error?.resultCode == .referral)
        #expect(error?.referrals == [uri + "??base"])
        #expect(error?.meaning.contains(uri) == true)
        #expect(try await connection.whoAmI() == "")
        #expect(elsewhere.accepted == 0)
        await server.stop()
    }

    @Test("a critical control that the server does not know is its refusal")
    func unknownControl() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let control = LDAPControl(identifier: "1.3.6.1.4.1.99999.1", isCritical: true)
        let error = await #expect(throws: LDAPError.self) {
            try await connection.read(DistinguishedName(""), controls: [control])
        }
        #expect(error?.resultCode == .unavailableCriticalExtension)
        let harmless = LDAPControl(identifier: "1.3.6.1.4.1.99999.1", isCritical: false, value: [])
        #expect(try await connection.read(DistinguishedName(""), controls: [harmless]) != nil)
        await server.stop()
    }
}
