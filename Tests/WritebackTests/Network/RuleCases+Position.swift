import Inspection

@testable import Writeback

extension RuleCase {
    private static let sync = Evidence.sync
    private static let jump = Evidence.jump
    private static let way = "the way to the service"

    private static func position(
        _ name: String, _ outcome: Outcome, on subject: String = sync,
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in },
        forest: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-NET-003", name, outcome, .blocker, on: subject, change, forest: forest)
    }

    private static func host(_ name: String) -> @Sendable (inout Evidence) -> Void {
        { $0.egress[0].host = .value(name) }
    }

    /// Nothing but the descriptions says which server it is.
    private static func described(_ name: String = sync) -> @Sendable (inout Evidence) -> Void {
        {
            $0.egress[0].host = .value(name)
            $0.connectExport = nil
        }
    }

    private static let byName: [RuleCase] = [
        position("the server of the export", .met),
        position("its bare name, in other letters", .met, on: "sync01", host("SYNC01")),
        position("with a final dot", .met, on: "sync01.corp.example.test.", host("Sync01.corp.example.test.")),
        position("the same name in another domain", .undecided, on: "sync01.other.test", host("sync01.other.test")),
        position(
            "the same name in any domain, where the server's own is not known", .met, on: "sync01.other.test",
            host("sync01.other.test")
        ) {
            $0.account { $0.server = .notReturned }
        },
        position("a name that begins the same", .undecided, on: "sync011", host("sync011")),
        position("a name that NetBIOS cuts", .met, on: "connect-server-number-one") {
            $0.egress[0].host = .value("connect-server-number-one")
            $0.connectExport?.tenants[0].accountName = .value(
                "Sync_CONNECT-SERVER-_5d6e7f8091a2@example.onmicrosoft.com")
        },
        position("another host", .undecided, on: jump, host(jump)),
        position("a host that the report does not name", .undecided, on: "the host of egress.json") {
            $0.egress[0].host = .notReturned
        },
        position("the server of the descriptions", .met, described()),
        position(
            "the server of the descriptions, which is another than that of the export", .undecided, on: "old01",
            host("old01")
        ) {
            $0.account {
                $0.server = .notReturned
                $0.installation?.server = "OLD01"
            }
        },
        position("another host than that of the descriptions", .undecided, on: jump, described(jump)),
        position("the server that a description names outright", .met, described()) {
            $0.account { $0.server = .notReturned }
        },
        position("descriptions that name no server", .undecided, described()) {
            $0.account {
                $0.server = .notReturned
                $0.installation = nil
            }
        },
        position("one of two servers that descriptions name", .undecided, described()) {
            var second = RightsFixture.account(1105, "MSOL_1a2b3c4d5e6f")
            second.server = .notReturned
            second.installation?.server = "SYNC02"
            guard case .value(let accounts) = $0.forest.connectorAccounts else { return }
            $0.forest.connectorAccounts = .value(accounts + [second])
        },
        position("no account is known", .undecided, described()) { $0.forest.connectorAccounts = .value([]) },
    ]

    private static let byWord: [RuleCase] = [
        position("another host that is attested", .met, on: jump) {
            $0.elsewhere()
            $0.attest("WB-NET-003", "JUMP.example.test")
        },
        position("every host is attested", .met, on: jump) {
            $0.elsewhere()
            $0.attest("WB-NET-003")
        },
        position("another host is attested", .undecided, on: jump) {
            $0.elsewhere()
            $0.attest("WB-NET-003", "other.example.test")
        },
        position("another rule is attested", .undecided, on: jump) {
            $0.elsewhere()
            $0.attest("WB-NET-001", jump)
        },
        position("attested no longer", .undecided, on: jump) {
            $0.elsewhere()
            $0.attest("WB-NET-003", jump, from: -3, to: -1)
        },
        position("attested not yet", .undecided, on: jump) {
            $0.elsewhere()
            $0.attest("WB-NET-003", jump, from: 1, to: 2)
        },
        position("attested from now, and to now", .met, on: jump) {
            $0.elsewhere()
            $0.attest("WB-NET-003", jump, from: 0, to: 0)
        },
        position("denied", .notMet, on: jump) {
            $0.elsewhere()
            $0.attest("WB-NET-003", jump, isMet: false)
        },
        position("attested by one, denied by another", .notMet, on: jump) {
            $0.elsewhere()
            $0.attest("WB-NET-003", jump)
            $0.attest("WB-NET-003", jump, isMet: false)
        },
        position("a second host, where one is there", .notApplicable, on: jump) { $0.anotherReport(jump) },
        position("no file", .undecided, on: way) { $0.egress = [] },
    ]

    static let positions: [RuleCase] = byName + byWord

    // MARK: - Cloud and way

    private static func cloud(
        _ name: String, _ outcome: Outcome, on subject: String = sync,
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-NET-004", name, outcome, .warning, on: subject, change)
    }

    /// The report of a cloud, and an authority.
    private static func tried(_ cloud: String, _ authority: String) -> @Sendable (inout Evidence) -> Void {
        {
            $0.egress[0].cloud = cloud
            $0.authority(.value(authority))
        }
    }

    static let clouds: [RuleCase] = [
        cloud("public, by the authority of old", .met),
        cloud("public", .met, tried("public", "https://login.microsoftonline.com/example.onmicrosoft.com")),
        cloud("US government", .met, tried("usgov", "https://LOGIN.microsoftonline.us:443/x")),
        cloud("China", .met, tried("china", "https://login.partner.microsoftonline.cn/x")),
        cloud("China, by the authority of old", .met, tried("china", "login.chinacloudapi.cn/x")),
        cloud("public tried, US government lived in", .notMet, tried("public", "https://login.microsoftonline.us/x")),
        cloud("US government tried, public lived in", .notMet, tried("usgov", "https://login.microsoftonline.com/x")),
        cloud("both tried", .met) { $0.anotherReport { $0.cloud = "usgov" } },
        cloud("no cloud tried", .undecided) { $0.egress[0].cloud = "none" },
        cloud("an authority that is not known", .undecided, tried("public", "https://login.example.com/x")),
        cloud("no authority", .undecided) { $0.authority(.absent) },
        cloud("two authorities", .undecided) {
            guard var second = $0.connectExport?.tenants[0] else { return }
            second.authority = .value("https://login.microsoftonline.us/x")
            $0.connectExport?.tenants.append(second)
        },
        cloud("no export", .undecided) { $0.connectExport = nil },
        cloud("a host elsewhere, where one is there", .notApplicable, on: jump) {
            $0.anotherReport(jump) { $0.cloud = "usgov" }
        },
        cloud("no file", .undecided, on: way) { $0.egress = [] },
    ]

    static let ways: [RuleCase] = [
        .given("WB-NET-005", "directly", .met, .information, on: sync),
        .given("WB-NET-005", "twice the same", .met, .information, on: sync) { $0.anotherReport() },
        .given("WB-NET-005", "through a proxy, and directly", .notMet, .information, on: sync) {
            $0.anotherReport { $0.proxy = "http://proxy.example.com:3128" }
        },
        .given("WB-NET-005", "from elsewhere", .undecided, .information, on: jump) { $0.elsewhere() },
        .given("WB-NET-005", "no file", .undecided, .information, on: way) { $0.egress = [] },
    ]
}
