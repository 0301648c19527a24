import LDAP
import Testing

@Suite struct LDAPFilterTests {
    static let texts: [(LDAPFilter, String)] = [
        (.equals("cn", "Babs Jensen"), "(cn=Babs Jensen)"),
        (.not(.equals("cn", "Tim Howes")), "(!(cn=Tim Howes))"),
        (.present("objectClass"), "(objectClass=*)"),
        (.equals("seeAlso", ""), "(seeAlso=)"),
        (
            .and([.equals("objectClass", "Person"), .or([.equals("sn", "Jensen"), .begins("cn", with: "Babs J")])]),
            "(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))"
        ),
        (
            .substrings(
                "o",
                .init(initial: Array("univ".utf8), any: [Array("of".utf8), Array("m".utf8)], final: Array("ich".utf8))),
            "(o=univ*of*m*ich)"
        ),
        (.substrings("o", .init(any: [Array("of".utf8)])), "(o=*of*)"),
        (.substrings("o", .init(final: Array("x".utf8))), "(o=*x)"),
        (.greaterOrEqual("whenChanged", Array("2024".utf8)), "(whenChanged>=2024)"),
        (.lessOrEqual("uSNChanged", Array("5".utf8)), "(uSNChanged<=5)"),
        (.approximate("cn", Array("Bjorn".utf8)), "(cn~=Bjorn)"),
        (
            .equals("o", "Parens R Us (for all your parenthetical needs)"),
            "(o=Parens R Us \\28for all your parenthetical needs\\29)"
        ),
        (.substrings("cn", .init(any: [Array("*".utf8)])), "(cn=*\\2A*)"),
        (.equals("filename", "C:\\MyFile"), "(filename=C:\\5CMyFile)"),
        (.equals("bin", [0, 0, 0, 4]), "(bin=\\00\\00\\00\\04)"),
        (.equals("sn", "Lučić"), "(sn=Lučić)"),
        (.equals("objectGUID", [0xFF, 0x41, 0xC3]), "(objectGUID=\\FFA\\C3)"),
        (.equals("cn", " a b "), "(cn=\\20a b\\20)"),
        (.equals("cn", "a\nDEL:1"), "(cn=a\\0ADEL:1)"),
        (.matches("cn", rule: "caseExactMatch", "Fred"), "(cn:caseExactMatch:=Fred)"),
        (.extensible(.init(attribute: "cn", matchingRule: nil, value: Array("Betty".utf8))), "(cn:=Betty)"),
        (
            .extensible(
                .init(
                    attribute: "sn", matchingRule: "2.4.6.8.10", value: Array("Barney".utf8),
                    includesDistinguishedName: true)),
            "(sn:dn:2.4.6.8.10:=Barney)"
        ),
        (
            .extensible(
                .init(attribute: "o", matchingRule: nil, value: Array("Ace".utf8), includesDistinguishedName: true)),
            "(o:dn:=Ace)"
        ),
        (.extensible(.init(attribute: nil, matchingRule: "1.2.3", value: Array("W".utf8))), "(:1.2.3:=W)"),
        (
            .extensible(
                .init(attribute: nil, matchingRule: "2.4.6", value: Array("D".utf8), includesDistinguishedName: true)),
            "(:dn:2.4.6:=D)"
        ),
        (.hasAllBits("userAccountControl", of: 8192), "(userAccountControl:1.2.840.113556.1.4.803:=8192)"),
        (.hasAnyBit("groupType", of: 0x8000_0000), "(groupType:1.2.840.113556.1.4.804:=2147483648)"),
        (.present("userCertificate;binary"), "(userCertificate;binary=*)"),
        (.present("2.5.4.3"), "(2.5.4.3=*)"),
        (.and([]), "(&)"), (.or([]), "(|)"),
    ]

    @Test(arguments: texts.indices)
    func writesAndReads(_ index: Int) throws {
        let (filter, text) = Self.texts[index]
        #expect(filter.description == text)
        #expect(try LDAPFilter(parsing: text) == filter)
    }

    @Test(
        arguments: [
            (" ( & ( cn=a ) (\tsn=b)\n) ", "(&(cn=a )(sn=b))"), ("(cn=a**b)", "(cn=a*b)"), ("(cn=**)", "(cn=*)"),
            ("(! (cn=a) )", "(!(cn=a))"), ("(cn=\\2a\\2A)", "(cn=\\2A\\2A)"), ("(cn:DN:=a)", "(cn:dn:=a)"),
            ("(cn=a=b)", "(cn=a=b)"), ("(cn=>a)", "(cn=>a)"), ("(cn=a:b)", "(cn=a:b)"),
        ])
    func readsWhatItWouldWriteOtherwise(_ text: String, _ written: String) throws {
        let filter = try LDAPFilter(parsing: text)
        #expect(try filter == LDAPFilter(parsing: written))
    }

