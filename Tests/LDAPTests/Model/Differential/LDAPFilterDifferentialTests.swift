import Foundation
import LDAP
import TestSupport
import Testing

/// Our reading and writing of filters, held against the parser behind `ldap_search_ext` and against
/// `ldap_bv2escaped_filter_value`.
@Suite struct LDAPFilterDifferentialTests {
    /// Where the two differ, and why ours stays as it is.
    static let exceptions = [
        // `escaped = ESC HEX HEX`; the escapes of RFC 1960 are gone since RFC 2254.
        NamedException(
            "escapes of RFC 1960", "RFC 4515, section 3", [.onlyLibldapAccepts], replace: #"\\[*()\\]"#, by: "x"),
        // `filter = LPAREN filtercomp RPAREN`.
        NamedException(
            "a filter without parentheses", "RFC 4515, section 3", [.onlyLibldapAccepts],
            replace: #"(?s)^([^(].*)$"#, by: "($1)"),
        // `any = ASTERISK *(assertionvalue ASTERISK)`, and an assertion value may be empty.
        NamedException(
            "adjacent asterisks", "RFC 4515, section 3", [.onlyOursAccepts], replace: #"\*{2,}"#, by: "*"),
        // The grammar has no white space between filters. Both skip it, ours in more places: people write filters on
        // several lines.
        NamedException(
            "white space between filters", "RFC 4515, section 3", [.onlyOursAccepts],
            replace: #"(?<=^|[(&|!)])[ \t\r\n]+|[ \t\r\n]+(?=$)"#, by: ""),
        // `numericoid = number 1*( DOT number )`, without leading zeros.
        NamedException(
            "object identifiers of one number or with leading zeros", "RFC 4512, section 1.4", [.onlyLibldapAccepts],
            replace: #"(?<=[(:])([ \t\n]*)[0-9][0-9.]*(?=[;:=~<>])"#, by: "$11.2"),
        // `matchingrule = COLON oid`; libldap takes a colon alone for no rule.
        NamedException(
            "a matching rule without a name", "RFC 4515, section 3", [.onlyLibldapAccepts],
            replace: "::=", by: ":="),
        // The grammar nests without end; a thread's stack does not.
        NamedException(
            "filters nested more than a hundred deep", "RFC 4515, section 3", [.onlyLibldapAccepts]
        ) { text in
            text.replacingOccurrences(of: #"^(?:\([!&|]){30}"#, with: "", options: .regularExpression)
                .replacingOccurrences(of: #"\){30}$"#, with: "", options: .regularExpression)
        },
    ]

    /// “§” stands for the character.
    static let templates = [
        "(cn=§)", "(cn=§a)", "(cn=a§)", "(cn=a§b)", "(cn=a§§b)", #"(cn=\§)"#, #"(cn=\§§)"#, #"(cn=\2§)"#, #"(cn=\§2)"#,
        #"(cn=*\§*)"#, #"(cn>=\§)"#, "(cn<=a§b)", "(c§n=a)", "(§cn=a)", "(cn§=a)", "(cn§a)", "(§=a)", "(§)", "(2.§=a)",
        "(2§5=a)", "(cn;§=a)", "(cn;x§=a)", "(cn:§:=a)", "(cn:dn§:=a)", "(cn:dn:§:=a)", "(cn:§dn:=a)", "(:§:=a)",
        "(cn:=§)",
        "(cn:dn:2.4:=a§b)", "§(cn=a)", "(cn=a)§", "(§(cn=a))", "(&§(cn=a))", "(&(cn=a)§(cn=b))", "(&(cn=a)§)",
        "(!§(cn=a))",
        "(!(cn=a)§)", "§cn=a)", "(cn=a§", "(§&(cn=a))",
    ]

    static func ours(_ text: String) -> [UInt8]? {
        (try? LDAPFilter(parsing: text))?.encoded
    }

    @Test func readingIsThatOfLibldapButForNamedExceptions() throws {
        var random = SeededRandom(seed: 4515)
        var ledger = DifferenceLedger(Self.exceptions, ours: Self.ours, theirs: LibldapOracle.encodedFilter)
        let systematic = EveryCharacter.texts(Self.templates).filter { !$0.utf8.contains(0) }
        for text in systematic {
            #expect(throws: Never.self) { try ledger.compare(text) }
        }
        for round in 0..<18_000 {
            let text =
                switch round % 6 {
                case 0: RandomTextTests.filter(&random, depth: 3).description
                case 1: random.damaged(RandomTextTests.filter(&random, depth: 2).description)
                case 2: random.damaged(random.nearlyFilter())
                case 3 where random.chance(25): random.text(upTo: 12)
                default: random.nearlyFilter()
                }
            // libldap takes a C string, which ends at the first NUL.
            let withoutNUL = String(decoding: text.utf8.filter { $0 != 0 }, as: UTF8.self)
            #expect(throws: Never.self) { try ledger.compare(withoutNUL) }
        }
        print("filters read:", ledger)
        #expect(ledger.total == 18_000 + systematic.count)
        #expect(ledger.accepted > 6_000)
        #expect(ledger.refused > 3_000)
        for exception in Self.exceptions {
            #expect(
                ledger.occurrences[exception.name, default: 0] > 0,
                "\(exception.name) (\(exception.section)) never occurred")
        }
    }

    @Test func writingIsReadBackByLibldap() {
        var random = SeededRandom(seed: 1960)
        for _ in 0..<10_000 {
            let filter = RandomTextTests.filter(&random, depth: 3)
            #expect(LibldapOracle.encodedFilter(filter.description) == filter.encoded, "\(filter)")
        }
    }

    /// Values read back the same, and the two escape the same octets but for the named exceptions.
    @Test func escapingIsThatOfLibldapButForNamedExceptions() throws {
        var random = SeededRandom(seed: 2254)
        var occurrences = ["letters outside ASCII": 0, "outer spaces": 0]
        for round in 0..<12_000 {
            let value =
                switch round {
                case ..<256: [UInt8(round)]
                case _ where random.chance(50): random.octets(upTo: 12)
                default: (0..<random.below(12)).map { _ in UInt8(random.below(256)) }
                }
            let filter = LDAPFilter.equals("cn", value)
            #expect(LibldapOracle.encodedFilter(filter.description) == filter.encoded)
            let theirs = try #require(LibldapOracle.escapedFilterValue(value))
            #expect(try LDAPFilter(parsing: "(cn=\(theirs))") == filter)

            // As octets: a combining letter that begins the value would take the “=” for its base.
            let ours = filter.description.utf8.dropFirst("(cn=".utf8.count).dropLast()
            if ours.elementsEqual(theirs.utf8) { continue }
            let isText = String(validating: value, as: UTF8.self) != nil
            for (index, octet) in value.enumerated() {
                let escapes = (ours: Self.isEscaped(index, in: ours), theirs: Self.isEscaped(index, in: theirs.utf8))
                if escapes.ours == escapes.theirs { continue }
                if octet >= 0x80, isText, escapes.theirs {
                    // RFC 4515, section 3: `normal = UTF1SUBSET / UTFMB`, letters may stand as they are.
                    occurrences["letters outside ASCII", default: 0] += 1
                } else if octet == UInt8(ascii: " "), escapes.ours, index == 0 || index == value.count - 1 {
                    // RFC 4515, section 3: `escaped` may stand for any octet; a space at the end is easily lost.
                    occurrences["outer spaces", default: 0] += 1
                } else {
                    Issue.record("\(value): octet \(index), ours \(filter), libldap \(theirs)")
                }
            }
        }
        print("escaping of filter values, 12000 compared:", occurrences.sorted { $0.key < $1.key })
        #expect(occurrences.values.allSatisfy { $0 > 0 } && occurrences.count == 2)
    }

    /// Whether the octet at `index` of the value is written as `\hh`.
    private static func isEscaped(_ index: Int, in text: some Sequence<UInt8>) -> Bool {
        var rest = Array(text)[...]
        for _ in 0..<index { rest = rest.dropFirst(rest.first == UInt8(ascii: "\\") ? 3 : 1) }
        return rest.first == UInt8(ascii: "\\")
    }

    @Test func aDifferenceWithoutANameIsFound() {
        var ledger = DifferenceLedger(
            Self.exceptions, ours: { Self.ours($0.lowercased()) }, theirs: LibldapOracle.encodedFilter)
        #expect(throws: (any Error).self) { try ledger.compare("(cn=A)") }
        #expect(throws: (any Error).self) { try ledger.compare("(&(cn=A)  (cn=**))") }
        #expect(throws: Never.self) { try ledger.compare("(cn=a)") }
    }
}
