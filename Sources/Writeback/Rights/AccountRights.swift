package import ActiveDirectory
package import Inspection
import LDAP

/// What one account may do in one domain.
package struct AccountRights: Sendable {
    /// What an account carries into the domain.
    let token: Observed<Token>

    private let account: ConnectorAccount
    private let domain: Domain
    private let security: ForestSecurity
    private let rights: DomainRights

    package init(of account: ConnectorAccount, on domain: Domain, in forest: Forest) {
        self.account = account
        self.domain = domain
        security = forest.security
        rights = DomainRights(of: domain, in: forest)
        token =
            account.tokens.first { $0.domain.lowercased() == domain.dnsName.lowercased() }?.token
            ?? .notCollected(why: "what the account carries into \(domain.dnsName) was not worked out")
    }

    /// Every right of ``WritebackRight/all``, on users that inherit from the domain root, and on the root itself.
    package var all: [AccountRight] { WritebackRight.all.map { right($0) } }

    /// A right on the users that inherit from the domain root, or on the root itself.
    func right(_ right: WritebackRight, _ userClass: DomainRights.UserClass = .user) -> AccountRight {
        decide(right, domain.security.domainRoot, userClass, holder: domain.distinguishedName)
    }

    /// A right on the users directly below a container.
    func right(_ right: WritebackRight, below container: ContainerSecurity) -> AccountRight {
        decide(right, .value(container.descriptor), .user, holder: container.distinguishedName)
    }

    /// A right on an object itself, by its own descriptor.
    func right(
        _ right: DirectoryRight, named name: WritebackRight, on descriptor: Observed<SecurityDescriptor>,
        ofClass objectClass: ObjectGUID, holder: DistinguishedName
    ) -> AccountRight {
        guard let descriptor = descriptor.known else { return unread(name, descriptor, holder) }
        guard let token = token.known else { return unreadToken(name) }
        let decision = AccessCheck(descriptor, ofClass: objectClass).decision(on: right, for: token)
        let place = decision.entry.flatMap { entry in
            decision.index.map { found(entry, at: $0, holder: holder.description, token) }
        }
        return answer(name, decision, place, token)
    }

    /// A right on a user, by its own descriptor, and the entry that decided.
    func right(
        _ right: WritebackRight, on descriptor: SecurityDescriptor, _ userClass: DomainRights.UserClass,
        holder: DistinguishedName
    ) -> AccountRight {
        guard let token = token.known else { return unreadToken(right) }
        let decision = rights.decision(on: right, by: descriptor, userClass, for: token)
        let place = decision.entry.flatMap { entry in
            decision.index.map { found(entry, at: $0, holder: holder.description, token) }
        }
        return answer(right, decision, place, token)
    }

    /// The bare decision on a user's own descriptor, for many users; nil where the account's token is not known.
    func decision(
        on right: WritebackRight, by descriptor: SecurityDescriptor, _ userClass: DomainRights.UserClass
    ) -> AccessDecision? {
        token.known.map { rights.decision(on: right, by: descriptor, userClass, for: $0) }
    }

    /// A right on the objects of a class that inherit from a container.
    func right(
        _ right: DirectoryRight, named name: WritebackRight, onNew inheriting: InheritingClass,
        below container: Observed<SecurityDescriptor>, holder: DistinguishedName
    ) -> AccountRight {
        guard let descriptor = container.known else { return unread(name, container, holder) }
        guard let token = token.known else { return unreadToken(name) }
        let (object, isWhole) = rights.newObject(
            below: descriptor, ofClass: inheriting.guid, inheriting.defaults)
        let decision = AccessCheck(object, ofClass: inheriting.guid).decision(on: right, for: token)
        return inherited(name, decision, isWhole, className: inheriting.name, descriptor, holder, token)
    }

    /// What an account or a group is called.
    func name(of sid: SecurityIdentifier) -> String { security.displayName(of: sid) }

    // MARK: -

    private func decide(
        _ right: WritebackRight, _ descriptor: Observed<SecurityDescriptor>, _ userClass: DomainRights.UserClass,
        holder: DistinguishedName
    ) -> AccountRight {
        guard let container = descriptor.known else { return unread(right, descriptor, holder) }
        guard let token = token.known else { return unreadToken(right) }
        if right.isOnDomainRoot {
            let decision = rights.decision(on: right, by: container, for: token)
            let place = decision.entry.flatMap { entry in
                decision.index.map { found(entry, at: $0, holder: holder.description, token) }
            }
            return answer(right, decision, place, token)
        }
        let (user, isWhole) = rights.newUser(below: container, userClass)
        let decision = rights.decision(on: right, by: user, userClass, for: token)
        return inherited(right, decision, isWhole, className: userClass.name, container, holder, token)
    }

    /// What was decided on an object that is predicted: by an entry of its container, or by one that its class gives it.
    private func inherited(
        _ right: WritebackRight, _ decision: AccessDecision, _ isWhole: Bool, className: String,
        _ container: SecurityDescriptor, _ holder: DistinguishedName, _ token: Token
    ) -> AccountRight {
        // What the class itself gives could grant it, and stands before all that is inherited.
        if decision.answer == .denied, !isWhole {
            return AccountRight(
                right: right, answer: .undecided, basis: .notRead, entry: nil,
                why: "defaultSecurityDescriptor of the class was not read")
        }
        let place = decision.entry.map { entry in
            origin(of: entry, in: container, holder: holder.description, token)
                ?? found(
                    entry, at: decision.index ?? 0, holder: "defaultSecurityDescriptor of the class \(className)",
                    token)
        }
        return answer(right, decision, place, token)
    }

    private func answer(
        _ right: WritebackRight, _ decision: AccessDecision, _ entry: DecidingEntry?, _ token: Token
    ) -> AccountRight {
        var why: String?
        if decision.answer == .undecided {
            why =
                decision.basis == .condition
                ? "the entry that decides is conditional, and its condition is not evaluated"
                : token.gaps.map(\.why).min() ?? "a membership is not known"
        }
        return AccountRight(
            right: right, answer: decision.answer, basis: decision.basis, entry: entry, why: why)
    }

    private func unread(
        _ right: WritebackRight, _ descriptor: Observed<SecurityDescriptor>, _ holder: DistinguishedName
    ) -> AccountRight {
        AccountRight(
            right: right, answer: .undecided, basis: .notRead, entry: nil,
            why: "the descriptor of \(holder): \(descriptor.why ?? descriptor.state)")
    }

    private func unreadToken(_ right: WritebackRight) -> AccountRight {
        AccountRight(
            right: right, answer: .undecided, basis: .notRead, entry: nil,
            why: "the groups of \(name(of: account.sid)): \(token.why ?? token.state)")
    }

    // MARK: Where an entry stands

    /// The entry of the container that an inherited one came from: there it can be changed.
    private func origin(
        of inherited: AccessControlEntry, in container: SecurityDescriptor, holder: String, _ token: Token
    ) -> DecidingEntry? {
        guard inherited.isInherited, case .list(let list) = container.discretion else { return nil }
        let index = list.entries.firstIndex { entry in
            entry.kind == inherited.kind && entry.trustee == inherited.trustee
                && entry.objectType == inherited.objectType
                && entry.inheritedObjectType == inherited.inheritedObjectType
                && entry.mask.mappedForDirectory == inherited.mask.mappedForDirectory
                && entry.flags.contains(.containerInherit) && entry.applicationData == inherited.applicationData
        }
        return index.map { found(list.entries[$0], at: $0, holder: holder, token) }
    }

    private func found(
        _ entry: AccessControlEntry, at index: Int, holder: String, _ token: Token
    ) -> DecidingEntry {
        DecidingEntry(
            entry: entry, index: index, holder: holder, words: rights.words(for: entry), sddl: entry.sddl(),
            through: entry.trustee.flatMap { through($0, token) })
    }

    /// How the account comes to an identifier that is not its own.
    private func through(_ sid: SecurityIdentifier, _ token: Token) -> String? {
        guard sid != account.sid else { return nil }
        let reason = token.members[sid]?.first
        switch reason?.kind {
        case Token.Reason.Kind.sidHistory?: return "\(name(of: sid)), an identifier of earlier (sIDHistory)"
        case Token.Reason.Kind.group?:
            guard let by = reason?.through, by != account.sid else { return name(of: sid) }
            return "\(name(of: sid)), by way of \(name(of: by))"
        default: return name(of: sid)
        }
    }
}

extension DomainRights.UserClass {
    fileprivate var name: String { self == .user ? "user" : "inetOrgPerson" }
}

extension ForestSecurity {
    /// What an account or a group is called: its name in the forest, what it is called everywhere, or its identifier.
    package func displayName(of sid: SecurityIdentifier) -> String {
        name(of: sid) ?? sid.wellKnownName ?? sid.description
    }
}
