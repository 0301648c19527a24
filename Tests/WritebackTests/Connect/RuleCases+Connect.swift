import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

private let server = ConnectFixture.server
private let tenant = ConnectFixture.tenantName
private let root = "corp.example.test"
private let why = "the file was cut"

extension RuleCase {
    static let connectServer = [
        builds, fullRuns, switches, sealing, questions, connectPreferred, connectLast, connectLogins, connectScope,
        synchronizationRules, connectHosts, connectRemoteSAM, preferredControls,
    ].flatMap { $0 }

    private static func build(_ name: String, _ text: String?, _ outcome: Outcome) -> RuleCase {
        .given("WB-CON-001", name, outcome, .blocker, on: server) { evidence in
            evidence.settings { $0.build = text.flatMap(ConnectBuild.init).map { .value($0) } ?? .absent }
        }
    }

    private static let builds: [RuleCase] = [
        build("the oldest that is accepted", "2.5.79.0", .met), build("a later one", "2.6.1.0", .met),
        build("one before", "2.5.78.9", .notMet), build("on ACS", "1.0.8641.0", .notMet),
        build("not in the file", nil, .undecided),
        .given("WB-CON-001", "no MV.xml", .undecided, .blocker, on: server) {
            $0.export { $0.settings = .notCollected(why: why) }
        },
        .given("WB-CON-001", "no export", .undecided, .blocker, on: server) { $0.connectExport = nil },
    ]

    // MARK: - Runs

    private static func run(
        _ name: String, _ outcome: Outcome, _ severity: Severity, on subject: String = root,
        _ kind: ConnectRun.Kind = .fullImport, _ change: @escaping @Sendable (inout ConnectRun) -> Void
    ) -> RuleCase {
        .given("WB-CON-011", name, outcome, severity, on: subject) {
            $0.runs(kind, of: subject == root ? ConnectFixture.forest : ConnectFixture.tenant, change)
        }
    }

    private static func ended(
        _ result: String, _ outcome: Outcome, _ severity: Severity, _ kind: ConnectRun.Kind = .fullImport
    ) -> RuleCase {
        run("\(kind.rawValue): \(result)", outcome, severity, kind) { $0.result = .value(result) }
    }

