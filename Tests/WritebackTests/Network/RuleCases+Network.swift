import Inspection

@testable import Writeback

extension RuleCase {
    static let network: [RuleCase] = reaches + silences + proxies + positions + clouds + ways

    private static let reset = Evidence.reset
    private static let bus = Evidence.bus
    private static let sync = Evidence.sync
    private static let jump = Evidence.jump
    private static let way = "the way to the service"
    private static let proxy = "http://proxy.example.com:3128"

    // MARK: - Reach

    private static func reach(
        _ name: String, _ outcome: Outcome, _ severity: Severity = .blocker,
        on subject: String = "\(reset) from \(sync)",
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-NET-001", name, outcome, severity, on: subject, change)
    }

    private static let reaches: [RuleCase] = [
        reach("reached", .met),
        reach("the other one reached", .met, on: "\(bus) from \(sync)"),
        reach("no TCP", .notMet) { $0.stage("tcp", "blocked") },
        reach("the other one, where the first has no TCP", .met, on: "\(bus) from \(sync)") {
            $0.stage("tcp", "blocked")
        },
        reach("the proxy wants credentials", .undecided) { $0.stage("tcp", "undecided") },
        reach("blocked, and something undecided before", .notMet) {
            $0.stage("dns", "undecided")
            $0.stage("tcp", "blocked")
        },
        reach("a judgement that is not known", .undecided) { $0.stage("tls", "doubtful") },
        reach("TLS opened on the way, says the report", .notMet, .warning) { $0.stage("tls", "warning") },
        reach("a private root for a host of Microsoft's", .notMet, .warning) {
            $0.endpoint { $0.voucher = "privateRoot" }
        },
        reach("a private root for a host of somebody else's", .met) {
            $0.endpoint {
                $0.voucher = "privateRoot"
                $0.requirement = nil
            }
        },
        reach("whether the root is public not known", .undecided, .warning) {
            $0.endpoint { $0.voucher = "believedRoot" }
        },
        reach("the same of a host of somebody else's", .met) {
            $0.endpoint {
                $0.voucher = "believedRoot"
                $0.requirement = nil
            }
        },
        reach("nobody vouches", .notMet) { $0.endpoint { $0.voucher = "nobody" } },
        reach("problems with the certificate", .notMet) { $0.endpoint { $0.problems = ["expired"] } },
        reach("a voucher that is not known", .undecided) { $0.endpoint { $0.voucher = "moon" } },
        reach("no TLS in the report", .undecided) { $0.endpoint { $0.voucher = nil } },
        reach("no answer in the report", .undecided) { $0.endpoint { $0.httpStatus = nil } },
        reach("a requirement that was not tried", .undecided, on: "*.servicebus.windows.net from \(sync)") {
            $0.egress[0].endpoints.removeLast()
        },
        reach("the same, tried in another report", .met, on: "\(bus) from \(sync)") {
            $0.anotherReport()
            $0.egress[0].endpoints.removeLast()
        },
        reach("nothing that is documented", .undecided, on: sync) {
            $0.egress[0].cloud = "none"
            $0.egress[0].requirements = []
        },
        reach("another cloud", .undecided, on: sync) { $0.egress[0].cloud = "usgov" },
        reach("no cloud beside the tenant's", .met) { $0.egress[0].cloud = "none" },
        reach("another cloud, where the tenant's is not known", .met) {
            $0.egress[0].cloud = "usgov"
            $0.authority(.absent)
        },
        // Several reports.
        reach("blocked of late", .notMet) {
            $0.anotherReport(earlier: 3_600)
            $0.egress[0].blocked()
        },
        reach("blocked earlier", .met) { $0.anotherReport(earlier: 3_600) { $0.blocked() } },
        reach("blocked directly, reached through a proxy", .undecided) {
            $0.anotherReport { $0.proxy = proxy }
            $0.egress[0].blocked()
        },
        reach("reached both ways", .met) { $0.anotherReport { $0.proxy = proxy } },
        reach("blocked both ways", .notMet) {
            $0.egress[0].blocked()
            $0.anotherReport { $0.proxy = proxy }
        },
        // Where it was tried.
        reach("reached from elsewhere", .undecided, .warning, on: "\(reset) from \(jump)") { $0.elsewhere() },
        reach("blocked elsewhere", .undecided, .warning, on: "\(reset) from \(jump)") {
            $0.elsewhere()
            $0.egress[0].blocked()
        },
        reach("blocked elsewhere, reached from the server", .met) { $0.anotherReport(jump) { $0.blocked() } },
        reach("what is blocked elsewhere is then of no interest", .notApplicable, on: jump) {
            $0.anotherReport(jump) { $0.blocked() }
        },
        reach("elsewhere, and somebody attests that it is there", .met, on: "\(reset) from \(jump)") {
            $0.elsewhere()
            $0.attest("WB-NET-003", jump)
        },
        reach("elsewhere, and blocked where somebody attests that it is there", .notMet, on: "\(reset) from \(jump)") {
            $0.elsewhere()
            $0.egress[0].blocked()
            $0.attest("WB-NET-003", jump)
        },
        attested("for every host", .met, .blocker) { $0.attest("WB-NET-003") },
        attested("from now, and to now", .met, .blocker) { $0.attest("WB-NET-003", jump, from: 0, to: 0) },
        attested("no longer") { $0.attest("WB-NET-003", jump, from: -3, to: -1) },
        attested("not yet") { $0.attest("WB-NET-003", jump, from: 1, to: 2) },
        attested("for another host") { $0.attest("WB-NET-003", sync) },
        attested("for another rule") { $0.attest("WB-NET-002") },
        attested("by one, and denied by another") {
            $0.attest("WB-NET-003", jump)
            $0.attest("WB-NET-003", jump, isMet: false)
        },
        reach("elsewhere, and somebody attests that it is reached", .met, .warning, on: "\(reset) from \(jump)") {
            $0.elsewhere()
            $0.attest("WB-NET-001")
        },
        reach("no file", .undecided, on: way) { $0.egress = [] },
        reach("a file that is too old", .undecided, on: way) { $0.maximumAge = 3_600 },
    ]

