import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

private let server = ConnectFixture.server
private let root = "corp.example.test"
private let emea = "emea.corp.example.test"
private let dc1 = "dc1.corp.example.test"
private let dc2 = "dc2.corp.example.test"
private let why = "the connection was lost"

extension RuleCase {
    // MARK: - The account

    private static func login(
        _ name: String, _ outcome: Outcome, _ account: String?, _ domain: String?,
        forest change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .given(
            "WB-CON-017", name, outcome, .blocker, on: root,
            { evidence in
                evidence.connector {
                    $0.accountName = account.map { .value($0) } ?? .absent
                    $0.accountDomain = domain.map { .value($0) } ?? .absent
                }
            }, forest: change)
    }

    private static let msol = "MSOL_0a1b2c3d4e5f"

    static let connectLogins: [RuleCase] = [
        login("the one that was judged", .met, msol, "CORP.EXAMPLE.TEST"),
        login("by the NetBIOS name", .met, "msol_0A1b2c3d4e5f", "corp"),
        login("by the NetBIOS name before it", .met, "CORP\\\(msol)", "elsewhere.example"),
        login("by the user principal name", .met, "\(msol)@corp.example.test", "elsewhere.example"),
        login("without a domain", .met, msol, nil),
        login("of another domain", .undecided, msol, "emea.corp.example.test"),
        login("of another domain, by its NetBIOS name", .undecided, "EMEA\\\(msol)", nil),
        login("another user principal name", .undecided, "\(msol)@example.test", nil),
        login("another account", .undecided, "svc-sync", "corp"),
        login("not in the file", .undecided, nil, "corp"),
        login("none was found", .undecided, msol, "corp") { $0.forest.connectorAccounts = .value([]) },
        login("found, and another was named", .undecided, msol, "corp") { snapshot in
            guard case .value(let accounts) = snapshot.forest.connectorAccounts else { return }
            let named = RightsFixture.account(1105, "svc-sync", because: [.given])
            snapshot.forest.connectorAccounts = .value(accounts + [named])
        },
        login("disabled", .notMet, msol, "corp") {
            $0.account { $0.userAccountControl = .value([.normalAccount, .disabled]) }
        },
        login("locked", .notMet, msol, "corp") { $0.account { $0.computedAccountControl = .value(.lockedOut) } },
        login("expired at the moment that is judged", .notMet, msol, "corp") {
            $0.account { $0.expires = .value(EvidenceFixture.asOf) }
        },
        login("expires later", .met, msol, "corp") { $0.account { $0.expires = .value(EvidenceFixture.asOf + 1) } },
        login("whether it is enabled was not read", .undecided, msol, "corp") {
            $0.account { $0.userAccountControl = .notReturned }
        },
        .given("WB-CON-017", "a partition's own account, another", .undecided, .blocker, on: root) {
            $0.partition { $0.accountName = .value("svc-sync") }
        },
        .given("WB-CON-017", "a partition's own account, of another domain", .undecided, .blocker, on: root) {
            $0.partition {
                $0.accountName = .value(msol)
                $0.accountDomain = .value("emea")
            }
        },
        .given("WB-CON-017", "a partition's own account, the one that was judged", .met, .blocker, on: root) {
            $0.partition {
                $0.accountName = .value(msol)
                $0.accountDomain = .value("corp")
            }
        },
        .given("WB-CON-017", "a partition's own account, and it is not selected", .met, .blocker, on: root) {
            $0.connector {
                $0.partitions[1].accountName = .value("svc-sync")
            }
        },
        .given("WB-CON-017", "of which forest is not known", .undecided, .blocker, on: root) {
            $0.connector {
                $0.forestName = .absent
                $0.partitions = []
            }
        },
        .given("WB-CON-017", "no export", .undecided, .blocker, on: server) { $0.connectExport = nil },
    ]

    // MARK: - Scope

    private static let deselect: @Sendable (inout Evidence) -> Void = { $0.partition { $0.isSelected = false } }

