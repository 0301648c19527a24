import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Writeback

@testable import Reports

/// Users in states that the renderings have to cope with.
enum UserReportFixture: String, CaseIterable, Sendable {
    /// Everything is granted.
    case ready
    /// Protected, locked out, past a cut inheritance, and a right denied through a group.
    case blocked
    /// Next to nothing was read.
    case unread
    /// Names that want to write to the terminal.
    case hostile
    /// Several accounts that could be it.
    case several

    private static let root = "DC=corp,DC=example,DC=test"
    private static let sid = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1106])
    private static let service = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1104])
    private static let group = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1200])
    private static let all =
        "(OA;CIID;CR;00299570-246d-11d0-a768-00aa006e0529;;\(service))"
        + "(OA;CIID;WP;28630ebf-41d5-11d1-a9c1-0000f80367c1;;\(service))"
        + "(OA;CIID;WP;bf967a0a-0de6-11d0-a285-00aa003049e2;;\(service))"
        + "(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;AU)"

    var report: UserReport {
        get throws {
            var user = try Self.user("alice", sddl: "D:AI\(Self.all)")
            var accounts = [Self.account("MSOL_0a1b2c3d4e5f", Self.service)]
            switch self {
            case .ready: break
            case .blocked:
                user.userAccountControl = .value([.normalAccount, .passwordDoesNotExpire, .smartcardRequired])
                user.computedAccountControl = .value([.lockedOut])
                user.lockoutTime = .value(ForestFixture.start - 60)
                user.adminCount = .value(1)
                user.token = .value(Token([Self.sid, .builtinAdministrators]))
                user.descriptor = .value(
                    try SecurityDescriptor(
                        sddl:
                            "D:P(OD;;CR;00299570-246d-11d0-a768-00aa006e0529;;\(Self.group))(A;;RPWP;;;\(Self.service))"
                    ))
                user.resultantPolicy = .value(DistinguishedName("CN=Strict,\(Self.root)"))
                user.passwordSettings = .notReturned
                accounts[0].tokens = [
                    DomainToken(
                        domain: ForestFixture.root,
                        token: .value(Token([Self.service, Self.group, .everyone, .authenticatedUsers])))
                ]
            case .unread:
                user = try Self.unread()
                accounts[0].tokens = []
            case .hostile:
                user = try Self.user("evil\u{1B}[31m\u{202E}name", sddl: "D:AI\(Self.all)")
                accounts = [Self.account("MSOL_\u{7}bell\n", Self.service)]
            case .several:
                accounts.append(Self.account("MSOL_ffffffffffff", Self.group))
                var stale = Self.account("MSOL_111111111111", Self.sid)
                stale.userAccountControl = .value([.normalAccount, .disabled])
                accounts.append(stale)
            }
            var snapshot = ForestFixture.healthy()
            snapshot.forest.connectorAccounts = .value(accounts)
            guard case .value(var domains) = snapshot.forest.domains else { throw NoReport() }
            domains[0].security.domainRoot = .value(try SecurityDescriptor(sddl: "D:AI\(Self.all)"))
            domains[0].passwordPolicy.minimumPasswordAge = .value(.seconds(0))
            snapshot.forest.domains = .value(domains)
            let judgement = UserJudgement(user, in: snapshot, asOf: ForestFixture.start)
            guard let report = judgement?.report() else { throw NoReport() }
            return report
        }
    }

    struct NoReport: Error {}

    private static func user(_ name: String, sddl: String) throws -> DirectoryUser {
        let unit = "OU=Staff,\(root)"
        return DirectoryUser(
            distinguishedName: DistinguishedName("CN=alice,\(unit)"), domain: ForestFixture.root,
            readFrom: "dc1.corp.example.test", kind: .user, sid: .value(sid),
            guid: .value(ObjectGUID("00299570-246d-11d0-a768-00aa006e0529") ?? .userClass),
            samAccountName: .value(name),
            userPrincipalName: .absent, userAccountControl: .value(.normalAccount), computedAccountControl: .value([]),
            lockoutTime: .absent, passwordLastSet: .value(ForestFixture.start - 90_000), expires: .absent,
            adminCount: .absent, resultantPolicy: .absent, passwordSettings: .absent,
            token: .value(Token([sid, .everyone])), descriptor: .value(try SecurityDescriptor(sddl: sddl)),
            containers: [
                ContainerAbove(
                    distinguishedName: DistinguishedName(unit), descriptor: .value(try SecurityDescriptor(sddl: "D:P"))),
                ContainerAbove(distinguishedName: DistinguishedName(root), descriptor: .notReturned),
            ],
            attributes: [
                AttributeReading(name: "userAccountControl", state: .read),
                AttributeReading(name: "adminCount", state: .empty),
            ])
    }

    private static func unread() throws -> DirectoryUser {
        var user = try user("alice", sddl: "D:")
        user.sid = .notReturned
        user.guid = .notReturned
        user.samAccountName = .hidden(why: "no right")
        user.userPrincipalName = .notReturned
        user.userAccountControl = .hidden(why: "no right")
        user.computedAccountControl = .notReturned
        user.lockoutTime = .notReturned
        user.passwordLastSet = .notReturned
        user.expires = .notReturned
        user.adminCount = .hidden(why: "no right")
        user.resultantPolicy = .hidden(why: "no right")
        user.passwordSettings = .notReturned
        user.token = .notReturned
        user.descriptor = .unreachable(why: "the server went away")
        user.attributes = [
            AttributeReading(name: "adminCount", state: .mayNotRead),
            AttributeReading(name: "lockoutTime", state: .unknown),
        ]
        return user
    }

    private static func account(_ name: String, _ sid: SecurityIdentifier) -> ConnectorAccount {
        ConnectorAccount(
            samAccountName: .value(name), distinguishedName: DistinguishedName("CN=sync,CN=Users,\(root)"), sid: sid,
            guid: .notReturned, domain: ForestFixture.root, kind: .user, foundBy: [.name],
            userAccountControl: .value(.normalAccount), computedAccountControl: .value([]), expires: .absent,
            passwordLastSet: .notReturned, lastLogon: .notReturned, adminCount: .absent, description: .notReturned,
            installation: nil, server: .notReturned,
            tokens: [
                DomainToken(
                    domain: ForestFixture.root, token: .value(Token([sid, .everyone, .authenticatedUsers])))
            ])
    }
}
