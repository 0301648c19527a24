import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

/// What an express installation of Entra Connect leaves behind in a healthy domain, and the means to take one thing of it away.
enum RightsFixture {
    static let domain = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3])
    static let sid = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1104])
    static let group = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1200])
    static let name = "CORP\\MSOL_0a1b2c3d4e5f"

    static let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
    static let inetOrgPerson = "4828cc14-1437-45bc-9b07-ad6f015e5f28"
    static let reset = "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(user);\(sid))"
    static let properties = "(OA;CIIO;RPWP;;\(user);\(sid))"
    static let unexpire = "(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;AU)"
    static let read = "(A;;RPLCLORC;;;AU)"
    static let change = "(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)"

    /// The domain root: its entries in stored order.
    static let root =
        [
            properties, reset, "(OA;CIIO;RPWP;;bf967a9c-0de6-11d0-a285-00aa003049e2;\(sid))",
            "(OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;\(sid))", unexpire, read, "(A;CI;GA;;;EA)",
        ] + OtherWritebacksFixture.root
    static let userDefaults = "D:(A;;GA;;;DA)(A;;GA;;;SY)(A;;RPLCLORC;;;PS)\(change)(A;;RC;;;AU)"

    static func descriptor(_ entries: [String], protected: Bool = false) -> SecurityDescriptor {
        let text = "O:BAG:BAD:\(protected ? "P" : "")AI" + entries.joined()
        guard let descriptor = try? SecurityDescriptor(sddl: text, in: SDDLDomains(domain: domain, rootDomain: domain))
        else { preconditionFailure("\(text) is no SDDL") }
        return descriptor
    }

    static func security() -> DomainSecurity {
        DomainSecurity(
            domainRoot: .value(descriptor(root)), builtin: .value(descriptor([read])),
            samServer: .value(descriptor([read])), adminSDHolder: .value(descriptor(["(A;;GA;;;DA)", read, change])),
            preWindows2000Members: .value([.authenticatedUsers]), containers: .value([]), inetOrgPersons: .value(0),
            organizationalUnits: .value(OrganizationalUnits(count: 3, withReservedNames: [])))
    }

    static func forestSecurity() -> ForestSecurity {
        ForestSecurity(
            userDefaults: .value(userDefaults), inetOrgPersonDefaults: .value(userDefaults),
            vocabulary: .value(RightsVocabulary()),
            principals: [
                NamedPrincipal(sid: sid, name: name), NamedPrincipal(sid: group, name: "CORP\\Writeback"),
            ])
    }

    static func token(_ more: [SecurityIdentifier] = [], gaps: [Token.Gap] = []) -> Token {
        var token = Token(more, gaps: gaps)
        token.insert(sid, .init(.account))
        for sid in [SecurityIdentifier.everyone, .authenticatedUsers, .network] { token.insert(sid, .init(.logon)) }
        return token
    }

    static func account(
        _ number: UInt32 = 1104, _ name: String = "MSOL_0a1b2c3d4e5f", in domain: String = SnapshotFixture.root,
        because: [ConnectorAccount.Reason] = [.name, .replicationRights]
    ) -> ConnectorAccount {
        let description =
            "Account created by Microsoft Entra Connect with installation identifier 0a1b2c3d4e5f60718293a4b5c6d7e8f9 running on "
            + "computer SYNC01 configured to synchronize to tenant example.onmicrosoft.com."
        let sid = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, number])
        var token = token()
        token.insert(sid, .init(.account))
        return ConnectorAccount(
            samAccountName: .value(name), distinguishedName: DistinguishedName("CN=\(name),CN=Users,DC=corp"),
            sid: sid, guid: .value(SnapshotFixture.guid(UInt8(truncatingIfNeeded: number))), domain: domain,
            kind: .user,
            foundBy: because, userAccountControl: .value([.normalAccount, .passwordDoesNotExpire]),
            computedAccountControl: .value([]), expires: .absent,
            passwordLastSet: .value(SnapshotFixture.start - 86_400 * 300),
            lastLogon: .value(SnapshotFixture.start - 86_400), adminCount: .absent, description: .value(description),
            installation: InstallationHint(description: description), server: .value(server()),
            tokens: [DomainToken(domain: domain, token: .value(token))])
    }

    static func server() -> SyncServer {
        SyncServer(
            name: "SYNC01", dnsHostName: .value("sync01.corp.example.test"), domain: SnapshotFixture.root,
            enabled: .value(true), isDomainController: .value(false),
            operatingSystem: .value("Windows Server 2022 Standard"), operatingSystemVersion: .value("10.0 (20348)"),
            isNamedOutright: true)
    }

    static func container(
        _ name: String, _ entries: [String] = [], protected: Bool = false, holdsUsers: Observed<Bool> = .value(true)
    ) -> ContainerSecurity {
        ContainerSecurity(
            distinguishedName: DistinguishedName("OU=\(name),DC=corp,DC=example,DC=test"), guid: .notReturned,
            descriptor: descriptor(entries, protected: protected), holdsUsers: holdsUsers)
    }
}

extension ForestSnapshot {
    /// Changes the first connector account.
    mutating func account(_ change: (inout ConnectorAccount) -> Void) {
        guard case .value(var accounts) = forest.connectorAccounts, !accounts.isEmpty else { return }
        change(&accounts[0])
        forest.connectorAccounts = .value(accounts)
    }

    /// Gives the domain root other entries.
    mutating func root(_ change: (inout [String]) -> Void) {
        var entries = RightsFixture.root
        change(&entries)
        domain { $0.security.domainRoot = .value(RightsFixture.descriptor(entries)) }
    }

    /// Gives the first account another token in its domain.
    mutating func token(_ token: Observed<Token>) { account { $0.tokens[0].token = token } }

    mutating func containers(_ containers: Observed<[ContainerSecurity]>) {
        domain { $0.security.containers = containers }
    }
}