    static let connectScope: [RuleCase] = [
        .given("WB-CON-018", "selected", .met, .blocker, on: root),
        .given("WB-CON-018", "not selected", .notMet, .warning, on: root, deselect),
        .given("WB-CON-018", "not selected, and asked for", .notMet, .blocker, on: root, domains: [root], deselect),
        .given(
            "WB-CON-018", "not selected, and the root of what was asked for", .notMet, .information, on: root,
            domains: [emea], deselect, forest: { $0.addChild() }),
        .given("WB-CON-018", "no partition", .notMet, .warning, on: emea, forest: { $0.addChild() }),
        .given(
            "WB-CON-018", "no partition, and asked for", .notMet, .blocker, on: emea, domains: [emea],
            forest: { $0.addChild() }),
        .given(
            "WB-CON-018", "the domains were not listed whole", .undecided, .blocker, on: root,
            forest: {
                $0.forest.domains = .partial([SnapshotFixture.domain()], why: why)
            }),
        .given("WB-CON-018", "no export", .undecided, .blocker, on: server) { $0.connectExport = nil },
        .given("WB-CON-019", "connected", .met, .blocker, on: root),
        .given("WB-CON-019", "by the name in capitals", .met, .blocker, on: root) {
            $0.connector { $0.forestName = .value("CORP.example.test.") }
        },
        .given("WB-CON-019", "the connector does not tell", .undecided, .blocker, on: root) {
            $0.connector {
                $0.forestName = .absent
                $0.partitions = []
            }
        },
        .given("WB-CON-019", "another forest too", .undecided, .information, on: "partner.example") {
            $0.export {
                $0.forests.append($0.forests[0])
                $0.forests[1].forestName = .value("partner.example")
            }
        },
        .given("WB-CON-019", "no export", .undecided, .blocker, on: server) { $0.connectExport = nil },
    ]

    // MARK: - Synchronization rules

    private static let userRule = "Microsoft.InfromADUserAccountEnabled"
    private static let persons = "Microsoft.InfromADInetOrgPersonAccountEnabled"

    private static func rules(
        _ name: String, _ outcome: Outcome, _ change: @escaping @Sendable (inout Evidence) -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-CON-020", name, outcome, .blocker, on: root, change)
    }

    /// The standard rule disabled, and a rule of somebody's own.
    private static func clone(
        _ name: String, _ outcome: Outcome, _ change: @escaping @Sendable (inout SynchronizationRule) -> Void = { _ in }
    ) -> RuleCase {
        rules("disabled, and one of somebody's own \(name)", outcome) { evidence in
            evidence.rule(userRule) { $0.isDisabled = .value(true) }
            evidence.rules { rules in
                guard var own = rules.first(where: { $0.immutableTag.known?.hasPrefix(userRule) == true }) else {
                    return
                }
                own.isDisabled = .value(false)
                own.immutableTag = .absent
                own.name = "Our own"
                change(&own)
                rules.append(own)
            }
        }
    }

    static let synchronizationRules: [RuleCase] = [
        rules("in force", .met),
        rules("disabled", .notMet) { $0.rule(userRule) { $0.isDisabled = .value(true) } },
        rules("whether it is disabled is not told", .undecided) { $0.rule(userRule) { $0.isDisabled = .absent } },
        rules("gone", .notMet) { $0.rules { $0.removeAll { $0.immutableTag.known?.hasPrefix(userRule) == true } } },
        rules("a tag without a version, in capitals", .met) {
            $0.rule(userRule) { $0.immutableTag = .value(userRule.uppercased()) }
        },
        rules("a tag that begins so", .notMet) { $0.rule(userRule) { $0.immutableTag = .value(userRule + "Not.001") } },
        rules("of another connector", .notMet) { $0.rule(userRule) { $0.connector = ConnectFixture.tenant } },
        rules("outbound", .notMet) { $0.rule(userRule) { $0.direction = "Outbound" } },
        rules("two versions, one in force", .met) {
            $0.rules { rules in
                guard var old = rules.first(where: { $0.immutableTag.known?.hasPrefix(userRule) == true }) else {
                    return
                }
                old.isDisabled = .value(true)
                old.immutableTag = .value(userRule + ".001")
                rules.insert(old, at: 0)
            }
        },
        rules("two versions, one is not told of", .undecided) {
            $0.rule(userRule) { $0.isDisabled = .value(true) }
            $0.rules { rules in
                guard var old = rules.first(where: { $0.immutableTag.known?.hasPrefix(userRule) == true }) else {
                    return
                }
                old.isDisabled = .absent
                rules.insert(old, at: 0)
            }
        },
        clone("in its place", .undecided), clone("that is disabled", .notMet) { $0.isDisabled = .value(true) },
        clone("without passwords", .notMet) { $0.synchronizesPasswordHashes = .value(false) },
        clone("for groups", .notMet) { $0.sourceObjectType = "group" },
        clone("that Microsoft made", .notMet) { $0.immutableTag = .value("Microsoft.InfromADUserJoin.003") },
        clone("that is outbound", .notMet) { $0.direction = "Outbound" },
        clone("of another connector", .notMet) { $0.connector = ConnectFixture.tenant },
        rules("no rules in the export", .undecided) { $0.export { $0.rules = .notCollected(why: why) } },
        .given("WB-CON-020", "no export", .undecided, .blocker, on: server) { $0.connectExport = nil },
        .given("WB-CON-021", "in force", .met, .information, on: root),
        .given("WB-CON-021", "disabled", .notMet, .information, on: root) {
            $0.rule(persons) { $0.isDisabled = .value(true) }
        },
        .given("WB-CON-021", "disabled, and one of somebody's own for userRule", .notMet, .information, on: root) {
            $0.rule(persons) { $0.isDisabled = .value(true) }
            $0.rule(userRule) { $0.immutableTag = .absent }
        },
        .given("WB-CON-021", "no rules in the export", .undecided, .information, on: root) {
            $0.export { $0.rules = .notCollected(why: why) }
        },
    ]

