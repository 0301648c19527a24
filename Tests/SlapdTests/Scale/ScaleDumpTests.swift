import Foundation
import LDAP
import TestSupport
import Testing

@Suite("100,000 entries, dumped", .serialized, .timeLimit(.minutes(10)))
struct ScaleDumpTests {
    /// Sorts the lines of each record, and the records: a server owes neither order to its answers.
    private static let canonical = #"LC_ALL=C perl -00 -e 'print sort map { join("\n", sort split /\n/) . "\n\n" } <>'"#

    private func dump(_ server: SlapdServer, pageSize: Int32?, to file: String) async throws -> Int {
        let connection = try await server.connect()
        var writer = LDIFWriter(lineWidth: nil, base64: .whereUnprintable, writesVersion: false)
        #expect(FileManager.default.createFile(atPath: file, contents: nil))
        let handle = try #require(FileHandle(forWritingAtPath: file))
        var output: [UInt8] = []
        var count = 0
        for try await case .entry(let entry) in connection.search(ScaleDirectory.everything(pageSize: pageSize)) {
            try writer.write(entry, to: &output)
            count += 1
            guard output.count > 1 << 20 else { continue }
            try handle.write(contentsOf: output)
            output.removeAll(keepingCapacity: true)
        }
        try handle.write(contentsOf: output)
        try handle.close()
        return count
    }

    @Test("are those of ldapsearch -LLL -o ldif-wrap=no, unpaged and paged")
    func sameAsLdapsearch() async throws {
        let server = try await ScaleDirectory.server()
        let directory = try TemporaryDirectory.make("dump")
        let theirs = directory + "/ldapsearch"
        let search = try await run(
            "sh",
            [
                "-c", #"exec ldapsearch -LLL -o ldif-wrap=no -x -H "$1" -b "$2" "(objectClass=*)" >"$3""#,
                "sh", server.uri, ScaleDirectory.suffix, theirs,
            ], environment: ["LDAPNOINIT": "1"])
        #expect(search.status == 0, "\(search.errors)")
        try await runSuccessfully("sh", ["-c", "\(Self.canonical) <\(theirs) >\(theirs).sorted"])
        for pageSize in [nil, 1000] as [Int32?] {
            let ours = directory + "/ours"
            #expect(try await dump(server, pageSize: pageSize, to: ours) == ScaleDirectory.people + 1)
            try await runSuccessfully("sh", ["-c", "\(Self.canonical) <\(ours) >\(ours).sorted"])
            let compared = try await run("cmp", [ours + ".sorted", theirs + ".sorted"])
            #expect(compared.status == 0, "page size \(pageSize ?? 0): \(compared.output)\(compared.errors)")
        }
        let size = try FileManager.default.attributesOfItem(atPath: theirs)[.size] as? Int ?? 0
        #expect(size > ScaleDirectory.people * 300, "two empty files are equal too")
        try FileManager.default.removeItem(atPath: directory)
    }
}
