import ActiveDirectory
import Testing

@Suite struct RightsCatalogueTests {
    static let catalogue = RightsCatalogue.wellKnown

    @Test func namesOfRightsAndAttributes() {
        #expect(Self.catalogue.controlAccessRight(.resetPassword)?.name == "User-Force-Change-Password")
        #expect(Self.catalogue.controlAccessRight(.resetPassword)?.displayName == "Reset Password")
        #expect(Self.catalogue.controlAccessRight(.changePassword)?.displayName == "Change Password")
        #expect(Self.catalogue.controlAccessRight(.unexpirePassword)?.name == "Unexpire-Password")
        #expect(Self.catalogue.controlAccessRight(.replicateChanges)?.name == "DS-Replication-Get-Changes")
        #expect(Self.catalogue.controlAccessRight(.replicateAllChanges)?.name == "DS-Replication-Get-Changes-All")
        #expect(Self.catalogue.propertySet(.accountRestrictions)?.displayName == "Account Restrictions")
        #expect(Self.catalogue.attribute(.lockoutTime)?.name == "lockoutTime")
        #expect(Self.catalogue.attribute(.lockoutTime)?.propertySet == nil)
        #expect(Self.catalogue.attribute(named: "PWDLASTSET")?.propertySet == .accountRestrictions)
        #expect(Self.catalogue.classGUID(named: "User") == .userClass)
        #expect(Self.catalogue.className(.inetOrgPersonClass) == "inetOrgPerson")
        #expect(Self.catalogue.className(.domainClass) == "domainDNS")
        #expect(Self.catalogue.className(.groupClass) == "group")
        #expect(Self.catalogue.className(.computerClass) == "computer")
        #expect(Self.catalogue.className(.organizationalUnitClass) == "organizationalUnit")
        #expect(Self.catalogue.writeProperty("pwdLastSet") == .writePwdLastSet)
        #expect(Self.catalogue.writeProperty("lockoutTime") == .writeLockoutTime)
        #expect(Self.catalogue.readProperty("noSuchThing") == nil)
    }

    /// The widespread mistake: this GUID is another right.
    @Test func theGUIDThatIsNotUnexpirePassword() throws {
        let guid = try #require(ObjectGUID("280f369c-67c7-438e-ae98-1d46f3c6f541"))
        #expect(Self.catalogue.controlAccessRight(guid)?.name == "Update-Password-Not-Required-Bit")
        #expect(ObjectGUID.unexpirePassword.description == "ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501")
    }

    /// One GUID, two meanings: the attribute `member`, and the validated write Self-Membership.
    @Test func oneGUIDCanMeanTwoThings() throws {
        let member = try #require(Self.catalogue.attribute(named: "member")?.guid)
        #expect(Self.catalogue.name(ofObjectType: member, for: .writeProperty) == "member")
        #expect(Self.catalogue.name(ofObjectType: member, for: .validatedWrite) == "Add/Remove self as member")
    }

    /// What the forest says lies over what every forest has.
    @Test func aForestHasItsOwn() throws {
        var catalogue = Self.catalogue
        let right = try #require(ObjectGUID("11111111-2222-3333-4444-555555555555"))
        catalogue.insert(
            .init(guid: right, name: "Own-Right", displayName: "Our own right"), validAccesses: .controlAccess)
        catalogue.insert(.init(guid: .lockoutTime, name: "lockoutTime", propertySet: .accountRestrictions))
        catalogue.insertClass(right, named: "ourUser")
        #expect(catalogue.controlAccessRight(right)?.displayName == "Our own right")
        #expect(catalogue.writeProperty("lockoutTime")?.objectTypes == [.accountRestrictions, .lockoutTime])
        let entry = try AccessControlEntry(sddl: "(OA;CIIO;CR;\(right);\(right);S-1-5-21-1-2-3-9)")
        #expect(
            catalogue.words(for: entry) { _ in "CORP\\MSOL_0a1b2c3d4e5f" }
                == "Allow CORP\\MSOL_0a1b2c3d4e5f: Our own right, on descendant ourUser objects")
    }

    @Test(arguments: [
        ("(A;;0x100000;;;WD)", "Allow Everyone: 0x100000, on this object"),
        ("(A;;;;;WD)", "Allow Everyone: nothing, on this object"),
        ("(A;IO;RC;;;WD)", "Allow Everyone: read permissions, on no object"),
        ("(XA;;CR;;;AU;(#00))", "Allow Authenticated Users: all extended rights, on this object, on a condition"),
        (
            "(OA;;CR;11111111-2222-3333-4444-555555555555;;S-1-5-21-1-2-3-512)",
            "Allow Domain Admins: control access to 11111111-2222-3333-4444-555555555555, on this object"
        ),
        (
            "(OA;;SW;bf9679c0-0de6-11d0-a285-00aa003049e2;;PS)",
            "Allow SELF: Add/Remove self as member, on this object"
        ),
        (
            "(OA;;RP;bf967aba-0de6-11d0-a285-00aa003049e2;;WD)",
            "Allow Everyone: read all properties of user objects, on this object"
        ),
        (
            "(A;CI;LCRPLORC;;;S-1-5-21-1-2-3-4444)",
            "Allow S-1-5-21-1-2-3-4444: read all properties, list contents, list object, read permissions, on this object and all descendant objects"
        ),
    ]) func words(sddl: String, words: String) throws {
        #expect(try Self.catalogue.words(for: AccessControlEntry(sddl: sddl)) == words)
    }

    @Test func rightsInWords() {
        #expect(Self.catalogue.words(for: .resetPassword) == "Reset Password")
        #expect(Self.catalogue.words(for: .writeLockoutTime) == "write lockoutTime")
        #expect(Self.catalogue.words(for: .listContents) == "list contents")
    }

    @Test func wellKnownNames() throws {
        #expect(SecurityIdentifier.everyone.wellKnownName == "Everyone")
        #expect(SecurityIdentifier("S-1-5-21-1-2-3-519")?.wellKnownName == "Enterprise Admins")
        #expect(SecurityIdentifier("S-1-5-32-554")?.wellKnownName == "Pre-Windows 2000 Compatible Access")
        #expect(SecurityIdentifier("S-1-5-21-1-2-3-1104")?.wellKnownName == nil)
        // A RID means something only behind the three numbers of a domain.
        #expect(SecurityIdentifier("S-1-5-21-512")?.wellKnownName == nil)
    }
}
