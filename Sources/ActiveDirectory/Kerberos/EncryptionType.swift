/// A Kerberos encryption type (RFC 3961 section 8 and the IANA registry "Kerberos Encryption Type Numbers").
package struct EncryptionType: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let des3CBCSHA1 = EncryptionType(rawValue: 16)
    package static let aes128SHA1 = EncryptionType(rawValue: 17)
    package static let aes256SHA1 = EncryptionType(rawValue: 18)
    package static let aes128SHA256 = EncryptionType(rawValue: 19)
    package static let aes256SHA384 = EncryptionType(rawValue: 20)
    package static let rc4HMAC = EncryptionType(rawValue: 23)
    package static let rc4HMACExport = EncryptionType(rawValue: 24)

    /// The registered name, such as `aes256-cts-hmac-sha1-96`; `etype N` for a number not known here.
    package var name: String {
        switch rawValue {
        case 1: "des-cbc-crc"
        case 2: "des-cbc-md4"
        case 3: "des-cbc-md5"
        case 16: "des3-cbc-sha1-kd"
        case 17: "aes128-cts-hmac-sha1-96"
        case 18: "aes256-cts-hmac-sha1-96"
        case 19: "aes128-cts-hmac-sha256-128"
        case 20: "aes256-cts-hmac-sha384-192"
        case 23: "rc4-hmac"
        case 24: "rc4-hmac-exp"
        case 25: "camellia128-cts-cmac"
        case 26: "camellia256-cts-cmac"
        default: "etype \(rawValue)"
        }
    }

    /// Deprecated by RFC 6649 (DES, export RC4) or RFC 8429 (triple DES, RC4).
    package var isDeprecated: Bool { [1, 2, 3, 16, 23, 24].contains(rawValue) }
}

extension EncryptionType: CustomStringConvertible {
    package var description: String { name }
}