    private static let fullRuns: [RuleCase] = [
        .given("WB-CON-011", "both went through", .met, .blocker, on: root),
        .given("WB-CON-011", "the tenant's too", .met, .blocker, on: tenant),
        ended("completed-sync-errors", .notMet, .warning, .fullSynchronization),
        ended("completed-discovery-errors", .notMet, .warning),
        ended("completed-warnings", .notMet, .information),
        ended("completed-transient-objects", .notMet, .information),
        ended("stopped-server-down", .notMet, .blocker), ended("no-start-connection", .notMet, .blocker),
        ended("import-errors", .notMet, .blocker),
        ended("stopped-error-limit", .notMet, .blocker, .fullSynchronization),
        run("the tenant's failed", .notMet, .blocker, on: tenant, .fullSynchronization) {
            $0.result = .value("stopped-server-down")
        },
        run("how it ended was not written", .undecided, .blocker) { $0.result = .notReturned },
        run("it goes on", .undecided, .blocker) { $0.isComplete = .value(false) },
        run("whether it ended is not known", .undecided, .blocker) { $0.isComplete = .notReturned },
        run("only of another kind", .undecided, .blocker, .fullSynchronization) { $0.kinds = [.deltaSynchronization] },
        run("only of another connector", .undecided, .blocker) { $0.connectorID = ConnectFixture.tenant },
        .given("WB-CON-011", "failed after one that went through", .notMet, .warning, on: root) {
            addRun("stopped-server-down", to: &$0)
        },
        .given("WB-CON-011", "failed after one that left out objects", .notMet, .warning, on: root) {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.result = .value("completed-discovery-errors") }
            addRun("stopped-server-down", to: &$0)
        },
        .given("WB-CON-011", "failed after one that failed", .notMet, .blocker, on: root) {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.result = .value("no-start-connection") }
            addRun("stopped-server-down", to: &$0)
        },
        .given("WB-CON-011", "failed after one that did not end", .notMet, .blocker, on: root) {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.isComplete = .notReturned }
            addRun("stopped-server-down", to: &$0)
        },
        .given("WB-CON-011", "failed after a synchronisation, and no import", .notMet, .blocker, on: root) {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.kinds = [.deltaImport] }
            addRun("stopped-server-down", to: &$0)
        },
        .given("WB-CON-011", "failed where only the tenant's went through", .notMet, .blocker, on: root) {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.connectorID = "another" }
            addRun("stopped-server-down", to: &$0)
        },
        .given("WB-CON-011", "went through after one that failed", .met, .blocker, on: root) {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.result = .value("stopped-server-down") }
            addRun("success", to: &$0)
        },
        .given("WB-CON-011", "a failure counts more than what is not known", .notMet, .blocker, on: root) {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.kinds = [] }
            $0.runs(.fullSynchronization, of: ConnectFixture.forest) { $0.result = .value("stopped-server-down") }
        },
        .given("WB-CON-011", "what is not known counts more than errors", .undecided, .blocker, on: root) {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.result = .value("completed-discovery-errors") }
            $0.runs(.fullSynchronization, of: ConnectFixture.forest) { $0.kinds = [] }
        },
        .given("WB-CON-011", "what is not known counts more than a failure made good", .undecided, .blocker, on: root) {
            addRun("stopped-server-down", to: &$0)
            $0.runs(.fullSynchronization, of: ConnectFixture.forest) { $0.kinds = [] }
        },
        .given("WB-CON-011", "errors count more than remarks", .notMet, .warning, on: root) {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.result = .value("completed-discovery-errors") }
            $0.runs(.fullSynchronization, of: ConnectFixture.forest) { $0.result = .value("completed-warnings") }
        },
        .given("WB-CON-011", "an empty history", .undecided, .blocker, on: root) { $0.runHistory?.runs = [] },
        .given("WB-CON-011", "no history", .undecided, .blocker, on: server) { $0.runHistory = nil },
        .given("WB-CON-011", "no export", .undecided, .blocker, on: server) { $0.connectExport = nil },
    ]

    /// A full import of the forest's connector, the latest of all.
    private static func addRun(_ result: String, to evidence: inout Evidence) {
        guard var run = evidence.runHistory?.runs.first else { return }
        run.connectorID = ConnectFixture.forest
        run.kinds = [.fullImport]
        run.isComplete = .value(true)
        run.result = .value(result)
        evidence.runHistory?.runs.insert(run, at: 0)
    }

    // MARK: - The switch

    private static let switches: [RuleCase] = [
        .given("WB-CON-002", "on", .met, .blocker, on: tenant),
        .given("WB-CON-002", "off", .notMet, .blocker, on: tenant) {
            $0.tenant { $0.writesPasswordsBack = .value(false) }
        },
        .given("WB-CON-002", "off, and staging is not known", .notMet, .blocker, on: tenant) {
            $0.tenant { $0.writesPasswordsBack = .value(false) }
            $0.export { $0.settings = .notCollected(why: why) }
        },
        .given("WB-CON-002", "not in the file", .undecided, .blocker, on: tenant) {
            $0.tenant { $0.writesPasswordsBack = .absent }
        },
        .given("WB-CON-002", "on, and staging is not known", .undecided, .blocker, on: tenant) {
            $0.export { $0.settings = .notCollected(why: why) }
        },
        .given("WB-CON-002", "on, and staging is not in the file", .undecided, .blocker, on: tenant) {
            $0.settings { $0.isStaging = .absent }
        },
        .given("WB-CON-002", "no connector to a tenant", .undecided, .blocker, on: server) {
            $0.export { $0.tenants = [] }
        },
        .given("WB-CON-002", "no export", .undecided, .blocker, on: server) { $0.connectExport = nil },
        .given("WB-CON-022", "both on", .met, .warning, on: tenant),
        .given("WB-CON-022", "both off", .met, .warning, on: tenant) {
            $0.tenant { $0.writesPasswordsBack = .value(false) }
            $0.settings { $0.passwordWriteback = .value(false) }
        },
        .given("WB-CON-022", "the flag is off", .notMet, .warning, on: tenant) {
            $0.settings { $0.passwordWriteback = .value(false) }
        },
        .given("WB-CON-022", "the switch is off", .notMet, .warning, on: tenant) {
            $0.tenant { $0.writesPasswordsBack = .value(false) }
        },
        .given("WB-CON-022", "no flag", .undecided, .warning, on: tenant) {
            $0.settings { $0.passwordWriteback = .absent }
        },
        .given("WB-CON-022", "no switch", .undecided, .warning, on: tenant) {
            $0.tenant { $0.writesPasswordsBack = .absent }
        },
        .given("WB-CON-022", "no connector to a tenant", .undecided, .warning, on: server) {
            $0.export { $0.tenants = [] }
        },
        .given("WB-CON-023", "one", .met, .warning, on: server),
        .given("WB-CON-023", "two", .notMet, .warning, on: server) { $0.export { $0.tenants.append($0.tenants[0]) } },
        .given("WB-CON-023", "none", .undecided, .warning, on: server) { $0.export { $0.tenants = [] } },
        .given("WB-CON-023", "no export", .undecided, .warning, on: server) { $0.connectExport = nil },
    ]

    // MARK: - Sealing

    private static let sealing: [RuleCase] = [
        .given("WB-CON-007", "on in the connector", .met, .blocker, on: root),
        .given("WB-CON-007", "off in the connector", .notMet, .blocker, on: root) {
            $0.connector { $0.signsAndSeals = .value(false) }
        },
        .given("WB-CON-007", "off in the connector, with TLS", .undecided, .blocker, on: root) {
            $0.connector {
                $0.signsAndSeals = .value(false)
                $0.usesTLS = .value(true)
            }
        },
        .given("WB-CON-007", "off in the connector, TLS is not known", .undecided, .blocker, on: root) {
            $0.connector {
                $0.signsAndSeals = .value(false)
                $0.usesTLS = .absent
            }
        },
        .given("WB-CON-007", "not in the file", .undecided, .blocker, on: root) {
            $0.connector { $0.signsAndSeals = .absent }
        },
        .given("WB-CON-007", "off in the partition", .notMet, .blocker, on: root) {
            $0.partition { $0.signsAndSeals = .value(false) }
        },
        .given("WB-CON-007", "off in the partition, with TLS", .undecided, .blocker, on: root) {
            $0.partition {
                $0.signsAndSeals = .value(false)
                $0.usesTLS = .value(true)
            }
        },
        .given("WB-CON-007", "not in the file for the partition", .undecided, .blocker, on: root) {
            $0.partition { $0.signsAndSeals = .absent }
        },
        .given("WB-CON-007", "credentials of its own", .undecided, .blocker, on: root) {
            $0.partition { $0.accountName = .value("svc-sync") }
        },
        .given("WB-CON-007", "off, with credentials of its own", .notMet, .blocker, on: root) {
            $0.partition {
                $0.accountName = .value("svc-sync")
                $0.signsAndSeals = .value(false)
            }
        },
        .given("WB-CON-007", "off in a partition that is not selected", .met, .blocker, on: root) {
            $0.connector {
                var other = $0.partitions[0]
                other.isSelected = false
                other.distinguishedName = "DC=DomainDnsZones,DC=corp,DC=example,DC=test"
                other.signsAndSeals = .value(false)
                $0.partitions.append(other)
            }
        },
        .given(
            "WB-CON-007", "a partition that is no domain", .notMet, .blocker,
            on: "CN=Configuration,DC=corp,DC=example,DC=test"
        ) {
            $0.connector {
                $0.partitions[1].isSelected = true
                $0.partitions[1].signsAndSeals = .value(false)
                $0.partitions[1].usesTLS = .value(false)
            }
        },
        .given("WB-CON-007", "no export", .undecided, .blocker, on: server) { $0.connectExport = nil },
    ]

    private static let questions: [RuleCase] = [
        .given("WB-CON-009", "one forest", .met, .warning, on: server),
        .given("WB-CON-009", "two", .undecided, .warning, on: server) {
            $0.export {
                $0.forests.append($0.forests[0])
                $0.forests[1].forestName = .value("partner.example")
            }
        },
        // Nothing in a file shows a user who is enabled twice.
        .given("WB-CON-009", "somebody knows of one", .notMet, .warning, on: server) {
            $0.export { $0.forests.append($0.forests[0]) }
            $0.attestations = [
                Attestation(
                    rule: "WB-CON-009", subject: nil, isMet: false, who: "J. Doe",
                    date: EvidenceFixture.asOf.addingTimeInterval(-60),
                    expires: EvidenceFixture.asOf.addingTimeInterval(60), source: "attest.yaml:2")
            ]
        },
        .given("WB-CON-009", "no export", .undecided, .warning, on: server) { $0.connectExport = nil },
        .given("WB-CON-003", "a question", .undecided, .blocker, on: server),
        .given("WB-CON-003", "of another product", .notApplicable, .blocker, on: server, engine: .cloudSync),
        .given("WB-CON-004", "of another product", .notApplicable, .warning, on: server, engine: .cloudSync),
        .given("WB-CON-005", "of another product", .notApplicable, .warning, on: server, engine: .cloudSync),
        .given("WB-CON-008", "of both", .undecided, .information, on: server, engine: .cloudSync),
        .given("WB-CON-010", "a question", .undecided, .information, on: server, engine: .cloudSync),
        .given("WB-CON-010", "of another product", .notApplicable, .information, on: server, engine: .connect),
        .given("WB-CON-002", "of another product", .notApplicable, .blocker, on: server, engine: .cloudSync),
        .given("WB-CON-002", "of this product", .met, .blocker, on: tenant, engine: .connect),
    ]
}
