import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

/// What the connector account may do to the user, decided on the user's own descriptor.
extension UserJudgement {
    func decide(_ right: WritebackRight, _ account: ConnectorAccount) -> UserRight {
        let object = right.isOnDomainRoot ? domain.distinguishedName : user.distinguishedName
        func open(_ why: String) -> UserRight {
            UserRight(
                right: right, object: object, answer: .undecided, basis: nil, entry: nil, index: nil, words: nil,
                through: [], why: why)
        }
        let observed = right.isOnDomainRoot ? domain.security.domainRoot : user.descriptor
        guard let descriptor = observed.known else {
            return open("the descriptor of \(object): \(observed.why ?? observed.state)")
        }
        let tokens = account.tokens.first { $0.domain.lowercased() == user.domain.lowercased() }?.token
        guard let token = tokens?.known else {
            return open("the groups of \(account.displayName) in \(user.domain): \(tokens?.why ?? "not worked out")")
        }
        let decision = rights.decision(
            on: right, by: descriptor, userClass, principalSelf: right.isOnDomainRoot ? nil : user.sid.known, for: token
        )
        var why: String?
        if decision.answer == .undecided {
            why =
                decision.basis == .condition
                ? "the entry has a condition that only the domain controller can evaluate"
                : token.gaps.first?.why ?? "not all of its groups are known"
        }
        return UserRight(
            right: right, object: object, answer: decision.answer, basis: decision.basis, entry: decision.entry,
            index: decision.index, words: decision.entry.map(rights.words(for:)),
            through: decision.entry?.trustee.map { Self.chain(from: $0, in: token, of: account.sid) } ?? [], why: why)
    }

    var userClass: DomainRights.UserClass { user.kind == .inetOrgPerson ? .inetOrgPerson : .user }

    /// From the entry's trustee down to the account, each a member of the one before; without the account.
    private static func chain(
        from trustee: SecurityIdentifier, in token: Token, of account: SecurityIdentifier
    ) -> [SecurityIdentifier] {
        var chain: [SecurityIdentifier] = []
        var next: SecurityIdentifier? = trustee
        while let sid = next, sid != account, !chain.contains(sid) {
            chain.append(sid)
            next = token.members[sid]?.compactMap(\.through).first
        }
        return chain
    }

    // MARK: Obstacles

    private static func severities(of right: WritebackRight) -> [WritebackOperation: Severity] {
        switch right {
        case .resetPassword: [.reset: .blocker, .changeAtNextLogon: .blocker]
        case .writeLockoutTime: [.unlock: .blocker, .reset: .warning]
        case .writePwdLastSet: [.changeAtNextLogon: .blocker, .reset: .warning]
        case .changePassword: [.change: .blocker]
        default: [.reset: .warning]
        }
    }

    var descriptorNotRead: UserObstacle {
        UserObstacle(
            .descriptorNotRead, .all(.blocker), .undecided,
            title:
                "The permissions of the user could not be read, so that nothing is known of the connector account's rights",
            facts: [fact(missing: "nTSecurityDescriptor", user.descriptor)], remedy: readWithMoreRights)
    }

    func obstacle(_ right: UserRight, _ account: ConnectorAccount, _ path: InheritancePath) -> UserObstacle? {
        guard right.answer != .granted else { return nil }
        let what = "\(right.right.name) on \(right.right.isOnDomainRoot ? "the domain root" : "the user")"
        let severities = Self.severities(of: right.right)
        if right.answer == .undecided {
            return UserObstacle(
                .rightNotDecided, severities, .undecided,
                title: "Whether \(account.displayName) has \(what) could not be found out",
                facts: [fact(right.right.name, right.why ?? "", source: right.object)] + entryFacts(right),
                remedy: readWithMoreRights, references: [.writebackTutorial])
        }
        if right.entry != nil {
            return UserObstacle(
                .rightNotGranted, severities, title: "\(account.displayName) is denied \(what)",
                facts: entryFacts(right),
                remedy: Remedy(
                    steps: [
                        "Find out why the entry is there; then take it off, or take \(account.displayName) out of what it is about."
                    ], undo: .steps("Put the entry back as it stands in the facts.")),
                references: [.writebackTutorial])
        }
        return missing(right, account, path, severities)
    }

    private func entryFacts(_ right: UserRight) -> [Fact] {
        guard let entry = right.entry, let words = right.words else { return [] }
        return [
            fact(
                words, entry.sddl(),
                source: "entry \(right.index ?? 0) of nTSecurityDescriptor of \(right.object)")
        ]
    }