    // MARK: - The host

    private static func host(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome, account: String?,
        forest change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .given(
            rule, name, outcome, rule == "WB-CON-024" ? .information : .warning,
            on: rule == "WB-CON-024" ? root : server,
            { evidence in
                evidence.tenant { $0.accountName = account.map { .value($0) } ?? .absent }
            }, forest: change)
    }

    private static func sync(_ server: String) -> String { "Sync_\(server)_5d6e7f8091a2@example.onmicrosoft.com" }

    static let connectHosts: [RuleCase] = [
        host("WB-CON-024", "the same", .met, account: sync("sync01")),
        host("WB-CON-024", "another", .notMet, account: sync("SYNC02")),
        host("WB-CON-024", "the same, cut", .met, account: sync("A-VERY-LONG-NAM")) {
            $0.account { $0.server = .value(longServer) }
        },
        host("WB-CON-024", "another at the 15th character", .notMet, account: sync("A-VERY-LONG-NAX")) {
            $0.account { $0.server = .value(longServer) }
        },
        host("WB-CON-024", "by the description alone", .met, account: sync("SYNC01")) {
            $0.account { $0.server = .notReturned }
        },
        host("WB-CON-024", "an account without a server in its name", .undecided, account: "ConnectSync@example.test"),
        host("WB-CON-024", "the description names none", .undecided, account: sync("SYNC01")) {
            $0.account {
                $0.server = .notReturned
                $0.installation = nil
            }
        },
        host("WB-CON-024", "the account is not known", .undecided, account: sync("SYNC01")) {
            $0.forest.connectorAccounts = .value([])
        },
        host("WB-CON-025", "a member server", .met, account: sync("SYNC01")),
        host("WB-CON-025", "a domain controller", .notMet, account: sync("dc2")),
        host("WB-CON-025", "a domain controller with a long name", .notMet, account: sync("A-VERY-LONG-NAM")) {
            $0.controller("DC2") { $0.name = "a-very-long-name" }
        },
        host("WB-CON-025", "the list is not whole", .undecided, account: sync("SYNC01")) {
            guard case .value(let controllers) = $0.forest.domainControllers else { return }
            $0.forest.domainControllers = .partial(controllers, why: why)
        },
        host("WB-CON-025", "no name", .undecided, account: nil),
        .given("WB-CON-025", "no export", .undecided, .warning, on: server) { $0.connectExport = nil },
    ]

    private static var longServer: SyncServer {
        var server = RightsFixture.server()
        server.name = "A-VERY-LONG-NAME"
        return server
    }

    // MARK: - Remote SAM

    private static func sam(
        _ name: String, _ outcome: Outcome, on subject: String, owner: String = "BA", _ entries: String,
        forest change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .given(
            "WB-CON-006", name, outcome, .blocker, on: subject,
            {
                try $0.remoteSAM(entries, owner: owner, in: subject == server ? "sync01.inf" : "dc1.inf")
            }, forest: change)
    }

    private static let own = "(A;;RC;;;\(RightsFixture.sid))"
    private static let administrators = "(A;;RC;;;BA)"
    private static let group = "(A;;RC;;;\(RightsFixture.group))"

