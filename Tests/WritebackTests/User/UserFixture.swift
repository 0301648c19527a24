import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

/// A user to whom everything is written back, and the means to break one thing.
struct UserFixture {
    static let sid = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1106])
    static let service = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1104])
    static let group = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1200])
    static let inner = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1201])
    static let root = DistinguishedName("DC=corp,DC=example,DC=test")
    static let unit = DistinguishedName("OU=Staff,DC=corp,DC=example,DC=test")
    static let name = DistinguishedName("CN=alice,OU=Staff,DC=corp,DC=example,DC=test")
    static let start = SnapshotFixture.start

    var snapshot: ForestSnapshot
    var user: DirectoryUser
    var accounts: [ConnectorAccount]

    init() throws {
        let handedDown = Self.entries(for: Self.service, flags: "CIIO")
        let top = try Self.descriptor("D:AI(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;AU)\(handedDown)")
        let between = try Self.descriptor("D:AI\(Self.entries(for: Self.service, flags: "CIIOID"))")
        snapshot = SnapshotFixture.snapshot { snapshot in
            snapshot.domain { $0.security.domainRoot = .value(top) }
            snapshot.forest.security = ForestSecurity(
                userDefaults: .value(Self.defaults), inetOrgPersonDefaults: .value(Self.defaults),
                vocabulary: .value(RightsVocabulary()),
                principals: [
                    NamedPrincipal(sid: Self.service, name: "CORP\\MSOL_1"),
                    NamedPrincipal(sid: Self.group, name: "CORP\\outer"),
                ])
        }
        user = DirectoryUser(
            distinguishedName: Self.name, domain: SnapshotFixture.root, readFrom: "dc1.corp.example.test", kind: .user,
            sid: .value(Self.sid), guid: .value(SnapshotFixture.guid(40)), samAccountName: .value("alice"),
            userPrincipalName: .value("alice@corp.example.test"), userAccountControl: .value(.normalAccount),
            computedAccountControl: .value([]), lockoutTime: .absent,
            passwordLastSet: .value(Self.start - 90_000), expires: .absent, adminCount: .absent,
            resultantPolicy: .absent, passwordSettings: .absent,
            token: .value(Token([Self.sid, .everyone, .authenticatedUsers])),
            descriptor: .value(
                try Self.descriptor(
                    "D:AI\(Self.defaults.dropFirst(2))\(Self.entries(for: Self.service, flags: "CIID"))")),
            containers: [
                ContainerAbove(distinguishedName: Self.unit, descriptor: .value(between)),
                ContainerAbove(distinguishedName: Self.root, descriptor: .value(top)),
            ], attributes: [AttributeReading(name: "userAccountControl", state: .read)])
        accounts = [Self.account("MSOL_1", Self.service)]
    }

    /// What every new user has of what matters here: Change Password for Everyone and SELF.
    static let defaults =
        "D:(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;PS)"

    static func entries(for sid: SecurityIdentifier, flags: String) -> String {
        let users = "bf967aba-0de6-11d0-a285-00aa003049e2"
        return "(OA;\(flags);CR;00299570-246d-11d0-a768-00aa006e0529;\(users);\(sid))"
            + "(OA;\(flags);WP;28630ebf-41d5-11d1-a9c1-0000f80367c1;\(users);\(sid))"
            + "(OA;\(flags);WP;bf967a0a-0de6-11d0-a285-00aa003049e2;\(users);\(sid))"
    }

    static func descriptor(_ sddl: some StringProtocol) throws -> SecurityDescriptor {
        try SecurityDescriptor(sddl: String(sddl))
    }

    static func account(
        _ name: String, _ sid: SecurityIdentifier, _ reasons: [ConnectorAccount.Reason] = [.name],
        groups: [SecurityIdentifier] = [], gaps: [Token.Gap] = []
    ) -> ConnectorAccount {
        ConnectorAccount(
            samAccountName: .value(name), distinguishedName: DistinguishedName("CN=\(name),CN=Users,\(root)"), sid: sid,
            guid: .notReturned, domain: SnapshotFixture.root, kind: .user, foundBy: reasons,
            userAccountControl: .value(.normalAccount), computedAccountControl: .value([]), expires: .absent,
            passwordLastSet: .notReturned, lastLogon: .notReturned, adminCount: .absent, description: .notReturned,
            installation: nil, server: .notReturned,
            tokens: [
                DomainToken(
                    domain: SnapshotFixture.root,
                    token: .value(Token([sid, .everyone, .authenticatedUsers] + groups, gaps: gaps)))
            ])
    }

    /// Gives the user a descriptor of its own.
    mutating func secure(_ sddl: String) throws { user.descriptor = .value(try Self.descriptor(sddl)) }

    func report(asOf: Date = start) throws -> UserReport {
        var snapshot = snapshot
        snapshot.forest.connectorAccounts = accounts.isEmpty ? .notReturned : .value(accounts)
        snapshot.forest.users = .value([user])
        struct NoDomain: Error {}
        guard let judgement = UserJudgement(user, in: snapshot, asOf: asOf) else { throw NoDomain() }
        return judgement.report()
    }
}
