import ActiveDirectory
import Inspection
import LDAP
import Testing

@testable import Writeback

/// A state of the forest, and what one rule must say of one subject in it.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let rule: RuleIdentifier
    let name: String
    let outcome: Outcome
    let severity: Severity
    /// Nil for the first subject that the rule judges.
    let subject: String?
    let baseline: Baseline
    let vantage: JudgingVantage
    let domains: [String]
    let engine: SyncEngine
    /// What to make of the evidence of a tenant and a server where all is well; nil where none is given.
    let evidence: (@Sendable (inout Evidence) throws -> Void)?
    let change: @Sendable (inout ForestSnapshot) -> Void

    init(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome, _ severity: Severity, on subject: String? = nil,
        baseline: Baseline = .current, vantage: JudgingVantage = .elsewhere, domains: [String] = [],
        _ change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) {
        self.rule = rule
        self.name = name
        self.outcome = outcome
        self.severity = severity
        self.subject = subject
        self.baseline = baseline
        self.vantage = vantage
        self.domains = domains
        engine = .automatic
        evidence = nil
        self.change = change
    }

    private init(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome, _ severity: Severity, subject: String?,
        engine: SyncEngine, domains: [String], evidence: @escaping @Sendable (inout Evidence) throws -> Void,
        change: @escaping @Sendable (inout ForestSnapshot) -> Void
    ) {
        self.rule = rule
        self.name = name
        self.outcome = outcome
        self.severity = severity
        self.subject = subject
        baseline = .current
        vantage = .elsewhere
        self.domains = domains
        self.engine = engine
        self.evidence = evidence
        self.change = change
    }

    /// A case with evidence beside the forest.
    ///
    /// - Parameters:
    ///   - evidence: What to make of the evidence of a server and a tenant where all is well.
    ///   - change: What to make of the forest where all is well.
    static func given(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome, _ severity: Severity, on subject: String? = nil,
        engine: SyncEngine = .automatic, domains: [String] = [],
        _ evidence: @escaping @Sendable (inout Evidence) throws -> Void = { _ in },
        forest change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        RuleCase(
            rule, name, outcome, severity, subject: subject, engine: engine, domains: domains, evidence: evidence,
            change: change)
    }

    /// The evidence that the rule is to see.
    func given() throws -> Evidence {
        guard let evidence else { return Evidence() }
        var given = try EvidenceFixture.healthy()
        try evidence(&given)
        return given
    }

    var testDescription: String { "\(rule): \(name)" }

    static let all =
        pdc + ports + clocks + controllers + systems + controls + forests + roles + domainCases
        + connectorAccounts + rights
        + directoryPrerequisites
        + cloudPlane + network
        + connectorAccounts + rights + edges
        + users
        + connectorAccounts + rights + connectServer
        + connectorAccounts + rights + otherWritebacks
}

private let dc1 = "dc1.corp.example.test"
private let dc2 = "dc2.corp.example.test"
private let rodc = "rodc1.corp.example.test"
private let why = "the connection was lost"