    @Test(
        arguments: [
            ("", .missingOpeningParenthesis, 0), ("cn=a", .missingOpeningParenthesis, 0), ("(", .invalidAttribute, 1),
            ("()", .invalidAttribute, 1), ("(cn)", .missingComparison, 3), ("(cn=a", .missingClosingParenthesis, 5),
            ("(cn=a)x", .trailingText, 6), ("(cn=a)(sn=b)", .trailingText, 6), ("(cn=a(b)", .unexpectedCharacter, 5),
            ("(cn=\\2)", .invalidEscape, 4), ("(cn=\\zz)", .invalidEscape, 4), ("(cn=\\*)", .invalidEscape, 4),
            ("(cn>a)", .missingComparison, 3), ("(cn>=a*)", .unexpectedCharacter, 6),
            ("(cn:=a*b)", .unexpectedCharacter, 6),
            ("(c_n=a)", .missingComparison, 2), ("(1=a)", .invalidAttribute, 1), ("(cn;=a)", .invalidAttribute, 1),
            ("(&(cn=a)", .missingClosingParenthesis, 8), ("(&cn=a)", .missingClosingParenthesis, 2),
            ("(!)", .missingOpeningParenthesis, 2), ("(!(cn=a)(sn=b))", .missingClosingParenthesis, 8),
            ("(:=a)", .invalidMatchingRule, 2), ("(:dn:=a)", .invalidMatchingRule, 5),
            ("(cn::=a)", .invalidMatchingRule, 4),
            ("(cn:a:b:=c)", .invalidMatchingRule, 6), ("(cn:a=b)", .missingComparison, 5),
            ("(cn:", .invalidMatchingRule, 4),
            ("(1:=a)", .invalidAttribute, 1), ("(cn=a\u{0})", .unexpectedCharacter, 5), ("(ö=a)", .invalidAttribute, 1),
        ] as [(String, LDAPFilterError.Code, Int)])
    func saysWhatIsWrongAndWhere(_ text: String, _ code: LDAPFilterError.Code, _ position: Int) throws {
        let error = try #require(throws: LDAPFilterError.self) { try LDAPFilter(parsing: text) }
        #expect(error.code == code)
        #expect(error.position == position)
        #expect(error.text == text)
        #expect(error.description.contains("byte \(position): "))
    }

    @Test func boundsNesting() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "(!", count: depth - 1) + "(cn=a)" + String(repeating: ")", count: depth - 1)
        }
        #expect(
            try LDAPFilter(parsing: nested(LDAPFilter.maximumNesting)).description == nested(LDAPFilter.maximumNesting))
        let error = try #require(throws: LDAPFilterError.self) {
            try LDAPFilter(parsing: nested(LDAPFilter.maximumNesting + 1))
        }
        #expect(error.code == .nestedTooDeeply)
        #expect(throws: LDAPFilterError.self) { try LDAPFilter(parsing: String(repeating: "(&", count: 1_000_000)) }
    }

    @Test(arguments: ["*", "a)(cn=*", "\\", "*)(objectClass=*", "\u{0}", "x*)(|(cn=*"])
    func valuesCannotBecomeFilters(_ value: String) throws {
        let filter = LDAPFilter.and([
            .equals("cn", value), .begins("sn", with: value), .matches("o", rule: "1.2.3", value),
        ])
        #expect(try LDAPFilter(parsing: filter.description) == filter)
    }

    @Test(arguments: ["cn=*)(cn", "a)(b", "", "cn:dn:", "c n", "ö", "cn\\2a"])
    func wrongNamesMakeNoOtherFilter(_ name: String) {
        let attribute = AttributeDescription(name)
        for filter in [LDAPFilter.present(attribute), .equals(attribute, "x"), .matches("cn", rule: name + "(", "x")] {
            #expect(throws: LDAPFilterError.self) { try LDAPFilter(parsing: filter.description) }
        }
    }

    @Test func emptyPiecesAreLeftOut() {
        let pieces = LDAPFilter.Substrings(initial: [], any: [[], [0x61], []], final: [])
        #expect(pieces == LDAPFilter.Substrings(any: [[0x61]]))
    }
}
