import ActiveDirectory
import LDAP
import TestSupport
import Testing

@Suite("extended names") struct ExtendedDistinguishedNameTests {
    static let name = "CN=Denied RODC Password Replication Group,CN=Users,DC=corp,DC=example,DC=test"
    static let guid = ObjectGUID("ad7e7bdc-08a6-4262-99c6-ceadece24f0d")
    static let sid = SecurityIdentifier("S-1-5-21-725364553-1883761637-2302989845-572")

    /// Both forms as a Samba domain controller sent them for one group.
    @Test(
        "both forms say the same",
        arguments: [
            "<GUID=ad7e7bdc-08a6-4262-99c6-ceadece24f0d>;<SID=S-1-5-21-725364553-1883761637-2302989845-572>;",
            "<GUID=dc7b7eada608624299c6ceadece24f0d>;"
                + "<SID=010500000000000515000000492f3c2be5eb477015d644893c020000>;",
            "<guid=AD7E7BDC-08A6-4262-99C6-CEADECE24F0D>;<Sid=s-1-5-21-725364553-1883761637-2302989845-572>;",
        ])
    func bothForms(_ prefix: String) throws {
        let extended = try #require(ExtendedDistinguishedName(prefix + Self.name))
        #expect(extended.guid == Self.guid && Self.guid != nil)
        #expect(extended.sid == Self.sid && Self.sid != nil)
        #expect(extended.name.description == Self.name)
    }

    @Test("without a SID, with parts of other kinds, plain")
    func otherShapes() throws {
        let container = try #require(
            ExtendedDistinguishedName("<GUID=ad7e7bdc-08a6-4262-99c6-ceadece24f0d>;CN=Users,DC=x"))
        #expect(container.guid == Self.guid)
        #expect(container.sid == nil)
        #expect(container.name == DistinguishedName("CN=Users,DC=x"))
        let other = try #require(
            ExtendedDistinguishedName("<X-NEW=1>;<GUID=ad7e7bdc-08a6-4262-99c6-ceadece24f0d>;CN=a;b,DC=x"))
        #expect(other.guid == Self.guid)
        #expect(other.name.description == "CN=a;b,DC=x")
        let plain = try #require(ExtendedDistinguishedName("CN=\\<GUID=1\\>,DC=x"))
        #expect(plain.guid == nil)
        #expect(plain.name.description == "CN=\\<GUID=1\\>,DC=x")
    }

    @Test(
        "malformed texts are none",
        arguments: [
            "", "<", "<GUID", "<GUID=>;CN=x", "<GUID=ad7e7bdc>;CN=x", "<GUID=ad7e7bdc-08a6-4262-99c6-ceadece24f0d>",
            "<GUID=ad7e7bdc-08a6-4262-99c6-ceadece24f0d>;", "<GUID=ad7e7bdc-08a6-4262-99c6-ceadece24f0d>CN=x",
            "<SID=S-1>;CN=x", "<SID=0105>;CN=x", "<SID=010>;CN=x", "<GUID=zz7b7eada608624299c6ceadece24f0d>;CN=x",
            "<>;CN=x", "<GUID>;CN=x",
        ])
    func malformed(_ text: String) {
        #expect(ExtendedDistinguishedName(text) == nil)
    }

    @Test("random damage does not crash, and many parts are read through")
    func damage() {
        var source = SeededRandom(seed: 23)
        let original = Array("<GUID=dc7b7eada608624299c6ceadece24f0d>;<SID=S-1-5-32-544>;CN=x,DC=y".utf8)
        for _ in 0..<10_000 {
            _ = ExtendedDistinguishedName(String(decoding: source.damaged(source.damaged(original)), as: UTF8.self))
        }
        let many = String(repeating: "<A=1>;", count: 10_000) + "CN=x"
        #expect(ExtendedDistinguishedName(many)?.name == DistinguishedName("CN=x"))
    }

    @Test("bases by GUID and by SID")
    func bases() throws {
        let guid = try #require(Self.guid)
        let sid = try #require(Self.sid)
        #expect(DistinguishedName(guid: guid).description == "<GUID=ad7e7bdc-08a6-4262-99c6-ceadece24f0d>")
        #expect(
            DistinguishedName(sid: sid).description == "<SID=S-1-5-21-725364553-1883761637-2302989845-572>")
    }
}
