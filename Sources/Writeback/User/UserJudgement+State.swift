import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

/// The state of the account: disabled, locked out, expired, and the flags that matter.
extension UserJudgement {
    var stateObstacles: [UserObstacle] {
        [disabled, lockedOut, expired].compactMap(\.self) + flags
    }

    private var disabled: UserObstacle? {
        guard let control = user.userAccountControl.known else {
            guard !user.userAccountControl.isSettled else { return nil }
            return UserObstacle(
                .disabled, .all(.blocker), .undecided,
                title: "Whether the account is disabled could not be read",
                facts: [fact(missing: "userAccountControl", user.userAccountControl)],
                remedy: readWithMoreRights, references: [.writebackTroubleshooting])
        }
        guard control.contains(.disabled) else { return nil }
        return UserObstacle(
            .disabled, .all(.blocker), title: "The account is disabled (event 33005)",
            facts: [fact(attribute: "userAccountControl", Self.text(control))],
            remedy: Remedy(
                steps: ["Enable the account, if it is meant to be used."],
                command: command("Enable-ADAccount -Identity", user.distinguishedName),
                undo: undo("Disable-ADAccount -Identity", user.distinguishedName)),
            references: [.writebackTroubleshooting])
    }

    private var lockedOut: UserObstacle? {
        switch isLockedOut {
        case .some(false): return nil
        case .some(true):
            return UserObstacle(
                .lockedOut, [.change: .blocker, .reset: .information],
                title: "The account is locked out: a change is refused until it is unlocked (event 33006)",
                facts: lockoutFacts,
                remedy: Remedy(
                    steps: ["Unlock the account, or wait until the lockout has run out."],
                    command: command("Unlock-ADAccount -Identity", user.distinguishedName), undo: .irreversible),
                references: [.writebackTroubleshooting])
        case nil:
            return UserObstacle(
                .lockedOut, [.change: .blocker], .undecided,
                title: "Whether the account is locked out could not be read",
                facts: lockoutFacts, remedy: readWithMoreRights, references: [.writebackTroubleshooting])
        }
    }

    /// lockoutTime stays after the lockout has run out, so that it alone says only that there was one.
    private var isLockedOut: Bool? {
        if let computed = user.computedAccountControl.known { return computed.contains(.lockedOut) }
        if case .absent = user.lockoutTime { return false }
        return nil
    }

    private var lockoutFacts: [Fact] {
        let computed = user.computedAccountControl
        return [
            computed.known.map { fact(attribute: "msDS-User-Account-Control-Computed", Self.text($0)) }
                ?? fact(missing: "msDS-User-Account-Control-Computed", computed),
            user.lockoutTime.known.map { fact(attribute: "lockoutTime", Self.text($0)) }
                ?? fact(missing: "lockoutTime", user.lockoutTime),
        ]
    }

    private var expired: UserObstacle? {
        if let expires = user.expires.known {
            guard expires <= asOf else { return nil }
            return UserObstacle(
                .expired, [.reset: .warning, .change: .warning, .unlock: .warning],
                title: "The account has expired: a new password does not let the user log on",
                facts: [fact(attribute: "accountExpires", Self.text(expires))],
                remedy: Remedy(
                    steps: ["Extend the account, if it is meant to be used."],
                    command: command("Clear-ADAccountExpiration -Identity", user.distinguishedName),
                    undo: .steps("Set the date again: \(Self.text(expires)).")),
                references: [.inference("An account that has expired is refused whatever its password is")])
        }
        guard !user.expires.isSettled else { return nil }
        return UserObstacle(
            .expired, [.reset: .warning, .change: .warning, .unlock: .warning], .undecided,
            title: "Whether the account has expired could not be read",
            facts: [fact(missing: "accountExpires", user.expires)], remedy: readWithMoreRights)
    }

    private var flags: [UserObstacle] {
        guard let control = user.userAccountControl.known else { return [] }
        let seen = [fact(attribute: "userAccountControl", Self.text(control))]
        var found: [UserObstacle] = []
        if control.contains(.passwordDoesNotExpire) {
            found.append(
                UserObstacle(
                    .passwordNeverExpires, [.changeAtNextLogon: .blocker],
                    title: "The password never expires: a reset that asks for a change at next logon does not set that",
                    facts: seen,
                    remedy: Remedy(
                        steps: ["Let the password expire, if the account is a person's."],
                        command: command("Set-ADUser -PasswordNeverExpires $false -Identity", user.distinguishedName),
                        undo: undo("Set-ADUser -PasswordNeverExpires $true -Identity", user.distinguishedName)),
                    references: [.writebackConcept]))
        }
        if control.contains(.smartcardRequired) {
            found.append(
                UserObstacle(
                    .smartcardRequired, [.reset: .information, .change: .information],
                    title: "A smart card is required: the user does not log on with the password that is written back",
                    facts: seen,
                    references: [.inference("With SMARTCARD_REQUIRED the password is random and unknown to the user")]))
        }
        return found
    }

    // MARK: In words

    var readWithMoreRights: Remedy {
        Remedy(
            steps: ["Run this as an account that may read the attribute, such as a member of Domain Admins."],
            undo: .notNeeded)
    }

    /// Held to the years that ISO 8601 has a form for: the directory can hold any number.
    static func text(_ date: Date) -> String {
        let seconds = max(-12_212_553_600, min(253_402_300_799, date.timeIntervalSince1970))
        return Date(timeIntervalSince1970: seconds).formatted(.iso8601)
    }

    static func text(_ control: UserAccountControl) -> String {
        let names = UserAccountControl.bitNames.filter { control.contains($0.bit) }.map(\.name)
        let number = "0x" + String(control.rawValue, radix: 16)
        return names.isEmpty ? number : "\(number) (\(names.joined(separator: ", ")))"
    }

    /// A PowerShell command on an object; nil for a name that quotation marks would not hold.
    func command(_ verb: String, _ name: DistinguishedName) -> String? {
        let text = name.description
        // A single-quoted PowerShell string takes everything as it is but its own quotation marks, of which it knows several.
        guard !text.contains(where: { "\u{2018}\u{2019}\u{201A}\u{201B}".contains($0) || $0.isNewline }) else {
            return nil
        }
        return "\(verb) '\(text.replacing("'", with: "''"))'"
    }

    func undo(_ verb: String, _ name: DistinguishedName) -> Remedy.Undo {
        command(verb, name).map(Remedy.Undo.command) ?? .steps("\(verb) with the object's name.")
    }
}
