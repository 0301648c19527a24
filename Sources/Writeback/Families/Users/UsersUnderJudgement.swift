import ActiveDirectory
import Inspection
import LDAP

/// Users who do not differ in anything that is judged.
struct UsersUnderJudgement: Sendable {
    let group: Population.Group
    /// The place of their container.
    let container: Int
    let descriptor: DescriptorOfUsers?
    /// Where it stands what was decided of the accounts' rights; nil where the descriptor is not known.
    let rights: Int?
    let userClass: DomainRights.UserClass
    let protection: UserProtection
    /// Whether a container on the way to them takes nothing from above.
    let isCutOffAbove: Bool

    init(
        _ group: Population.Group, container: Int, isCutOffAbove: Bool, holder: AdminSDHolderList?,
        _ table: inout DomainPopulation.Table
    ) {
        self.group = group
        self.container = container
        self.isCutOffAbove = isCutOffAbove
        userClass = group.objectClass.known?.lowercased() == "inetorgperson" ? .inetOrgPerson : .user
        let found = group.descriptor.known.flatMap { [userClass] in table.place(of: $0, userClass) }
        descriptor = found?.facts
        rights = found?.place
        var mark = group.adminCount.known
        if mark == nil, case .notReturned = group.adminCount, found?.facts.showsAdminCount == true { mark = false }
        if case .absent = group.adminCount { mark = false }
        protection = UserProtection(mark: mark, user: found?.facts, holder: holder)
    }

    var users: Int { group.users }

    /// Whether their accounts are disabled; nil where that is not known.
    var isDisabled: Bool? { flag(.disabled) }

    /// Whether a flag is set; nil where that is not known.
    func flag(_ flag: UserAccountControl) -> Bool? { group.accountControl.known?.contains(flag) }

    /// Whether writeback is meant to serve them: not those who are disabled, nor those whom it leaves alone by design.
    var isToBeServed: Bool { isDisabled != true && protection != .protected }

    /// Whether they, or a container above them, take nothing from above.
    var isCutOff: Bool { isCutOffAbove || descriptor?.isProtected == true }

    /// Whether they are of another class than user; nil where that is not known.
    var isOfOtherClass: Bool? { group.objectClass.known.map { $0.lowercased() != "user" } }

    /// Why their descriptor is not known.
    var descriptorGap: String { "their descriptor: \(group.descriptor.why ?? "it could not be read")" }
}

/// How users stand to a reason for which writeback may not serve them.
enum UserStanding: Sendable, Equatable {
    /// The question is not about them.
    case outside
    case fine
    case affected
    /// It is not known, and why.
    case open(String)
}
