import ActiveDirectory
import Foundation
import Testing

/// The text of MS-DTYP 2.5.3.2 and MS-ADTS 5.1.3.3, sentence by sentence.
@Suite struct AccessCheckTests {
    static let account = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1_104])
    static let other = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1_105])
    static let token = Token([account, .everyone, .authenticatedUsers])
    static let reset = "00299570-246d-11d0-a768-00aa006e0529"
    static let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
    static let restrictions = "4c164200-20c0-11d0-a768-00aa006e0529"
    static let pwdLastSet = "bf967a0a-0de6-11d0-a285-00aa003049e2"

    static func decide(
        _ sddl: String, _ right: DirectoryRight, token: Token = token, principalSelf: SecurityIdentifier? = nil
    ) throws -> AccessDecision {
        try AccessCheck(SecurityDescriptor(sddl: sddl), ofClass: .userClass, principalSelf: principalSelf)
            .decision(on: right, for: token)
    }

    /// Right, DACL, answer, and the entry that decided.
    static let cases:
        [(name: String, right: DirectoryRight, sddl: String, answer: AccessDecision.Answer, index: Int?)] = [
            ("no list at all", .resetPassword, "O:SY", .granted, nil),
            ("a NULL list", .resetPassword, "O:SYD:NO_ACCESS_CONTROL", .granted, nil),
            ("an empty list", .resetPassword, "O:SYD:", .denied, nil),
            ("the right itself", .resetPassword, "D:(OA;;CR;\(reset);;\(account))", .granted, 0),
            ("every extended right", .resetPassword, "D:(A;;CR;;;\(account))", .granted, 0),
            ("every extended right, as an object entry", .resetPassword, "D:(OA;;CR;;;\(account))", .granted, 0),
            ("another right", .unexpirePassword, "D:(OA;;CR;\(reset);;\(account))", .denied, nil),
            ("another bit", .resetPassword, "D:(OA;;WP;\(reset);;\(account))", .denied, nil),
            ("a class is no right", .resetPassword, "D:(OA;;CR;\(user);;\(account))", .denied, nil),
            ("somebody else", .resetPassword, "D:(OA;;CR;\(reset);;\(other))", .denied, nil),
            ("everybody", .resetPassword, "D:(OA;;CR;\(reset);;WD)", .granted, 0),
            ("only handed down", .resetPassword, "D:(OA;CIIO;CR;\(reset);\(user);\(account))", .denied, nil),
            (
                "handed down to another class, but in force here", .resetPassword,
                "D:(OA;CI;CR;\(reset);bf967a9c-0de6-11d0-a285-00aa003049e2;\(account))", .granted, 0
            ),
            ("the first entry wins: deny", .resetPassword, "D:(D;;CR;;;WD)(A;;CR;;;\(account))", .denied, 0),
            ("the first entry wins: allow", .resetPassword, "D:(A;;CR;;;\(account))(D;;CR;;;WD)", .granted, 0),
            (
                "explicit allow before inherited deny", .resetPassword,
                "D:(OA;;CR;\(reset);;\(account))(OD;ID;CR;\(reset);;WD)", .granted, 0
            ),
            (
                "a denied right that is not asked for", .resetPassword, "D:(OD;;CR;\(restrictions);;WD)(A;;CR;;;WD)",
                .granted, 1
            ),
            ("an attribute", .writePwdLastSet, "D:(OA;;WP;\(pwdLastSet);;\(account))", .granted, 0),
            ("its property set", .writePwdLastSet, "D:(OA;;WP;\(restrictions);;\(account))", .granted, 0),
            ("its class", .writePwdLastSet, "D:(OA;;WP;\(user);;\(account))", .granted, 0),
            ("all properties", .writePwdLastSet, "D:(A;;RPWP;;;\(account))", .granted, 0),
            (
                "an attribute without a property set", .writeLockoutTime, "D:(OA;;WP;\(restrictions);;\(account))",
                .denied, nil
            ),
            (
                "denied by the property set", .writePwdLastSet,
                "D:(OD;;WP;\(restrictions);;WD)(OA;;WP;\(pwdLastSet);;\(account))",
                .denied, 0
            ),
            ("generic write", .writePwdLastSet, "D:(A;;GW;;;\(account))", .granted, 0),
            ("generic all", .resetPassword, "D:(A;;GA;;;\(account))", .granted, 0),
            ("generic read is no write", .writePwdLastSet, "D:(A;;GR;;;\(account))", .denied, nil),
            ("generic read", .listContents, "D:(A;;GR;;;\(account))", .granted, 0),
            ("generic execute", .listContents, "D:(A;;GX;;;\(account))", .granted, 0),
            (
                "generic execute reads nothing", .readProperty(.pwdLastSet, in: nil), "D:(A;;GX;;;\(account))", .denied,
                nil
            ),
            ("creator owner is nobody", .resetPassword, "O:\(account)D:(A;;CR;;;CO)", .denied, nil),
            ("the owner reads the descriptor", .readControl, "O:\(account)D:", .granted, nil),
            ("the owner changes the list", .writeDACL, "O:\(account)D:", .granted, nil),
            ("the owner, against a deny", .writeDACL, "O:\(account)D:(D;;WD;;;WD)", .granted, nil),
            ("the owner resets no password", .resetPassword, "O:\(account)D:", .denied, nil),
            ("owner rights in place of the owner's", .writeDACL, "O:\(account)D:(A;;RC;;;OW)", .denied, nil),
            ("owner rights grant the owner", .resetPassword, "O:\(account)D:(A;;CR;;;OW)", .granted, 0),
            ("owner rights grant nobody else", .resetPassword, "O:SYD:(A;;CR;;;OW)", .denied, nil),
            ("owner rights that are only handed down", .writeDACL, "O:\(account)D:(A;CIIO;RC;;;OW)", .granted, nil),
            ("an audit entry", .resetPassword, "D:(AU;SA;CR;;;WD)", .denied, nil),
            (
                "several bits by several entries", .fullControl, "D:(A;;CCDCLCSWRPWPDTLO;;;WD)(A;;CRSDRCWDWO;;;AU)",
                .granted, 1
            ),
            (
                "several bits, one of them missing", .fullControl, "D:(A;;CCDCLCSWRPWPDTLO;;;WD)(A;;CRSDRCWD;;;AU)",
                .denied, nil
            ),
            ("several bits, one of them denied", .fullControl, "D:(A;;RP;;;WD)(D;;RPWO;;;AU)(A;;GA;;;WD)", .denied, 1),
            ("a bit that was granted before it is denied", .listContents, "D:(A;;LC;;;WD)(D;;LC;;;AU)", .granted, 0),
        ]

    @Test(arguments: cases.indices) func asTheTextHasIt(index: Int) throws {
        let expected = Self.cases[index]
        let decision = try Self.decide(expected.sddl, expected.right)
        #expect(decision.answer == expected.answer, "\(expected.name)")
        #expect(decision.index == expected.index, "\(expected.name)")
        #expect((decision.entry == nil) == (decision.index == nil))
    }

    @Test func selfIsTheObject() throws {
        let sddl = "D:(OA;;CR;\(Self.reset);;PS)"
        #expect(try Self.decide(sddl, .resetPassword, principalSelf: Self.account).answer == .granted)
        #expect(try Self.decide(sddl, .resetPassword, principalSelf: Self.other).answer == .denied)
        #expect(try Self.decide(sddl, .resetPassword).answer == .denied)
    }

    /// PASSWD_CANT_CHANGE is no bit of `userAccountControl` but two entries.
    @Test func cannotChangePassword() throws {
        let change = "ab721a53-1e2f-11d0-9819-00aa0040529b"
        let cannot = "D:(OD;;CR;\(change);;WD)(OD;;CR;\(change);;PS)(OA;;CR;\(change);;WD)(OA;;CR;\(change);;PS)"
        let decision = try Self.decide(cannot, .changePassword, principalSelf: Self.account)
        #expect(decision.answer == .denied)
        #expect(decision.index == 0)
    }

    /// An express installation grants read and write of all properties, and no attribute by its name; Unexpire Password comes
    /// from Authenticated Users.
    @Test func anExpressAccountNeedsNoEntryForAnAttribute() throws {
        let onUser =
            "D:(OA;CIID;RPWP;;\(Self.user);\(Self.account))(OA;CIID;CR;\(Self.reset);\(Self.user);\(Self.account))"
        #expect(try Self.decide(onUser, .writeLockoutTime).answer == .granted)
        #expect(try Self.decide(onUser, .writePwdLastSet).answer == .granted)
        #expect(try Self.decide(onUser, .resetPassword).index == 1)
        let onDomain = "D:(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;AU)"
        #expect(try Self.decide(onDomain, .unexpirePassword).entry?.trustee == .authenticatedUsers)
        // The GUID that tools in the wild take for Unexpire Password.
        #expect(
            try Self.decide("D:(OA;;CR;280f369c-67c7-438e-ae98-1d46f3c6f541;;AU)", .unexpirePassword).answer == .denied)
    }

    /// A confidential attribute needs both bits.
    @Test func confidentialAttributes() throws {
        let right = DirectoryRight.readProperty(.pwdLastSet, in: .accountRestrictions, isConfidential: true)
        #expect(try Self.decide("D:(A;;RP;;;WD)", right).answer == .denied)
        #expect(try Self.decide("D:(A;;RP;;;WD)(OA;;CR;\(Self.pwdLastSet);;WD)", right).answer == .granted)
    }

    // MARK: - Conditions

    static let condition = "(#6172747800000000)"

    static let conditional:
        [(name: String, sddl: String, answer: AccessDecision.Answer, basis: AccessDecision.Basis, index: Int?)] = [
            ("an allow", "D:(XA;;CR;;;WD;\(condition))", .undecided, .condition, 0),
            ("an allow of the right", "D:(ZA;;CR;\(reset);;WD;\(condition))", .undecided, .condition, 0),
            ("an allow of another right", "D:(ZA;;CR;\(restrictions);;WD;\(condition))", .denied, .noEntry, nil),
            ("an allow for somebody else", "D:(XA;;CR;;;\(other);\(condition))", .denied, .noEntry, nil),
            ("an allow of another bit", "D:(XA;;RP;;;WD;\(condition))", .denied, .noEntry, nil),
            ("an allow that is only handed down", "D:(XA;CIIO;CR;;;WD;\(condition))", .denied, .noEntry, nil),
            ("an allow before a sure one", "D:(XA;;CR;;;WD;\(condition))(A;;CR;;;WD)", .granted, .entry, 1),
            ("an allow before a sure deny", "D:(XA;;CR;;;WD;\(condition))(D;;CR;;;WD)", .undecided, .condition, 0),
            ("an allow behind a sure deny", "D:(D;;CR;;;WD)(XA;;CR;;;WD;\(condition))", .denied, .entry, 0),
            ("an allow behind a sure one", "D:(A;;CR;;;WD)(XA;;CR;;;WD;\(condition))", .granted, .entry, 0),
            ("a deny alone", "D:(XD;;CR;;;WD;\(condition))", .denied, .noEntry, nil),
            ("a deny before an allow", "D:(XD;;CR;;;WD;\(condition))(A;;CR;;;WD)", .undecided, .condition, 0),
            (
                "a deny of the right before an allow", "D:(ZD;;CR;\(reset);;WD;\(condition))(A;;CR;;;WD)", .undecided,
                .condition, 0
            ),
            ("a deny of another right", "D:(ZD;;CR;\(restrictions);;WD;\(condition))(A;;CR;;;WD)", .granted, .entry, 1),
            ("a deny behind an allow", "D:(A;;CR;;;WD)(XD;;CR;;;WD;\(condition))", .granted, .entry, 0),
            ("a deny before a sure one", "D:(XD;;CR;;;WD;\(condition))(D;;CR;;;WD)(A;;CR;;;WD)", .denied, .entry, 1),
            ("both", "D:(XD;;CR;;;WD;\(condition))(XA;;CR;;;WD;\(condition))", .undecided, .condition, 0),
        ]

    @Test(arguments: conditional.indices) func aConditionCountsOnlyWhereItDecides(index: Int) throws {
        let expected = Self.conditional[index]
        let decision = try Self.decide(expected.sddl, .resetPassword)
        #expect(decision.answer == expected.answer, "\(expected.name)")
        #expect(decision.basis == expected.basis, "\(expected.name)")
        #expect(decision.index == expected.index, "\(expected.name)")
    }

    /// The two extremes tell what every assignment of truth to the conditions tells.
    @Test func conditionsAgainstEveryAssignment() throws {
        var source = DescriptorSource(seed: 8)
        var answers: [AccessDecision.Answer: Int] = [:]
        for round in 0..<3_000 {
            var descriptor = source.descriptor()
            guard var list = descriptor.dacl else { continue }
            var places: [Int] = []
            for index in list.entries.indices where source.chance(50) {
                let kind = list.entries[index].kind.rawValue
                list.entries[index].kind = .init(rawValue: kind < 2 ? kind + 9 : kind + 6)
                places.append(index)
            }
            descriptor.dacl = list
            let token = Token(source.sids())
            let right = source.right()
            var outcomes: Set<AccessDecision.Answer> = []
            for truth in 0..<(1 << places.count) {
                var assigned = list
                for (bit, index) in places.enumerated().reversed() {
                    if truth >> bit & 1 == 0 {
                        assigned.entries[index].kind = .audit
                    } else {
                        let kind = list.entries[index].kind.rawValue
                        assigned.entries[index].kind = .init(rawValue: kind < 11 ? kind - 9 : kind - 6)
                    }
                    // An entry of Owner Rights that does not count stands for its owner all the same.
                    if truth >> bit & 1 == 0, list.entries[index].trustee != .ownerRights {
                        assigned.entries[index].mask = []
                    }
                }
                var known = descriptor
                known.dacl = assigned
                outcomes.insert(AccessCheck(known, ofClass: .userClass).decision(on: right, for: token).answer)
            }
            let answer = AccessCheck(descriptor, ofClass: .userClass).decision(on: right, for: token).answer
            answers[answer, default: 0] += 1
            let expected = outcomes.count == 1 ? outcomes.first : .undecided
            guard answer == expected else {
                Issue.record("round \(round): \(answer), not \(outcomes): \(descriptor.sddl())")
                return
            }
        }
        for answer in [AccessDecision.Answer.granted, .denied, .undecided] { #expect(answers[answer, default: 0] > 50) }
    }

    // MARK: - Tokens with gaps

    static func gap(_ reach: Token.Gap.Reach) -> Token {
        Token([account, .everyone], gaps: [Token.Gap(reach, why: "the global catalog did not answer")])
    }

    static let domain = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3])
    static let elsewhere = SecurityIdentifier(authority: 5, subAuthorities: [21, 7, 7, 7])

    /// What could not be expanded makes a refusal undecided, and a grant only where an earlier deny may be meant for it.
    @Test func aGapNeverGrantsAndNeverHidesADeny() throws {
        let missing = "D:(A;;CR;;;\(Self.other))"
        for (reach, answer) in [
            (Token.Gap.Reach.anyGroup, AccessDecision.Answer.undecided), (.groups(of: Self.domain), .undecided),
            (.groups(of: Self.elsewhere), .denied), (.groups(of: .builtinDomain), .denied),
        ] {
            let decision = try Self.decide(missing, .resetPassword, token: Self.gap(reach))
            #expect(decision.answer == answer)
            #expect(decision.basis == (answer == .undecided ? .token : .noEntry))
        }
        let any = Self.gap(.anyGroup)
        #expect(try Self.decide("D:(A;;CR;;;BA)", .resetPassword, token: any).answer == .undecided)
        // No membership makes anybody these.
        #expect(try Self.decide("D:(A;;CR;;;SY)(A;;CR;;;CO)(A;;CR;;;ED)", .resetPassword, token: any).answer == .denied)
        // A deny that is sure, and one that may be meant.
        #expect(try Self.decide("D:(D;;CR;;;WD)(A;;CR;;;\(Self.other))", .resetPassword, token: any).answer == .denied)
        let mayBeMeant = try Self.decide("D:(D;;CR;;;\(Self.other))(A;;CR;;;WD)", .resetPassword, token: any)
        #expect(mayBeMeant.answer == .undecided)
        #expect(mayBeMeant.index == 0)
        #expect(try Self.decide("D:(A;;CR;;;WD)(D;;CR;;;\(Self.other))", .resetPassword, token: any).answer == .granted)
        // The owner may be a group that is missing.
        #expect(try Self.decide("O:\(Self.other)D:", .readControl, token: any).basis == .token)
        #expect(try Self.decide("O:\(Self.other)D:", .resetPassword, token: any).answer == .denied)
        // SELF is the object, and the object is not the account.
        #expect(
            try Self.decide(
                "D:(A;;CR;;;PS)", .resetPassword, token: Self.gap(.groups(of: Self.elsewhere)),
                principalSelf: Self.other
            )
            .answer == .denied)
    }

    @Test func aTokenKnowsWhyEachIsInIt() {
        var token = Token()
        let isNew = [
            token.insert(Self.account, .init(.account)),
            token.insert(Self.other, .init(.group, through: Self.account)),
            token.insert(Self.other, .init(.sidHistory, through: Self.account)),
            token.insert(Self.other, .init(.group, through: Self.account)),
        ]
        #expect(isNew == [true, true, false, false])
        token.insert(Token.Gap(.anyGroup, why: "no answer"))
        token.insert(Token.Gap(.anyGroup, why: "no answer"))
        #expect(token.members[Self.other]?.map(\.kind) == [.group, .sidHistory])
        #expect(token.contains(Self.account) && !token.contains(.everyone))
        #expect(token.sids == [Self.account, Self.other])
        #expect(token.gaps.count == 1)
    }

    @Test func codedAsText() throws {
        var token = Token(gaps: [
            Token.Gap(.anyGroup, why: "no answer"), .init(.groups(of: .builtinDomain), why: "refused"),
        ])
        token.insert(Self.other, .init(.group, through: Self.account))
        token.insert(Self.account, .init(.account))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(token), as: UTF8.self)
        #expect(
            text == """
                {"gaps":[{"why":"no answer"},{"groupsOf":"S-1-5-32","why":"refused"}],"sids":[\
                {"reasons":[{"kind":"account"}],"sid":"\(Self.account)"},\
                {"reasons":[{"kind":"group","through":"\(Self.account)"}],"sid":"\(Self.other)"}]}
                """)
        #expect(try JSONDecoder().decode(Token.self, from: Data(text.utf8)) == token)

        let descriptor = try SecurityDescriptor(sddl: "O:SYD:P(OA;;CR;\(Self.reset);;\(Self.account))")
        let coded = try encoder.encode([descriptor])
        #expect(try JSONDecoder().decode([SecurityDescriptor].self, from: coded) == [descriptor])
        #expect(
            try JSONDecoder().decode([AccessControlEntry].self, from: encoder.encode(descriptor.dacl?.entries))
                == descriptor.dacl?.entries)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([SecurityDescriptor].self, from: Data(#"["D:Q"]"#.utf8))
        }
    }
}
