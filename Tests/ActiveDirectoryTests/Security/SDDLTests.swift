import ActiveDirectory
import TestSupport
import Testing

@Suite struct SDDLTests {
    static let domains = SDDLDomains(
        domain: SecurityIdentifier("S-1-5-21-1-2-3"), rootDomain: SecurityIdentifier("S-1-5-21-4-5-6"))
    static let connector = "S-1-5-21-1-2-3-1104"

    /// What Microsoft's documentation of the writeback rights has to be in a descriptor, as text, as an entry and in words.
    /// Sources: `Set-ADSyncPasswordWritebackPermissions` (the three rights on descendant users), the defaults of an express
    /// installation, "Unexpire Password" of the tutorial, PASSWD_CANT_CHANGE, and the defaults of class and domain.
    static let documented: [(sddl: String, entry: AccessControlEntry, words: String)] = {
        let account = SecurityIdentifier(connector)
        let descendants: AccessControlEntry.Flags = [.containerInherit, .inheritOnly]
        let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
        return [
            (
                "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(user);\(connector))",
                AccessControlEntry(
                    .allowedObject, flags: descendants, mask: .controlAccess, objectType: .resetPassword,
                    inheritedObjectType: .userClass, trustee: account),
                "Allow \(connector): Reset Password, on descendant user objects"
            ),
            (
                "(OA;CIIO;WP;28630ebf-41d5-11d1-a9c1-0000f80367c1;\(user);\(connector))",
                AccessControlEntry(
                    .allowedObject, flags: descendants, mask: .writeProperty, objectType: .lockoutTime,
                    inheritedObjectType: .userClass, trustee: account),
                "Allow \(connector): write lockoutTime, on descendant user objects"
            ),
            (
                "(OA;CIIO;WP;bf967a0a-0de6-11d0-a285-00aa003049e2;\(user);\(connector))",
                AccessControlEntry(
                    .allowedObject, flags: descendants, mask: .writeProperty, objectType: .pwdLastSet,
                    inheritedObjectType: .userClass, trustee: account),
                "Allow \(connector): write pwdLastSet, on descendant user objects"
            ),
            (
                "(OA;CIIOID;CR;00299570-246d-11d0-a768-00aa006e0529;\(user);\(connector))",
                AccessControlEntry(
                    .allowedObject, flags: [.containerInherit, .inheritOnly, .inherited], mask: .controlAccess,
                    objectType: .resetPassword, inheritedObjectType: .userClass, trustee: account),
                "Allow \(connector): Reset Password, on descendant user objects (inherited)"
            ),
            (
                "(OA;CIIO;RPWP;;\(user);\(connector))",
                AccessControlEntry(
                    .allowedObject, flags: descendants, mask: [.readProperty, .writeProperty],
                    inheritedObjectType: .userClass, trustee: account),
                "Allow \(connector): read and write all properties, on descendant user objects"
            ),
            (
                "(OA;CIIO;RPWP;;4828cc14-1437-45bc-9b07-ad6f015e5f28;\(connector))",
                AccessControlEntry(
                    .allowedObject, flags: descendants, mask: [.readProperty, .writeProperty],
                    inheritedObjectType: .inetOrgPersonClass, trustee: account),
                "Allow \(connector): read and write all properties, on descendant inetOrgPerson objects"
            ),
            (
                "(OA;CI;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;\(connector))",
                AccessControlEntry(
                    .allowedObject, flags: .containerInherit, mask: .controlAccess, objectType: .unexpirePassword,
                    trustee: account),
                "Allow \(connector): Unexpire Password, on this object and all descendant objects"
            ),
            (
                "(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;AU)",
                AccessControlEntry(
                    .allowedObject, mask: .controlAccess, objectType: .unexpirePassword, trustee: .authenticatedUsers),
                "Allow Authenticated Users: Unexpire Password, on this object"
            ),
            (
                "(OA;;CR;280f369c-67c7-438e-ae98-1d46f3c6f541;;AU)",
                AccessControlEntry(
                    .allowedObject, mask: .controlAccess,
                    objectType: ObjectGUID("280f369c-67c7-438e-ae98-1d46f3c6f541"), trustee: .authenticatedUsers),
                "Allow Authenticated Users: Update Password Not Required Bit, on this object"
            ),
            (
                "(OA;;CR;1131f6aa-9c07-11d1-f79f-00c04fc2dcd2;;\(connector))",
                AccessControlEntry(
                    .allowedObject, mask: .controlAccess, objectType: .replicateChanges, trustee: account),
                "Allow \(connector): Replicating Directory Changes, on this object"
            ),
            (
                "(OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;\(connector))",
                AccessControlEntry(
                    .allowedObject, mask: .controlAccess, objectType: .replicateAllChanges, trustee: account),
                "Allow \(connector): Replicating Directory Changes All, on this object"
            ),
            (
                "(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;PS)",
                AccessControlEntry(
                    .allowedObject, mask: .controlAccess, objectType: .changePassword, trustee: .principalSelf),
                "Allow SELF: Change Password, on this object"
            ),
            (
                "(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)",
                AccessControlEntry(
                    .deniedObject, mask: .controlAccess, objectType: .changePassword, trustee: .everyone),
                "Deny Everyone: Change Password, on this object"
            ),
            (
                "(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;PS)",
                AccessControlEntry(
                    .deniedObject, mask: .controlAccess, objectType: .changePassword, trustee: .principalSelf),
                "Deny SELF: Change Password, on this object"
            ),
            (
                "(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;SY)",
                AccessControlEntry(.allowed, mask: .fullControl, trustee: .localSystem),
                "Allow SYSTEM: full control, on this object"
            ),
            (
                "(A;CI;GA;;;BA)",
                AccessControlEntry(
                    .allowed, flags: .containerInherit, mask: .genericAll, trustee: .builtinAdministrators),
                "Allow Administrators: full control, on this object and all descendant objects"
            ),
            (
                "(OA;;RP;c7407360-20bf-11d0-a768-00aa006e0529;;RU)",
                AccessControlEntry(
                    .allowedObject, mask: .readProperty,
                    objectType: ObjectGUID("c7407360-20bf-11d0-a768-00aa006e0529"),
                    trustee: .builtinPreWindows2000CompatibleAccess),
                "Allow Pre-Windows 2000 Compatible Access: read the property set Domain Password & Lockout Policies, on this object"
            ),
            (
                "(D;;DC;;;WD)", AccessControlEntry(.denied, mask: .deleteChild, trustee: .everyone),
                "Deny Everyone: delete all child objects, on this object"
            ),
            (
                "(OA;CINPIO;CCDC;bf967aba-0de6-11d0-a285-00aa003049e2;bf967aa5-0de6-11d0-a285-00aa003049e2;AO)",
                AccessControlEntry(
                    .allowedObject, flags: [.containerInherit, .noPropagate, .inheritOnly],
                    mask: [.createChild, .deleteChild], objectType: .userClass,
                    inheritedObjectType: .organizationalUnitClass, trustee: .builtinAccountOperators),
                "Allow Account Operators: create and delete user objects, on descendant organizationalUnit objects one level down"
            ),
        ]
    }()

