import ActiveDirectory
import LDAP
import TestSupport
import Testing

@Suite("ranged attributes, completed over a connection") struct RangeCompletionTests {
    static let suffix = "DC=corp,DC=example,DC=test"
    static let group = "CN=Big,OU=Groups,\(suffix)"
    static let guid = WindowsIdentifiers.guid(for: "Big")
    static func members(_ count: Int) -> [String] { (0..<count).map { "CN=m\($0),\(suffix)" } }

    /// A group of 10 members in a directory that hands out three values at a time.
    static func server(
        _ members: [String] = members(10), _ change: (inout DirectoryBehaviour) -> Void = { _ in }
    ) throws -> ScriptedDirectoryServer {
        var group = DirectoryEntry(group, ["objectClass": ["top", "group"], "cn": "Big"])
        group["objectGUID"] = DirectoryValues([guid])
        group["member"] = DirectoryValues(members)
        group["description"] = DirectoryValues((0..<5).map { "text \($0)" })
        let tree = DirectoryTree([
            DirectoryEntry("", ["supportedControl": ["1.2.840.113556.1.4.319"], "defaultNamingContext": "\(suffix)"]),
            DirectoryEntry(suffix, ["objectClass": ["top", "domainDNS"]]),
            DirectoryEntry("OU=Groups,\(suffix)", ["objectClass": ["top", "organizationalUnit"]]),
            group,
        ])
        return try ScriptedDirectoryServer(
            tree,
            DirectoryBehaviour {
                $0.requiresBind = false
                $0.maximumValues = 3
                change(&$0)
            })
    }

    static func connect(_ server: ScriptedDirectoryServer) async throws -> LDAPConnection {
        try await LDAPConnection.connect(
            to: LDAPEndpoint(host: "127.0.0.1", port: UInt16(server.port)),
            configuration: LDAPConfiguration(security: .plain))
    }

    static func read(
        _ connection: LDAPConnection, _ attributes: [String] = ["member", "objectGUID"]
    ) async throws -> Entry {
        try #require(try await connection.read(DistinguishedName(group), attributes: attributes))
    }

    /// The bases and attributes of every search after the first.
    static func followUps(_ server: ScriptedDirectoryServer) -> [String] {
        server.requests.compactMap(\.search).dropFirst().map { search in
            "\(search.base) \(search.scope) \(search.attributes.joined(separator: ","))"
        }
    }

    static let base = "<GUID=\(ObjectGUID(wire: guid).map(\.description) ?? "")>"

