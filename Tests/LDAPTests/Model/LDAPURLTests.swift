import LDAP
import Testing

@Suite struct LDAPURLTests {
    static let texts: [(LDAPURL, String)] = [
        (LDAPURL(), "ldap://"),
        (LDAPURL(host: "dc1.corp.example"), "ldap://dc1.corp.example"),
        (LDAPURL(scheme: .ldaps, host: "dc1", port: 3269), "ldaps://dc1:3269"),
        (LDAPURL(host: "2001:db8::7", port: 389), "ldap://[2001:db8::7]:389"),
        (LDAPURL(host: "fe80::1%eth0"), "ldap://[fe80::1%25eth0]"),
        (LDAPURL(scheme: .ldapi, host: "/run/slapd/ldapi"), "ldapi://%2Frun%2Fslapd%2Fldapi"),
        (LDAPURL(scheme: .ldapi, host: "/run/a:b"), "ldapi://%2Frun%2Fa%3Ab"),
        (LDAPURL(port: 1389), "ldap://:1389"),
        (
            LDAPURL(
                host: "DomainDnsZones.corp.example", distinguishedName: DistinguishedName("DC=DomainDnsZones,DC=corp")),
            "ldap://DomainDnsZones.corp.example/DC=DomainDnsZones,DC=corp"
        ),
        (
            LDAPURL(
                host: "h", distinguishedName: DistinguishedName("o=University of Michigan,c=US"),
                attributes: ["postalAddress"]),
            "ldap://h/o=University%20of%20Michigan,c=US?postalAddress"
        ),
        (
            LDAPURL(
                host: "h", distinguishedName: DistinguishedName("c=GB"), attributes: ["objectClass", "cn;lang-de"],
                scope: .one),
            "ldap://h/c=GB?objectClass,cn;lang-de?one"
        ),
        (
            LDAPURL(
                host: "h", distinguishedName: DistinguishedName("o=Question?"), scope: .sub,
                filter: .equals("cn", "a b")),
            "ldap://h/o=Question%3F??sub?(cn=a%20b)"
        ),
        (LDAPURL(host: "h", filter: .equals("bin", [0, 4])), "ldap://h/???(bin=%5C00%5C04)"),
        (
            LDAPURL(
                distinguishedName: DistinguishedName("DC=x"), scope: .sub,
                extensions: [
                    .init(type: "e-bindname", value: "cn=Manager,dc=x", isCritical: true),
                    .init(type: "x-y", value: nil),
                    .init(type: "1.2", value: ""),
                ]),
            "ldap:///DC=x??sub??!e-bindname=cn%3DManager%2Cdc%3Dx,x-y,1.2="
        ),
        (LDAPURL(distinguishedName: DistinguishedName("<GUID=ab>")), "ldap:///%3CGUID=ab%3E"),
        (LDAPURL(host: "h", attributes: ["*", "+"]), "ldap://h/?*,+"),
        (LDAPURL(host: "h", distinguishedName: DistinguishedName("CN=Löhne\\,x")), "ldap://h/CN=L%C3%B6hne%5C,x"),
    ]

    @Test(arguments: texts.indices)
    func writesAndReads(_ index: Int) throws {
        let (url, text) = Self.texts[index]
        #expect(url.description == text)
        #expect(try LDAPURL(parsing: text) == url)
    }

    @Test(
        arguments: [
            ("LDAP://h/", "ldap://h"), ("ldap://h:/DC=x????", "ldap://h/DC=x"), ("ldap://h??", "ldap://h"),
            ("ldap://h/DC=a b", "ldap://h/DC=a%20b"), ("ldap://h/DC=ö", "ldap://h/DC=%C3%B6"),
            ("ldap://h/DC=x??SUB?", "ldap://h/DC=x??sub"), ("ldap://h?cn", "ldap://h/?cn"), ("ldap:///", "ldap://"),
        ])
    func readsWhatItWouldWriteOtherwise(_ text: String, _ written: String) throws {
        #expect(try LDAPURL(parsing: text).description == written)
    }

    @Test(
        arguments: [
            ("", .unknownScheme, 0), ("http://h", .unknownScheme, 0), ("ldap:/h", .unknownScheme, 0),
            ("cldap://h", .unknownScheme, 0), ("h", .unknownScheme, 0), ("ldap://[::1", .invalidHost, 7),
            ("ldap://[::1]x", .invalidHost, 12), ("ldap://[]", .invalidHost, 7), ("ldap://[h]", .invalidHost, 7),
            ("ldap://h:0", .invalidPort, 9), ("ldap://h:65536", .invalidPort, 9), ("ldap://h:+1", .invalidPort, 9),
            ("ldap://::1", .invalidPort, 8), ("ldap://h%00", .invalidHost, 7),
            ("ldap://h:99999999999999999999", .invalidPort, 9),
            ("ldap://h/DC=%4", .invalidEncoding, 12), ("ldap://h/DC=%zz", .invalidEncoding, 12),
            ("ldap://h/DC=%FF", .invalidEncoding, 9), ("ldap://h/x", .invalidDistinguishedName, 9),
            ("ldap://h/DC=x?a b", .invalidAttribute, 14), ("ldap://h/?cn,", .invalidAttribute, 13),
            ("ldap://h/??all", .unknownScope, 11), ("ldap://h/???cn=a", .invalidFilter, 12),
            ("ldap://h/????!", .invalidExtension, 13), ("ldap://h/????=a", .invalidExtension, 13),
            ("ldap://h/?????", .trailingText, 14), ("ldap://h/%4?1", .invalidEncoding, 9),
        ] as [(String, LDAPURLError.Code, Int)])
    func saysWhatIsWrongAndWhere(_ text: String, _ code: LDAPURLError.Code, _ position: Int) throws {
        let error = try #require(throws: LDAPURLError.self) { try LDAPURL(parsing: text) }
        #expect(error.code == code)
        #expect(error.position == position)
        #expect(error.text == text)
        #expect(error.description.contains("byte \(position): "))
    }

    @Test func tellsOfCriticalExtensions() throws {
        #expect(try LDAPURL(parsing: "ldap://h/????!x").hasCriticalExtension)
        #expect(try !LDAPURL(parsing: "ldap://h/????x").hasCriticalExtension)
    }

    @Test func emptyHostAndNameAreNone() {
        #expect(LDAPURL(host: "", distinguishedName: DistinguishedName("")) == LDAPURL())
    }
}