    @Test(arguments: documented.indices) func documentedEntriesBothWays(index: Int) throws {
        let (text, entry, words) = Self.documented[index]
        #expect(try AccessControlEntry(sddl: text) == entry)
        #expect(entry.sddl() == text)
        #expect(RightsCatalogue.wellKnown.words(for: entry) == words)
        let descriptor = try SecurityDescriptor(sddl: "O:SYG:SYD:PAI" + text)
        #expect(try SecurityDescriptor(bytes: descriptor.bytes()).sddl() == "O:SYG:SYD:PAI" + text)
    }

    /// Texts, and what they are when written again.
    @Test(arguments: [
        ("", ""), ("D:", "D:"), ("O:BAG:SYD:", "O:BAG:SYD:"), ("G:SYO:BA", "O:BAG:SY"),
        ("D:NO_ACCESS_CONTROL", "D:NO_ACCESS_CONTROL"), ("D:PNO_ACCESS_CONTROL", "D:PNO_ACCESS_CONTROL"),
        ("D:AIARP(A;;RC;;;SY)", "D:PARAI(A;;RC;;;SY)"),
        ("S:AI(AU;SAFA;WP;;;WD)D:P", "D:PS:AI(AU;SAFA;WP;;;WD)"),
        ("O:S-1-5-18D:(A;;RC;;;S-1-5-11)", "O:SYD:(A;;RC;;;AU)"), ("O:S-1-5-18S:", "O:SYS:"),
        ("O:S-1-5-18G:S-1-5-18", "O:SYG:SY"), ("O:DAD:(A;;RC;;;EA)", "O:DAD:(A;;RC;;;EA)"),
        (" O:SY D: (A ; CI ; RCWD ; ; ; SY ) \n (A;;RC;;;AU) ", "O:SYD:(A;CI;RCWD;;;SY)(A;;RC;;;AU)"),
        ("D:(A;;RC WD;;;SY)", ""),
        ("D:(A;;0x20000;;;SY)(A;;131072;;;SY)(A;;0400000;;;SY)", "D:(A;;RC;;;SY)(A;;RC;;;SY)(A;;RC;;;SY)"),
        ("D:(A;;0x100000;;;SY)", "D:(A;;0x100000;;;SY)"), ("d:(a;ciio;rpwp;;;sy)", "D:(A;CIIO;RPWP;;;SY)"),
        ("D:(A;;FA;;;SY)(A;;KR;;;SY)", "D:(A;;0x1f01ff;;;SY)(A;;CCSWRPRC;;;SY)"),
        ("S:(ML;;NWNR;;;ME)", "S:(ML;;NWNR;;;ME)"), ("D:(A;;;;;SY)", "D:(A;;;;;SY)"),
        (
            "D:(OA;;CR;{00299570-246D-11D0-A768-00AA006E0529};;SY)",
            "D:(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;SY)"
        ),
        ("D:(A;;RC;;;S-1-15-2-1)(A;;RC;;;S-1-16-12288)", "D:(A;;RC;;;AC)(A;;RC;;;HI)"),
    ]) func texts(text: String, written: String) throws {
        let read = Result { try SecurityDescriptor(sddl: text, in: Self.domains) }
        if written.isEmpty, !text.isEmpty {
            // Blanks stand between fields, not within one.
            #expect(throws: SDDLError.self) { try read.get() }
        } else {
            #expect(try read.get().sddl(in: Self.domains) == written)
        }
    }

