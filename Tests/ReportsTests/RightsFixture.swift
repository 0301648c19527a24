import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

/// The connector account of an express installation, as the lab has it, and the descriptors that its rights stand in.
enum RightsFixture {
    static let domain = SecurityIdentifier(
        authority: 5, subAuthorities: [21, 1_004_336_348, 1_177_238_915, 682_003_330])
    static let sid = SecurityIdentifier(
        authority: 5, subAuthorities: [21, 1_004_336_348, 1_177_238_915, 682_003_330, 1104])
    static let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
    static let reset = "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(user);\(sid))"
    static let properties = "(OA;CIIO;RPWP;;\(user);\(sid))"
    static let read = "(A;;RPLCLORC;;;AU)"
    static let root = [
        properties, reset, "(OA;;CR;1131f6ad-9c07-11d1-f79f-00c04fc2dcd2;;\(sid))",
        "(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;AU)", read,
    ]
    static let userDefaults = "D:(A;;GA;;;DA)(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)"

    static func descriptor(_ entries: [String], protected: Bool = false) -> SecurityDescriptor {
        let text = "O:BAG:BAD:\(protected ? "P" : "")AI" + entries.joined()
        guard let descriptor = try? SecurityDescriptor(sddl: text, in: SDDLDomains(domain: domain, rootDomain: domain))
        else { preconditionFailure("\(text) is no SDDL") }
        return descriptor
    }

    static func security() -> DomainSecurity {
        DomainSecurity(
            domainRoot: .value(descriptor(root)), builtin: .value(descriptor([read])),
            samServer: .value(descriptor([read])), adminSDHolder: .value(descriptor(["(A;;GA;;;DA)", read])),
            preWindows2000Members: .value([.authenticatedUsers]), containers: .value([]), inetOrgPersons: .value(0),
            organizationalUnits: .value(OrganizationalUnits(count: 3, withReservedNames: [])))
    }

    static func forestSecurity() -> ForestSecurity {
        ForestSecurity(
            userDefaults: .value(userDefaults), inetOrgPersonDefaults: .value(userDefaults),
            vocabulary: .value(RightsVocabulary()),
            principals: [NamedPrincipal(sid: sid, name: "CORP\\MSOL_0a1b2c3d4e5f")])
    }

    static func account() -> ConnectorAccount {
        var token = Token()
        token.insert(sid, .init(.account))
        for sid in [SecurityIdentifier.everyone, .authenticatedUsers, .network] { token.insert(sid, .init(.logon)) }
        let description =
            "Account created by Microsoft Entra Connect with installation identifier 0a1b2c3d4e5f60718293a4b5c6d7e8f9 running on "
            + "computer SYNC01 configured to synchronize to tenant corpexample.onmicrosoft.com."
        return ConnectorAccount(
            samAccountName: .value("MSOL_0a1b2c3d4e5f"),
            distinguishedName: DistinguishedName("CN=MSOL_0a1b2c3d4e5f,CN=Users,DC=corp,DC=example,DC=test"), sid: sid,
            guid: .value(ForestFixture.guid(77)), domain: ForestFixture.root, kind: .user,
            foundBy: [.name, .replicationRights], userAccountControl: .value([.normalAccount, .passwordDoesNotExpire]),
            computedAccountControl: .value([]), expires: .absent,
            passwordLastSet: .value(ForestFixture.start - 86_400 * 300),
            lastLogon: .value(ForestFixture.start - 86_400), adminCount: .absent, description: .value(description),
            installation: InstallationHint(description: description),
            server: .value(
                SyncServer(
                    name: "SYNC01", dnsHostName: .value("sync01.corp.example.test"), domain: ForestFixture.root,
                    enabled: .value(true), isDomainController: .value(false),
                    operatingSystem: .value("Windows Server 2022 Standard"),
                    operatingSystemVersion: .value("10.0 (20348)"), isNamedOutright: true)),
            tokens: [DomainToken(domain: ForestFixture.root, token: .value(token))])
    }
}
