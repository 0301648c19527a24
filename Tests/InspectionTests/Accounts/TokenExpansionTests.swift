import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

/// What an account carries to a domain controller of a domain, of a forest of two domains.
@Suite struct TokenExpansionTests {
    static let corp = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 1, 1])
    static let child = SecurityIdentifier(authority: 5, subAuthorities: [21, 2, 2, 2])
    static let partner = SecurityIdentifier(authority: 5, subAuthorities: [21, 9, 9, 9])
    static let corpRoot = "DC=corp,DC=test"
    static let childRoot = "DC=child,DC=corp,DC=test"
    static let account = "CN=sync,CN=Users,\(corpRoot)"

    static func sid(_ domain: SecurityIdentifier, _ number: UInt32) -> SecurityIdentifier {
        SecurityIdentifier(authority: 5, subAuthorities: domain.subAuthorities + [number])
    }

    static func group(
        _ name: String, _ sid: SecurityIdentifier, type: Int = -2_147_483_644, members: [String] = [],
        descriptor: String = "O:SYG:SYD:(A;;RPLCLORC;;;AU)"
    ) throws -> DirectoryEntry {
        var entry = DirectoryEntry(name, ["objectClass": ["top", "group"], "groupType": "\(type)"])
        entry["objectSid"] = DirectoryValues([sid.bytes])
        entry["member"] = DirectoryValues(members)
        entry["nTSecurityDescriptor"] = DirectoryValues([try SecurityDescriptor(sddl: descriptor).bytes()])
        return entry
    }

    /// The account's own domain: a global group, local groups nested in each other, one of them only for mail, and the Builtin group
    /// that holds Authenticated Users.
    static func corpTree() throws -> DirectoryTree {
        var sync = DirectoryEntry(account, ["objectClass": ["top", "person", "user"], "primaryGroupID": "513"])
        sync["objectSid"] = DirectoryValues([sid(corp, 1104).bytes])
        sync["sIDHistory"] = DirectoryValues([sid(partner, 1000).bytes])
        sync["tokenGroupsGlobalAndUniversal"] = DirectoryValues([sid(corp, 1105).bytes, sid(child, 1200).bytes])
        sync.operational = ["tokengroupsglobalanduniversal", "tokengroups"]
        return DirectoryTree([
            DirectoryEntry(""), DirectoryEntry(corpRoot, ["objectClass": ["top", "domain", "domainDNS"]]),
            DirectoryEntry("CN=Users,\(corpRoot)", ["objectClass": ["top", "container"]]), sync,
            try group("CN=Global,CN=Users,\(corpRoot)", sid(corp, 1105), type: -2_147_483_646, members: [account]),
            try group("CN=Domain Users,CN=Users,\(corpRoot)", sid(corp, 513), type: -2_147_483_646),
            try group("CN=Local,CN=Users,\(corpRoot)", sid(corp, 1106), members: [account]),
            try group(
                "CN=Outer,CN=Users,\(corpRoot)", sid(corp, 1107),
                members: ["CN=Local,CN=Users,\(corpRoot)", "CN=Ring,CN=Users,\(corpRoot)"]),
            // The two hold each other: the search must end all the same.
            try group("CN=Ring,CN=Users,\(corpRoot)", sid(corp, 1108), members: ["CN=Outer,CN=Users,\(corpRoot)"]),
            try group("CN=Mail,CN=Users,\(corpRoot)", sid(corp, 1109), type: 4, members: [account]),
            try group("CN=Others,CN=Users,\(corpRoot)", sid(corp, 1110), members: ["CN=alice,CN=Users,\(corpRoot)"]),
            try group(
                "CN=Pre2000,CN=Builtin,\(corpRoot)", .builtinPreWindows2000CompatibleAccess, type: -2_147_483_643,
                members: ["CN=S-1-5-11,CN=ForeignSecurityPrincipals,\(corpRoot)"]),
        ])
    }

    static func childTree() throws -> DirectoryTree {
        DirectoryTree([
            DirectoryEntry(""), DirectoryEntry(childRoot, ["objectClass": ["top", "domain", "domainDNS"]]),
            try group("CN=Universal,\(childRoot)", sid(child, 1200), type: -2_147_483_640, members: [account]),
            try group("CN=Direct,\(childRoot)", sid(child, 1201), members: [account]),
            try group("CN=Nested,\(childRoot)", sid(child, 1202), members: ["CN=Universal,\(childRoot)"]),
            try group(
                "CN=Former,\(childRoot)", sid(child, 1203),
                members: ["CN=\(sid(partner, 1000)),CN=ForeignSecurityPrincipals,\(childRoot)"]),
        ])
    }

    struct World {
        var servers: [ScriptedDirectoryServer]
        var domains: [DomainDirectory]

        func token(
            in target: String, of account: TokenExpansion.Account? = nil, isSelective: Bool = false
        ) async throws -> Token {
            let target = try #require(domains.first { $0.dnsName == target })
            let own = TokenExpansion.Account(
                sid: TokenExpansionTests.sid(corp, 1104),
                home: (DistinguishedName(TokenExpansionTests.account), domains[0]))
            return await TokenExpansion(domains: domains, target: target).run(account ?? own, isSelective: isSelective)
        }
    }

    static func world(
        isGlobalCatalog: Bool = true, caller: Observed<Token> = .value(Token([.authenticatedUsers])),
        _ change: (inout DirectoryTree) throws -> Void = { _ in }
    ) async throws -> World {
        var corpTree = try corpTree()
        try change(&corpTree)
        var world = World(servers: [], domains: [])
        for (name, root, sid, tree) in [
            ("corp.test", corpRoot, corp, corpTree), ("child.corp.test", childRoot, child, try childTree()),
        ] {
            let server = try ScriptedDirectoryServer(tree, DirectoryBehaviour { $0.requiresBind = false })
            let connection = try await LDAPConnection.connect(
                to: LDAPEndpoint(host: "127.0.0.1", port: UInt16(server.port)),
                configuration: LDAPConfiguration(security: .plain))
            let directory = Directory(connection: connection)
            world.servers.append(server)
            world.domains.append(
                DomainDirectory(
                    dnsName: name, netbiosName: nil, root: DistinguishedName(root), sid: sid, directory: directory,
                    isGlobalCatalog: isGlobalCatalog, caller: caller,
                    localGroups: LocalGroupReadability(
                        directory: directory, root: DistinguishedName(root), caller: caller)))
        }
        return world
    }

    @Test func atHomeItHasItsGroupsItsHistoryAndTheLocalGroupsHowDeepSoever() async throws {
        let world = try await Self.world()
        let token = try await world.token(in: "corp.test")
        #expect(token.gaps.isEmpty, "\(token.gaps.map(\.why))")
        let expected: [SecurityIdentifier] = [
            .everyone, .authenticatedUsers, .network, .thisOrganization, Self.sid(Self.corp, 1104),
            Self.sid(Self.corp, 513), Self.sid(Self.partner, 1000), Self.sid(Self.corp, 1105),
            Self.sid(Self.child, 1200), Self.sid(Self.corp, 1106), Self.sid(Self.corp, 1107),
            Self.sid(Self.corp, 1108), .builtinPreWindows2000CompatibleAccess,
        ]
        #expect(Set(token.sids) == Set(expected))
        #expect(token.members[Self.sid(Self.corp, 1107)]?.first?.through == Self.sid(Self.corp, 1106))
        #expect(token.members[.builtinPreWindows2000CompatibleAccess]?.first?.through == .authenticatedUsers)
        #expect(token.members[Self.sid(Self.corp, 513)]?.first?.kind == .primaryGroup)
        #expect(token.members[Self.sid(Self.partner, 1000)]?.first?.kind == .sidHistory)
    }

    @Test func inAnotherDomainTheLocalGroupsAreThatDomainsAndNotItsOwn() async throws {
        let world = try await Self.world()
        let token = try await world.token(in: "child.corp.test")
        #expect(token.gaps.isEmpty, "\(token.gaps.map(\.why))")
        for number: UInt32 in [1200, 1201, 1202, 1203] { #expect(token.contains(Self.sid(Self.child, number))) }
        #expect(token.contains(Self.sid(Self.corp, 1105)))
        for number: UInt32 in [1106, 1107, 1108] { #expect(!token.contains(Self.sid(Self.corp, number))) }
        #expect(!token.contains(.builtinPreWindows2000CompatibleAccess))
    }

    @Test func anAccountOfAnotherForestIsInTheLocalGroupsThatHoldItAndMayBeInGroupsOfItsOwnDomain() async throws {
        let foreign = Self.sid(Self.partner, 1000)
        let world = try await Self.world()
        let token = try await world.token(in: "child.corp.test", of: .init(sid: foreign, home: nil))
        #expect(token.contains(Self.sid(Self.child, 1203)))
        #expect(!token.contains(Self.sid(Self.child, 1201)))
        #expect(token.contains(.thisOrganization))
        #expect(token.gaps.map(\.reach) == [.groups(of: Self.partner)])
        let selective = try await world.token(
            in: "child.corp.test", of: .init(sid: foreign, home: nil), isSelective: true)
        #expect(!selective.contains(.thisOrganization))
    }

    // MARK: What cannot be expanded

    @Test func aDomainControllerThatIsNoGlobalCatalogLeavesTheGroupsOfOtherDomainsOpen() async throws {
        let world = try await Self.world(isGlobalCatalog: false)
        let token = try await world.token(in: "corp.test")
        #expect(token.gaps.map(\.reach) == [.groups(of: Self.child)])
    }

    @Test func withheldGroupsLeaveEveryGroupOpen() async throws {
        let world = try await Self.world { $0[Self.account]?.withheld = ["tokengroupsglobalanduniversal"] }
        let token = try await world.token(in: "corp.test")
        #expect(token.gaps.map(\.reach) == [.anyGroup])
        #expect(token.contains(Self.sid(Self.corp, 1106)), "what is found all the same grants all the same")
    }

    @Test func anAccountThatIsNotShownLeavesEveryGroupOpen() async throws {
        let world = try await Self.world { $0.remove(Self.account) }
        let token = try await world.token(in: "corp.test")
        #expect(token.gaps.contains { $0.reach == .anyGroup })
    }

    @Test func aLocalGroupThatDoesNotShowItsMembersLeavesTheLocalGroupsOpen() async throws {
        let hidden = "CN=Hidden,CN=Users,\(Self.corpRoot)"
        let world = try await Self.world { tree in
            tree.add(
                try Self.group(
                    hidden, Self.sid(Self.corp, 1111), members: [Self.account], descriptor: "O:SYG:SYD:(A;;GA;;;SY)"))
            tree[hidden]?.withheld = ["member"]
        }
        let token = try await world.token(in: "corp.test")
        #expect(!token.contains(Self.sid(Self.corp, 1111)))
        #expect(token.gaps.map(\.reach) == [.groups(of: Self.corp), .groups(of: .builtinDomain)])
        #expect(token.gaps.allSatisfy { $0.why.contains(hidden) })
        // An entry that denies the hidden group is therefore undecided, and not passed over.
        let descriptor = try SecurityDescriptor(
            sddl: "O:SYG:SYD:(D;;CR;;;\(Self.sid(Self.corp, 1111)))(A;;CR;;;\(Self.sid(Self.corp, 1104)))")
        let decision = AccessCheck(descriptor, ofClass: .userClass).decision(on: .resetPassword, for: token)
        #expect(decision.answer == .undecided)
    }

    @Test func aCallerWhoseOwnTokenIsNotKnownProvesNothing() async throws {
        let world = try await Self.world(caller: .notReturned)
        let token = try await world.token(in: "corp.test")
        #expect(token.gaps.map(\.reach) == [.groups(of: Self.corp), .groups(of: .builtinDomain)])
    }
}
