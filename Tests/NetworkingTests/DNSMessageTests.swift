import Networking
import TestSupport
import Testing

@Suite struct DNSMessageTests {
    private static let header: [UInt8] = [1, 2, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]
    /// A question for `a.b`, IN A; its name stands at byte 12, `b` at 14.
    private static let question: [UInt8] = [1, 0x61, 1, 0x62, 0, 0, 1, 0, 1]

    private func message(_ record: [UInt8], header: [UInt8] = header) throws -> DNSMessage {
        try DNSMessage(parsing: header + Self.question + record)
    }

    @Test func addressIsRead() throws {
        let message = try message(DNSScript.record(type: 1, timeToLive: 9, [192, 0, 2, 1]))
        #expect(message.responseCode == 0 && !message.isTruncated)
        let record = try #require(message.answers.first)
        #expect(record.owner == "a.b" && record.type == 1 && record.timeToLive == 9)
        #expect(record.data == .address(.v4(0xC000_0201)))
    }

    @Test func serviceWithCompressedTargetIsRead() throws {
        let message = try message(DNSScript.record(type: 33, [0, 1, 0, 2, 1, 0x85, 1, 0x63, 0xC0, 14]))
        #expect(message.answers.map(\.data) == [.service(priority: 1, weight: 2, port: 389, target: "c.b")])
    }

    @Test func unknownTypesAndClassesAreCarriedOver() throws {
        #expect(try message(DNSScript.record(type: 99, [1, 2, 3])).answers.map(\.data) == [.other])
        #expect(try message([0xC0, 12, 0, 1, 0, 3, 0, 0, 0, 0, 0, 1, 9]).answers.isEmpty)
    }

    @Test func labelsThatWouldMisleadAreEscaped() throws {
        let message = try message(DNSScript.record(type: 5, [3, 0x2E, 0x5C, 0x07, 0]))
        #expect(message.answers.map(\.data) == [.alias("\\.\\\\\\007")])
    }

    @Test func timeToLiveWithTopBitIsZero() throws {
        #expect(
            try message([0xC0, 12, 0, 1, 0, 1, 0x80, 0, 0, 1, 0, 4, 1, 2, 3, 4]).answers.map(\.timeToLive) == [0])
    }

    @Test(
        arguments: [
            ("pointer to itself", [0xC0, 21]), ("pointer forward", [0xC0, 40, 0, 1]),
            ("pointer loop", [1, 0x61, 0xC0, 21]),
            ("pointer cut off", [0xC0]), ("unknown label kind", [0x40, 0]), ("label beyond the end", [9, 0x61]),
            ("no record at all", []), ("record cut off", [0xC0, 12, 0, 1, 0, 1, 0, 0]),
            ("data beyond the end", [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 9, 1]),
            ("address of 3 bytes", [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 3, 1, 2, 3]),
            ("address of 16 bytes as A", [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 16] + [UInt8](repeating: 0, count: 16)),
            ("service without target", [0xC0, 12, 0, 33, 0, 1, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0]),
            ("data longer than its name", [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 0, 0, 4, 1, 0x61, 0, 0]),
        ] as [(String, [UInt8])])
    func damagedRecordIsAnError(fault: String, record: [UInt8]) {
        #expect(throws: DNSMessageError.self, "\(fault)") { try message(record) }
    }

    @Test func nameOfMoreThan255BytesIsAnError() {
        let label = [63] + [UInt8](repeating: 0x61, count: 63)
        let long = label + label + label + label + [0]
        #expect(throws: DNSMessageError.self) { try message(DNSScript.record(owner: long, type: 1, [1, 2, 3, 4])) }
    }

    @Test func questionIsNoAnswer() {
        let header: [UInt8] = [1, 2, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0]
        #expect(throws: DNSMessageError.self) { try message([], header: header) }
    }

    @Test func aliasesAreFollowedAndStrangersLeftOut() throws {
        var header = Self.header
        header[7] = 4
        let records =
            DNSScript.record(type: 5, DNSScript.wireName("x.y"))
            + DNSScript.record(owner: DNSScript.wireName("X.Y"), type: 1, [1, 1, 1, 1])
            + DNSScript.record(owner: DNSScript.wireName("other"), type: 1, [2, 2, 2, 2])
            + DNSScript.record(owner: DNSScript.wireName("x.y"), type: 5, DNSScript.wireName("a.b"))
        let found = try message(records, header: header).answers(for: "A.B.")
        #expect(found.map(\.data) == [.alias("x.y"), .address(.v4(0x0101_0101)), .alias("a.b")])
    }

    /// Each alias in front of the one that leads to it: a search from the front would take one round a name.
    @Test func aLongChainOfAliasesCostsNoMoreThanItsLength() throws {
        let count = 4000
        var header = Self.header
        header[6] = UInt8(count >> 8)
        header[7] = UInt8(count & 0xFF)
        let aliases = (0..<count).reversed().flatMap { index in
            DNSScript.record(
                owner: DNSScript.wireName("h\(index).x"), type: 5, DNSScript.wireName("h\(index + 1).x"))
        }
        let message = try message(aliases, header: header)
        let began = ContinuousClock.now
        #expect(message.answers(for: "h0.x").count == count)
        // A round for each name is sixteen million comparisons, which were seen to take 20 s.
        #expect(ContinuousClock.now - began < .seconds(5))
    }

    @Test func noBytesCrashTheParser() throws {
        var generator = SeededRandom(seed: 53)
        let whole = Self.header + Self.question + DNSScript.service(0, 100, 389, "dc1.example.com")
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator) / 3)
            if let message = try? DNSMessage(parsing: bytes) {
                for record in message.answers { #expect(record.owner.utf8.count <= 1020) }
            }
        }
    }
}

