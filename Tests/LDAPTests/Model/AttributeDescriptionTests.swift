import LDAP
import Testing

@Suite struct AttributeDescriptionTests {
    @Test func takesTypeAndOptionsApart() {
        let plain: AttributeDescription = "cn"
        #expect(plain.type == "cn")
        #expect(plain.options == [])
        #expect(!plain.isBinary)
        #expect(plain.valueRange == nil)

        let certificate = AttributeDescription("userCertificate;lang-de;BINARY")
        #expect(certificate.type == "userCertificate")
        #expect(certificate.options == ["lang-de", "BINARY"])
        #expect(certificate.isBinary)
        #expect(certificate.hasOption("LANG-DE"))
        #expect(!certificate.hasOption("lang"))

        let members = AttributeDescription("member;range=0-1499")
        #expect(members.type == "member")
        #expect(members.valueRange == AttributeValueRange(lower: 0, upper: 1499))
        #expect(members.valueRange?.isLast == false)
        #expect(members.hasSameType(as: "MEMBER"))
        #expect(AttributeDescription(type: "a", options: ["b", "c"]).description == "a;b;c")
    }

    @Test(
        arguments: [
            ("range=0-1499", 0, 1499), ("Range=1500-*", 1500, nil), ("range=0-0", 0, 0), ("RANGE=00-09", 0, 9),
        ] as [(String, Int, Int?)])
    func readsRanges(_ option: String, _ lower: Int, _ upper: Int?) throws {
        let range = try #require(AttributeValueRange(option: option))
        #expect(range.lower == lower)
        #expect(range.upper == upper)
        #expect(range.isLast == (upper == nil))
        #expect(AttributeValueRange(option: range.description) == range)
    }

    @Test(
        arguments: [
            "range", "range=", "range=-", "range=0", "range=0-", "range=-1", "range=*-1", "range=5-4", "range=0-1-2",
            "range=+0-+1", "range=0-99999999999999999999", "range=99999999999999999999-*", "range= 0-1", "rangex0-1",
        ])
    func refusesWhatIsNoRange(_ option: String) {
        #expect(AttributeValueRange(option: option) == nil)
        #expect(AttributeDescription("member;" + option).valueRange == nil)
        #expect(AttributeDescription("member;" + option).type == "member")
    }

    @Test func comparesWithoutCaseAndOrder() {
        #expect(AttributeDescription("CN;a;b") == "cn;B;A")
        #expect(Set<AttributeDescription>(["CN;a;b", "cn;B;A", "cn", "CN", "member;range=0-1", "member"]).count == 4)
        #expect(AttributeDescription("cn") != "cn;a")
        #expect(AttributeDescription("cn") != "sn")
    }

    @Test(arguments: ["cn", "2.5.4.3", "0.9", "msDS-User", "cn;lang-de", "cn;x-1", "member;range=0-*"])
    func valid(_ text: String) {
        #expect(AttributeDescription(text).isValid)
    }

    @Test(
        arguments: [
            "", ";", "cn;", ";binary", "1", "1.", "1.02", ".1", "-cn", "c n", "cn;a b", "cn;;a", "c_n", "ö",
            "cn;range=1",
        ])
    func invalid(_ text: String) {
        #expect(!AttributeDescription(text).isValid)
        #expect(AttributeDescription(text).description == text)
    }
}
