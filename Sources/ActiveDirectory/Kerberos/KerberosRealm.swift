/// The name of a Kerberos realm as Active Directory has them: the domain's DNS name in ASCII capitals.
///
/// Only letters, digits, dot, hyphen and underscore are taken, since the name goes into a configuration file: a brace,
/// an equals sign or a line break in it would be read as configuration.
package struct KerberosRealm: Hashable, Sendable, Comparable {
    /// In capitals.
    package let name: String

    /// Raises ASCII letters to capitals; nil if the name is empty, longer than 255 bytes, or holds another character.
    package init?(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x61...0x7A: bytes.append(byte - 0x20)
            case 0x41...0x5A, 0x30...0x39, 0x2D, 0x2E, 0x5F: bytes.append(byte)
            default: return nil
            }
        }
        // A DNS name may end with the root's dot; a realm does not.
        if bytes.last == 0x2E { bytes.removeLast() }
        guard !bytes.isEmpty, bytes.count <= 255, bytes.first != 0x2E else { return nil }
        name = String(decoding: bytes, as: UTF8.self)
    }

    package static func < (left: Self, right: Self) -> Bool { left.name < right.name }
}

extension KerberosRealm: CustomStringConvertible {
    package var description: String { name }
}
