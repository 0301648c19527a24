import LDAP
import Testing

/// The examples of RFC 2849, with their octets.
@Suite("the LDIF examples of RFC 2849")
struct LDIFExamplesTests {
    private func read(_ text: String) throws -> [LDIFRecord] {
        try LDIFReader.records(in: text.utf8)
    }

    private func line(_ description: String, _ text: String) -> LDIFAttributeValue {
        LDIFAttributeValue(description: description, value: .octets(Array(text.utf8)))
    }

    private func octets(_ text: String) -> LDIFValue { .octets(Array(text.utf8)) }

    @Test("1: two entries")
    func simple() throws {
        let records = try read(
            """
            version: 1
            dn: cn=Barbara Jensen, ou=Product Development, dc=airius, dc=com
            objectclass: top
            objectclass: person
            objectclass: organizationalPerson
            cn: Barbara Jensen
            cn: Barbara J Jensen
            cn: Babs Jensen
            sn: Jensen
            uid: bjensen
            telephonenumber: +1 408 555 1212
            description: A big sailing fan.

            dn: cn=Bjorn Jensen, ou=Accounting, dc=airius, dc=com
            objectclass: top
            objectclass: person
            objectclass: organizationalPerson
            cn: Bjorn Jensen
            sn: Jensen
            telephonenumber: +1 408 555 1212

            """)
        #expect(records.map(\.line) == [2, 14])
        let entries = records.compactMap(\.entry)
        #expect(entries.count == 2)
        #expect(
            entries[0].attributes.map(\.description)
                == ["objectclass", "cn", "sn", "uid", "telephonenumber", "description"])
        #expect(entries[0].texts("cn") == ["Barbara Jensen", "Barbara J Jensen", "Babs Jensen"])
        #expect(entries[0].text("description") == "A big sailing fan.")
        #expect(entries[1].distinguishedName.description == "cn=Bjorn Jensen, ou=Accounting, dc=airius, dc=com")
        #expect(entries[1].texts("objectClass") == ["top", "person", "organizationalPerson"])
    }

    @Test("2: a folded value")
    func folded() throws {
        let records = try read(
            """
            version: 1
            dn:cn=Barbara Jensen, ou=Product Development, dc=airius, dc=com
            objectclass:top
            objectclass:person
            objectclass:organizationalPerson
            cn:Barbara Jensen
            cn:Barbara J Jensen
            cn:Babs Jensen
            sn:Jensen
            uid:bjensen
            telephonenumber:+1 408 555 1212
            description:Babs is a big sailing fan, and travels extensively in sea
             rch of perfect sailing conditions.
            title:Product Manager, Rod and Reel Division

            """)
        let entry = try #require(records.first?.entry)
        #expect(records.count == 1)
        #expect(
            entry.text("description")
                == "Babs is a big sailing fan, and travels extensively in search of perfect sailing conditions.")
        #expect(entry.text("title") == "Product Manager, Rod and Reel Division")
    }

    @Test("3: a value in base64")
    func base64() throws {
        let records = try read(
            """
            version: 1
            dn: cn=Gern Jensen, ou=Product Testing, dc=airius, dc=com
            objectclass: top
            objectclass: person
            objectclass: organizationalPerson
            cn: Gern Jensen
            cn: Gern O Jensen
            sn: Jensen
            uid: gernj
            telephonenumber: +1 408 555 1212
            description:: V2hhdCBhIGNhcmVmdWwgcmVhZGVyIHlvdSBhcmUhICBUaGlzIHZhbHVl
             IGlzIGJhc2UtNjQtZW5jb2RlZCBiZWNhdXNlIGl0IGhhcyBhIGNvbnRyb2wgY2hhcmFjdGVyIGlu
             IGl0IChhIENSKS4NICBCeSB0aGUgd2F5LCB5b3Ugc2hvdWxkIHJlYWxseSBnZXQgb3V0IG1vcmUu

            """)
        #expect(
            records.first?.entry?.text("description")
                == "What a careful reader you are!  This value is base-64-encoded because it has a control "
                + "character in it (a CR).\r  By the way, you should really get out more.")
    }

    @Test("4: UTF-8, options and comments")
    func languages() throws {
        let records = try read(
            """
            version: 1
            dn:: b3U95Za25qWt6YOoLG89QWlyaXVz
            # dn:: ou=<JapaneseOU>,o=Airius
            objectclass: top
            objectclass: organizationalUnit
            ou:: 5Za25qWt6YOo
            # ou:: <JapaneseOU>
            ou;lang-ja:: 5Za25qWt6YOo
            # ou;lang-ja:: <JapaneseOU>
            ou;lang-ja;phonetic:: 44GI44GE44GO44KH44GG44G2
            # ou;lang-ja:: <JapaneseOU_in_phonetic_representation>
            ou;lang-en: Sales
            description: Japanese office

            dn:: dWlkPXJvZ2FzYXdhcmEsb3U95Za25qWt6YOoLG89QWlyaXVz
            # dn:: uid=<uid>,ou=<JapaneseOU>,o=Airius
            userpassword: {SHA}O3HSv1MusyL4kTjP+HKI5uxuNoM=
            objectclass: top
            uid: rogasawara
            givenname;lang-ja:: 44Ot44OJ44OL44O8
            # givenname;lang-ja:: <JapaneseGivenname>
            sn;lang-ja:: 5bCP56yg5Y6f
            cn;lang-ja:: 5bCP56yg5Y6fIOODreODieODi+ODvA==
            title;lang-ja:: 5Za25qWt6YOoIOmDqOmVtw==
            preferredlanguage: ja

            """)
        let entries = records.compactMap(\.entry)
        #expect(entries.map(\.distinguishedName.description) == ["ou=営業部,o=Airius", "uid=rogasawara,ou=営業部,o=Airius"])
        #expect(entries[0].attributes.map(\.description).contains("ou;lang-ja;phonetic"))
        #expect(entries[0].text("ou") == "営業部")
        #expect(entries[0].text("ou;lang-ja;phonetic") == "えいぎょうぶ")
        #expect(entries[0].text("ou;lang-en") == "Sales")
        #expect(entries[1].text("cn;lang-ja") == "小笠原 ロドニー")
        #expect(entries[1].text("userPassword") == "{SHA}O3HSv1MusyL4kTjP+HKI5uxuNoM=")
    }

    @Test("5: a value that stands elsewhere is shown, not fetched")
    func url() throws {
        let records = try read(
            """
            version: 1
            dn: cn=Horatio Jensen, ou=Product Testing, dc=airius, dc=com
            objectclass: top
            cn: Horatio Jensen
            jpegphoto:< file:///usr/local/directory/photos/hjensen.jpg

            """)
        #expect(
            records.first?.body
                == .content([
                    line("objectclass", "top"), line("cn", "Horatio Jensen"),
                    .init(
                        description: "jpegphoto", value: .url("file:///usr/local/directory/photos/hjensen.jpg")),
                ]))
        #expect(records.first?.entry == nil, "an entry without one of its values would be another entry")
    }

    @Test("6: changes")
    func changes() throws {
        let records = try read(
            """
            version: 1
            # Add a new entry
            dn: cn=Fiona Jensen, ou=Marketing, dc=airius, dc=com
            changetype: add
            objectclass: top
            cn: Fiona Jensen
            jpegphoto:< file:///usr/local/directory/photos/fiona.jpg

            # Delete an existing entry
            dn: cn=Robert Jensen, ou=Marketing, dc=airius, dc=com
            changetype: delete

            # Modify an entry's relative distinguished name
            dn: cn=Paul Jensen, ou=Product Development, dc=airius, dc=com
            changetype: modrdn
            newrdn: cn=Paula Jensen
            deleteoldrdn: 1

            # Rename an entry and move all of its children to a new location in
            # the directory tree (only implemented by LDAPv3 servers).
            dn: ou=PD Accountants, ou=Product Development, dc=airius, dc=com
            changetype: modrdn
            newrdn: ou=Product Development Accountants
            deleteoldrdn: 0
            newsuperior: ou=Accounting, dc=airius, dc=com

            # Modify an entry: add an additional value to the postaladdress
            # attribute, completely delete the description attribute, replace
            # the telephonenumber attribute with two values, and delete a specific
            # value from the facsimiletelephonenumber attribute
            dn: cn=Paula Jensen, ou=Product Development, dc=airius, dc=com
            changetype: modify
            add: postaladdress
            postaladdress: 123 Anystreet $ Sunnyvale, CA $ 94086
            -
            delete: description
            -
            replace: telephonenumber
            telephonenumber: +1 408 555 1234
            telephonenumber: +1 408 555 5678
            -
            delete: facsimiletelephonenumber
            facsimiletelephonenumber: +1 408 555 9876
            -

            # Modify an entry: replace the postaladdress attribute with an empty
            # set of values (which will cause the attribute to be removed), and
            # delete the entire description attribute.
            dn: cn=Ingrid Jensen, ou=Product Support, dc=airius, dc=com
            changetype: modify
            replace: postaladdress
            -
            delete: description
            -

            """)
        let expected: [LDIFChange] = [
            .add([
                line("objectclass", "top"), line("cn", "Fiona Jensen"),
                .init(description: "jpegphoto", value: .url("file:///usr/local/directory/photos/fiona.jpg")),
            ]),
            .delete,
            .rename(newRDN: DistinguishedName("cn=Paula Jensen"), deletesOldRDN: true, newSuperior: nil),
            .rename(
                newRDN: DistinguishedName("ou=Product Development Accountants"), deletesOldRDN: false,
                newSuperior: DistinguishedName("ou=Accounting, dc=airius, dc=com")),
            .modify([
                .init(
                    operation: .add, attribute: "postaladdress",
                    values: [octets("123 Anystreet $ Sunnyvale, CA $ 94086")]),
                .init(operation: .delete, attribute: "description"),
                .init(
                    operation: .replace, attribute: "telephonenumber",
                    values: [octets("+1 408 555 1234"), octets("+1 408 555 5678")]),
                .init(
                    operation: .delete, attribute: "facsimiletelephonenumber", values: [octets("+1 408 555 9876")]),
            ]),
            .modify([
                .init(operation: .replace, attribute: "postaladdress"),
                .init(operation: .delete, attribute: "description"),
            ]),
        ]
        #expect(records.map(\.body) == expected.map { .change($0, controls: []) })
        #expect(records.allSatisfy { $0.entry == nil })
        #expect(records.map(\.line) == [3, 10, 14, 21, 31, 49])
    }

    @Test("7: a change with a control")
    func control() throws {
        let records = try read(
            """
            version: 1
            # Delete an entry. The operation will attach the LDAPv3
            # Tree Delete Control defined in [9]. The criticality
            # field is "true" and the controlValue field is
            # absent, as required by [9].
            dn: ou=Product Development, dc=airius, dc=com
            control: 1.2.840.113556.1.4.805 true
            changetype: delete

            """)
        #expect(
            records.map(\.body)
                == [.change(.delete, controls: [.init(identifier: "1.2.840.113556.1.4.805", isCritical: true)])])
    }
}