    static let connectRemoteSAM: [RuleCase] = [
        sam("by the account itself", .met, on: server, administrators + own),
        sam("by everybody", .met, on: server, "(A;;RC;;;WD)"),
        sam("by Network", .met, on: server, "(A;;RC;;;NU)"),
        sam("by full control", .met, on: server, "(A;;GA;;;AU)"),
        sam("Administrators, whom a member server makes itself", .undecided, on: server, administrators),
        sam("Administrators, and it is one in the domain", .undecided, on: server, administrators) {
            $0.token(.value(RightsFixture.token([.builtinAdministrators])))
        },
        sam("a group that it is in", .met, on: server, group) {
            $0.token(.value(RightsFixture.token([RightsFixture.group])))
        },
        sam("a group that it may be in there", .undecided, on: server, group),
        sam("a group that it is in where another domain does not say so", .undecided, on: server, group) {
            $0.account {
                $0.tokens = [
                    DomainToken(domain: root, token: .value(RightsFixture.token([RightsFixture.group]))),
                    DomainToken(domain: emea, token: .value(RightsFixture.token())),
                ]
            }
        },
        sam("by the account itself, whose groups were not read", .met, on: server, own) {
            $0.account { $0.tokens = [] }
        },
        sam("nobody", .notMet, on: server, owner: "SY", ""),
        sam("nobody but Administrators, who own it", .undecided, on: server, ""),
        sam("only the system", .notMet, on: server, owner: "SY", "(A;;RC;;;SY)"),
        sam("denied", .notMet, on: server, owner: "SY", "(D;;RC;;;\(RightsFixture.sid))(A;;RC;;;WD)"),
        sam("another right", .notMet, on: server, owner: "SY", "(A;;LC;;;WD)"),
        sam("by the account itself", .met, on: dc1, administrators + own),
        sam("only Administrators, and it is none", .notMet, on: dc1, administrators),
        sam("only Administrators, and it is one", .met, on: dc1, administrators) {
            $0.token(.value(RightsFixture.token([.builtinAdministrators])))
        },
        sam("only Administrators, and its groups were not all read", .undecided, on: dc1, administrators) {
            $0.token(.value(RightsFixture.token(gaps: [.init(.anyGroup, why: why)])))
        },
        sam("only Administrators, and its groups were not read", .undecided, on: dc1, administrators) {
            $0.token(.unreachable(why: why))
        },
        sam("no account is known", .undecided, on: dc1, own) { $0.forest.connectorAccounts = .value([]) },
        sam("two accounts, one is let in", .undecided, on: dc1, own) { snapshot in
            guard case .value(var accounts) = snapshot.forest.connectorAccounts else { return }
            accounts[0].samAccountName = .value("MSOL_ffffffffffff")
            accounts.append(RightsFixture.account(1105, "MSOL_eeeeeeeeeeee"))
            accounts[1].tokens[0].token = .value(Token([accounts[1].sid]))
            snapshot.forest.connectorAccounts = .value(accounts)
        },
        sam("two accounts, the one of the export is let in", .met, on: dc1, own) { snapshot in
            guard case .value(var accounts) = snapshot.forest.connectorAccounts else { return }
            accounts.append(RightsFixture.account(1105, "MSOL_eeeeeeeeeeee"))
            accounts[1].tokens[0].token = .value(Token([accounts[1].sid]))
            snapshot.forest.connectorAccounts = .value(accounts)
        },
        .given("WB-CON-006", "defined and empty", .met, .blocker, on: dc1) { $0.remoteSAM(.absent, in: "dc1.inf") },
        .given("WB-CON-006", "not in the file", .undecided, .blocker, on: dc1) {
            $0.remoteSAM(.notReturned, in: "dc1.inf")
        },
        .given("WB-CON-006", "no registry values in the file", .undecided, .blocker, on: server) {
            $0.remoteSAM(.notCollected(why: why), in: "sync01.inf")
        },
        .given("WB-CON-006", "two files of one computer, one refuses", .notMet, .blocker, on: dc1) {
            $0.securityPolicies.append($0.securityPolicies[1])
            $0.securityPolicies[2].file = "new/DC1.corp.example.test.INF"
            try $0.remoteSAM(administrators, in: "new/DC1.corp.example.test.INF")
        },
        .given("WB-CON-006", "two files of one computer, one is open", .undecided, .blocker, on: dc1) {
            $0.securityPolicies.append($0.securityPolicies[1])
            $0.securityPolicies[2].file = "C:\\new\\dc1.txt"
            $0.remoteSAM(.notReturned, in: "C:\\new\\dc1.txt")
        },
        .given("WB-CON-006", "no file of the PDC emulator", .undecided, .blocker, on: dc1) {
            $0.securityPolicies.removeLast()
            $0.preferred()
        },
        .given("WB-CON-006", "no file of a preferred one", .undecided, .blocker, on: dc2) { $0.preferred(dc2) },
        .given("WB-CON-006", "a file of another domain controller", .notMet, .blocker, on: dc2) {
            $0.securityPolicies.append($0.securityPolicies[1])
            $0.securityPolicies[2].file = dc2
            try $0.remoteSAM(administrators, in: dc2)
        },
        .given("WB-CON-006", "no file of the server", .undecided, .blocker, on: server) {
            $0.securityPolicies.removeFirst()
        },
        .given("WB-CON-006", "no files", .undecided, .blocker, on: server) { $0.securityPolicies = [] },
        .given("WB-CON-006", "no export, and the accounts that were found", .met, .blocker, on: dc1) {
            $0.connectExport = nil
        },
    ]
}
