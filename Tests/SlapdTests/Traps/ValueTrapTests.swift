import LDAP
import Testing

@testable import TestSupport

/// What other wrappers of libldap got wrong with values, lists and controls. Binary values over the wire:
/// `SearchTests.binaryValues`.
@Suite("traps: memory and values", .serialized, .timeLimit(.minutes(1)))
struct ValueTrapTests {
    private static func serving(
        _ attributes: [DirectoryEntry.Attribute]
    ) throws -> RespondingServer {
        try RespondingServer { _, number in
            let answer = LDAPAnswer(BER())
            return .bytes(
                answer.entry(id: number, dn: "dc=x", attributes) + answer.result(.searchDone, id: number, .success))
        }
    }

    @Test("values[0] of an attribute without values: no crash, and no value")
    func attributeWithoutValues() async throws {
        let server = try Self.serving([
            .init(name: "none", values: []), .init(name: "empty", values: [[]]),
            .init(name: "some", values: [Array("a".utf8), Array("b".utf8)]),
        ])
        let entry = try #require(try await Client.connect(server.port).read(DistinguishedName("dc=x")))
        #expect(entry.attributes.map(\.description) == ["none", "empty", "some"])
        #expect(entry["none"] == [])
        #expect(entry.text("none") == nil)
        #expect(entry.texts("none") == [])
        #expect(entry["empty"] == [[]])
        #expect(entry.text("empty") == "")
        #expect(entry.text("some") == "a")
        server.stop()
    }

    @Test("an entry without attributes is an entry")
    func entryWithoutAttributes() async throws {
        let server = try Self.serving([])
        let entry = try #require(try await Client.connect(server.port).read(DistinguishedName("dc=x")))
        #expect(entry.attributes.isEmpty)
        #expect(entry["x"] == nil)
        server.stop()
    }

    @Test("a berval has no terminator, may hold any byte, and is copied before its message goes")
    func bervals() async throws {
        // One value ends where the next one's tag begins; each is one byte longer than the one before.
        let values = (0..<300).map { length in (0..<length).map { UInt8(truncatingIfNeeded: $0 &+ length) } }
        let server = try Self.serving([.init(name: "x", values: values)])
        let connection = try await Client.connect(server.port)
        var entries: [Entry] = []
        for _ in 1...20 { entries.append(try #require(try await connection.read(DistinguishedName("dc=x")))) }
        connection.close()
        for entry in entries { #expect(entry["x"] == values) }
        server.stop()
    }

    @Test("a list of controls is sent whole: both of two, with a value, an empty one, and none")
    func controls() async throws {
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]))
        let connection = try await Client.connect(server.port)
        let sent = [
            LDAPControl(identifier: "1.2.3.1", isCritical: false, value: [0, 1, 0, 0xFF]),
            LDAPControl(identifier: "1.2.3.2", isCritical: true, value: []),
            LDAPControl(identifier: "1.2.3.3", isCritical: false, value: nil),
        ]
        _ = try? await connection.read(DistinguishedName(""), controls: sent)
        let received = try #require(server.requests.first { $0.search != nil }).controls
        #expect(received.map(\.oid) == sent.map(\.identifier))
        #expect(received.map(\.isCritical) == sent.map(\.isCritical))
        #expect(received.map(\.value) == sent.map(\.value))
        server.stop()
    }
}