extension RuleCase {
    private static let pdc: [RuleCase] = [
        .init("WB-PDC-001", "registered", .met, .blocker),
        .init("WB-PDC-001", "deleted", .notMet, .blocker) {
            $0.domain { $0.pdcEmulator = .value(SnapshotFixture.owner("OLD", .deleted)) }
        },
        .init("WB-PDC-001", "missing", .notMet, .blocker) {
            $0.domain { $0.pdcEmulator = .value(SnapshotFixture.owner("OLD", .missing)) }
        },
        .init("WB-PDC-001", "proved to have none", .notMet, .blocker) { $0.domain { $0.pdcEmulator = .absent } },
        .init("WB-PDC-001", "not looked up", .undecided, .blocker) {
            $0.domain { $0.pdcEmulator = .value(SnapshotFixture.owner("DC1", .unknown)) }
        },
        .init("WB-PDC-001", "not returned", .undecided, .blocker) { $0.domain { $0.pdcEmulator = .notReturned } },
        .init("WB-PDC-002", "confirmed", .met, .blocker),
        .init("WB-PDC-002", "confirmed in part", .undecided, .warning) {
            $0.domain { $0.pdcConsensus.agreement = .confirmedInPart }
        },
        .init("WB-PDC-002", "contradicted", .notMet, .blocker) {
            $0.domain { $0.pdcConsensus.agreement = .contradicted }
        },
        .init("WB-PDC-002", "unconfirmed", .undecided, .blocker) {
            $0.domain { $0.pdcConsensus.agreement = .unconfirmed }
        },
        .init("WB-PDC-003", "answers", .met, .blocker, on: dc1),
        .init("WB-PDC-003", "silent while another answers", .notMet, .blocker, on: dc1) {
            $0.controller("DC1") { $0.reachability = Reachability(state: .silent, why: "3.0 s") }
        },
        .init("WB-PDC-003", "refused while another answers", .notMet, .blocker, on: dc1) {
            $0.controller("DC1") { $0.reachability = Reachability(state: .refused) }
        },
        .init("WB-PDC-003", "nobody answers", .undecided, .blocker, on: dc1) {
            for name in ["DC1", "DC2", "RODC1"] { $0.controller(name) { $0.reachability.state = .silent } }
        },
        .init("WB-PDC-003", "not asked", .undecided, .blocker, on: dc1) {
            $0.controller("DC1") { $0.reachability.state = .notAsked }
        },
        .init("WB-PDC-003", "the role's owner is gone", .undecided, .blocker, on: "corp.example.test") {
            $0.domain { $0.pdcEmulator = .value(SnapshotFixture.owner("OLD", .deleted)) }
        },
        .init("WB-PDC-004", "writable", .met, .blocker, on: dc1),
        .init("WB-PDC-004", "read-only", .notMet, .blocker, on: dc1) { $0.controller("DC1") { $0.kind = .readOnly } },
        .init("WB-PDC-004", "unknown", .undecided, .blocker, on: dc1) { $0.controller("DC1") { $0.kind = .unknown } },
    ]

    private static let ports: [RuleCase] = [88, 135, 389, 445].flatMap { port -> [RuleCase] in
        let rule = RuleIdentifier(rawValue: port == 88 ? "WB-PORT-088" : "WB-PORT-\(port)")
        return [
            .init(rule, "open", .met, .blocker, on: dc1),
            .init(rule, "refused", .notMet, .blocker, on: dc1) {
                $0.controller("DC1") { $0.ports[port] = .value(.refused) }
            },
            .init(rule, "silent", .undecided, .warning, on: dc1) {
                $0.controller("DC1") { $0.ports[port] = .value(.silent) }
            },
            .init(rule, "unreachable", .undecided, .warning, on: dc1) {
                $0.controller("DC1") { $0.ports[port] = .value(.unreachable) }
            },
            .init(rule, "silent from where Connect stands", .notMet, .blocker, on: dc1, vantage: .connect) {
                $0.controller("DC1") { $0.ports[port] = .value(.silent) }
            },
            .init(rule, "silent as all of the host is", .undecided, .blocker, on: dc1) {
                $0.controller("DC1") {
                    $0.ports[port] = .value(.silent)
                    $0.reachability.state = .silent
                }
            },
            .init(rule, "not collected", .undecided, .blocker, on: dc1) {
                $0.controller("DC1") { $0.ports[port] = .notCollected(why: "through a tunnel") }
            },
            .init(rule, "not there", .undecided, .blocker, on: dc1) { $0.controller("DC1") { $0.ports = [:] } },
        ]
    }

