import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

/// Users of a domain as a population holds them: descriptors out of SDDL, and the means to make one thing of them wrong.
enum UsersFixture {
    static let staff = DistinguishedName("OU=Staff,DC=corp,DC=example,DC=test")
    static let vault = DistinguishedName("OU=Vault,DC=corp,DC=example,DC=test")
    static let policy = DistinguishedName("CN=strict,CN=Password Settings Container")
    static let hidden = "insufficientAccessRights"

    /// What a user has of its own class, and what comes down from the root of an express installation.
    static let own = ["(A;;GA;;;DA)", RightsFixture.read, RightsFixture.change]
    static let reset = "(OA;CIID;CR;00299570-246d-11d0-a768-00aa006e0529;\(RightsFixture.user);\(RightsFixture.sid))"
    static let properties = "(OA;CIID;RPWP;;\(RightsFixture.user);\(RightsFixture.sid))"
    static let lockoutTime =
        "(OA;CIID;WP;28630ebf-41d5-11d1-a9c1-0000f80367c1;\(RightsFixture.user);\(RightsFixture.sid))"
    static let pwdLastSet =
        "(OA;CIID;WP;bf967a0a-0de6-11d0-a285-00aa003049e2;\(RightsFixture.user);\(RightsFixture.sid))"
    static let ordinary = own + [reset, properties]
    /// The DACL of AdminSDHolder.
    static let holder = ["(A;;GA;;;DA)", "(A;;GA;;;BA)", RightsFixture.read]
    static let cannotChange = [
        "(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)", "(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;PS)",
    ]

    /// Some users who are alike.
    struct Some: Sendable {
        var users: Int
        var container = UsersFixture.staff
        var entries: [String]? = UsersFixture.ordinary
        var isProtected = false
        /// Why there is no descriptor, where there are no entries.
        var withheld: Observed<Int> = .notReturned
        var objectClass: Observed<String> = .value("user")
        var flags: Observed<UserAccountControl> = .value([])
        var adminCount: Observed<Bool> = .notReturned
        var settings: Observed<DistinguishedName> = .notReturned
        var names: [String] = ["Alice", "Bob"]
    }

    static func some(_ users: Int = 10, _ change: (inout Some) -> Void = { _ in }) -> Some {
        var some = Some(users: users)
        change(&some)
        return some
    }

    static func population(
        _ all: [Some], base: DistinguishedName = DistinguishedName("DC=corp,DC=example,DC=test")
    ) -> Population {
        var descriptors: [PopulationDescriptor] = []
        let groups = all.map { some in
            var descriptor = some.withheld
            if let entries = some.entries,
                let kept = try? PopulationDescriptor(RightsFixture.descriptor(entries, protected: some.isProtected))
            {
                descriptor = .value(descriptors.firstIndex(of: kept) ?? descriptors.count)
                if !descriptors.contains(kept) { descriptors.append(kept) }
            }
            return Population.Group(
                container: some.container, objectClass: some.objectClass, descriptor: descriptor,
                accountControl: some.flags, adminCount: some.adminCount, passwordSettingsObject: some.settings,
                users: some.users,
                examples: some.names.prefix(some.users).map {
                    .init(distinguishedName: DistinguishedName("CN=\($0),\(some.container)"), guid: .notReturned)
                })
        }
        return Population(
            base: base, readFrom: "dc2.corp.example.test", isReadFromPDCEmulator: false,
            users: all.reduce(0) { $0 + $1.users }, descriptors: descriptors, groups: groups)
    }

    /// Another account that may be the connector account, and is granted nothing.
    static func second() -> ConnectorAccount {
        var account = RightsFixture.account(1105, "MSOL_other")
        var token = Token()
        for sid in [account.sid, .everyone, .authenticatedUsers] { token.insert(sid, .init(.account)) }
        account.tokens[0].token = .value(token)
        return account
    }

    static func minimumAge(_ age: Observed<PasswordPolicy.Duration>) -> PasswordSettingsObject {
        PasswordSettingsObject(
            name: "strict", distinguishedName: policy, precedence: .value(1), minimumPasswordAge: age,
            appliesTo: .notReturned)
    }
}

extension ForestSnapshot {
    /// Has these users read, all there are.
    mutating func users(_ all: [UsersFixture.Some]) { population(.value(UsersFixture.population(all))) }

    /// Has these users read, alike but for one thing.
    mutating func users(_ users: Int = 10, _ change: (inout UsersFixture.Some) -> Void) {
        self.users([UsersFixture.some(users, change)])
    }

    mutating func population(_ population: Observed<Population>) {
        domain {
            $0.population = population
            $0.security.adminSDHolder = .value(RightsFixture.descriptor(UsersFixture.holder, protected: true))
        }
    }
}
