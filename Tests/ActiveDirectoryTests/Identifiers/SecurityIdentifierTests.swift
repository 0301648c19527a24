import ActiveDirectory
import Foundation
import TestSupport
import Testing

@Suite struct SecurityIdentifierTests {
    /// Text and binary form, the second from MS-DTYP's layout by hand.
    static let forms: [(text: String, bytes: String)] = [
        ("S-1-0", "0100 000000000000"),
        ("S-1-1-0", "0101 000000000001 00000000"),
        ("S-1-5-18", "0101 000000000005 12000000"),
        ("S-1-5-32-544", "0102 000000000005 20000000 20020000"),
        (
            "S-1-5-21-3623811015-3361044348-30300820-1013",
            "0105 000000000005 15000000 c7f7fed7 7c7755c8 945ace01 f5030000"
        ),
        ("S-1-0x100000000000-7", "0101 100000000000 07000000"),
        ("S-1-4294967295-4294967295", "0101 0000ffffffff ffffffff"),
        (
            "S-1-15-2-1-2-3-4-5-6-7-8-9-10-11-12-13-14",
            "010f 00000000000f 02000000 01000000 02000000 03000000 04000000 05000000 06000000 07000000"
                + "08000000 09000000 0a000000 0b000000 0c000000 0d000000 0e000000"
        ),
    ]

    @Test(arguments: forms) func bothFormsTellTheSame(text: String, bytes: String) throws {
        let wire = captured(bytes)
        let fromText = try #require(SecurityIdentifier(text))
        let fromBytes = try #require(SecurityIdentifier(bytes: wire))
        #expect(fromText == fromBytes)
        #expect(fromText.bytes == wire)
        #expect(fromBytes.description == text)
    }

    @Test(arguments: [
        "", "S", "S-1", "S-1-", "S-2-5-18", "S-1-5-", "S-1-5--18", "S-1-5-+18", "S-1-+5-18", "S-1-5-4294967296",
        "S-1-5-x",
        "S-1-0xG-1", "S-1-0x1000000000000-1", "S-1-281474976710656-1", " S-1-5-18", "S-1-5-18 ", "S-1-5-0x12",
        "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16",
    ]) func textThatIsNoIdentifierIsRefused(text: String) {
        #expect(SecurityIdentifier(text) == nil)
    }

    @Test(arguments: [
        "", "01", "0101 0000000000", "0201 000000000005 12000000", "0102 000000000005 12000000",
        "0101 000000000005 12000000 00", "0110 000000000005" + String(repeating: "01000000", count: 16),
    ]) func bytesThatAreNoIdentifierAreRefused(bytes: String) {
        #expect(SecurityIdentifier(bytes: captured(bytes)) == nil)
    }

    @Test func anAuthorityInSmallHexadecimalIsRead() {
        #expect(SecurityIdentifier("s-1-0x5-18") == .localSystem)
    }

    @Test func partsThatNoFormCanHoldAreDropped() throws {
        let identifier = SecurityIdentifier(authority: .max, subAuthorities: Array(repeating: 1, count: 20))
        #expect(identifier.subAuthorities.count == 15)
        #expect(SecurityIdentifier(bytes: identifier.bytes) == identifier)
        #expect(identifier.appending(.domainAdmins) == nil)
    }

    @Test func domainAndRelativeIdentifier() throws {
        let admins = try #require(SecurityIdentifier("S-1-5-21-1-2-3-512"))
        #expect(admins.relativeIdentifier == .domainAdmins)
        #expect(admins.domain?.description == "S-1-5-21-1-2-3")
        #expect(admins.domain?.appending(.domainAdmins) == admins)
        #expect(SecurityIdentifier.everyone.domain == nil)
        #expect(SecurityIdentifier("S-1-5")?.relativeIdentifier == nil)
        #expect(SecurityIdentifier.builtinAdministrators.domain == .builtinDomain)
    }

    /// Enterprise Admins in a child domain's descriptors carries the root domain's identifier.
    @Test func theSameRelativeIdentifierInTwoDomainsIsTwoGroups() throws {
        let root = try #require(SecurityIdentifier("S-1-5-21-1-1-1")?.appending(.enterpriseAdmins))
        let child = try #require(SecurityIdentifier("S-1-5-21-2-2-2")?.appending(.enterpriseAdmins))
        #expect(root != child)
        #expect(root.relativeIdentifier == child.relativeIdentifier)
    }

    @Test func wellKnownIdentifiersHaveTheirPublishedText() {
        #expect(SecurityIdentifier.everyone.description == "S-1-1-0")
        #expect(SecurityIdentifier.ownerRights.description == "S-1-3-4")
        #expect(SecurityIdentifier.network.description == "S-1-5-2")
        #expect(SecurityIdentifier.principalSelf.description == "S-1-5-10")
        #expect(SecurityIdentifier.authenticatedUsers.description == "S-1-5-11")
        #expect(SecurityIdentifier.thisOrganization.description == "S-1-5-15")
        #expect(SecurityIdentifier.builtinPreWindows2000CompatibleAccess.description == "S-1-5-32-554")
    }

    @Test func codedAsOneText() throws {
        let identifier = try #require(SecurityIdentifier("S-1-5-21-1-2-3-512"))
        let data = try JSONEncoder().encode([identifier])
        #expect(String(decoding: data, as: UTF8.self) == #"["S-1-5-21-1-2-3-512"]"#)
        #expect(try JSONDecoder().decode([SecurityIdentifier].self, from: data) == [identifier])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([SecurityIdentifier].self, from: Data(#"["S-1"]"#.utf8))
        }
    }

    @Test func everyBinaryIdentifierComesBackFromItsText() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<10_000 {
            let bytes = random.damaged(captured("0105 000000000005 15000000 c7f7fed7 7c7755c8 945ace01 f5030000"))
            guard let identifier = SecurityIdentifier(bytes: bytes) else { continue }
            guard identifier.bytes == bytes, SecurityIdentifier(identifier.description) == identifier else {
                Issue.record("\(identifier) does not come back from its forms")
                return
            }
        }
    }
}
