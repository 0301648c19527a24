import ActiveDirectory
import Inspection
import LDAP

/// The users themselves, where they were read: whom writeback cannot serve, by container and reason.
enum UserRules {
    static let all =
        UserServiceRules.all + UserRightsRules.all + UserInheritanceRules.all + UserProtectionRules.all
        + UserPasswordRules.all + UserStateRules.all

    /// The reasons, in the order of their rules.
    static let reasons: [(rule: Rule, reason: UserReason)] =
        UserRightsRules.reasons + UserInheritanceRules.reasons + UserProtectionRules.reasons
        + UserPasswordRules.reasons + UserStateRules.reasons

    static let family = "Users"

    static let howRead =
        "Asked of every user of the domain, or of the container given with --population-base; without --population the rule does not "
        + "apply. "

    /// The rights that are needed on each user.
    static let rights: [WritebackRight] = [.resetPassword, .writeLockoutTime, .writePwdLastSet]

    static func decision(_ attributes: [String], _ reading: String) -> Rule.Decision {
        .init(
            base: "<domain>", scope: "subtree", filter: "(&(objectCategory=person)(objectClass=user))",
            attributes: attributes, reading: howRead + reading)
    }

    /// A command of PowerShell on one of the users.
    static func command(_ verb: String, _ some: AffectedUsers) -> String {
        "\(verb) -Identity \(CommandText.powerShell(some.first.description))"
    }

    /// What to do where more users are meant than the command names.
    static func others(_ some: AffectedUsers) -> [String] {
        some.users > 1
            ? [
                "The command is for one of \(some.users) users right in \(some.container.name); do the same for the others."
            ]
            : []
    }
}
