import ActiveDirectory
import Inspection

/// What one descriptor, which many users may have, says of them; kept small, since there may be fifty thousand.
struct DescriptorOfUsers: Sendable {
    /// Whether it takes nothing from the container above.
    let isProtected: Bool
    /// Whether its DACL is that of AdminSDHolder, where that is known.
    let isAsAdminSDHolder: Bool
    /// Whether its users may not change their passwords.
    let deniesChange: Bool
    /// Whether whoever is bound may read an attribute of its users, so that one that does not come back is not there.
    let showsAdminCount: Bool
    let showsPasswordSettings: Bool

    init(_ descriptor: SecurityDescriptor, holder: AdminSDHolderList?, reader: Token?) {
        isProtected = descriptor.isProtected
        isAsAdminSDHolder = holder?.isThat(of: descriptor) ?? false
        deniesChange = descriptor.changePasswordDenials != nil
        let check = AccessCheck(descriptor, ofClass: .userClass)
        let shows = { (attribute: DirectoryRight?) in
            guard let reader, let attribute else { return false }
            return check.decision(on: attribute, for: reader).answer == .granted
        }
        showsAdminCount = shows(Self.adminCount)
        showsPasswordSettings = shows(Self.passwordSettings)
    }

    private static let adminCount = RightsCatalogue.wellKnown.readProperty("adminCount")
    private static let passwordSettings = RightsCatalogue.wellKnown.readProperty("msDS-ResultantPSO")
}

extension Token {
    /// What is certain of whoever read a domain's users as a member of the forest: it may be in any group besides, by which it may be
    /// denied what these are granted.
    init(readerOf domain: Domain) {
        self.init([.everyone, .authenticatedUsers], gaps: [Gap(.anyGroup, why: "the groups of the bound account")])
        let members = domain.security.preWindows2000Members.known ?? []
        if members.contains(.authenticatedUsers) || members.contains(.everyone) {
            insert(.builtinPreWindows2000CompatibleAccess, .init(.group))
        }
    }
}

/// What was decided of the rights of one account on the users with one descriptor.
struct RightsOnUsers: Sendable {
    enum Answer: Sendable {
        case granted, denied
        /// It hangs on the condition of an entry.
        case onCondition
        /// It hangs on a membership of the account that is not known.
        case onMembership
    }

    let resetPassword: Answer
    let writeLockoutTime: Answer
    let writePwdLastSet: Answer

    init(of rights: AccountRights, on descriptor: SecurityDescriptor, _ userClass: DomainRights.UserClass) {
        let answer = { (right: WritebackRight) -> Answer in
            guard let decision = rights.decision(on: right, by: descriptor, userClass) else { return .onMembership }
            return switch decision.answer {
            case .granted: .granted
            case .denied: .denied
            case .undecided: decision.basis == .condition ? .onCondition : .onMembership
            }
        }
        resetPassword = answer(.resetPassword)
        writeLockoutTime = answer(.writeLockoutTime)
        writePwdLastSet = answer(.writePwdLastSet)
    }

    subscript(right: WritebackRight) -> Answer {
        switch right {
        case .writeLockoutTime: writeLockoutTime
        case .writePwdLastSet: writePwdLastSet
        default: resetPassword
        }
    }
}
