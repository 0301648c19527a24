import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

/// Accounts that AdminSDHolder protects or protected, Protected Users, and the flag that a user may not change the password.
extension UserJudgement {
    var protectionObstacles: [UserObstacle] { [protected, protectedUsers, cannotChange].compactMap(\.self) }

    // MARK: AdminSDHolder

    private static let builtinGroups: [SecurityIdentifier] = [
        .builtinAdministrators, .builtinAccountOperators, .builtinServerOperators, .builtinPrintOperators,
        .builtinBackupOperators, .builtinReplicator,
    ]
    private static let domainGroups: [RelativeIdentifier] = [
        .domainAdmins, .domainControllers, .schemaAdmins, .enterpriseAdmins, .readOnlyDomainControllers, .keyAdmins,
        .enterpriseKeyAdmins,
    ]

    /// The protected groups that the user is in, and itself where it is protected by what it is.
    var protectingIdentifiers: [SecurityIdentifier] {
        var found = (user.token.known?.sids ?? []).filter { sid in
            Self.builtinGroups.contains(sid)
                || sid.isOfDomain && sid.relativeIdentifier.map(Self.domainGroups.contains) == true
        }
        if let own = user.sid.known, own.isOfDomain, let relative = own.relativeIdentifier,
            [.administrator, .krbtgt].contains(relative)
        {
            found.insert(own, at: 0)
        }
        return found
    }

    private var protected: UserObstacle? {
        let groups = protectingIdentifiers
        let mark = user.adminCount.known.map { $0 > 0 }
        let marked = user.adminCount.known.map { fact(attribute: "adminCount", String($0)) }
        if !groups.isEmpty {
            let names = groups.map(name).joined(separator: ", ")
            return UserObstacle(
                .protectedAccount, .all(.blocker),
                title: "The account is protected (\(names)): by design its password is not written back",
                facts: [
                    fact("protected groups that it is in", names, source: "tokenGroups of \(user.distinguishedName)")
                ]
                    + [marked].compactMap(\.self),
                remedy: Remedy(
                    steps: [
                        "Give the person a second, ordinary account for daily work; resets of this one stay with administrators.",
                        "Do not grant the connector account rights on AdminSDHolder: whoever ran Connect could then take over every "
                            + "administrator.",
                    ], undo: .notNeeded),
                references: [.writebackConcept, .sspr0029])
        }
        if mark == true {
            let isCertain = user.token.known?.gaps.isEmpty == true
            return UserObstacle(
                isCertain ? .formerlyProtected : .protectedAccount, .all(.blocker),
                title: isCertain
                    ? "The account was in a protected group once and kept adminCount: its password is not written back"
                    : "adminCount marks the account as protected: by design its password is not written back",
                facts: [marked].compactMap(\.self) + gapFacts,
                remedy: Remedy(
                    steps: [
                        "Make sure that the account is in no protected group any more, directly or through others.",
                        "Clear adminCount and switch inheritance of its permissions on again.",
                    ],
                    command: command("Set-ADUser -Clear adminCount -Identity", user.distinguishedName),
                    undo: undo("Set-ADUser -Replace @{adminCount=1} -Identity", user.distinguishedName)),
                references: [.writebackConcept, .sspr0029])
        }
        guard mark == nil, !user.adminCount.isSettled else { return nil }
        return UserObstacle(
            .protectedAccount, .all(.blocker), .undecided,
            title: "Whether the account is or was protected by AdminSDHolder could not be read",
            facts: [fact(missing: "adminCount", user.adminCount)] + gapFacts, remedy: readWithMoreRights,
            references: [.writebackConcept])
    }

    private var gapFacts: [Fact] {
        (user.token.known?.gaps ?? []).prefix(1).map {
            fact("groups that may be missing", $0.why, source: "tokenGroups of \(user.distinguishedName)")
        }
    }

    // MARK: Protected Users

    private var protectedUsers: UserObstacle? {
        guard
            let group = user.token.known?.sids.first(where: {
                $0.isOfDomain && $0.relativeIdentifier == .protectedUsers
            })
        else { return nil }
        let release = pdcRelease
        let since2025 = (release?.name).map { ", and its PDC emulator runs \($0)" } ?? ""
        return UserObstacle(
            .protectedUsers, [.change: .information, .reset: .information],
            title:
                "The user is in Protected Users: domain controllers on Windows Server 2025 refuse changes over SAM\(since2025)",
            facts: [fact("group", name(group), source: "tokenGroups of \(user.distinguishedName)")],
            references: [.newIn2025])
    }

    private var pdcRelease: WindowsServerRelease? {
        guard let owner = domain.pdcEmulator.known?.host.known else { return nil }
        let controller = (forest.domainControllers.known ?? []).first {
            $0.hostName.known?.lowercased() == owner.lowercased()
        }
        return controller.flatMap {
            OperatingSystemRelease(
                name: $0.operatingSystem.name.known, version: $0.operatingSystem.version.known,
                servicePack: $0.operatingSystem.servicePack.known
            ).release
        }
    }

    // MARK: User cannot change password

    private var cannotChange: UserObstacle? {
        guard let denials = user.descriptor.known?.changePasswordDenials else { return nil }
        return UserObstacle(
            .cannotChangePassword, [.change: .blocker, .reset: .warning],
            title: "The user may not change the password: Change Password is denied to Everyone and to SELF",
            facts: [denials.everyone, denials.principalSelf].map {
                fact(rights.words(for: $0), $0.sddl(), source: "nTSecurityDescriptor of \(user.distinguishedName)")
            },
            remedy: Remedy(
                steps: ["Take off \"User cannot change password\"."],
                command: command("Set-ADUser -CannotChangePassword $false -Identity", user.distinguishedName),
                undo: undo("Set-ADUser -CannotChangePassword $true -Identity", user.distinguishedName)),
            references: [.writebackTroubleshooting])
    }

    /// What an account or a group is called.
    func name(_ sid: SecurityIdentifier) -> String {
        forest.security.name(of: sid) ?? sid.wellKnownName ?? sid.description
    }
}

extension SecurityIdentifier {
    /// Whether it is of an account or a group of a domain.
    var isOfDomain: Bool { authority == 5 && subAuthorities.first == 21 && subAuthorities.count == 5 }
}
