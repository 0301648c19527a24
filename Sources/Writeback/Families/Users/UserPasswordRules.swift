import ActiveDirectory
import Inspection
import LDAP

/// Users whose password is held fast: by the flag that they may not change it, or by a policy with a minimum age.
enum UserPasswordRules {
    static let all = reasons.map(\.rule)

    static let reasons: [(rule: Rule, reason: UserReason)] = [
        (cannotChange, cannotChangeReason), (minimumAge, minimumAgeReason),
    ]

    static let cannotChange = Rule(
        "WB-USR-010", family: UserRules.family, title: "Every user may change the password",
        rationale:
            "A change by a user that may not change the password is refused, and event 6329 names it (0x80230619).",
        decision: UserRules.decision(
            ["nTSecurityDescriptor", "userAccountControl"],
            "\"User cannot change password\" is no bit of userAccountControl: two entries deny Change Password "
                + "(ab721a53-1e2f-11d0-9819-00aa0040529b), one to Everyone (S-1-1-0) and one to SELF (S-1-5-10). Users that are disabled or "
                + "protected are left out."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: ["Take off \"User cannot change password\" where the account is a person's."],
            command: "Set-ADUser -CannotChangePassword $false -Identity <user>",
            undo: .command("Set-ADUser -CannotChangePassword $true -Identity <user>")),
        references: [.writebackTroubleshooting, .cannotChangePassword], grade: .source,
        judge: .overUsers(cannotChangeReason))

    private static let cannotChangeReason: UserReason = UserReason(
        word: "cannot change password",
        standing: { _, users in
            guard users.isToBeServed else { return .outside }
            guard let descriptor = users.descriptor else { return .open(users.descriptorGap) }
            return descriptor.deniesChange ? .affected : .fine
        },
        title: { _, some in "\(some.words) may not change the password" },
        question: { _, population in "users \(population.scopeWords) may change their passwords" },
        met: { _, population, users in "Each of \(users) users \(population.scopeWords) may change the password" },
        facts: { forest, some in
            guard let denials = some.firstDescriptor?.changePasswordDenials else { return [] }
            return [denials.everyone, denials.principalSelf].map { entry in
                forest.fact(
                    some.population.names.words(for: entry), entry.sddl(),
                    source: "nTSecurityDescriptor of \(some.first)",
                    of: some.population)
            }
        },
        remedy: { _, some in
            Remedy(
                steps: ["Take off \"User cannot change password\" where the account is a person's."]
                    + UserRules.others(some),
                command: UserRules.command("Set-ADUser -CannotChangePassword $false", some),
                undo: .command(UserRules.command("Set-ADUser -CannotChangePassword $true", some)))
        })

    static let minimumAge = Rule(
        "WB-USR-011", family: UserRules.family,
        title: "No user is held to a minimum password age by a policy of its own",
        rationale:
            "A user who has just changed a password cannot change or reset it again within that time. For whom a fine-grained policy is in "
            + "force, it takes the place of the domain's (WB-DOM-004).",
        decision: UserRules.decision(
            ["msDS-ResultantPSO", "userAccountControl"],
            "msDS-ResultantPSO names the policy that is in force, and msDS-MinimumPasswordAge of that one is 0. A policy that could not be "
                + "read is not decided. That no policy is named counts only where the descriptor lets everybody read the attribute, or "
                + "where no policy of the domain has a minimum age. Users that are disabled or protected are left out."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Set the policy's minimum age to 0, where its users are to change passwords more than once in that time."
            ],
            command: "Set-ADFineGrainedPasswordPolicy -Identity <policy> -MinPasswordAge 0.00:00:00",
            undo: .command("Set-ADFineGrainedPasswordPolicy -Identity <policy> -MinPasswordAge <former value>")),
        references: [
            .writebackTutorial, .writebackTroubleshooting,
            .inference("What holds for the domain's policy holds for the one in its place"),
        ],
        grade: .inference, judge: .overUsers(minimumAgeReason))

    private static let minimumAgeReason: UserReason = UserReason(
        word: "minimum password age",
        standing: { population, users in
            guard users.isToBeServed else { return .outside }
            if population.hasNoAgeLimit { return .fine }
            let settings = users.group.passwordSettingsObject
            if let name = settings.known {
                return switch population.ageLimit(name) {
                case .none: .fine
                case .limited: .affected
                case .unknown(let why): .open("the policy \(name): \(why)")
                }
            }
            if case .absent = settings { return .fine }
            if case .notReturned = settings, users.descriptor?.showsPasswordSettings == true { return .fine }
            return .open("msDS-ResultantPSO: \(settings.why ?? settings.state)")
        },
        title: { _, some in
            "\(some.words) \(some.verb("is", "are")) held to a minimum password age of \(some.limits.map(\.words).joined(separator: " or "))"
        },
        question: { _, population in
            "users \(population.scopeWords) are held to a minimum password age by a policy of their own"
        },
        met: { _, population, users in
            "None of \(users) users \(population.scopeWords) is held to a minimum password age by a policy of its own"
        },
        facts: { forest, some in
            some.limits.map { limit in
                forest.fact(
                    "minimum password age", limit.words,
                    source: "msDS-MinimumPasswordAge of \(limit.settings)")
            }
        },
        remedy: { _, some in
            guard let limit = some.limits.first else { return minimumAge.remedy }
            let verb = "Set-ADFineGrainedPasswordPolicy -Identity \(CommandText.powerShell(limit.settings.description))"
            return Remedy(
                steps: minimumAge.remedy.steps, command: "\(verb) -MinPasswordAge 0.00:00:00",
                undo: .command("\(verb) -MinPasswordAge \(limit.timeSpan)"))
        })
}

/// A policy with a minimum age, and that age.
private struct LimitingPolicy: Hashable {
    let settings: DistinguishedName
    /// Nil for never.
    let seconds: Int64?

    var words: String {
        guard let seconds else { return "for ever" }
        if seconds.isMultiple(of: 86_400) { return seconds == 86_400 ? "1 day" : "\(seconds / 86_400) days" }
        return "\(seconds) s"
    }

    /// As PowerShell takes it: `1.00:00:00`.
    var timeSpan: String {
        guard let seconds, seconds > 0 else { return "10675199.02:48:05" }
        let parts = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(seconds / 86_400).\(parts.joined(separator: ":"))"
    }
}

extension AffectedUsers {
    /// The policies that hold them.
    fileprivate var limits: [LimitingPolicy] {
        let all = Set(
            groups.compactMap { users -> LimitingPolicy? in
                guard let name = users.group.passwordSettingsObject.known,
                    case .limited(let age) = population.ageLimit(name)
                else { return nil }
                return LimitingPolicy(settings: name, seconds: age.wholeSeconds)
            })
        return all.sorted { $0.settings.description < $1.settings.description }
    }
}
