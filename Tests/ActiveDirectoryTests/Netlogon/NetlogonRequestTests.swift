import ActiveDirectory
import Testing

@Suite struct NetlogonRequestTests {
    /// The bytes of a request written without this encoder, which a Samba domain controller answered.
    @Test func theBytesAreThoseThatADomainControllerAnswered() {
        let request = NetlogonRequest(messageID: 7, dnsDomain: "corp.example.test")
        #expect(
            request.bytes
                == captured(
                    """
                    3053 020107 634e 0400 0a0100 0a0100 020100 020100 010100
                    a02f a31e 0409 446e73446f6d61696e 0411 636f72702e6578616d706c652e74657374
                    a30d 0405 4e74566572 0404 06000000
                    300a 0408 4e65744c6f676f6e
                    """))
    }

    @Test func theHostIsATermOfItsOwn() {
        let plain = NetlogonRequest(messageID: 7, dnsDomain: "a").bytes
        let named = NetlogonRequest(messageID: 7, dnsDomain: "a", host: "box").bytes
        let term = captured("a30b 0404 486f7374 0403 626f78")
        #expect(named.count == plain.count + term.count)
        #expect(named.indices.contains { named[$0...].starts(with: term) })
    }

    @Test(
        arguments: [
            (1, "020101"), (127, "02017f"), (128, "02020080"), (32_768, "0203008000"), (.max, "02047fffffff"),
            (0, "020100"),
            (-1, "0201ff"), (-129, "0202ff7f"), (.min, "020480000000"),
        ] as [(Int32, String)]) func theNumberTakesAsFewBytesAsItNeeds(messageID: Int32, encoded: String)
    {
        let bytes = NetlogonRequest(messageID: messageID, dnsDomain: "corp.example.test").bytes
        #expect(bytes.dropFirst(2).starts(with: captured(encoded)))
    }

    @Test func theVersionIsLittleEndian() {
        let bytes = NetlogonRequest(messageID: 1, dnsDomain: "a", version: [.version5, .globalCatalog, .pdc]).bytes
        let value = captured("0405 4e74566572 0404 02000090")
        #expect(bytes.indices.contains { bytes[$0...].starts(with: value) })
    }

    /// A domain name that needs more than one length byte, and letters beyond ASCII.
    @Test func longNamesAreOneWholeMessage() {
        let bytes = NetlogonRequest(messageID: 1, dnsDomain: String(repeating: "ö", count: 200)).bytes
        #expect(LDAPMessageFrame(startOf: bytes[...]) == .message(byteCount: bytes.count))
    }
}