    private static let clocks: [RuleCase] = [
        .init("WB-CLK-001", "all agree", .met, .blocker, on: dc1),
        .init("WB-CLK-001", "at the limit", .met, .blocker, on: dc1) {
            $0.clocks(["DC1": 300, "DC2": 0, "RODC1": 0])
        },
        .init("WB-CLK-001", "beyond the limit", .notMet, .blocker, on: dc1) {
            $0.clocks(["DC1": -300.5, "DC2": 0, "RODC1": 0])
        },
        .init("WB-CLK-001", "two clocks, far apart", .undecided, .blocker, on: dc1) {
            $0.clocks(["DC1": 400, "DC2": 0])
            $0.controller("RODC1") { $0.clockOffsetSeconds = .notReturned }
        },
        .init("WB-CLK-001", "not read", .undecided, .blocker, on: dc1) {
            $0.controller("DC1") { $0.clockOffsetSeconds = .unreachable(why: why) }
        },
        .init("WB-CLK-001", "not a number", .undecided, .blocker, on: dc1) { $0.clocks(["DC1": .nan]) },
        .init("WB-CLK-002", "all agree", .met, .warning, on: dc2),
        .init("WB-CLK-002", "beyond the limit", .notMet, .warning, on: dc2) {
            $0.clocks(["DC1": 0, "DC2": 301, "RODC1": 0])
        },
        .init("WB-CLK-002", "not read", .undecided, .warning, on: dc2) {
            $0.controller("DC2") { $0.clockOffsetSeconds = .notReturned }
        },
        .init("WB-CLK-002", "read-only", .notApplicable, .warning, on: rodc),
        .init("WB-CLK-003", "agrees", .met, .warning),
        .init("WB-CLK-003", "only this host is off", .notMet, .warning) {
            $0.clocks(["DC1": 400, "DC2": 401, "RODC1": 460])
        },
        .init("WB-CLK-003", "nobody agrees", .undecided, .warning) {
            $0.clocks(["DC1": 400, "DC2": 800, "RODC1": 2000])
        },
        .init("WB-CLK-003", "nothing read", .undecided, .warning) {
            for name in ["DC1", "DC2", "RODC1"] { $0.controller(name) { $0.clockOffsetSeconds = .notReturned } }
        },
    ]

    private static let controllers: [RuleCase] = [
        .init("WB-DC-001", "answers", .met, .warning, on: dc2),
        .init("WB-DC-001", "silent", .notMet, .warning, on: dc2) {
            $0.controller("DC2") { $0.reachability.state = .silent }
        },
        .init("WB-DC-001", "refused", .notMet, .warning, on: dc2) {
            $0.controller("DC2") { $0.reachability.state = .refused }
        },
        .init("WB-DC-001", "no address", .notMet, .warning, on: dc2) {
            $0.controller("DC2") { $0.reachability.state = .noAddress }
        },
        .init("WB-DC-001", "nobody answers", .undecided, .warning, on: dc2) {
            for name in ["DC1", "DC2", "RODC1"] { $0.controller(name) { $0.reachability.state = .silent } }
        },
        .init("WB-DC-001", "read-only", .notApplicable, .warning, on: rodc),
        .init("WB-DC-001", "no machine", .notApplicable, .warning, on: dc2) {
            $0.controller("DC2") { $0.kind = .notAMachine }
        },
        .init("WB-DC-003", "both", .met, .information, on: dc1),
        .init("WB-DC-003", "computer account only", .notMet, .information, on: dc2) {
            $0.controller("DC2") { $0.ntdsSettings = .absent }
        },
        .init("WB-DC-003", "NTDS Settings only", .notMet, .information, on: dc2) {
            $0.controller("DC2") { $0.computerAccount = .absent }
        },
        .init("WB-DC-003", "account not returned", .undecided, .information, on: dc2) {
            $0.controller("DC2") { $0.computerAccount = .notReturned }
        },
        .init("WB-DC-005", "replicates", .met, .warning, on: dc1),
        .init("WB-DC-005", "proved to have no options", .met, .warning, on: dc1) {
            $0.controller("DC1") { $0.options = .absent }
        },
        .init("WB-DC-005", "inbound off", .notMet, .warning, on: dc1) {
            $0.controller("DC1") { $0.options = .value(3) }
        },
        .init("WB-DC-005", "outbound off", .notMet, .warning, on: dc1) {
            $0.controller("DC1") { $0.options = .value(4) }
        },
        .init("WB-DC-005", "not returned", .undecided, .warning, on: dc1) {
            $0.controller("DC1") { $0.options = .notReturned }
        },
        .init("WB-DC-006", "no vendor", .met, .information, on: dc1),
        .init("WB-DC-006", "Samba under a Windows name", .notMet, .information, on: dc1) {
            $0.controller("DC1") { $0.ownRootDSE { $0.vendorName = .value("Samba Team (https://www.samba.org)") } }
        },
        .init("WB-DC-006", "not returned", .undecided, .information, on: dc1) {
            $0.controller("DC1") { $0.ownRootDSE { $0.vendorName = .notReturned } }
        },
    ]

