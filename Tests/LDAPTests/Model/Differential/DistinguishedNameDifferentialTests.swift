import LDAP
import TestSupport
import Testing

/// Our reading and writing of names, held against `ldap_str2dn` and `ldap_dn2str`.
@Suite struct DistinguishedNameDifferentialTests {
    typealias Attributes = [[LibldapOracle.Attribute]]

    /// Where the two differ, and why ours stays as it is.
    static let exceptions = [
        // Only the space may stand around separators, and only what `special` lists may follow a backslash; libldap
        // takes tab, line feed and carriage return for spaces in both places.
        NamedException(
            "tabs and line ends are no spaces", "RFC 4514, section 3; RFC 2253, section 4",
            [.onlyLibldapAccepts, .bothAcceptAndDiffer], replace: #"[\t\r\n]"#, by: " "),
        // The prefix that RFC 1779 had; libldap knows it in its form for LDAPv2 only.
        NamedException(
            "the prefix OID.", "RFC 2253, section 4", [.onlyOursAccepts],
            replace: #"(?i)(^|[,;+])( *)oid\."#, by: "$1$2"),
        // `attributeType = descr / numericoid`; libldap drops options without a word.
        NamedException(
            "options of an attribute type", "RFC 4514, section 2.3", [.onlyLibldapAccepts],
            replace: #"(^|[,;+])( *)([A-Za-z][A-Za-z0-9-]*);[A-Za-z0-9;-]*( *=)"#, by: "$1$2$3$4"),
        // `numericoid = number 1*( DOT number )`, without leading zeros.
        NamedException(
            "object identifiers of one number or with leading zeros", "RFC 4512, section 1.4", [.onlyLibldapAccepts],
            replace: #"(^|[,;+])( *)[0-9][0-9.]*( *=)"#, by: "$1$21.2$3"),
        // `hexstring = SHARP 1*hexpair`.
        NamedException(
            "“#” without digits", "RFC 4514, section 3", [.onlyLibldapAccepts],
            replace: #"(= *#)(?=[,;+ ])"#, by: "$100"),
        // libldap skips whatever stands between a space and the next separator.
        NamedException(
            "text after the digits of “#…”", "RFC 4514, section 3", [.onlyLibldapAccepts],
            replace: #"(= *#(?:[0-9A-Fa-f]{2})+) [^,;+]*"#, by: "$1"),
        // `quotation *( quotechar / pair ) quotation`, and a pair may be hexadecimal; to libldap the backslash only
        // makes the next character plain, whatever it is.
        NamedException(
            "pairs within quotation marks", "RFC 2253, section 3", [.onlyLibldapAccepts, .bothAcceptAndDiffer],
            replace: #"(?s)(= *)"(?:[^"\\]|\\.)*""#, by: "$1x"),
        // libldap sees the second of two backslashes before a space and takes the space for an escaped one.
        NamedException(
            "spaces after an escaped backslash", "RFC 2253, section 4", [.bothAcceptAndDiffer],
            replace: #"\\\\(?= +($|[,;+]))"#, by: #"\\5C"#),
        // Spaces are ignored around what is there, so nothing but spaces is the empty name.
        NamedException(
            "a name of spaces", "RFC 2253, section 4", [.onlyOursAccepts], replace: #"^ +$"#, by: ""),
    ]

    /// “§” stands for the character.
    static let templates = [
        #"cn=\§"#, #"cn=\§§"#, #"cn=\2§"#, #"cn=\§2"#, "cn=§", "cn=§a", "cn=a§", "cn=a§b", "cn=a§§b", "cn=a §", "§cn=a",
        "c§n=a",
        "cn§=a", "cn§a", "§=a", "cn=a§dc=b", "cn=a§", "cn=#§4", "cn=#0§", "cn=#04§", "cn=#04§dc=b", "cn=§04",
        #"cn="§""#,
        #"cn="a§b""#, #"cn="\§""#, #"cn="a"§"#, #"cn="a"§dc=b"#, "2.§=a", "2§5=a", "1.2§=a", "oid§2.5=a", "cn=a+§cn=b",
        "cn=a,§dc=b", #"cn=a\\§"#, #"cn=\ §"#,
    ]

    static func ours(_ text: String) -> Attributes? {
        DistinguishedName(text).rdns.map { names in
            names.map { name in
                name.attributes.map { attribute in
                    switch attribute.value {
                    case .octets(let octets): .init(type: attribute.type, value: octets, isEncoded: false)
                    case .encoded(let octets): .init(type: attribute.type, value: octets, isEncoded: true)
                    }
                }
            }
        }
    }

    @Test func readingIsThatOfLibldapButForNamedExceptions() throws {
        var random = SeededRandom(seed: 4514)
        var ledger = DifferenceLedger(
            Self.exceptions, ours: Self.ours, theirs: { LibldapOracle.relativeNames(of: $0, as: .liberal) })
        let systematic = EveryCharacter.texts(Self.templates)
        for text in systematic {
            #expect(throws: Never.self) { try ledger.compare(text) }
        }
        for round in 0..<18_000 {
            let text =
                switch round % 6 {
                case 0: try RandomTextTests.name(&random).description
                case 1: try random.damaged(RandomTextTests.name(&random).description)
                case 2: random.damaged(random.nearlyName())
                case 3 where random.chance(25): random.text(upTo: 12)
                default: random.nearlyName()
                }
            #expect(throws: Never.self) { try ledger.compare(text) }
        }
        print("names read:", ledger)
        #expect(ledger.total == 18_000 + systematic.count)
        #expect(ledger.accepted > 6_000)
        #expect(ledger.refused > 3_000)
        for exception in Self.exceptions {
            #expect(
                ledger.occurrences[exception.name, default: 0] > 0,
                "\(exception.name) (\(exception.section)) never occurred")
        }
    }

    /// What we write, libldap reads strictly by RFC 4514; what libldap writes, we read.
    @Test func writingIsReadBackByTheOther() throws {
        var random = SeededRandom(seed: 2253)
        var withoutText = 0
        for _ in 0..<10_000 {
            let name = try RandomTextTests.name(&random)
            let attributes = Self.ours(name.description)
            #expect(LibldapOracle.relativeNames(of: name.description, as: .rfc4514) == attributes)
            if let rewritten = LibldapOracle.rewritten(name.description) {
                #expect(Self.ours(rewritten) == attributes)
            } else {
                // The named exception: RFC 4514, section 2.4, lets any octet stand as a hexadecimal pair; libldap
                // reads such values and will not write them.
                let isText = attributes?.joined().allSatisfy {
                    $0.isEncoded || String(validating: $0.value, as: UTF8.self) != nil
                }
                #expect(isText == false, "\(name)")
                withoutText += 1
            }
        }
        #expect(withoutText > 0)
        #expect(withoutText < 9_000)
    }

    @Test func aDifferenceWithoutANameIsFound() {
        var ledger = DifferenceLedger(
            Self.exceptions, ours: { Self.ours($0.lowercased()) },
            theirs: { LibldapOracle.relativeNames(of: $0, as: .liberal) })
        #expect(throws: (any Error).self) { try ledger.compare("CN=a") }
        #expect(throws: (any Error).self) { try ledger.compare("OID.2.5.4.3=A") }
        #expect(throws: Never.self) { try ledger.compare("cn=a") }
    }
}
