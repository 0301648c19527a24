import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

@Suite("attributes that a directory hands out in part") struct DirectoryRangeTests {
    static let name = "CN=Partitions,CN=Configuration,DC=corp,DC=example,DC=test"
    static let suffixes = (0..<9).map { "suffix\($0).example" }

    static func directory(
        _ change: (inout DirectoryBehaviour) -> Void = { _ in }
    ) async throws -> (ScriptedDirectoryServer, Directory) {
        var entry = DirectoryEntry(name, ["objectClass": ["top", "crossRefContainer"]])
        entry["objectGUID"] = DirectoryValues([WindowsIdentifiers.guid(for: "Partitions")])
        entry["uPNSuffixes"] = DirectoryValues(suffixes)
        let server = try ScriptedDirectoryServer(
            DirectoryTree([DirectoryEntry(""), entry]),
            DirectoryBehaviour {
                $0.requiresBind = false
                $0.maximumValues = 4
                change(&$0)
            })
        let connection = try await LDAPConnection.connect(
            to: LDAPEndpoint(host: "127.0.0.1", port: UInt16(server.port)),
            configuration: LDAPConfiguration(security: .plain))
        return (server, Directory(connection: connection))
    }

    @Test("are read to their ends, by a read and by a search")
    func complete() async throws {
        let (server, directory) = try await Self.directory()
        let read = await directory.read(DistinguishedName(Self.name), ["uPNSuffixes"])
        #expect(read.then { EntryReader($0).texts("uPNSuffixes") } == .value(Self.suffixes))
        let found = await directory.search(
            DistinguishedName(Self.name), .subtree, .equals("objectClass", "crossRefContainer"), ["uPNSuffixes"])
        #expect(found.then { EntryReader($0[0]).texts("uPNSuffixes") } == .value(Self.suffixes))
        #expect(server.requests.compactMap(\.search).filter { $0.base.hasPrefix("<GUID=") }.count == 4)
    }

    @Test("stay partial when the rest cannot be had: never absent, even where everybody may read")
    func partial() async throws {
        let (server, directory) = try await Self.directory { $0.repeatsFirstRange = true }
        let read = await directory.read(DistinguishedName(Self.name), ["uPNSuffixes"])
        let suffixes = read.then { EntryReader($0, readableByEverybody: true).texts("uPNSuffixes") }
        #expect(
            suffixes == .partial(Array(Self.suffixes.prefix(4)), why: "only uPNSuffixes;range=0-3 came back"))
        #expect(server.requests.compactMap(\.search).count == 3)
    }
}
