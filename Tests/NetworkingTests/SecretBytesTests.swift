import Networking
import Testing

@Suite struct SecretBytesTests {
    private func copy(_ secret: SecretBytes) -> [UInt8] {
        secret.withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }

    @Test func bytesAreLent() {
        let secret = SecretBytes(Array("s3cret".utf8))
        #expect(secret.count == 6 && !secret.isEmpty)
        #expect(copy(secret) == Array("s3cret".utf8))
        let last = secret.withZeroTerminatedBytes { bytes in (bytes.count, bytes[bytes.count - 1]) }
        #expect(last == (7, 0))
    }

    @Test func erasedBytesAreZero() {
        let secret = SecretBytes(Array("s3cret".utf8))
        secret.erase()
        #expect(copy(secret) == [0, 0, 0, 0, 0, 0])
    }

    @Test func arrayThatWasTakenOverIsEmptied() {
        var bytes = Array("s3cret".utf8)
        let secret = SecretBytes(erasing: &bytes)
        #expect(bytes.isEmpty)
        #expect(copy(secret) == Array("s3cret".utf8))
    }

    @Test func emptySecretIsLegal() {
        let secret = SecretBytes([])
        #expect(secret.isEmpty && copy(secret).isEmpty)
        secret.erase()
    }

    @Test func zeroByteIsSeen() {
        #expect(SecretBytes([1, 0, 2]).containsZero)
        #expect(!SecretBytes([1, 2]).containsZero)
    }

    @Test func nothingPrintsTheBytes() {
        let secret = SecretBytes(Array("s3cret".utf8))
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, String(reflecting: [secret])] {
            #expect(text.contains("<secret>"))
            #expect(!text.contains("s3cret") && !text.contains("115"))
        }
    }
}