    @Test("every further part is a base read by GUID")
    func complete() async throws {
        let server = try Self.server()
        let connection = try await Self.connect(server)
        let entry = try await Self.read(connection)
        #expect(entry.attributes.map(\.description).contains("member;range=0-2"))
        #expect(entry.hasRangedAttributes)
        let completion = try await connection.completingRanges(of: entry)
        #expect(completion.failures.isEmpty)
        #expect(completion.entry.texts("member") == Self.members(10))
        #expect(!completion.entry.hasRangedAttributes)
        #expect(completion.entry["objectGUID"] == [Self.guid])
        #expect(
            Self.followUps(server) == [
                "\(Self.base) 0 member;range=3-*", "\(Self.base) 0 member;range=6-*", "\(Self.base) 0 member;range=9-*",
            ])
    }

    @Test("an entry without ranges costs no request, also from a server that does not name the range option")
    func nothingToDo() async throws {
        let server = try Self.server(Self.members(3))
        let connection = try await Self.connect(server)
        let entry = try await Self.read(connection)
        let completion = try await connection.completingRanges(of: entry)
        #expect(completion.entry == entry)
        #expect(Self.followUps(server).isEmpty)
    }

    @Test("two attributes, and the GUID asked for when the entry came without")
    func identifierAskedFor() async throws {
        let server = try Self.server()
        let connection = try await Self.connect(server)
        let entry = try await Self.read(connection, ["member", "description"])
        let completion = try await connection.completingRanges(of: entry)
        #expect(completion.failures.isEmpty)
        #expect(completion.entry.texts("member")?.count == 10)
        #expect(completion.entry.texts("description") == (0..<5).map { "text \($0)" })
        let asked = Self.followUps(server)
        #expect(asked.first == "\(Self.group) 0 objectGUID")
        #expect(asked.dropFirst().allSatisfy { $0.hasPrefix(Self.base + " 0 ") })
        #expect(asked.count == 5)
    }

    @Test("a rename in between changes nothing")
    func renamed() async throws {
        let server = try Self.server()
        let connection = try await Self.connect(server)
        let entry = try await Self.read(connection)
        server.update { tree, _ in
            guard var group = tree[Self.group] else { return }
            tree.remove(Self.group)
            group.dn = "CN=Renamed,OU=Groups,\(Self.suffix)"
            tree.add(group)
        }
        let completion = try await connection.completingRanges(of: entry)
        #expect(completion.failures.isEmpty)
        #expect(completion.entry.texts("member") == Self.members(10))
    }

    @Test("a name in extended form gives the GUID, and the search's controls go with every further read")
    func extendedName() async throws {
        let server = try Self.server()
        let connection = try await Self.connect(server)
        let read = try await Self.read(connection, ["member"])
        let guid = try #require(ObjectGUID(wire: Self.guid))
        let entry = Entry(
            distinguishedName: DistinguishedName("<GUID=\(guid)>;<SID=S-1-5-32-544>;\(Self.group)"),
            attributes: read.attributes)
        let completion = try await connection.completingRanges(of: entry, controls: [.extendedNames()])
        #expect(completion.failures.isEmpty)
        #expect(completion.entry.texts("member") == Self.members(10))
        #expect(completion.entry.distinguishedName == entry.distinguishedName)
        #expect(Self.followUps(server).allSatisfy { $0.hasPrefix(Self.base + " 0 member;range=") })
        #expect(
            server.requests.dropFirst().allSatisfy {
                $0.controls.map(\.oid) == [ControlOID.extendedDN.rawValue] || $0.search == nil
            })
    }

    @Test("values removed in between: the rest is left out", arguments: [false, true])
    func removed(refuses: Bool) async throws {
        let server = try Self.server { $0.refusesRangesBehindTheLast = refuses }
        let connection = try await Self.connect(server)
        let entry = try await Self.read(connection)
        server.update { tree, _ in tree[Self.group]?["member"] = DirectoryValues(Self.members(3)) }
        let completion = try await connection.completingRanges(of: entry)
        #expect(completion.failures.isEmpty)
        #expect(completion.entry.texts("member") == Self.members(3))
        let asked = ["\(Self.base) 0 member;range=3-*"] + (refuses ? ["\(Self.base) 0 member;range=2-*"] : [])
        #expect(Self.followUps(server) == asked)
    }

    @Test("a server that knows the control for it does not refuse")
    func withoutError() async throws {
        let server = try Self.server { $0.refusesRangesBehindTheLast = true }
        let connection = try await Self.connect(server)
        let entry = try await Self.read(connection)
        server.update { tree, _ in tree[Self.group]?["member"] = DirectoryValues(Self.members(3)) }
        let root = RootDSE(values: {
            $0 == "supportedControl" ? [Array(ControlOID.rangeRetrievalWithoutError.rawValue.utf8)] : []
        })
        let completion = try await connection.completingRanges(of: entry, rootDSE: root)
        #expect(completion.failures.isEmpty)
        #expect(Self.followUps(server) == ["\(Self.base) 0 member;range=3-*"])
    }

    @Test("more removed than the last value known: what came is a part, with the server's refusal")
    func removedBelow() async throws {
        let server = try Self.server { $0.refusesRangesBehindTheLast = true }
        let connection = try await Self.connect(server)
        let entry = try await Self.read(connection)
        server.update { tree, _ in tree[Self.group]?["member"] = DirectoryValues(Self.members(1)) }
        let completion = try await connection.completingRanges(of: entry)
        let failure = try #require(completion.failures.first)
        #expect(failure.code == .readFailed)
        #expect(failure.valueCount == 3)
        #expect(failure.cause?.resultCode == .operationsError)
        #expect(failure.description.contains("DIR_ERROR"))
        #expect(failure.advice.hasSuffix("."))
        #expect(completion.entry.texts("member;range=0-2") == Self.members(3))
    }

    @Test("a range that does not advance ends, and says so")
    func doesNotAdvance() async throws {
        let server = try Self.server { $0.repeatsFirstRange = true }
        let connection = try await Self.connect(server)
        let completion = try await connection.completingRanges(of: try await Self.read(connection))
        #expect(completion.failures.map(\.code) == [.didNotAdvance])
        #expect(completion.entry.texts("member;range=0-2") == Self.members(3))
        #expect(Self.followUps(server).count == 1)
        #expect(completion.failures.first?.description.contains("3 values were read") == true)
    }

    @Test("an object deleted in between, and one without a GUID to be had")
    func gone() async throws {
        let server = try Self.server()
        let connection = try await Self.connect(server)
        let entry = try await Self.read(connection)
        server.update { tree, _ in tree.remove(Self.group) }
        let completion = try await connection.completingRanges(of: entry)
        #expect(completion.failures.map(\.code) == [.objectGone])
        #expect(completion.entry.texts("member;range=0-2") == Self.members(3))
        let nameless = Entry(
            distinguishedName: entry.distinguishedName,
            attributes: entry.attributes.filter { $0.description != "objectGUID" })
        let other = try await connection.completingRanges(of: nameless)
        #expect(other.failures.map(\.code) == [.noIdentifier])
        #expect(other.failures.first?.advice.contains("objectGUID") == true)
    }

    @Test("a malformed range stays in the entry as it came, so that nobody takes it for no values")
    func malformed() async throws {
        let server = try Self.server()
        let connection = try await Self.connect(server)
        let attribute = Entry.Attribute(description: "member;range=5-2", values: [Array("CN=x".utf8)])
        let entry = Entry(distinguishedName: DistinguishedName(Self.group), attributes: [attribute])
        let completion = try await connection.completingRanges(of: entry)
        #expect(completion.failures.map(\.code) == [.malformedRange])
        #expect(completion.entry == entry)
    }

    @Test("a lost connection costs the rest, and a limit ends it")
    func lostAndLimited() async throws {
        let server = try Self.server { $0.events[4] = .close }
        let connection = try await Self.connect(server)
        let entry = try await Self.read(connection)
        let limited = try await connection.completingRanges(of: entry, limits: .init(values: 5))
        #expect(limited.failures.map(\.code) == [.limit])
        #expect(limited.entry.texts("member;range=0-4") == Self.members(5))
        let lost = try await connection.completingRanges(of: entry)
        #expect(lost.failures.map(\.code) == [.readFailed])
        #expect(lost.failures.first?.cause?.code == .closed)
        #expect(lost.failures.first?.valueCount == 6)
    }
}
