import ActiveDirectory
import Foundation
import Testing

@Suite struct ObjectGUIDTests {
    static let text = "ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501"
    static let wire = captured("7ddcc2cc ada6 7a4a 8846 c04e3cc53501")

    @Test func theFirstThreeFieldsAreLittleEndianOnTheWire() throws {
        let guid = try #require(ObjectGUID(wire: Self.wire))
        #expect(guid.description == Self.text)
        #expect(guid.wire == Self.wire)
        #expect(guid.bytes == captured("ccc2dc7d a6ad 4a7a 8846 c04e3cc53501"))
    }

    @Test(arguments: [text, "{\(text)}", text.uppercased(), "{CCC2DC7D-A6AD-4A7A-8846-C04E3CC53501}"])
    func everyTextFormIsRead(text: String) {
        #expect(ObjectGUID(text)?.wire == Self.wire)
    }

    @Test(arguments: [
        "", "{}", "{", text + "0", String(text.dropLast()), "{" + text, text + "}", text.replacing("-", with: "_"),
        "gcc2dc7d-a6ad-4a7a-8846-c04e3cc53501", "ccc2dc7da-6ad-4a7a-8846-c04e3cc53501", "{" + text.dropLast() + "}",
    ]) func textThatIsNoGUIDIsRefused(text: String) {
        #expect(ObjectGUID(text) == nil)
    }

    @Test func onlySixteenBytesAreAGUID() {
        #expect(ObjectGUID(wire: Self.wire.dropLast()) == nil)
        #expect(ObjectGUID(wire: Self.wire + [0]) == nil)
        #expect(ObjectGUID(textOrder: []) == nil)
        #expect(ObjectGUID(wire: [0xFF] + Self.wire.dropFirst())?.description == "ccc2dcff-a6ad-4a7a-8846-c04e3cc53501")
    }

    @Test func theFilterValueEscapesEveryByteInWireOrder() {
        #expect(
            ObjectGUID(Self.text)?.filterValue == #"\7d\dc\c2\cc\ad\a6\7a\4a\88\46\c0\4e\3c\c5\35\01"#)
    }

    /// Tools in the wild call Update-Password-Not-Required-Bit "Unexpire Password".
    @Test func twoRightsWithOneNameInTheWildAreTwoGUIDs() {
        #expect(ObjectGUID("280f369c-67c7-438e-ae98-1d46f3c6f541") != ObjectGUID(Self.text))
    }

    @Test func codedAsOneText() throws {
        let guid = try #require(ObjectGUID(Self.text))
        let data = try JSONEncoder().encode([guid])
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(Self.text)\"]")
        #expect(try JSONDecoder().decode([ObjectGUID].self, from: data) == [guid])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ObjectGUID].self, from: Data(#"["7d"]"#.utf8))
        }
    }
}