    @Test(arguments: [
        ("X:SY", "malformed", 0), ("O", "malformed", 0), ("O:", "malformed", 2), ("O:S-1", "malformed", 2),
        ("O:QQ", "unknownName", 2), ("O:SYO:SY", "repeated", 4), ("O:SYx", "malformed", 4),
        ("D:Q", "unknownName", 2), ("D:(A;;RC;;;SY", "malformed", 13), ("D:(A;;RC;;SY)", "malformed", 10),
        ("D:(Q;;RC;;;SY)", "unknownName", 3), ("D:(A;ZZ;RC;;;SY)", "unknownName", 5),
        ("D:(A;C;RC;;;SY)", "unknownName", 5), ("D:(A;;RCZ;;;SY)", "unknownName", 8),
        ("D:(A;;0x;;;SY)", "malformed", 6), ("D:(A;;0x100000000;;;SY)", "malformed", 6),
        ("D:(A;;09;;;SY)", "malformed", 6), ("D:(OA;;CR;nonsense;;SY)", "malformed", 10),
        ("D:(A;;CR;00299570-246d-11d0-a768-00aa006e0529;;SY)", "malformed", 47),
        ("D:(A;;RC;;;SY)x", "malformed", 14), ("D:NO_ACCESS_CONTROL(A;;RC;;;SY)", "malformed", 31),
        ("D:(XA;;RC;;;SY;(a", "malformed", 15), ("D:(XA;;RC;;;SY;x)", "malformed", 15),
        ("D:(XA;;RC;;;SY;(#6))", "malformed", 18),
    ]) func badTexts(text: String, code: String, position: Int) {
        let error = #expect(throws: SDDLError.self) { try SecurityDescriptor(sddl: text) }
        #expect(error?.code.rawValue == code)
        #expect(error?.position == position)
    }

