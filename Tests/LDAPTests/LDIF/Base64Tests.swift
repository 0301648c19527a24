import Foundation
import TestSupport
import Testing

@testable import LDAP

@Suite("base64")
struct Base64Tests {
    @Test(
        "the test vectors of RFC 4648, section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == Array(encoded.utf8))
        #expect(Base64.decode(Array(encoded.utf8)[...]) == Array(plain.utf8))
    }

    @Test("agrees with Foundation, which knows nothing of ours")
    func agreesWithFoundation() throws {
        var random = SeededRandom(seed: 1)
        for length in 0..<300 {
            let octets = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let encoded = Array(Data(octets).base64EncodedString().utf8)
            #expect(Base64.encode(octets) == encoded)
            // A slice whose indices do not begin at zero.
            #expect(Base64.decode(([0x20, 0x20] + encoded).dropFirst(2)) == octets)
        }
    }

    @Test(
        "refuses what is not whole and what is not base64",
        arguments: [
            "A", "AA", "AAA", "A===", "====", "AA=A", "=AAA", "AAAAA===", "AA==AAAA", "AA A", "AA\u{80}", "AAA-",
            "AAA_",
        ])
    func refused(text: String) {
        #expect(Base64.decode(Array(text.utf8)[...]) == nil)
    }
}
