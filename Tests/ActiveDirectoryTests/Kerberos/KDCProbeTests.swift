import Foundation
import Networking
import TestSupport
import Testing

@testable import ActiveDirectory

@Suite struct KDCProbeTests {
    /// Written by hand from RFC 4120 section 5.4.1, and shown sound by `openssl asn1parse`.
    private static let request = bytes(
        """
        6a81a1 30819e
          a103 020105                                             pvno 5
          a203 02010a                                             msg-type AS-REQ
          a48191 30818e
            a007 030500 00000000                                  kdc-options
            a120 301e a003 020101 a117 3015 1b13 6164696e73706563742d6b64632d70726f6265
            a212 1b10 4b52422e4558414d504c452e54455354            realm
            a325 3023 a003 020102 a11c 301a 1b06 6b7262746774 1b10 4b52422e4558414d504c452e54455354
            a511 180f 32303337303931333032343830355a              till
            a706 0204 12345678                                    nonce
            a80b 3009 020112 020111 020117                        etype
        """)

    /// What MIT krb5kdc 1.20.1 said to it.
    private static let unknownClient = bytes(
        """
        7e81b13081aea003020105a10302011ea411180f32303236313132333231343031345aa505020304f26ea603020106a7121b104b52422e45
        58414d504c452e54455354a820301ea003020101a11730151b136164696e73706563742d6b64632d70726f6265a9121b104b52422e455841
        4d504c452e54455354aa253023a003020102a11c301a1b066b72627467741b104b52422e4558414d504c452e54455354ab121b10434c4945
        4e545f4e4f545f464f554e44
        """)

    /// A reply in its outline: pvno, msg-type, crealm, cname, an empty ticket and an empty sealed part.
    private static let reply = bytes(
        "6b28 3026 a003020105 a10302010b a303 1b0158 a40d 300ba003020101a104 30021b00 a502 3000 a602 3000")

    @Test func theRequestIsTheOneWrittenByHand() throws {
        let realm = try #require(KerberosRealm("krb.example.test"))
        let probe = KDCProbe(realm: realm, nonce: 0x1234_5678)
        #expect(probe.datagram == Self.request)
        #expect(probe.framed == [0, 0, 0, 0xA4] + Self.request)
    }

    @Test func theNonceKeepsTo31Bits() throws {
        let realm = try #require(KerberosRealm("krb.example.test"))
        #expect(KDCProbe(realm: realm, nonce: .max) == KDCProbe(realm: realm, nonce: 0x7FFF_FFFF))
    }

    @Test func anErrorIsAnAnswerWithTheKDCsClock() throws {
        let answer = try #require(KDCAnswer(message: Self.unknownClient[...]))
        #expect(answer.kind == .error(code: 6))
        #expect(answer.realm == "KRB.EXAMPLE.TEST")
        // 2026-11-23 21:40:14 UTC by `date -u -d`, and 324206 microseconds.
        #expect(answer.serverTime == Date(timeIntervalSince1970: 1_795_470_014 + 0.324206))
        let offset = try #require(
            answer.clockOffset(received: Date(timeIntervalSince1970: 1_795_470_013.324206), roundTrip: 0.5))
        #expect(abs(offset - 1.25) < 0.000_01)
    }

    @Test func aReplyIsAnAnswerWithoutAClock() throws {
        let answer = try #require(KDCAnswer(message: Self.reply[...]))
        #expect(answer.kind == .reply)
        #expect(answer.serverTime == nil)
        #expect(answer.realm == "X")
    }

    @Test(arguments: [
        [], [0x7E], Array("HTTP/1.1 400 Bad Request\r\n".utf8), [0x30, 0x00], [0x7E, 0x02, 0x30, 0x00],
        [0x7E, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x6B, 0x80, 0x00, 0x00], [UInt8](repeating: 0x30, count: 2000),
        bytes("3084000000100201016584000000070a010004000400"),
    ])
    func whatIsNoKerberosMessageIsNoAnswer(message: [UInt8]) throws {
        #expect(KDCAnswer(message: message[...]) == nil)
        let realm = try #require(KerberosRealm("X"))
        #expect(!KDCProbe(realm: realm, nonce: 1).accept(message))
    }

    /// Our own request sent back is no sign of a KDC.
    @Test func anEchoIsNoAnswer() throws {
        #expect(KDCAnswer(message: Self.request[...]) == nil)
        #expect(KDCProbe.progress([0, 0, 0, 0xA4] + Self.request) == .reject)
    }

    @Test func aStreamIsReadByItsLength() {
        let whole = [0, 0, 0, UInt8(Self.unknownClient.count)] + Self.unknownClient
        for count in 0..<whole.count {
            #expect(KDCProbe.progress(Array(whole.prefix(count))) == .needMore)
            #expect(KDCProbe.answer(framed: Array(whole.prefix(count))) == nil)
        }
        #expect(KDCProbe.progress(whole) == .complete)
        #expect(KDCProbe.answer(framed: whole)?.kind == .error(code: 6))
        #expect(KDCProbe.progress(Array("HTTP/1.1 400".utf8)) == .reject)
        #expect(KDCProbe.progress([0, 0, 0, 0]) == .reject)
        #expect(KDCProbe.progress([0, 1, 0, 1]) == .reject)
    }

    @Test(
        arguments: [
            ("00000101000000Z", nil), ("20260230120000Z", nil), ("20240229235960Z", 1_709_251_200),
            ("20230229000000Z", nil),
            ("19700101000000Z", 0), ("19691231235959Z", -1), ("20000229000000Z", 951_782_400),
            ("21000229000000Z", nil), ("20261123214014+", nil), ("20261323000000Z", nil), ("20261123240000Z", nil),
            ("99991231235959Z", 253_402_300_799), ("2026112321401Z", nil), ("00010101000000Z", -62_135_596_800),
        ] as [(String, Double?)])
    func timesAreReadOrLeftOut(text: String, seconds: Double?) throws {
        var message = Self.unknownClient
        let place = try #require(message.firstRange(of: "20261123214014Z".utf8))
        guard text.utf8.count == place.count else {
            message.replaceSubrange(place, with: text.utf8)
            #expect(KDCAnswer(message: message[...]) == nil)
            return
        }
        message.replaceSubrange(place, with: text.utf8)
        let answer = try #require(KDCAnswer(message: message[...]))
        #expect(answer.serverTime == seconds.map { Date(timeIntervalSince1970: $0 + 0.324206) })
    }

    @Test func anyBytesAreReadWithoutTrouble() {
        var random = SeededRandom(seed: 0x4B44_4350)
        var answers = 0
        for round in 0..<20_000 {
            let message = random.damaged(round % 2 == 0 ? Self.unknownClient : Self.reply)
            if KDCAnswer(message: message[...]) != nil { answers += 1 }
            _ = KDCProbe.progress(message)
        }
        // Some changes leave a sound message, most do not: otherwise the loop would prove nothing.
        #expect((100...15_000).contains(answers))
    }

    /// The pairs of hexadecimal digits at the start of each line; what follows three blanks is a remark.
    private static func bytes(_ text: String) -> [UInt8] {
        text.split(separator: "\n").flatMap { line -> [UInt8] in
            let content = line.drop { $0 == " " }
            let digits = content[..<(content.firstRange(of: "   ")?.lowerBound ?? content.endIndex)]
                .filter { $0 != " " }.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
            return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        }
    }
}