    /// Reached from elsewhere, and something is attested about that.
    private static func attested(
        _ name: String, _ outcome: Outcome = .undecided, _ severity: Severity = .warning,
        _ change: @escaping @Sendable (inout Evidence) throws -> Void
    ) -> RuleCase {
        reach("elsewhere, attested \(name)", outcome, severity, on: "\(reset) from \(jump)") {
            $0.elsewhere()
            try change(&$0)
        }
    }

    // MARK: - Silence

    private static func silence(
        _ name: String, _ outcome: Outcome, _ severity: Severity = .blocker,
        on subject: String = "\(reset) from \(sync)",
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-NET-002", name, outcome, severity, on: subject, change)
    }

    private static let silences: [RuleCase] = [
        silence("lived for 180 s", .met),
        silence("the other one lived", .met, on: "\(bus) from \(sync)") { $0.end(180, "dropped") },
        silence("dropped at 180 s", .notMet) { $0.end(180, "dropped") },
        silence("dropped at 60 s", .notMet) { $0.end(60, "dropped") },
        silence("dropped at 240 s, which nobody asks for", .met) {
            $0.silence(30) {
                $0.outcome = "dropped"
                $0.seconds = 240
            }
        },
        silence("cut off at 180 s", .notMet, .warning) { $0.end(180, "cutOff") },
        silence("cut off at 30 s, lived later", .notMet, .warning) { $0.end(30, "cutOff") },
        silence("dropped at one time, cut off at another", .notMet) {
            $0.silence(60) { $0.outcome = "cutOff" }
            $0.silence(120) { $0.outcome = "dropped" }
        },
        silence("closed by the server at 180 s", .undecided) { $0.end(180, "closedByPeer") },
        silence("closed by the server at 120 s, lived at 180 s", .met) { $0.end(120, "closedByPeer") },
        silence("not opened", .undecided) { $0.end(180, "notOpened") },
        silence("an outcome that is not known", .undecided) { $0.end(180, "dozed") },
        silence("interrupted", .undecided) { $0.end(180, "interrupted") },
        silence("60 s only", .undecided) { $0.egress[0].silences.removeAll { $0.seconds > 60 } },
        silence("179 s only", .undecided) {
            $0.silence(180) { $0.seconds = 179 }
        },
        silence("longer than asked for", .met) { $0.silence(180) { $0.seconds = 200 } },
        silence("no silence tried", .undecided) { $0.egress[0].silences = [] },
        silence("no silence tried lately, lived before", .met) {
            $0.anotherReport()
            $0.egress[0].silences = []
        },
        silence("lived before, dropped lately", .notMet) {
            $0.anotherReport()
            $0.silence(180) { $0.outcome = "dropped" }
        },
        silence("dropped directly, lived through a proxy", .undecided) {
            $0.anotherReport { $0.proxy = proxy }
            $0.silence(180) { $0.outcome = "dropped" }
        },
        silence("of another cloud", .undecided, on: sync) { $0.egress[0].cloud = "china" },
        silence("lived elsewhere", .undecided, .warning, on: "\(reset) from \(jump)") { $0.elsewhere() },
        silence("dropped elsewhere", .undecided, .warning, on: "\(reset) from \(jump)") {
            $0.elsewhere()
            $0.silence(180) { $0.outcome = "dropped" }
        },
        silence("dropped elsewhere, lived from the server", .notApplicable, on: jump) {
            $0.anotherReport(jump)
        },
        silence("closed by the server, and somebody attests the firewall's timeout", .met) {
            $0.silence(180) { $0.outcome = "closedByPeer" }
            $0.attest("WB-NET-002")
        },
        silence("no file", .undecided, on: way) { $0.egress = [] },
    ]

    private static func proxied(
        _ name: String, _ outcome: Outcome, on subject: String = "through \(proxy) from \(sync)",
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-NET-006", name, outcome, .warning, on: subject) {
            $0.egress[0].proxy = proxy
            try change(&$0)
        }
    }

    private static let proxies: [RuleCase] = [
        .given("WB-NET-006", "directly", .notApplicable, .warning, on: sync),
        proxied("lived for 180 s, and longer was not tried", .undecided),
        proxied("lived for 360 s", .met) {
            for index in $0.egress[0].silences.indices where $0.egress[0].silences[index].seconds == 180 {
                $0.egress[0].silences[index].seconds = 360
            }
        },
        proxied("one lived for 360 s, the other was closed by the server", .undecided) {
            for index in $0.egress[0].silences.indices where $0.egress[0].silences[index].seconds == 180 {
                $0.egress[0].silences[index].seconds = 360
            }
            $0.silence(360) { $0.outcome = "closedByPeer" }
        },
        proxied("dropped at 180 s", .notMet) { $0.silence(180) { $0.outcome = "dropped" } },
        proxied("cut off at 180 s", .notMet) { $0.silence(180) { $0.outcome = "cutOff" } },
        proxied("no silence tried", .undecided) { $0.egress[0].silences = [] },
        proxied("somebody attests it", .met) { $0.attest("WB-NET-006") },
        proxied("dropped elsewhere", .undecided, on: "through \(proxy) from \(jump)") {
            $0.elsewhere()
            $0.silence(180) { $0.outcome = "dropped" }
        },
        .given("WB-NET-006", "no file", .undecided, .warning, on: way) { $0.egress = [] },
    ]
}
