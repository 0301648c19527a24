import Foundation
import LDAP
import Testing

@Suite struct DistinguishedNameTests {
    struct Parsed: Sendable, CustomTestStringConvertible {
        let text: String
        let rdns: [[String]]
        var testDescription: String { text }

        init(_ text: String, _ rdns: [[String]]) {
            self.text = text
            self.rdns = rdns
        }
    }

    static let deleted =
        "CN=NTDS Settings\\0ADEL:0c2ef8a6-7b4d-4e0a-9d1c-111122223333,CN=OLD SERVER$\\0ADEL:1,CN=Servers,DC=x"

    static let valid = [
        Parsed("", []),
        Parsed("   ", []),
        Parsed("DC=corp,DC=example", [["DC=corp"], ["DC=example"]]),
        Parsed("UID=jsmith,DC=example,DC=net", [["UID=jsmith"], ["DC=example"], ["DC=net"]]),
        Parsed("OU=Sales+CN=J.  Smith,DC=net", [["OU=Sales", "CN=J.  Smith"], ["DC=net"]]),
        Parsed("CN=James \\\"Jim\\\" Smith\\, III,DC=net", [["CN=James \"Jim\" Smith, III"], ["DC=net"]]),
        Parsed("CN=Before\\0dAfter,DC=net", [["CN=Before\rAfter"], ["DC=net"]]),
        Parsed("CN=Lu\\C4\\8Di\\C4\\87", [["CN=Lučić"]]),
        Parsed("1.3.6.1.4.1.1466.0=#04024869", [["1.3.6.1.4.1.1466.0=#04024869"]]),
        Parsed(" cn = a b , dc = x ", [["cn=a b"], ["dc=x"]]),
        Parsed("cn=a ;dc=x", [["cn=a"], ["dc=x"]]),
        Parsed("cn=\"a, b+c\\\"d\" , dc=x", [["cn=a, b+c\"d"], ["dc=x"]]),
        Parsed("cn=\"\"", [["cn="]]),
        Parsed("cn=,dc=x", [["cn="], ["dc=x"]]),
        Parsed("cn=\\ a\\ ", [["cn= a "]]),
        Parsed("cn=a\\20  ", [["cn=a "]]),
        Parsed("cn=\\#a#", [["cn=#a#"]]),
        Parsed("cn=a=b\\=c", [["cn=a=b=c"]]),
        Parsed("OID.2.5.4.3=x,oid.2.5.4.11=y", [["2.5.4.3=x"], ["2.5.4.11=y"]]),
        Parsed("CN=Löhne,CN=Sites", [["CN=Löhne"], ["CN=Sites"]]),
        Parsed(
            deleted,
            [
                ["CN=NTDS Settings\nDEL:0c2ef8a6-7b4d-4e0a-9d1c-111122223333"], ["CN=OLD SERVER$\nDEL:1"],
                ["CN=Servers"], ["DC=x"],
            ]),
        Parsed("cn=a\\00b", [["cn=a\u{0}b"]]),
    ]

    @Test(arguments: valid)
    func readsWhatRFC4514And2253Allow(_ example: Parsed) throws {
        let rdns = try #require(DistinguishedName(example.text).rdns)
        let read = rdns.map { rdn in
            rdn.attributes.map { attribute in
                switch attribute.value {
                case .octets(let octets): attribute.type + "=" + String(decoding: octets, as: UTF8.self)
                case .encoded(let octets):
                    attribute.type + "=#" + octets.map { String(format: "%02X", $0) }.joined()
                }
            }
        }
        #expect(read == example.rdns)
        #expect(try DistinguishedName(parsing: example.text).description == example.text)
        let written = DistinguishedName(rdns: rdns)
        #expect(written.rdns == rdns)
        #expect(written == DistinguishedName(example.text))
        #expect(written.hashValue == DistinguishedName(example.text).hashValue)
    }