    /// No entry grants the right: because inheritance is off below where one stands, because it is for another class, because it
    /// has not come down yet, or because there is none.
    private func missing(
        _ right: UserRight, _ account: ConnectorAccount, _ path: InheritancePath,
        _ severities: [WritebackOperation: Severity]
    ) -> UserObstacle {
        let who = account.displayName
        if right.right.isOnDomainRoot { return missing(onRoot: right, who, severities) }
        let title = "\(who) is not granted \(right.right.name) on the user"
        guard let source = handedDown(right.right, account) else {
            return UserObstacle(
                .rightNotGranted, severities, title: title + ", and no container above hands it down",
                facts: [
                    fact(
                        right.right.name, "no entry grants it, here or above",
                        source: "nTSecurityDescriptor of \(user.distinguishedName)")
                ] + classFacts(right.right, account) + breakFacts(path.breaks),
                remedy: grant(account, right.right, path), references: [.writebackTutorial])
        }
        let below = path.breaks.filter {
            $0.isDescendant(of: source.container) || $0 == user.distinguishedName
        }
        let granting = fact(rights.words(for: source.entry), source.entry.sddl(), source: source.container)
        guard let first = below.first else {
            return UserObstacle(
                .rightNotGranted, severities,
                title: title + ", though \(source.container) hands it down: it has not come to the user",
                facts: [granting],
                remedy: Remedy(
                    steps: ["Wait until the permissions have been handed down and replicated, then run this again."],
                    undo: .notNeeded), references: [.writebackTutorial])
        }
        return UserObstacle(
            .rightNotGranted, severities,
            title: title + ": inheritance is off at \(first), and the entry stands above it",
            facts: [granting] + breakFacts(below),
            remedy: Remedy(
                steps: below.map { "Switch inheritance of permissions on at \($0)." } + [
                    "Before, find out why it was switched off; or grant the right there directly."
                ],
                command: dsacls(first, "/P:N"),
                undo: dsacls(first, "/P:Y").map(Remedy.Undo.command) ?? .steps("Switch inheritance off again.")),
            references: [.writebackTutorial, .sspr0029])
    }

    private func missing(
        onRoot right: UserRight, _ who: String, _ severities: [WritebackOperation: Severity]
    ) -> UserObstacle {
        UserObstacle(
            .rightNotGranted, severities, title: "\(who) is not granted \(right.right.name) on the domain root",
            facts: [
                fact(
                    right.right.name, "no entry grants it to the account or a group of its",
                    source: "nTSecurityDescriptor of \(right.object)")
            ],
            remedy: Remedy(
                steps: ["Grant Unexpire Password to Authenticated Users on the domain root, on this object only."],
                command: dsacls(right.object, "/G \"NT AUTHORITY\\Authenticated Users:CA;Unexpire Password\""),
                undo: .steps("Take the entry off again.")),
            references: [.writebackTutorial])
    }

    // MARK: Where it would come from

    /// The nearest container that would hand the right down to a user below it.
    private func handedDown(
        _ right: WritebackRight, _ account: ConnectorAccount, to userClass: DomainRights.UserClass? = nil
    ) -> (container: DistinguishedName, entry: AccessControlEntry)? {
        let tokens = account.tokens.first { $0.domain.lowercased() == user.domain.lowercased() }
        guard let token = tokens?.token.known else { return nil }
        for container in user.containers {
            guard let descriptor = container.descriptor.known else { continue }
            let child = rights.newUser(below: descriptor, userClass ?? self.userClass).descriptor
            let decision = rights.decision(on: right, by: child, userClass ?? self.userClass, for: token)
            if decision.answer == .granted, let entry = decision.entry, entry.isInherited {
                return (container.distinguishedName, entry)
            }
        }
        return nil
    }

    /// That the entries are for the class user only, where that is what keeps them from an inetOrgPerson.
    private func classFacts(_ right: WritebackRight, _ account: ConnectorAccount) -> [Fact] {
        guard user.kind == .inetOrgPerson, let source = handedDown(right, account, to: .user) else { return [] }
        return [
            fact(
                "the account is an inetOrgPerson, and \(rights.words(for: source.entry))", source.entry.sddl(),
                source: source.container)
        ]
    }

    private func breakFacts(_ breaks: [DistinguishedName]) -> [Fact] {
        breaks.map { fact("inheritance", "switched off (SE_DACL_PROTECTED)", source: $0) }
    }

    private func grant(_ account: ConnectorAccount, _ right: WritebackRight, _ path: InheritancePath) -> Remedy {
        let place = path.breaks.last.map { $0 == user.distinguishedName ? user.distinguishedName : $0 }
        var words = "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN"
        if let place, let quoted = command("-ADobjectDN", place),
            let whole = command(words, account.distinguishedName)
        {
            words = "\(whole) \(quoted)"
        } else {
            words = command(words, account.distinguishedName) ?? words
        }
        var steps = ["On the Connect server, let the cmdlet of the ADSyncConfig module write the entries of writeback."]
        if right == .changePassword {
            steps = ["Put back what every user has by default: Change Password for Everyone and SELF."]
        }
        if user.kind == .inetOrgPerson {
            steps = [
                "Grant the right on descendant inetOrgPerson objects: the cmdlet of Connect writes entries for users only."
            ]
        }
        let isCmdlet = right != .changePassword && user.kind != .inetOrgPerson && account.kind != .foreign
        return Remedy(
            steps: steps, command: isCmdlet ? words : nil,
            undo: .steps(
                "Keep what dsacls shows of the object before, and take the new entries off in its Advanced Security Settings."
            ))
    }

    /// A dsacls command; nil for a name that its quotation marks would not hold.
    private func dsacls(_ name: DistinguishedName, _ what: String) -> String? {
        let text = name.description
        guard !text.contains(where: { "\"%`$".contains($0) || $0.isNewline }) else { return nil }
        return "dsacls \"\(text)\" \(what)"
    }
}

extension InheritancePath {
    init(of user: DirectoryUser) {
        let all =
            user.containers.reversed().map { ($0.distinguishedName, $0.descriptor) }
            + [(user.distinguishedName, user.descriptor)]
        // The domain root takes nothing from anywhere.
        breaks = all.dropFirst(user.containers.isEmpty ? 0 : 1).filter { $0.1.known?.isProtected == true }.map(\.0)
        unread = all.filter { $0.1.known == nil }.map(\.0)
    }
}
