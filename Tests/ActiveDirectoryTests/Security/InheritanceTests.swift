import ActiveDirectory
import Testing

/// What a future child inherits (MS-DTYP 2.5.3.4).
@Suite struct InheritanceTests {
    static let reset = "00299570-246d-11d0-a768-00aa006e0529"
    static let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
    static let group = "bf967a9c-0de6-11d0-a285-00aa003049e2"
    static let account = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1_104])

    /// The parent's entries, and what a new user below has of them.
    @Test(arguments: [
        ("(A;;RC;;;WD)", ""),
        ("(A;CI;RC;;;WD)", "(A;CIID;RC;;;WD)"),
        ("(A;CIIO;RC;;;WD)", "(A;CIID;RC;;;WD)"),
        ("(A;CINP;RC;;;WD)", "(A;ID;RC;;;WD)"),
        ("(A;CINPIO;RC;;;WD)", "(A;ID;RC;;;WD)"),
        ("(A;OI;RC;;;WD)", "(A;OIIOID;RC;;;WD)"),
        ("(A;OINP;RC;;;WD)", ""),
        ("(A;OICI;RC;;;WD)", "(A;OICIID;RC;;;WD)"),
        ("(A;CIID;RC;;;WD)", "(A;CIID;RC;;;WD)"),
        ("(A;ID;RC;;;WD)", ""),
        // For this class, for another, for another one level down only.
        ("(OA;CIIO;CR;\(reset);\(user);WD)", "(OA;CIID;CR;\(reset);\(user);WD)"),
        ("(OA;CIIO;CR;\(reset);\(group);WD)", "(OA;CIIOID;CR;\(reset);\(group);WD)"),
        ("(OA;CI;CR;\(reset);\(group);WD)", "(OA;CIIOID;CR;\(reset);\(group);WD)"),
        ("(OA;CINPIO;CR;\(reset);\(group);WD)", ""),
        ("(OD;CIIO;CR;\(reset);\(user);WD)", "(OD;CIID;CR;\(reset);\(user);WD)"),
        ("(ZA;CIIO;CR;\(reset);\(user);WD;(#61727478))", "(ZA;CIID;CR;\(reset);\(user);WD;(#61727478))"),
        // Whoever creates, and rights that depend on what is created: once for the child, once for its children.
        ("(A;CI;RC;;;CO)", "(A;ID;RC;;;\(account))(A;CIIOID;RC;;;CO)"),
        ("(A;CIIO;RC;;;CO)", "(A;ID;RC;;;\(account))(A;CIIOID;RC;;;CO)"),
        ("(A;CINP;RC;;;CO)", "(A;ID;RC;;;\(account))"),
        ("(A;CI;RC;;;CG)", "(A;ID;RC;;;SY)(A;CIIOID;RC;;;CG)"),
        ("(A;CIIO;GR;;;WD)", "(A;ID;LCRPLORC;;;WD)(A;CIIOID;GR;;;WD)"),
        ("(A;CINP;GA;;;WD)", "(A;ID;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)"),
    ]) func handedDown(parent: String, child: String) throws {
        let descriptor = try SecurityDescriptor(sddl: "D:" + parent)
            .forChild(ofClass: .userClass, owner: Self.account, group: .localSystem)
        #expect(descriptor.sddl() == "O:\(Self.account)G:SYD:AI" + child)
        #expect(descriptor.dacl?.revision == 4)
    }

    @Test func ownEntriesStandFirst() throws {
        let parent = try SecurityDescriptor(sddl: "D:(A;CI;RC;;;WD)")
        let own = try SecurityDescriptor(sddl: "D:(A;;GR;;;AU)(A;ID;CR;;;WD)(A;CI;RC;;;CO)")
        let child = parent.forChild(ofClass: .userClass, explicit: own, owner: .localSystem)
        #expect(child.sddl() == "O:SYD:AI(A;;LCRPLORC;;;AU)(A;;RC;;;SY)(A;CIIO;RC;;;CO)(A;CIID;RC;;;WD)")
    }

    @Test func aProtectedChildTakesNothing() throws {
        let parent = try SecurityDescriptor(sddl: "D:(A;CI;RC;;;WD)")
        let child = parent.forChild(ofClass: .userClass, explicit: try SecurityDescriptor(sddl: "D:P(A;;RC;;;AU)"))
        #expect(child.sddl() == "D:PAI(A;;RC;;;AU)")
        #expect(child.isProtected)
    }

    @Test func withoutAnOwnerNobodyIsTheCreator() throws {
        let parent = try SecurityDescriptor(sddl: "D:(A;CI;CR;;;CO)")
        let child = parent.forChild(ofClass: .userClass)
        let check = AccessCheck(child, ofClass: .userClass)
        #expect(check.decision(on: .resetPassword, for: Token([Self.account, .creatorGroup])).answer == .denied)
    }

    @Test func nothingAndEverythingAbove() throws {
        for parent in ["", "D:", "D:NO_ACCESS_CONTROL"] {
            let child = try SecurityDescriptor(sddl: parent).forChild(ofClass: .userClass)
            #expect(child.sddl() == "D:AI")
        }
        let null = try SecurityDescriptor(sddl: "D:(A;CI;RC;;;WD)")
            .forChild(ofClass: .userClass, explicit: SecurityDescriptor(sddl: "D:NO_ACCESS_CONTROL"))
        #expect(null.discretion == .everything)
    }

    /// From the domain through a container to the user, as the writeback permissions are meant; and an inetOrgPerson, whom the
    /// entries for users do not reach.
    @Test func twoLevelsDown() throws {
        let domain = try SecurityDescriptor(sddl: "D:AI(OA;CIIO;CR;\(Self.reset);\(Self.user);\(Self.account))")
        let unit = domain.forChild(ofClass: .organizationalUnitClass)
        let token = Token([Self.account])
        let outcomes = [ObjectGUID.userClass, .inetOrgPersonClass].map { objectClass in
            AccessCheck(unit.forChild(ofClass: objectClass), ofClass: objectClass)
                .decision(on: .resetPassword, for: token).answer
        }
        #expect(outcomes == [.granted, .denied])
        #expect(
            AccessCheck(unit, ofClass: .organizationalUnitClass).decision(on: .resetPassword, for: token).answer
                == .denied)
        let broken = domain.forChild(ofClass: .organizationalUnitClass, explicit: try SecurityDescriptor(sddl: "D:P"))
        #expect(broken.forChild(ofClass: .userClass).sddl() == "D:AI")
    }
}
