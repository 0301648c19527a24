import ActiveDirectory
import Testing

@Suite struct NetlogonAnswerTests {
    /// Four length bytes everywhere, and the entry and the end of the search in one datagram.
    @Test func aWindowsDatagram() throws {
        let answer = try NetlogonAnswerReader(messageID: 3).answer(inDatagram: NetlogonCaptures.windowsDatagram)
        #expect(answer == .response(try NetlogonResponse(NetlogonCaptures.extended)))
    }

    @Test func anEndWithoutAnEntryMeansAnotherDomain() throws {
        let reader = NetlogonAnswerReader(messageID: 7)
        #expect(try reader.answer(inDatagram: NetlogonCaptures.sambaNotServed) == .notServed)
    }

    /// An entry can come with no attributes at all.
    @Test(arguments: [
        "3009 020107 6404 0400 3000",
        // Another attribute, and the right one without values.
        "3013 020107 640e 0400 300a 3008 0402 6162 3102 0400",
        "3017 020107 6412 0400 300e 300c 0408 6e65746c6f676f6e 3100",
    ]) func anEntryWithoutTheAttributeTellsNothing(entry: String) throws {
        let reader = NetlogonAnswerReader(messageID: 7)
        #expect(try reader.answer(inDatagram: captured(entry)) == nil)
        #expect(try reader.answer(inDatagram: captured(entry) + NetlogonCaptures.sambaNotServed) == .notServed)
    }

    @Test func theNameOfTheAttributeInAnyLetterCase() throws {
        var bytes = NetlogonCaptures.sambaExtended
        let start = try #require(bytes.firstIndex(of: UInt8(ascii: "n")))
        bytes.replaceSubrange(start..<start + 8, with: Array("NETLOGON".utf8))
        guard case .response = try NetlogonAnswerReader(messageID: 7).answer(inDatagram: bytes) else {
            Issue.record("not found")
            return
        }
    }

    @Test func messagesWithAnotherNumberAreSkipped() throws {
        let reader = NetlogonAnswerReader(messageID: 8)
        #expect(try reader.answer(inDatagram: NetlogonCaptures.sambaExtended) == nil)
        let mixed = NetlogonCaptures.sambaExtended + captured("300c 020108 6507 0a0100 0400 0400")
        #expect(try reader.answer(inDatagram: mixed) == .notServed)
    }

    @Test func anErrorKeepsItsTextWithoutTheNUL() throws {
        let answer = try NetlogonAnswerReader(messageID: 7).answer(
            inDatagram: captured("3010 020107 650b 0a0101 0400 0404 6e6f2100"))
        #expect(answer == .refused(resultCode: 1, diagnostic: "no!"))
    }

    /// A notice of disconnection has the number 0, whatever was asked.
    @Test func aNoticeOfDisconnection() throws {
        let notice = "3024 020100 781f 0a0134 0400 0400 8a16 312e332e362e312e342e312e313436362e3230303336"
        #expect(
            try NetlogonAnswerReader(messageID: 7).answer(inDatagram: captured(notice))
                == .refused(resultCode: 52, diagnostic: ""))
    }

    @Test func aNumberWithLeadingZeros() throws {
        let answer = try NetlogonAnswerReader(messageID: 7).answer(
            inDatagram: captured("300f 020400000007 6507 0a0100 0400 0400"))
        #expect(answer == .notServed)
    }

    @Test(
        arguments: [
            ("", nil), ("485454502f312e31", NetlogonError.Code.notLDAP), ("160301", .notLDAP), ("3080 0201", .notLDAP),
            ("30", .truncated), ("307b0201", .truncated), ("3084 7fffffff 0201", .tooLarge),
            ("3084 ffffffff", .tooLarge),
            ("3085 0000000001", .notLDAP), ("300c 040107 6507 0a0100 0400 0400", .notLDAP), ("3000", .notLDAP),
            ("300c 020107 6507 0a0100 0400 0500", .malformed), ("3005 020107 6500", .malformed),
            ("3005 020107 6400", .malformed), ("300c 020907 6507 0a0100 0400 0400", .malformed),
        ] as [(String, NetlogonError.Code?)]) func whatIsNoAnswer(bytes: String, code: NetlogonError.Code?) throws
    {
        do {
            #expect(try NetlogonAnswerReader(messageID: 7).answer(inDatagram: captured(bytes)) == nil)
            #expect(code == nil)
        } catch {
            #expect(error.code == code)
            #expect(captured(bytes).starts(with: error.received))
            #expect(error.description.contains(error.detail))
        }
    }

    // MARK: - Streams

    @Test(arguments: [1, 2, 3, 7, 50, 1_000]) func aStreamInPieces(size: Int) throws {
        var reader = NetlogonAnswerReader(messageID: 3)
        let bytes = NetlogonCaptures.windowsDatagram
        var answers: [NetlogonAnswer] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            if let answer = try reader.receive(bytes[start..<min(start + size, bytes.count)]) { answers.append(answer) }
        }
        #expect(answers.first == .response(try NetlogonResponse(NetlogonCaptures.extended)))
    }

    @Test func aStreamThatIsNoLDAPIsKnownByItsFirstByte() {
        var reader = NetlogonAnswerReader(messageID: 3)
        #expect(throws: NetlogonError.self) { try reader.receive("H".utf8) }
    }

    @Test func aStreamWithForeignMessagesFirst() throws {
        var reader = NetlogonAnswerReader(messageID: 3)
        #expect(try reader.receive(NetlogonCaptures.sambaExtended) == nil)
        guard case .response = try reader.receive(NetlogonCaptures.windowsDatagram) else {
            Issue.record("not found")
            return
        }
    }

    @Test func aMessageAboveTheLimitIsRefusedByItsHeader() {
        var reader = NetlogonAnswerReader(messageID: 3)
        let error = #expect(throws: NetlogonError.self) { try reader.receive(captured("3084 00010000")) }
        #expect(error?.code == .tooLarge)
    }
}

@Suite struct LDAPMessageFrameTests {
    @Test(arguments: [
        ("", LDAPMessageFrame.incomplete), ("30", .incomplete), ("3084", .incomplete), ("3084 000000", .incomplete),
        ("3084 0000000c", .incomplete), ("3084 0000000c 02", .incomplete), ("300c 020107", .incomplete),
        ("300c 020107 6507 0a0100 0400 0400", .message(byteCount: 14)),
        ("300c 020107 6507 0a0100 0400 0400 ff", .message(byteCount: 14)),
        ("3084 0000000c 020107 6507 0a0100 0400 0400", .message(byteCount: 18)),
        ("3081 0c 020107 6507 0a0100 0400 0400", .message(byteCount: 15)),
        ("3083 00000c 020107 6507 0a0100 0400 0400", .message(byteCount: 17)),
        ("31", .notLDAP), ("3080", .notLDAP), ("3085", .notLDAP), ("30ff", .notLDAP), ("3004", .notLDAP),
        ("300c 03", .notLDAP), ("3084 0000fffa", .incomplete), ("3084 0000fffb", .tooLarge(byteCount: 65_537)),
        ("3084 ffffffff", .tooLarge(byteCount: 4_294_967_301)), ("3083 ffffff", .tooLarge(byteCount: 16_777_220)),
    ]) func frames(bytes: String, frame: LDAPMessageFrame) {
        #expect(LDAPMessageFrame(startOf: captured(bytes)[...]) == frame)
        // A slice that does not begin at 0.
        #expect(LDAPMessageFrame(startOf: captured("ffff" + bytes).dropFirst(2)) == frame)
    }
}