    private static func system(
        _ name: String, _ outcome: Outcome, _ severity: Severity, _ text: String?, _ version: String?,
        pack: String? = nil, baseline: Baseline = .current
    ) -> RuleCase {
        .init("WB-DC-002", name, outcome, severity, on: dc1, baseline: baseline) {
            $0.controller("DC1") {
                $0.operatingSystem.name = text.map { .value($0) } ?? .notReturned
                $0.operatingSystem.version = version.map { .value($0) } ?? .notReturned
                $0.operatingSystem.servicePack = pack.map { .value($0) } ?? .notReturned
            }
        }
    }

    private static let systems: [RuleCase] = [
        .init("WB-DC-002", "supported", .met, .warning, on: dc1),
        .init("WB-DC-002", "read-only", .notApplicable, .warning, on: rodc),
        system("out of support", .notMet, .warning, "Windows Server 2012 R2 Standard", "6.3 (9600)"),
        system("2016 before its end", .met, .warning, "Windows Server 2016 Standard", "10.0 (14393)"),
        system("no text", .undecided, .warning, nil, nil),
        system("Samba", .undecided, .warning, "Samba", "4.17.12-Debian"),
        system("newer than known", .undecided, .warning, "Windows Server 2031", "10.0 (99000)"),
        system("no text, 2021", .undecided, .blocker, nil, nil, baseline: .september2021),
        system("2016, 2021", .met, .blocker, "Windows Server 2016", "10.0 (14393)", baseline: .september2021),
        system("2012 R2, 2021", .notMet, .blocker, "Windows Server 2012 R2", "6.3 (9600)", baseline: .september2021),
        system(
            "2008 R2 SP1, seed", .met, .blocker, "Windows Server 2008 R2 Standard", "6.1 (7601)",
            pack: "Service Pack 1", baseline: .seed2021),
        system(
            "2008 R2 without, seed", .notMet, .blocker, "Windows Server 2008 R2 Standard", "6.1 (7600)",
            baseline: .seed2021),
        system("2008 R2 untold, seed", .undecided, .blocker, "Windows Server 2008 R2", nil, baseline: .seed2021),
        system("2008 SP2, seed", .notMet, .blocker, "Windows Server® 2008 Standard", "6.0 (6002)", baseline: .seed2021),
        system("2012, seed", .met, .blocker, "Windows Server 2012", "6.2 (9200)", baseline: .seed2021),
        .init("WB-DC-004", "fits", .met, .information, on: dc1),
        .init("WB-DC-004", "does not fit", .notMet, .information, on: dc1) {
            $0.controller("DC1") { $0.functionalLevel = .value(FunctionalLevel(rawValue: 4)) }
        },
        .init("WB-DC-004", "2025 at level 7", .met, .information, on: dc1) {
            $0.controller("DC1") {
                $0.operatingSystem.name = .value("Windows Server 2025 Standard")
                $0.operatingSystem.version = .value("10.0 (26100)")
            }
        },
        .init("WB-DC-004", "not returned", .undecided, .information, on: dc1) {
            $0.controller("DC1") { $0.functionalLevel = .notReturned }
        },
    ]

