import LDAP
import TestSupport
import Testing

/// What is written is read back the same, however it is cut, and no damage to it brings the reader down.
@Suite("random LDIF")
struct LDIFRandomTests {
    static let seeds = Array(1...4) as [UInt64]

    private func entry(_ random: inout SeededRandom) -> Entry {
        let names = ["cn", "cn;lang-de", "member;range=0-1499", "x_y", "2.5.4.3", "jpegPhoto;binary", "version", "a-"]
        return Entry(
            distinguishedName: DistinguishedName(random.text(upTo: 8)),
            attributes: names.filter { _ in random.chance(50) }.map { name in
                .init(description: name, values: (0...random.below(3)).map { _ in random.octets(upTo: 40) })
            })
    }

    /// In chunks of any size.
    private func read(_ bytes: [UInt8], _ random: inout SeededRandom) throws(LDIFReadingError) -> [LDIFRecord] {
        var reader = LDIFReader()
        var records: [LDIFRecord] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(1 + random.below(random.chance(50) ? 3 : 200))
            rest = rest.dropFirst(chunk.count)
            reader.append(chunk)
            while let record = try reader.next() { records.append(record) }
        }
        reader.finish()
        while let record = try reader.next() { records.append(record) }
        return records
    }

    @Test("is read back as it was written", arguments: seeds)
    func survivesWriting(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<400 {
            let entries = (0..<random.below(5)).map { _ in entry(&random) }
            var writer = LDIFWriter(
                lineWidth: random.pick([nil, 76, 20, 2]), base64: random.pick([.whereRequired, .whereUnprintable]),
                writesVersion: random.chance(50))
            var output: [UInt8] = []
            for entry in entries { try writer.write(entry, to: &output) }
            let records = try read(output, &random)
            #expect(records.map { $0.entry?.attributes } == entries.map(\.attributes))
            #expect(
                records.map { Array($0.distinguishedName.description.utf8) }
                    == entries.map { Array($0.distinguishedName.description.utf8) })
            #expect(records.map(\.entry) == entries)
        }
    }

    @Test("keeps its meaning with other line ends, comments and empty lines", arguments: seeds)
    func survivesReformatting(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let entries = (0..<3).map { _ in entry(&random) }
            var writer = LDIFWriter(lineWidth: random.pick([nil, 30]), base64: .whereUnprintable)
            var output: [UInt8] = []
            for entry in entries { try writer.write(entry, to: &output) }
            var changed: [UInt8] = []
            let lines = output.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
            for (index, line) in lines.enumerated() {
                changed += line
                changed += random.chance(50) ? [0x0D, 0x0A] : [0x0A]
                if line.isEmpty, random.chance(30) { changed += [0x0D, 0x0A, 0x0A] }
                let isContinued = lines.dropFirst(index + 1).first?.first == 0x20
                if !isContinued, random.chance(30) { changed += Array("# dn: no\n  more\n #\n".utf8) }
            }
            if random.chance(50), changed.last == 0x0A { changed.removeLast() }
            #expect(try read(changed, &random).map(\.entry) == entries)
        }
    }

    @Test("brings the reader down in no damage, and errors name a line that is there", arguments: seeds)
    func survivesDamage(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let samples = [
            "version: 1\ndn: dc=x\ncn: a\ncn:: YQ==\n # b\njpegPhoto:< file:///x\n\n# c\n d\ndn:: ZGM9eA==\na:\n",
            "dn: dc=x\ncontrol: 1.2 true: x\ncontrol: 1.3 false:: eA==\nchangetype: modify\nadd: a\na: b\n-\ndelete: c\n-\n",
            "dn: dc=x\nchangetype: moddn\nnewrdn: dc=y\ndeleteoldrdn: 1\nnewsuperior: dc=z\n\ndn: dc=y\r\nchangetype: delete\r\n",
            "dn: dc=x\nchangetype: add\nobjectClass: top\na: b\n c\n",
        ]
        var failures = 0
        for _ in 0..<2000 {
            var text = Array(random.pick(samples).utf8)
            for _ in 0...random.below(6) {
                let index = random.below(text.count + 1)
                switch random.below(6) {
                case 0 where index < text.count: text[index] = UInt8(truncatingIfNeeded: random.next())
                case 1 where index < text.count: text.remove(at: index)
                case 2:
                    text.insert(
                        contentsOf: random.pick([[0x0A], [0x20], [0x0D, 0x0A], [0x3A], [0x2D, 0x0A]]), at: index)
                case 3: text.insert(contentsOf: text[index...].prefix(12), at: index)
                case 4: text.insert(contentsOf: random.octets(upTo: 3), at: index)
                default: text.removeLast(min(text.count, random.below(8)))
                }
            }
            let whole = Result { () throws(LDIFReadingError) in try LDIFReader.records(in: text) }
            let cut = Result { () throws(LDIFReadingError) in try read(text, &random) }
            switch (whole, cut) {
            case (.success(let one), .success(let other)): #expect(one == other)
            case (.failure(let one), .failure(let other)):
                failures += 1
                #expect(one == other)
                #expect((1...text.count { $0 == 0x0A } + 1).contains(one.line))
            default: Issue.record("\(whole) in one piece, \(cut) in many")
            }
        }
        // Damage that nothing minds, or that everything minds, would prove nothing.
        #expect((200...1900).contains(failures), "\(failures)")
    }
}
