import LDAP
import TestSupport
import Testing

/// Our LDIF against OpenLDAP's, on a real server's entries.
@Suite("LDIF and OpenLDAP", .serialized, .timeLimit(.minutes(2)))
struct LDIFDifferentialTests {
    private static let serverTask = Task {
        try await Client.slapd {
            $0.suffix = AwkwardEntries.suffix
            $0.ldif = AwkwardEntries.ldif
            $0.global = ["sizelimit unlimited"]
        }
    }

    private func entries(
        _ server: SlapdServer, base: String = AwkwardEntries.suffix, scope: SearchRequest.Scope = .subtree,
        filter: LDAPFilter = .present("objectClass"), attributes: [String] = ["*", "+"]
    ) async throws -> [Entry] {
        let connection = try await server.connect()
        var entries: [Entry] = []
        let request = SearchRequest(
            base: DistinguishedName(base), scope: scope, filter: filter, attributes: attributes)
        for try await case .entry(let entry) in connection.search(request) { entries.append(entry) }
        return entries
    }

    private func ldapsearch(
        _ server: SlapdServer, base: String = AwkwardEntries.suffix, scope: String = "sub", _ options: [String],
        filter: LDAPFilter = .present("objectClass")
    ) async throws -> [UInt8] {
        let result = try await run(
            "ldapsearch",
            options + ["-x", "-H", server.uri, "-s", scope, "-b", base, filter.description, "*", "+"],
            environment: ["LDAPNOINIT": "1"])
        #expect(result.status == 0, "\(result.errors)")
        return result.standardOutput
    }

    private func ldif(_ entries: [Entry], _ writer: LDIFWriter) throws -> [UInt8] {
        var writer = writer
        var output: [UInt8] = []
        for entry in entries { try writer.write(entry, to: &output) }
        return output
    }

    /// Whole records in an order of their own: a server owes none to its answers.
    private func sorted(_ ldif: [UInt8]) -> [String] {
        String(decoding: ldif, as: UTF8.self).split(separator: "\n\n").sorted().map(String.init)
    }

    @Test(
        "our bytes are those of ldapsearch -LLL, folded at any width and not at all",
        arguments: [
            (nil, ["-o", "ldif-wrap=no"]), (78, []), (76, ["-o", "ldif-wrap=76"]), (30, ["-o", "ldif-wrap=30"]),
            (3, ["-o", "ldif-wrap=3"]), (2, ["-o", "ldif-wrap=2"]),
        ] as [(Int?, [String])])
    func sameBytes(width: Int?, option: [String]) async throws {
        let server = try await Self.serverTask.value
        let entries = try await entries(server)
        #expect(entries.count == 23)
        let writer = LDIFWriter(lineWidth: width, base64: .whereUnprintable, writesVersion: false)
        let ours = try ldif(entries, writer)
        let theirs = try await ldapsearch(server, ["-LLL"] + option)
        #expect(sorted(ours) == sorted(theirs))
        #expect(ours.count == theirs.count)
    }

    @Test("and those of -LL, which has the version line, and of the empty name")
    func versionAndEmptyName() async throws {
        let server = try await Self.serverTask.value
        let version = try ldif(try await entries(server), LDIFWriter(lineWidth: nil, base64: .whereUnprintable))
        #expect(sorted(version) == sorted(try await ldapsearch(server, ["-LL", "-o", "ldif-wrap=no"])))
        let root = try ldif(
            try await entries(server, base: "", scope: .base),
            LDIFWriter(lineWidth: 78, base64: .whereUnprintable, writesVersion: false))
        #expect(root.starts(with: "dn:\n".utf8))
        #expect(root == (try await ldapsearch(server, base: "", scope: "base", ["-LLL"])))
    }

    @Test(
        "we read ldapsearch's output as the entries that the server sent",
        arguments: [
            ["-LLL"], ["-LL"], ["-L"], [], ["-LLL", "-o", "ldif-wrap=no"], ["-LLL", "-o", "ldif-wrap=2"],
        ])
    func readBack(options: [String]) async throws {
        let server = try await Self.serverTask.value
        // In the comments that -LL leaves out, ldapsearch writes a name's line feed as it is, which then ends the comment.
        let hasComments = options.isEmpty || options == ["-L"]
        let filter: LDAPFilter = hasComments ? .not(.equals("cn", "line\nfeed")) : .present("objectClass")
        let expected = try await entries(server, filter: filter)
        #expect(expected.count == (hasComments ? 22 : 23))
        var text = try await ldapsearch(server, options, filter: filter)
        // Without -L the output ends in lines of its own that are no LDIF: “search: 3”, “result: 0 Success”.
        if options.isEmpty, let end = text.firstRange(of: Array("\n# search result\n".utf8)) {
            text.removeSubrange(end.lowerBound...)
        }
        let records = try LDIFReader.records(in: text)
        let order = { (entry: Entry) in entry.distinguishedName.description }
        let read = records.compactMap(\.entry).sorted { order($0) < order($1) }
        #expect(read.map(order) == expected.map(order).sorted())
        #expect(read == expected.sorted { order($0) < order($1) })
    }

    @Test("OpenLDAP reads what we write, in the least base64 that RFC 2849 allows", arguments: [nil, 76, 2] as [Int?])
    func theyReadOurs(width: Int?) async throws {
        let server = try await Self.serverTask.value
        // Without what a server makes up for each answer, such as entryDN.
        let expected = try await entries(server, attributes: ["*"])
        let text = try ldif(expected, LDIFWriter(lineWidth: width, writesVersion: false))
        let copy = try await Client.slapd {
            $0.suffix = AwkwardEntries.suffix
            $0.ldif = String(decoding: text, as: UTF8.self)
            $0.global = ["sizelimit unlimited"]
        }
        let read = try await entries(copy, attributes: ["*"])
        #expect(read.map(\.distinguishedName.description) == expected.map(\.distinguishedName.description))
        for (one, other) in zip(read, expected) { #expect(one.attributes == other.attributes) }
        await copy.stop()
    }
}