    @Test(
        arguments: [
            ("abc", .missingEqualsSign, 3), ("cn", .missingEqualsSign, 2), ("=x", .invalidAttributeType, 0),
            ("cn=a,", .missingRelativeName, 5), ("cn=a,,dc=x", .invalidAttributeType, 5),
            ("cn=a+", .invalidAttributeType, 5), ("c_n=a", .missingEqualsSign, 1), ("3=a", .invalidAttributeType, 0),
            ("2.05=a", .invalidAttributeType, 0), ("2..5=a", .invalidAttributeType, 0),
            ("c.n=a", .invalidAttributeType, 0),
            ("cn=a\\", .invalidEscape, 4), ("cn=a\\x", .invalidEscape, 4), ("cn=a\\4", .invalidEscape, 4),
            ("cn=a\\4g", .invalidEscape, 4), ("cn=#", .invalidHexString, 4), ("cn=#041", .invalidHexString, 6),
            ("cn=#04x", .unexpectedCharacter, 6), ("cn=\"a", .unterminatedQuotation, 3),
            ("cn=\"a\"b", .unexpectedCharacter, 6), ("cn=a\"b", .unexpectedCharacter, 4),
            ("cn=a<b", .unexpectedCharacter, 4), ("cn=a\u{0}", .unexpectedCharacter, 4),
            ("cn=\"\u{0}\"", .unexpectedCharacter, 4), ("<GUID=0c2e>", .invalidAttributeType, 0),
            ("ö=a", .invalidAttributeType, 0), ("cn≠x", .missingEqualsSign, 2),
        ] as [(String, DistinguishedNameError.Code, Int)])
    func saysWhatIsWrongAndWhere(_ text: String, _ code: DistinguishedNameError.Code, _ position: Int) throws {
        let error = try #require(throws: DistinguishedNameError.self) { try DistinguishedName(parsing: text) }
        #expect(error.code == code)
        #expect(error.position == position)
        #expect(error.text == text)
        #expect(error.description.contains("byte \(position): "))
        #expect(DistinguishedName(text).rdns == nil)
        #expect(DistinguishedName(text).description == text)
        #expect(DistinguishedName(text).parent == nil)
    }

    @Test(
        arguments: [
            ("CN=Users,DC=corp,DC=example", "cn=users, dc=CORP;dc=Example"),
            ("CN=Löhne", "cn=LÖHNE"), ("CN=Lo\u{308}hne", "CN=L\u{F6}hne"), ("CN=L\\C3\\B6hne", "cn=löhne"),
            ("CN=a  b", "CN=a b"), ("CN=\\ a\\ ", "CN=a"), ("CN=\\ \\ ", "CN="),
            ("CN=a+OU=b", "ou=B+cn=A"), ("CN=\"a,b\"", "cn=A\\,B"), ("CN=a\\0ADEL:1", "cn=A\\0Adel:1"),
            ("cn=#0402", "CN=#0402"), ("cn=\\FF", "CN=\\ff"), ("<GUID=1>", "<GUID=1>"), ("", "  "),
        ])
    func equalNames(_ left: String, _ right: String) {
        #expect(DistinguishedName(left) == DistinguishedName(right))
        #expect(Set([DistinguishedName(left), DistinguishedName(right)]).count == 1)
    }

    @Test(
        arguments: [
            ("CN=Straße", "CN=Strasse"), ("CN=a", "CN=b"), ("CN=a", "OU=a"), ("CN=ab", "CN=a b"),
            ("CN=a,CN=b", "CN=b,CN=a"), ("CN=a+OU=b", "CN=a"), ("CN=a+CN=a", "CN=a"), ("CN=a,OU=b", "CN=a+OU=b"),
            ("CN=#0402", "CN=\\04\\02"), ("CN=\\FF", "CN=\\FE"), ("<GUID=a>", "<GUID=A>"), ("x", "y"),
            ("cn≠x", "cn=\u{338}x"), ("CN=a", "2.5.4.3=a"), ("CN=a", ""),
        ])
    func differentNames(_ left: String, _ right: String) {
        #expect(DistinguishedName(left) != DistinguishedName(right))
    }