    private static let controls: [RuleCase] =
        [("WB-CTL-001", "DC1", dc1, Severity.blocker), ("WB-CTL-002", "DC2", dc2, .warning)]
        .flatMap { rule, server, host, severity -> [RuleCase] in
            let rule = RuleIdentifier(rawValue: rule)
            return [
                .init(rule, "offered", .met, severity, on: host),
                .init(rule, "only the successor", .notMet, severity, on: host) {
                    $0.controller(server) {
                        $0.ownRootDSE { $0.supportedControls = .value([PolicyControlRules.control]) }
                    }
                },
                .init(rule, "offered in a part", .met, severity, on: host) {
                    $0.controller(server) {
                        $0.ownRootDSE {
                            $0.supportedControls = .partial([PolicyControlRules.deprecatedControl], why: why)
                        }
                    }
                },
                .init(rule, "not in the part that was read", .undecided, severity, on: host) {
                    $0.controller(server) { $0.ownRootDSE { $0.supportedControls = .partial([], why: why) } }
                },
                .init(rule, "not returned", .undecided, severity, on: host) {
                    $0.controller(server) { $0.ownRootDSE { $0.supportedControls = .notReturned } }
                },
                .init(rule, "not reached", .undecided, severity, on: host) {
                    $0.controller(server) { $0.rootDSE = .unreachable(why: why) }
                },
            ]
        } + [.init("WB-CTL-002", "read-only", .notApplicable, .warning, on: rodc)]

    private static let forests: [RuleCase] = [
        .init("WB-FOR-001", "2016", .met, .blocker),
        .init("WB-FOR-001", "2003", .met, .blocker) {
            $0.forest.functionalLevel = .value(FunctionalLevel(rawValue: 2))
        },
        .init("WB-FOR-001", "2003 interim", .notMet, .blocker) {
            $0.forest.functionalLevel = .value(FunctionalLevel(rawValue: 1))
        },
        .init("WB-FOR-001", "proved absent, which is 0", .notMet, .blocker) { $0.forest.functionalLevel = .absent },
        .init("WB-FOR-001", "not returned", .undecided, .blocker) { $0.forest.functionalLevel = .notReturned },
        .init("WB-FOR-002", "2022", .met, .blocker),
        .init("WB-FOR-002", "2003", .met, .blocker) { $0.forest.schemaVersion = .value(30) },
        .init("WB-FOR-002", "2000", .notMet, .blocker) { $0.forest.schemaVersion = .value(13) },
        .init("WB-FOR-002", "not returned", .undecided, .blocker) { $0.forest.schemaVersion = .notReturned },
        .init("WB-FOR-003", "enabled", .met, .information),
        .init("WB-FOR-003", "not enabled", .notMet, .information) { $0.forest.optionalFeatures = .value([]) },
        .init("WB-FOR-003", "not returned", .undecided, .information) { $0.forest.optionalFeatures = .notReturned },
        .init("WB-FOR-003", "not in the part", .undecided, .information) {
            $0.forest.optionalFeatures = .partial([], why: why)
        },
    ]

    private static func role(
        _ rule: RuleIdentifier, _ severity: Severity, absence: Outcome,
        _ set: @escaping @Sendable (inout ForestSnapshot, Observed<RoleOwner>) -> Void
    ) -> [RuleCase] {
        [
            .init(rule, "registered", .met, severity),
            .init(rule, "deleted", .notMet, severity) { set(&$0, .value(SnapshotFixture.owner("OLD", .deleted))) },
            .init(rule, "missing", .notMet, severity) { set(&$0, .value(SnapshotFixture.owner("OLD", .missing))) },
            .init(rule, "not looked up", .undecided, severity) {
                set(&$0, .value(SnapshotFixture.owner("DC1", .unknown)))
            },
            .init(rule, "not returned", .undecided, severity) { set(&$0, .notReturned) },
            .init(rule, "proved absent", absence, severity) { set(&$0, .absent) },
        ]
    }

