import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

@Suite struct EntryReaderTests {
    private func reader(_ attributes: KeyValuePairs<String, DirectoryValues>, everybody: Bool = false) -> EntryReader {
        EntryReader(Readings.entry("CN=x", attributes), readableByEverybody: everybody)
    }

    @Test("what does not come back is absent only where everybody may read")
    func absence() {
        let entry = Readings.entry("CN=x")
        #expect(EntryReader(entry).text("a") == .notReturned)
        #expect(EntryReader(entry).texts("a") == .notReturned)
        #expect(EntryReader(entry, readableByEverybody: true).text("a") == .absent)
        #expect(EntryReader(entry, readableByEverybody: true).texts("a") == .absent)
        // crossRef and NTDS Settings objects are such; server objects, accounts and role objects are not.
        #expect(CrossReference(entry).netbiosName == .absent)
        #expect(NTDSSettings(entry).options == .absent)
        #expect(ServerObject(entry).dnsHostName == .notReturned)
        #expect(ComputerAccount(entry).operatingSystem.name == .notReturned)
        #expect(RootDSEFacts(entry).vendorName == .absent)
        #expect(PasswordPolicy(.value(entry)).minimumPasswordAge == .notReturned)
        #expect(Trust(entry).attributes == .notReturned)
        #expect(PasswordSettingsObject(entry).appliesTo == .notReturned)
    }

    @Test("a value of the wrong type is hidden, wherever it comes from")
    func wrongType() {
        let bad = DirectoryValues([[0xFF, 0xFE]])
        let reader = reader(["a": bad, "n": "many", "b": "maybe", "d": "864000000000"], everybody: true)
        #expect(reader.text("a").state == "hidden")
        #expect(reader.texts("a").state == "hidden")
        #expect(reader.integer("n").state == "hidden")
        #expect(reader.flags("n").state == "hidden")
        #expect(reader.level("n").state == "hidden")
        #expect(reader.boolean("b").state == "hidden")
        #expect(reader.sid("a").state == "hidden")
        #expect(reader.guid("a").state == "hidden")
        #expect(reader.duration("n").state == "hidden")
        // A length of time is written as a negative number.
        #expect(reader.duration("d").state == "hidden")
        #expect(reader.text("a").why == "a came back in a form that could not be read")
    }

    @Test("a list of which some values cannot be read is partial")
    func partialList() {
        let reader = reader(["a": DirectoryValues([Array("one".utf8), [0xFF]])])
        #expect(reader.texts("a") == .partial(["one"], why: "1 values of a could not be read"))
    }

    @Test("a list that the server cut into ranges is partial")
    func rangedList() {
        let ranged = reader(["msDS-PSOAppliesTo;range=0-1": ["CN=a", "CN=b"]])
        #expect(
            ranged.texts("msds-psoappliesto")
                == .partial(["CN=a", "CN=b"], why: "only msDS-PSOAppliesTo;range=0-1 came back"))
        // Windows adds the attribute itself, empty.
        let both = EntryReader(
            Entry(
                distinguishedName: DistinguishedName("CN=x"),
                attributes: [
                    .init(description: "member", values: []),
                    .init(description: "member;range=0-0", values: [Array("CN=a".utf8)]),
                ]))
        #expect(both.names("member").known == [DistinguishedName("CN=a")])
        #expect(both.names("member").state == "partial")
    }

    @Test("attribute names are compared without case")
    func letterCase() {
        #expect(reader(["DNSHOSTNAME": "dc1"]).text("dNSHostName") == .value("dc1"))
    }

    @Test(
        "32-bit flags are signed; a missing sign is taken",
        arguments: [
            ("-2147483648", 0x8000_0000), ("-1946157056", 0x8C00_0000), ("3", 3), ("-1", 0xFFFF_FFFF),
            ("2147483648", 0x8000_0000), ("4294967295", 0xFFFF_FFFF),
        ] as [(String, UInt32)])
    func flags(_ text: String, _ expected: UInt32) {
        #expect(reader(["f": DirectoryValues(text)]).flags("f") == .value(expected))
    }

    @Test("flags beyond 32 bits are no flags", arguments: ["4294967296", "-2147483649", "", " 1", "0x1"])
    func noFlags(_ text: String) {
        #expect(reader(["f": DirectoryValues(text)]).flags("f").state == "hidden")
    }

    @Test(
        "durations, the smallest number meaning never",
        arguments: [
            ("-9223372036854775808", .never), ("-36288000000000", .seconds(3_628_800)),
            ("-32141664000000000", .seconds(3_214_166_400)), ("0", .seconds(0)), ("-3000000000", .seconds(300)),
            ("-864000000000", .seconds(86_400)), ("-1", .seconds(0)),
            ("-9223372036854775807", .seconds(922_337_203_685)),
        ] as [(String, PasswordPolicy.Duration)])
    func durations(_ text: String, _ expected: PasswordPolicy.Duration) {
        #expect(reader(["d": DirectoryValues(text)]).duration("d") == .value(expected))
    }

    @Test("level 10 is a level", arguments: [("10", 10), ("7", 7), ("8", 8), ("42", 42)])
    func levels(_ text: String, _ expected: Int) {
        #expect(reader(["l": DirectoryValues(text)]).level("l").known?.rawValue == expected)
    }

    @Test("what follows from an observation that is not whole is not whole either")
    func then() {
        func next(_ answer: Observed<Int>, after first: Observed<String>) -> Observed<Int> {
            first.then { _ in answer }
        }
        #expect(next(.value(1), after: .value("a")) == .value(1))
        #expect(next(.absent, after: .value("a")) == .absent)
        #expect(next(.value(1), after: .partial("a", why: "cut")) == .partial(1, why: "cut"))
        #expect(next(.absent, after: .partial("a", why: "cut")) == .notReturned)
        #expect(next(.hidden(why: "form"), after: .partial("a", why: "cut")) == .hidden(why: "form"))
        #expect(next(.value(1), after: .absent) == .absent)
        #expect(next(.value(1), after: .notReturned) == .notReturned)
        #expect(next(.value(1), after: .hidden(why: "x")) == .hidden(why: "x"))
        #expect(next(.value(1), after: .unreachable(why: "x")) == .unreachable(why: "x"))
        #expect(next(.value(1), after: .notCollected(why: "x")) == .notCollected(why: "x"))
    }
}