    @Test func escapesWhatMustBeEscaped() {
        let values = [
            ("a,b", "a\\,b"), (" a ", "\\ a\\ "), (" ", "\\ "), ("#a#", "\\#a#"),
            ("a+b;c<d>e=f\\\"", "a\\+b\\;c\\<d\\>e\\=f\\\\\\\""),
            ("a\nDEL:1", "a\\0ADEL:1"), ("a\u{0}", "a\\00"), ("Löhne", "Löhne"), ("\u{7F}", "\\7F"), ("", ""),
            ("a b", "a b"),
        ]
        for (value, escaped) in values {
            let rdn = RelativeDistinguishedName("CN", value)
            #expect(rdn.description == "CN=" + escaped)
            #expect(rdn.type == "CN")
            #expect(rdn.value == value)
            #expect(DistinguishedName("DC=x").child("CN", value).rdn == rdn)
        }
    }

    @Test func walksUpInTheServersSpelling() {
        let name = DistinguishedName("CN=a\\,b+OU=\"x;y\" ; CN=NTDS Settings\\0ADEL:1 ,dc=X")
        #expect(name.parent?.description == "CN=NTDS Settings\\0ADEL:1 ,dc=X")
        #expect(name.parent?.parent?.description == "dc=X")
        #expect(name.parent?.parent?.parent?.description == "")
        #expect(name.parent?.parent?.parent?.parent == nil)
        #expect(name.rdn?.attributes.count == 2)
        #expect(DistinguishedName("").rdn == nil)
    }

    @Test func buildsBelow() {
        let base = DistinguishedName("DC=corp,DC=example")
        #expect(base.child("CN", "Users").description == "CN=Users,DC=corp,DC=example")
        #expect(DistinguishedName("").child("DC", "x").description == "DC=x")
        #expect(DistinguishedName("  ").child("DC", "x").description == "DC=x")
        #expect(DistinguishedName("CN=Sites").appending(base).description == "CN=Sites,DC=corp,DC=example")
        #expect(DistinguishedName("").appending(base) == base)
        #expect(base.appending(DistinguishedName("")) == base)
        #expect(DistinguishedName("nonsense").child("CN", "a").rdns == nil)
    }

    @Test func knowsItsAncestors() {
        let base = DistinguishedName("dc=corp,dc=EXAMPLE")
        let below = DistinguishedName("CN=a,OU=b,DC=Corp,DC=Example")
        #expect(below.isDescendant(of: base))
        #expect(below.isDescendant(of: DistinguishedName("")))
        #expect(!base.isDescendant(of: base))
        #expect(base.isEqualOrDescendant(of: base))
        #expect(!base.isDescendant(of: below))
        #expect(!DistinguishedName("DC=mycorp,DC=Example").isDescendant(of: DistinguishedName("DC=corp,DC=Example")))
        #expect(!DistinguishedName("<GUID=1>").isDescendant(of: DistinguishedName("")))
        #expect(DistinguishedName("<GUID=1>").isEqualOrDescendant(of: DistinguishedName("<GUID=1>")))
    }

    @Test func refusesAttributesThatCannotBeWritten() throws {
        #expect(throws: DistinguishedNameError.self) {
            try RelativeDistinguishedName.Attribute(type: "cn=x,dc", value: .octets([]))
        }
        #expect(throws: DistinguishedNameError.self) {
            try RelativeDistinguishedName.Attribute(type: "cn", value: .encoded([]))
        }
        #expect(throws: DistinguishedNameError.self) { try RelativeDistinguishedName(attributes: []) }
    }

    @Test(arguments: ["", "CN=Löhne,DC=x", "<GUID=1>", "nonsense"])
    func isOneStringInJSON(_ text: String) throws {
        let data = try JSONEncoder().encode([DistinguishedName(text)])
        #expect(try JSONDecoder().decode([String].self, from: data) == [text])
        #expect(try JSONDecoder().decode([DistinguishedName].self, from: data).map(\.description) == [text])
    }

    @Test func messagesCarryNoControlCharacters() throws {
        let error = try #require(throws: DistinguishedNameError.self) {
            try DistinguishedName(parsing: "\u{1B}[2J\u{202E}" + String(repeating: "x", count: 10_000))
        }
        #expect(!error.description.unicodeScalars.contains("\u{1B}"))
        #expect(!error.description.unicodeScalars.contains("\u{202E}"))
        #expect(error.description.count < 500)
    }
}