    private static let roles: [RuleCase] =
        role("WB-ROLE-001", .warning, absence: .notMet) { $0.forest.schemaMaster = $1 }
        + role("WB-ROLE-002", .warning, absence: .notMet) { $0.forest.domainNamingMaster = $1 }
        + role("WB-ROLE-003", .warning, absence: .notMet) { snapshot, owner in snapshot.domain { $0.ridMaster = owner }
        }
        + role("WB-ROLE-004", .warning, absence: .notMet) { snapshot, owner in
            snapshot.domain { $0.infrastructureMaster = owner }
        }
        + role("WB-ROLE-005", .information, absence: .notApplicable) { snapshot, owner in
            snapshot.domain { $0.domainDnsZones = owner }
        }
        + role("WB-ROLE-006", .information, absence: .notApplicable) { $0.forest.forestDnsZones = $1 }

    private static let domainCases: [RuleCase] = [
        .init("WB-DOM-001", "none named", .notApplicable, .blocker),
        .init("WB-DOM-001", "found", .met, .blocker, domains: ["CORP.example.test."]),
        .init("WB-DOM-001", "not found", .undecided, .blocker, on: "korp.example.test", domains: ["korp.example.test"]),
        .init("WB-DOM-002", "no dot", .met, .blocker),
        .init("WB-DOM-002", "a dot", .notMet, .blocker) { $0.domain { $0.netbiosName = .value("CORP.OLD") } },
        .init("WB-DOM-002", "not returned", .undecided, .blocker) { $0.domain { $0.netbiosName = .notReturned } },
        .init("WB-DOM-003", "2016", .met, .warning),
        .init("WB-DOM-003", "2000", .notMet, .warning) { $0.domain { $0.functionalLevel = .absent } },
        .init("WB-DOM-003", "not returned", .undecided, .warning) { $0.domain { $0.functionalLevel = .notReturned } },
        .init("WB-DOM-004", "0", .met, .warning),
        .init("WB-DOM-004", "a day", .notMet, .warning) {
            $0.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(86_400)) }
        },
        .init("WB-DOM-004", "never", .notMet, .warning) {
            $0.domain { $0.passwordPolicy.minimumPasswordAge = .value(.never) }
        },
        .init("WB-DOM-004", "not returned", .undecided, .warning) {
            $0.domain { $0.passwordPolicy.minimumPasswordAge = .notReturned }
        },
        .init("WB-DOM-005", "a policy without", .met, .information, on: "none"),
        .init("WB-DOM-005", "a policy with", .notMet, .information, on: "strict") {
            $0.domain { $0.passwordSettingsObjects = .value([SnapshotFixture.policy("strict", .seconds(60))]) }
        },
        .init("WB-DOM-005", "proved to have none", .notApplicable, .information) {
            $0.domain { $0.passwordSettingsObjects = .value([]) }
        },
        .init("WB-DOM-005", "not returned", .undecided, .information) {
            $0.domain { $0.passwordSettingsObjects = .notReturned }
        },
        .init("WB-DOM-005", "in part", .undecided, .information, on: "corp.example.test") {
            $0.domain { $0.passwordSettingsObjects = .partial([SnapshotFixture.policy("a", .seconds(0))], why: why) }
        },
        .init("WB-DOM-006", "several labels", .met, .information),
        .init("WB-DOM-006", "one label", .notMet, .information) { $0.domain { $0.dnsName = "corp" } },
        .init("WB-DOM-006", "domains not read", .undecided, .information) {
            $0.forest.domains = .unreachable(why: why)
        },
    ]
}