@Suite struct DomainNameTests {
    @Test(arguments: [
        ("Example.COM.", "example.com"), ("example.com", "example.com"), ("", ""), (".", ""), ("a\\.", "a\\."),
        ("STRASSE-É", "strasse-É"),
    ])
    func normalForm(name: String, normal: String) {
        #expect(DomainName.normalized(name) == normal)
    }

    @Test func namesAreComparedWithoutCaseAndTrailingDot() {
        #expect(DomainName.areEqual("DC1.Example.com", "dc1.example.com."))
        #expect(!DomainName.areEqual("dc1.example.com", "dc10.example.com"))
    }

    @Test(arguments: ["example.com", "_ldap._tcp.dc._msdcs.example.com.", "a", String(repeating: "a", count: 63)])
    func validName(name: String) { #expect(DomainName.isValid(name)) }

    @Test(arguments: [
        "", ".", "a..b", ".a", "a b", "é.com", "a\0", String(repeating: "a", count: 64),
        Array(repeating: "abcdefg", count: 32).joined(separator: "."),
    ])
    func invalidName(name: String) { #expect(!DomainName.isValid(name)) }
}

@Suite struct ServiceOrderTests {
    private func record(_ priority: UInt16, _ weight: UInt16, _ target: String) -> ServiceRecord {
        ServiceRecord(priority: priority, weight: weight, port: 389, target: target, timeToLiveSeconds: 60)
    }

    @Test func lowerPriorityAlwaysComesFirst() {
        var generator = SeededRandom(seed: 1)
        let records = [record(10, 60_000, "c"), record(0, 0, "a"), record(5, 1, "b")]
        for _ in 0..<100 { #expect(records.ordered(using: &generator).map(\.target) == ["a", "b", "c"]) }
    }

    @Test func weightsSetTheShares() {
        var generator = SeededRandom(seed: 2)
        let records = [record(0, 75, "heavy"), record(0, 25, "light")]
        let heavyFirst = (0..<4000).count { _ in records.ordered(using: &generator).first?.target == "heavy" }
        // 75 of 101 draws (0...100), give or take four standard deviations.
        #expect((2850...3100).contains(heavyFirst))
    }

    @Test func weightZeroIsRareButNotNever() {
        var generator = SeededRandom(seed: 3)
        let records = [record(0, 99, "heavy"), record(0, 0, "zero")]
        let zeroFirst = (0..<10_000).count { _ in records.ordered(using: &generator).first?.target == "zero" }
        #expect((50...160).contains(zeroFirst))
    }

    @Test func everyRecordIsKeptOnce() {
        var generator = SeededRandom(seed: 4)
        let records = (0..<50).map { record(UInt16($0 % 3), UInt16.max - UInt16($0 % 2), "h\($0)") }
        #expect(Set(records.ordered(using: &generator)) == Set(records))
        #expect([ServiceRecord]().ordered(using: &generator).isEmpty)
    }

    @Test func stableOrderDependsOnNothingElse() {
        let records = [record(0, 10, "B"), record(0, 10, "a"), record(0, 90, "z"), record(1, 99, "c")]
        let expected = ["z", "a", "B", "c"]
        #expect(records.stableOrder().map(\.target) == expected)
        #expect(records.reversed().stableOrder().map(\.target) == expected)
    }
}
