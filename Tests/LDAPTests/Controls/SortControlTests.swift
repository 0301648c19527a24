import LDAP
import TestSupport
import Testing

@Suite("the controls of sorting (RFC 2891)") struct SortControlTests {
    /// `SortTests` holds the request to the bytes that ldapsearch sends; these are the same, to be read.
    @Test("the request: keys in their order, what is default left out")
    func request() {
        let table: [([SortKey], [UInt8])] = [
            ([], [0x30, 0]),
            ([SortKey("cn")], [0x30, 6, 0x30, 4, 4, 2, 0x63, 0x6E]),
            ([SortKey("cn", isReversed: true)], [0x30, 9, 0x30, 7, 4, 2, 0x63, 0x6E, 0x81, 1, 0xFF]),
            ([SortKey("cn", orderingRule: "2.5")], [0x30, 11, 0x30, 9, 4, 2, 0x63, 0x6E, 0x80, 3, 0x32, 0x2E, 0x35]),
            (
                [SortKey("sn", orderingRule: "x", isReversed: true), SortKey("c;lang-de")],
                [0x30, 25, 0x30, 10, 4, 2, 0x73, 0x6E, 0x80, 1, 0x78, 0x81, 1, 0xFF]
                    + [0x30, 11, 4, 9] + Array("c;lang-de".utf8)
            ),
        ]
        for (keys, value) in table {
            let control = LDAPControl.sort(by: keys)
            #expect(control.identifier == "1.2.840.113556.1.4.473")
            #expect(control.value == value, "\(keys)")
            #expect(!control.isCritical)
        }
        #expect(LDAPControl.sort(by: [SortKey("cn")], isCritical: true).isCritical)
    }

    static func response(_ value: [UInt8]?, identifier: String = "1.2.840.113556.1.4.474") -> SortResult? {
        SortResult(LDAPControl(identifier: identifier, value: value))
    }

    @Test("the response: code and attribute, in the lengths of OpenLDAP and of Active Directory")
    func response() {
        let cn: [UInt8] = [0x80, 2, 0x63, 0x6E]
        let table: [([UInt8], LDAPResultCode, AttributeDescription?)] = [
            ([0x30, 3, 0x0A, 1, 0], .success, nil),
            ([0x30, 0x84, 0, 0, 0, 3, 0x0A, 1, 0], .success, nil),
            ([0x30, 3, 0x0A, 1, 53], .unwillingToPerform, nil),
            ([0x30, 7, 0x0A, 1, 16] + cn, .noSuchAttribute, "cn"),
            ([0x30, 0x84, 0, 0, 0, 7, 0x0A, 1, 18] + cn, .inappropriateMatching, "CN"),
            ([0x30, 5, 0x0A, 1, 16, 0x80, 0], .noSuchAttribute, nil),
            ([0x30, 4, 0x0A, 2, 0x10, 0x0C], LDAPResultCode(rawValue: 4108), nil),
            ([0x30, 6, 0x0A, 4, 0x7F, 0xFF, 0xFF, 0xFF], LDAPResultCode(rawValue: .max), nil),
            // What a later version adds.
            ([0x30, 10, 0x0A, 1, 16] + cn + [0x85, 1, 7], .noSuchAttribute, "cn"),
            ([0x30, 6, 0x0A, 1, 0, 0x85, 1, 7], .success, nil),
        ]
        for (value, code, attribute) in table {
            let result = Self.response(value)
            #expect(result?.resultCode == code, "\(value)")
            #expect(result?.attribute == attribute, "\(value)")
            #expect(result?.isSorted == (code == .success))
        }
    }

    @Test(
        "a malformed response is none",
        arguments: [
            nil, [], [0x30], [0x30, 0], [0x30, 3, 0x0A, 1], [0x30, 3, 2, 1, 0], [0x31, 3, 0x0A, 1, 0], [0x0A, 1, 0],
            [0x30, 2, 0x0A, 0], [0x30, 3, 0x0A, 1, 0xFF], [0x30, 7, 0x0A, 5, 0, 0, 0, 0, 0], [0x30, 3, 0x0A, 1, 0, 0],
            [0x30, 6, 0x0A, 1, 0, 0x80, 1, 0], [0x30, 6, 0x0A, 1, 0, 0x80, 1, 0xFF],
            [0x30, 7, 0x0A, 1, 0, 0xA0, 2, 4, 0],
            [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 6, 0x80, 1, 0x63, 0x0A, 1, 0],
        ] as [[UInt8]?])
    func malformed(_ value: [UInt8]?) {
        #expect(Self.response(value) == nil)
    }

    @Test("another control is none")
    func anotherControl() {
        #expect(Self.response([0x30, 3, 0x0A, 1, 0], identifier: "1.2.840.113556.1.4.473") == nil)
        #expect(SortResult(.sort(by: [SortKey("cn")])) == nil)
    }

    @Test("random damage to a response does not crash, and gives no code of libldap's")
    func damage() {
        var source = SeededRandom(seed: 2891)
        var read = 0
        for _ in 0..<20_000 {
            let whole: [UInt8] = [0x30, 0x84, 0, 0, 0, 7, 0x0A, 1, 18, 0x80, 2, 0x63, 0x6E]
            guard let result = Self.response(source.damaged(whole)) else { continue }
            read += 1
            #expect(!result.resultCode.isClientSide)
            #expect(result.attribute?.description.utf8.contains(0) != true)
        }
        #expect(read > 100, "the damage leaves nothing to read, and so proves little")
    }
}