    /// Every alias means the SID that the documentation gives it, in its domain, and nothing without one.
    @Test func aliasesOfDomains() throws {
        let table: [(String, UInt32, Bool)] = [
            ("LA", 500, false), ("LG", 501, false), ("DA", 512, false), ("DU", 513, false), ("DG", 514, false),
            ("DC", 515, false), ("DD", 516, false), ("CA", 517, false), ("PA", 520, false), ("CN", 522, false),
            ("AP", 525, false), ("KA", 526, false), ("RS", 553, false), ("RO", 498, true), ("SA", 518, true),
            ("EA", 519, true), ("EK", 527, true),
        ]
        for (alias, relative, isOfRoot) in table {
            let sid = "S-1-5-21-" + (isOfRoot ? "4-5-6" : "1-2-3") + "-\(relative)"
            let descriptor = try SecurityDescriptor(sddl: "O:" + alias, in: Self.domains)
            #expect(descriptor.owner?.description == sid)
            #expect(descriptor.sddl(in: Self.domains) == "O:" + alias)
            #expect(descriptor.sddl() == "O:" + sid)
            let error = #expect(throws: SDDLError.self) { try SecurityDescriptor(sddl: "O:" + alias) }
            #expect(error?.code == .domainNeeded)
        }
    }

    /// Enterprise Admins in a child domain's descriptor is a group of the root domain.
    @Test func enterpriseAdminsAreOfTheRootDomain() throws {
        let child = SDDLDomains(
            domain: SecurityIdentifier("S-1-5-21-7-7-7"), rootDomain: SecurityIdentifier("S-1-5-21-4-5-6"))
        #expect(try SecurityDescriptor(sddl: "O:EA", in: child).owner?.description == "S-1-5-21-4-5-6-519")
        #expect(
            SecurityDescriptor(owner: SecurityIdentifier("S-1-5-21-7-7-7-519")).sddl(in: child)
                == "O:S-1-5-21-7-7-7-519")
    }

    @Test func whateverIsInADescriptorComesBackFromItsText() throws {
        var source = DescriptorSource(seed: 5)
        for _ in 0..<5_000 {
            let descriptor = source.descriptor()
            let text = descriptor.sddl()
            var read = try SecurityDescriptor(sddl: text)
            // SDDL has no word for the revision of a list.
            read.dacl?.revision = AccessControlList.directoryRevision
            guard read == descriptor, try read.bytes() == descriptor.bytes() else {
                Issue.record("\(text) comes back as \(read.sddl()), \(read.control) for \(descriptor.control)")
                return
            }
        }
    }

    @Test func damagedTexts() throws {
        var source = DescriptorSource(seed: 6)
        var read = 0
        for _ in 0..<10_000 {
            let bytes = source.random.damaged(Array(source.descriptor().sddl().utf8))
            do throws(SDDLError) {
                let descriptor = try SecurityDescriptor(sddl: String(decoding: bytes, as: UTF8.self))
                read += 1
                guard try SecurityDescriptor(sddl: descriptor.sddl()) == descriptor else {
                    Issue.record("\(descriptor.sddl()) does not come back")
                    return
                }
            } catch {
                if error.detail.isEmpty || error.position < 0 { Issue.record("an error without a place") }
            }
        }
        #expect(read > 300 && read < 9_500)
    }
}
