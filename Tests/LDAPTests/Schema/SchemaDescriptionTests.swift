import LDAP
import TestSupport
import Testing

@Suite("schema descriptions")
struct SchemaDescriptionTests {
    @Test("an attribute type, every field of it")
    func attributeType() throws {
        let text =
            "( 1.2.3.4 NAME ( 'cn' 'commonName' ) DESC 'it\\27s a \\5C name' OBSOLETE SUP name EQUALITY caseIgnoreMatch "
            + "ORDERING caseIgnoreOrderingMatch SUBSTR caseIgnoreSubstringsMatch "
            + "SYNTAX 1.3.6.1.4.1.1466.115.121.1.15{256} SINGLE-VALUE COLLECTIVE NO-USER-MODIFICATION "
            + "USAGE dSAOperation X-ORIGIN 'RFC 4519' X-TWO ( 'a' 'b' ) )"
        let type = try AttributeTypeDescription(parsing: text)
        #expect(type.identifier == "1.2.3.4")
        #expect(type.names == ["cn", "commonName"] && type.name == "cn")
        #expect(type.explanation == "it's a \\ name")
        #expect(type.isObsolete && type.isSingleValued && type.isCollective && !type.isUserModifiable)
        #expect(type.supertype == "name" && type.equalityRule == "caseIgnoreMatch")
        #expect(type.orderingRule == "caseIgnoreOrderingMatch" && type.substringsRule == "caseIgnoreSubstringsMatch")
        #expect(type.syntax == "1.3.6.1.4.1.1466.115.121.1.15" && type.minimumUpperBound == 256)
        #expect(type.usage == .dsaOperation && type.isOperational)
        #expect(type.extensions.map(\.name) == ["X-ORIGIN", "X-TWO"])
        #expect(type.extensions.last?.values == ["a", "b"])
        #expect(type.description == text)
    }

    @Test(
        "what servers write beyond the RFC",
        arguments: [
            // Active Directory.
            "( 1.2.840.113556.1.4.159 NAME 'accountExpires' SYNTAX '1.2.840.113556.1.4.906' SINGLE-VALUE )",
            // Without spaces, in another order, in lower case.
            "(1.2.840.113556.1.4.159 single-value syntax '1.2.840.113556.1.4.906' NAME ('accountExpires'))",
            // An apostrophe, a tab and a keyword of nobody's.
            "( 1.2.840.113556.1.4.159\tNAME 'accountExpires' DESC 'somebody's text' SYNTAX 1.2.840.113556.1.4.906 SINGLE-VALUE ODD )",
        ])
    func tolerance(text: String) throws {
        let type = try AttributeTypeDescription(parsing: text)
        #expect(type.identifier == "1.2.840.113556.1.4.159")
        #expect(type.names == ["accountExpires"])
        #expect(type.syntax == "1.2.840.113556.1.4.906")
        #expect(type.isSingleValued && !type.isOperational)
        #expect(try AttributeTypeDescription(parsing: type.description) == type)
    }

    @Test("an object class, with names for identifiers and lists without spaces")
    func objectClass() throws {
        let type = try ObjectClassDescription(
            parsing: "( top-oid NAME 'top' ABSTRACT MUST (objectClass $ objectCategory$instanceType) MAY cn )")
        #expect(type.identifier == "top-oid" && type.kind == .abstract)
        #expect(type.requiredAttributes == ["objectClass", "objectCategory", "instanceType"])
        #expect(type.allowedAttributes == ["cn"] && type.superclasses == [])
    }

    @Test(
        "what is wrong is told with its place",
        arguments: [
            ("", .missingOpeningParenthesis, 0), ("1.2.3", .missingOpeningParenthesis, 0),
            ("( )", .missingIdentifier, 2), ("(", .missingIdentifier, 1),
            ("( 1.2 NAME 'x'", .missingClosingParenthesis, 14),
            ("( 1.2 NAME 'x )", .unterminatedQuotation, 11), ("( 1.2 NAME ( 'x' ( 'y' ) ) )", .unexpectedCharacter, 17),
            ("( 1.2 ) x", .trailingText, 8), ("( 1.2 $ )", .unexpectedCharacter, 6),
        ] as [(String, SchemaDescriptionError.Code, Int)])
    func errors(text: String, code: SchemaDescriptionError.Code, position: Int) throws {
        let error = try #require(throws: SchemaDescriptionError.self) { try ObjectClassDescription(parsing: text) }
        #expect(error.code == code, "\(error)")
        #expect(error.position == position, "\(error)")
    }

    @Test("random texts end, and what is read can be written and read again")
    func random() throws {
        var random = SeededRandom(seed: 4512)
        let pieces = [
            "(", ")", "'", "$", "{", "}", "64", " ", "NAME", "SUP", "SYNTAX", "MUST", "X-Y", "\\27", "\\", "é", "\0",
        ]
        var readable = 0
        for _ in 0..<20_000 {
            var text = Int.random(in: 0..<4, using: &random) > 0 ? "( 1.2 " : ""
            for _ in 0..<Int.random(in: 0..<12, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
            if Bool.random(using: &random) { text += " )" }
            guard let read = try? ObjectClassDescription(parsing: text) else { continue }
            readable += 1
            _ = read.description
            _ = try? AttributeTypeDescription(parsing: text)
        }
        #expect(readable > 500)
    }

    @Test("a schema: found by any name, inheritance that goes in a circle ends, an odd line costs only itself")
    func schema() throws {
        func values(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }
        let entry = Entry(
            distinguishedName: DistinguishedName("cn=schema"),
            attributes: [
                .init(
                    description: "attributetypes;range=0-2",
                    values: values([
                        "( 1.1 NAME ( 'Name' 'n' ) EQUALITY caseIgnoreMatch SYNTAX 9.9 )", "( 1.2 NAME 'cn' SUP name )",
                        "(",
                    ])),
                .init(
                    description: "objectClasses",
                    values: values([
                        "( 2.1 NAME 'a' SUP b )", "( 2.2 NAME 'b' SUP ( c $ a ) )", "( 2.3 NAME 'c' SUP missing )",
                    ])),
            ])
        let schema = DirectorySchema(entry)
        #expect(schema.attributeType("CN;lang-de")?.identifier == "1.2")
        #expect(schema.attributeType("N") == schema.attributeType("1.1"))
        #expect(schema.syntax(ofAttribute: "cn") == "9.9")
        #expect(schema.equalityRule(ofAttribute: "1.2") == "caseIgnoreMatch")
        #expect(schema.inheritance(ofClass: "A").map(\.name) == ["a", "b", "c"])
        #expect(schema.unreadable.map(\.attribute) == ["attributeTypes"])
        #expect(!schema.isComplete)
        #expect(schema.objectClass("missing") == nil)
    }
}
