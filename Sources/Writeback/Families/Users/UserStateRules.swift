import ActiveDirectory
import Inspection
import LDAP

/// Flags of users that writeback meets.
enum UserStateRules {
    static let all = reasons.map(\.rule)

    static let reasons: [(rule: Rule, reason: UserReason)] = [
        (disabled, disabledReason), (neverExpires, neverExpiresReason), (smartcard, smartcardReason),
    ]

    static let disabled = Rule(
        "WB-USR-012", family: UserRules.family, title: "No user is disabled",
        rationale:
            "The password of a disabled account is not written back (event 33005). Every domain has some, and they are meant.",
        decision: UserRules.decision(["userAccountControl"], "ACCOUNTDISABLE (0x2) is not set."),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["Enable the account, if it is meant to be used."], command: "Enable-ADAccount -Identity <user>",
            undo: .command("Disable-ADAccount -Identity <user>")),
        references: [.writebackTroubleshooting], grade: .source, judge: .overUsers(disabledReason))

    private static let disabledReason: UserReason = flagged(
        .disabled, "disabled", ofDisabledToo: true, is: "disabled",
        remedy: { some in
            Remedy(
                steps: ["Enable the account, if it is meant to be used."] + UserRules.others(some),
                command: UserRules.command("Enable-ADAccount", some),
                undo: .command(UserRules.command("Disable-ADAccount", some)))
        })

    static let neverExpires = Rule(
        "WB-USR-013", family: UserRules.family, title: "Every user's password expires",
        rationale:
            "With a password that never expires, an administrator's reset that asks for a change at the next logon does not set that. The "
            + "reset itself is written back.",
        decision: UserRules.decision(
            ["userAccountControl"],
            "DONT_EXPIRE_PASSWORD (0x10000) is not set. Users that are disabled or protected are left out."),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["Let the password expire, if the account is a person's."],
            command: "Set-ADUser -PasswordNeverExpires $false -Identity <user>",
            undo: .command("Set-ADUser -PasswordNeverExpires $true -Identity <user>")),
        references: [.writebackConcept], grade: .source, judge: .overUsers(neverExpiresReason))

    private static let neverExpiresReason: UserReason = flagged(
        .passwordDoesNotExpire, "never expires", is: "set to a password that never expires",
        remedy: { some in
            Remedy(
                steps: ["Let the password expire, if the account is a person's."] + UserRules.others(some),
                command: UserRules.command("Set-ADUser -PasswordNeverExpires $false", some),
                undo: .command(UserRules.command("Set-ADUser -PasswordNeverExpires $true", some)))
        })

    static let smartcard = Rule(
        "WB-USR-014", family: UserRules.family, title: "No user has to log on with a smart card",
        rationale:
            "The password of such an account is random, and nobody logs on with it: one that is written back is of no use.",
        decision: UserRules.decision(
            ["userAccountControl"],
            "SMARTCARD_REQUIRED (0x40000) is not set. Users that are disabled or protected are left out."),
        severities: .always(.information),
        remedy: Remedy(steps: ["Nothing has to be done; do not count on writeback for them."], undo: .notNeeded),
        references: [.inference("With SMARTCARD_REQUIRED the password is random and unknown to the user")],
        grade: .inference, judge: .overUsers(smartcardReason))

    private static let smartcardReason: UserReason = flagged(
        .smartcardRequired, "smart card", is: "required to log on with a smart card", remedy: { _ in smartcard.remedy })

    private static func flagged(
        _ flag: UserAccountControl, _ word: String, ofDisabledToo: Bool = false, is words: String,
        remedy: @escaping @Sendable (AffectedUsers) -> Remedy
    ) -> UserReason {
        UserReason(
            word: word,
            standing: { _, users in
                guard ofDisabledToo || users.isToBeServed else { return .outside }
                guard let isSet = users.flag(flag) else {
                    let control = users.group.accountControl
                    return .open("userAccountControl: \(control.why ?? control.state)")
                }
                return isSet ? .affected : .fine
            },
            title: { _, some in "\(some.words) \(some.verb("is", "are")) \(words)" },
            question: { _, population in "users \(population.scopeWords) are \(words)" },
            met: { _, population, users in "None of \(users) users \(population.scopeWords) is \(words)" },
            facts: { _, _ in [] }, remedy: { _, some in remedy(some) })
    }
}
