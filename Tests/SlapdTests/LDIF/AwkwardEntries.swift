import Foundation

/// Entries with every value and name that LDIF finds hard, in LDIF made without our writer: all is base64.
enum AwkwardEntries {
    static let suffix = "dc=awkward,dc=test"

    static var ldif: String {
        text("dc=awkward,dc=test", [("objectClass", ["dcObject", "organization"]), ("dc", ["awkward"]), ("o", ["x"])])
            + names.enumerated().map { number, name in person(name, number, []) }.joined()
            + person("uid=texts", 100, texts.map { ("description", Array($0.utf8)) })
            + person("uid=lengths", 101, lengths.map { ("description", $0) })
            + person("uid=octets", 102, octets.map { ("jpegPhoto", $0) })
            + person("uid=options", 103, options)
            + person("uid=hidden", 104, hidden)
            + person("uid=empty", 105, [("jpegPhoto", []), ("audio", [])])
    }

    /// Relative names as slapd is given them.
    private static let names = [
        "cn=plain", "cn=Löhne", "cn=\\20leading", "cn=trailing\\20", "cn=\\23hash", "cn=a\\,b\\+c\\;d\\<e\\>f\\=g",
        "cn=quote\\22back\\\\slash", "cn=line\\0Afeed", "cn=carriage\\0Dreturn", "cn=del\\7F",
        "cn=one+uid=two+sn=Ärmel",
        "cn=\(String(repeating: "long name ", count: 18))end", "ou=:colon", "ou=-", "cn=營業部", "cn=a  b",
    ]

    /// Every printable character, at the start, at the end and alone, and some texts.
    private static let texts: [String] = {
        let characters = (0x20...0x7E).map { String(Character(Unicode.Scalar(UInt8($0)))) }
        return characters.flatMap { [$0, $0 + "x", "x" + $0] }
            + [
                "trailing  ", "  leading", "tab\there", "escape\u{1B}[31m", "line\nfeed", "line\r\nfeed", "nul\0nul",
                "Löhne", "\u{7F}",
            ]
    }()

    /// Around the widths at which lines are folded, plain and in base64.
    private static let lengths: [[UInt8]] = (1...240).flatMap { (length: Int) -> [[UInt8]] in
        [[UInt8](repeating: 0x61, count: length), [UInt8](repeating: 0x62, count: length - 1) + [0xC3, 0xB6]]
    }

    /// Every octet: alone, first, last and within.
    private static let octets: [[UInt8]] = (UInt8.min...UInt8.max).flatMap { (octet: UInt8) -> [[UInt8]] in
        [[octet], [octet, 0x61], [0x61, octet], [0x61, octet, 0x61]]
    }

    private static let options: [(String, [UInt8])] = [
        ("description", Array("one".utf8)), ("description;lang-de", Array("Köln".utf8)),
        ("description;lang-de;lang-en", Array("two".utf8)), ("userCertificate;binary", Array("no certificate".utf8)),
    ]

    private static let hidden: [(String, [UInt8])] = [
        ("userPassword", Array("Lab-Secret".utf8)), ("userPassword", Array("{SSHA}Ab+/=".utf8)),
    ]

    private static func person(_ name: String, _ number: Int, _ attributes: [(String, [UInt8])]) -> String {
        text(
            name + ",dc=awkward,dc=test",
            [
                ("objectClass", ["inetOrgPerson", "extensibleObject"]), ("cn", ["Person \(number)"]),
                ("sn", ["Person"]), ("uid", ["u\(number)"]),
            ], attributes)
    }

    private static func text(
        _ name: String, _ attributes: [(String, [String])], _ more: [(String, [UInt8])] = []
    ) -> String {
        let lines =
            attributes.flatMap { type, values in values.map { (type, Array($0.utf8)) } } + more
        return ([("dn", Array(name.utf8))] + lines)
            // slapadd takes base64 of nothing for no value.
            .map { $1.isEmpty ? "\($0):\n" : "\($0):: \(Data($1).base64EncodedString())\n" }.joined() + "\n"
    }
}
