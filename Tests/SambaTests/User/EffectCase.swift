/// Permissions for the account `svc-connect` on the way to a user, and what they let it do.
struct EffectCase: Sendable, CustomStringConvertible {
    /// What writeback does, each with the right that it needs.
    enum Effect: String, CaseIterable, Sendable {
        case reset, unlock, pwdLastSet, change
    }

    /// Where inheritance is switched off.
    enum Cut: String, Sendable { case nowhere = "", inner, user }

    let name: String
    /// Entries on the outer organizational unit, in SDDL; `{SVC}`, `{LOCAL}` (a domain-local group that holds a global group that
    /// holds the account) and `{MAIL}` (a distribution group) stand for SIDs.
    var outer = ""
    /// Entries on the organizational unit in it, in which the user is.
    var inner = ""
    /// Entries on the user.
    var user = ""
    var cut = Cut.nowhere
    var isInetOrgPerson = false
    var owner: String?
    /// What the account can do, by the text of the specification.
    let can: Set<Effect>
    /// What Samba lets it do besides, against the specification: an entry for a class whose mask has control access grants any right
    /// there (docs/decisions/0012-the-text-before-samba.md).
    var departs: Set<Effect> = []

    var description: String { name }

    // MARK: Entries

    static let reset = "00299570-246d-11d0-a768-00aa006e0529"
    static let changePassword = "ab721a53-1e2f-11d0-9819-00aa0040529b"
    static let lockoutTime = "28630ebf-41d5-11d1-a9c1-0000f80367c1"
    static let pwdLastSet = "bf967a0a-0de6-11d0-a285-00aa003049e2"
    static let users = "bf967aba-0de6-11d0-a285-00aa003049e2"
    static let inetOrgPersons = "4828cc14-1437-45bc-9b07-ad6f015e5f28"

    /// The three entries that the cmdlet of Connect writes.
    static func cmdlet(_ who: String = "{SVC}", to heirs: String = users, _ flags: String = "CIIO") -> String {
        "(OA;\(flags);CR;\(reset);\(heirs);\(who))(OA;\(flags);WP;\(lockoutTime);\(heirs);\(who))"
            + "(OA;\(flags);WP;\(pwdLastSet);\(heirs);\(who))"
    }

    static func extended(_ right: String, _ kind: String = "OA") -> String {
        "(\(kind);CIIO;CR;\(right);\(users);{SVC})"
    }

    static func write(_ attribute: String, _ kind: String = "OA") -> String {
        "(\(kind);CIIO;WP;\(attribute);\(users);{SVC})"
    }

    // MARK: The table

    private static let all: Set<Effect> = [.reset, .unlock, .pwdLastSet, .change]

    static let table: [Self] = [
        Self(name: "absent", can: [.change]),
        Self(name: "cmdlet", outer: cmdlet(), can: all),
        Self(
            name: "express", outer: "(OA;CIIO;RPWP;;\(users);{SVC})" + extended(reset), can: all),
        Self(name: "onlyReset", outer: extended(reset), can: [.reset, .change]),
        Self(name: "onlyLockout", outer: write(lockoutTime), can: [.unlock, .change]),
        Self(name: "onlyPwdLastSet", outer: write(pwdLastSet), can: [.pwdLastSet, .change]),
        Self(
            name: "direct", user: "(OA;;CR;\(reset);;{SVC})(OA;;WP;\(lockoutTime);;{SVC})",
            can: [.reset, .unlock, .change]),
        Self(
            name: "deniedReset", outer: cmdlet(), user: "(OD;;CR;\(reset);;{SVC})",
            can: [.unlock, .pwdLastSet, .change]),
        Self(
            name: "deniedLockout", outer: cmdlet(), user: "(OD;;WP;\(lockoutTime);;{SVC})",
            can: [.reset, .pwdLastSet, .change]),
        Self(
            name: "deniedPwdLastSet", outer: cmdlet(), user: "(OD;;WP;\(pwdLastSet);;{SVC})",
            can: [.reset, .unlock, .change]),
        Self(
            name: "deniedEveryone", outer: cmdlet(), user: "(OD;;CR;\(reset);;WD)",
            can: [.unlock, .pwdLastSet, .change]),
        Self(name: "deniedAbove", outer: extended(reset, "OD") + cmdlet(), can: [.unlock, .pwdLastSet, .change]),
        Self(
            name: "deniedBySet", outer: cmdlet(), user: "(OD;;WP;4c164200-20c0-11d0-a768-00aa006e0529;;{SVC})",
            can: [.reset, .unlock, .change]),
        Self(
            name: "ownBeatsAbove", outer: extended(reset, "OD"), user: "(OA;;CR;\(reset);;{SVC})",
            can: [.reset, .change]),
        Self(name: "nested", outer: cmdlet("{LOCAL}"), can: all),
        Self(
            name: "deniedNested", outer: cmdlet(), user: "(OD;;CR;\(reset);;{LOCAL})",
            can: [.unlock, .pwdLastSet, .change]),
        Self(name: "distribution", outer: cmdlet("{MAIL}"), can: [.change]),
        Self(name: "protectedUnit", outer: cmdlet(), cut: .inner, can: [.change]),
        Self(name: "protectedButOwn", outer: cmdlet(), inner: extended(reset), cut: .inner, can: [.reset, .change]),
        Self(name: "protectedUser", outer: cmdlet(), cut: .user, can: [.change]),
        Self(name: "personOfUsers", outer: cmdlet(), isInetOrgPerson: true, can: [.change]),
        Self(name: "person", outer: cmdlet("{SVC}", to: inetOrgPersons), isInetOrgPerson: true, can: all),
        Self(name: "propertySet", outer: write("4c164200-20c0-11d0-a768-00aa006e0529"), can: [.pwdLastSet, .change]),
        Self(name: "otherSet", outer: write("77b5b886-944a-11d1-aebd-0000f80367c1"), can: [.change]),
        Self(name: "otherRight", outer: extended("280f369c-67c7-438e-ae98-1d46f3c6f541"), can: [.change]),
        Self(name: "fullControl", outer: "(OA;CIIO;GA;;\(users);{SVC})", can: all),
        Self(name: "allExtended", outer: "(A;CIIO;CR;;;{SVC})", can: [.reset, .change]),
        Self(
            name: "allExtendedForUsers", outer: "(OA;CIIO;CR;;\(users);{SVC})", can: [.reset, .change],
            departs: [.unlock, .pwdLastSet]),
        Self(name: "inheritOnly", user: cmdlet(), can: [.change]),
        Self(name: "oneLevel", outer: cmdlet("{SVC}", to: users, "CIIONP"), can: [.change]),
        Self(name: "owner", owner: "{SVC}", can: [.change]),
        Self(
            name: "cannotChange", outer: cmdlet(),
            user: "(OD;;CR;\(changePassword);;WD)(OD;;CR;\(changePassword);;PS)", can: [.reset, .unlock, .pwdLastSet]),
        Self(name: "cannotChangeSelf", outer: cmdlet(), user: "(OD;;CR;\(changePassword);;PS)", can: all),
    ]
}
