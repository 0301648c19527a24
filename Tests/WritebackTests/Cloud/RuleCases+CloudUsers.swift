import ActiveDirectory
import Inspection

@testable import Writeback

extension RuleCase {
    static let cloudUsers: [RuleCase] = administrators + roles + testUsers + directoryUsers

    // MARK: - The administrator

    private static func administrator(
        _ name: String, _ outcome: Outcome, _ severity: Severity = .blocker,
        on subject: String = Evidence.administrator,
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in }
    ) -> RuleCase {
        .given("WB-CLD-002", name, outcome, severity, on: subject, change)
    }

    private static let administrators: [RuleCase] = [
        administrator("licensed, of the cloud", .met),
        administrator("named in other letters", .met, on: "Hybrid.Admin@Example.OnMicrosoft.com") {
            $0.enablingAdministrator = "Hybrid.Admin@Example.OnMicrosoft.com"
        },
        administrator("once synchronised, no longer", .met) { $0.admin { $0.isSynchronized = .value(false) } },
        administrator("synchronised in a managed domain", .notMet, .warning) {
            $0.admin { $0.isSynchronized = .value(true) }
        },
        administrator("whether synchronised not returned", .undecided, .warning) {
            $0.admin { $0.isSynchronized = .notReturned }
        },
        administrator("in a federated domain", .notMet) {
            $0.domain(0) { $0.authenticationType = .value("Federated") }
        },
        administrator("synchronised, in a federated domain", .notMet) {
            $0.domain(0) { $0.authenticationType = .value("Federated") }
            $0.user(Evidence.administrator) { $0.isSynchronized = .value(true) }
        },
        administrator("another domain is federated", .met) {
            $0.domain(1) { $0.authenticationType = .value("Federated") }
        },
        administrator("in a domain of a kind that is not known", .undecided) {
            $0.domain(0) { $0.authenticationType = .value("Other") }
        },
        administrator("sign-in of the domain not returned", .undecided) {
            $0.domain(0) { $0.authenticationType = .notReturned }
        },
        administrator("two files of domains that contradict each other", .undecided) {
            guard case .value(var domains)? = $0.graph?.domains else { return }
            domains.append(domains[0])
            domains[0].authenticationType = .value("Federated")
            $0.graph?.domains = .value(domains)
        },
        administrator("in a domain that the tenant has not", .undecided) { $0.graph?.domains = .value([]) },
        administrator("in a domain that is not in the part", .undecided) { $0.part(\.domains, []) },
        administrator("in a domain that is in the part", .met) { $0.part(\.domains) },
        administrator("domains not collected", .undecided) { $0.take(\.domains, .domains) },
        administrator("disabled", .notMet) { $0.admin { $0.isEnabled = .value(false) } },
        administrator("whether enabled not returned", .undecided) { $0.admin { $0.isEnabled = .notReturned } },
        administrator("without a plan", .notMet) { $0.admin { $0.assignedPlans = .value([]) } },
        administrator("plans null", .notMet) { $0.admin { $0.assignedPlans = .absent } },
        administrator("plans not returned", .undecided) { $0.admin { $0.assignedPlans = .notReturned } },
        administrator("with another plan", .notMet) {
            $0.plan(of: Evidence.administrator) { $0.id = .value("00000000-0000-0000-0000-000000000001") }
        },
        administrator("with a plan that does not say which", .undecided) {
            $0.plan(of: Evidence.administrator) { $0.id = .notReturned }
        },
        administrator("plan in its grace", .notMet, .warning) {
            $0.plan(of: Evidence.administrator) { $0.status = .value("Warning") }
        },
        administrator("plan deleted", .notMet) {
            $0.plan(of: Evidence.administrator) { $0.status = .value("Deleted") }
        },
        administrator("a blocker that is open weighs more than a warning", .undecided) {
            $0.plan(of: Evidence.administrator) { $0.status = .value("Warning") }
            $0.user(Evidence.administrator) { $0.isEnabled = .notReturned }
        },
        administrator("a warning weighs more than one that is open", .notMet, .warning) {
            $0.plan(of: Evidence.administrator) { $0.status = .value("Warning") }
            $0.user(Evidence.administrator) { $0.isSynchronized = .notReturned }
        },
        administrator("plans in another file", .met) {
            $0.anotherFile(of: Evidence.administrator) { $0.assignedPlans = .notReturned }
        },
        administrator("plans that two files tell differently", .undecided) {
            $0.anotherFile(of: Evidence.administrator) { $0.assignedPlans = .value([]) }
        },
        administrator("in no file", .undecided, on: "nobody@example.onmicrosoft.com") {
            $0.enablingAdministrator = "nobody@example.onmicrosoft.com"
        },
        administrator("nobody named: never that somebody has a licence", .undecided, on: "the tenant") {
            $0.enablingAdministrator = nil
        },
        administrator("users not collected", .undecided) { $0.take(\.users, .users) },
        administrator("no file at all", .undecided) { $0.graph = nil },
    ]

    private static func role(
        _ name: String, _ outcome: Outcome, on subject: String = Evidence.administrator, _ roles: Observed<[String]>
    ) -> RuleCase {
        .given("WB-CLD-007", name, outcome, .warning, on: subject) {
            $0.user(Evidence.administrator) { $0.roles = roles }
        }
    }

    private static let roles: [RuleCase] = [
        .given("WB-CLD-007", "Hybrid Identity Administrator", .met, .warning, on: Evidence.administrator),
        role("Global Administrator", .met, .value(["62e90394-69f5-4237-9190-012177145e10"])),
        role("by its name", .met, .value(["Directory Readers", "Hybrid Identity Administrator"])),
        role("in a part of the groups", .met, .partial(["Global Administrator"], why: Evidence.why)),
        role("another role", .notMet, .value(["Directory Readers"])),
        role("no role", .notMet, .value([])),
        role("no role in a part of the groups", .undecided, .partial([], why: Evidence.why)),
        role("not expanded", .undecided, .notReturned),
        .given("WB-CLD-007", "nobody named", .undecided, .warning, on: "the tenant") { $0.enablingAdministrator = nil },
        .given("WB-CLD-007", "no file at all", .undecided, .warning, on: Evidence.administrator) { $0.graph = nil },
    ]

    // MARK: - The user to test with

    private static func test(
        _ rule: RuleIdentifier, _ severity: Severity, _ name: String, _ outcome: Outcome,
        on subject: String = Evidence.alice,
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in },
        forest: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .given(rule, name, outcome, severity, on: subject, change, forest: forest)
    }

    private static func reset(
        _ name: String, _ outcome: Outcome, _ severity: Severity = .blocker, on subject: String = Evidence.alice,
        _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in }
    ) -> RuleCase {
        test("WB-CLD-003", severity, name, outcome, on: subject, change)
    }

    private static let testUsers: [RuleCase] = [
        reset("licensed, allowed and registered", .met),
        reset("without a licence", .notMet) { $0.user(Evidence.alice) { $0.assignedPlans = .value([]) } },
        reset("licence not returned", .undecided) { $0.user(Evidence.alice) { $0.assignedPlans = .notReturned } },
        reset("licence in its grace", .notMet, .warning) {
            $0.plan(of: Evidence.alice) { $0.status = .value("Warning") }
        },
        reset("disabled", .notMet) { $0.user(Evidence.alice) { $0.isEnabled = .value(false) } },
        reset("whether enabled not returned", .undecided) { $0.user(Evidence.alice) { $0.isEnabled = .notReturned } },
        reset("out of the policy", .notMet) { $0.registration { $0.isEnabled = .value(false) } },
        reset("policy not returned", .undecided) { $0.registration { $0.isEnabled = .notReturned } },
        reset("not registered", .notMet, .warning) { $0.registration { $0.isRegistered = .value(false) } },
        reset("registered, and not capable", .notMet, .warning) { $0.registration { $0.isCapable = .value(false) } },
        reset("capable, the rest not returned", .met) { $0.registration { $0.isRegistered = .notReturned } },
        reset("registered, the rest not returned", .met) { $0.registration { $0.isCapable = .notReturned } },
        reset("neither returned", .undecided, .warning) {
            $0.registration {
                $0.isRegistered = .notReturned
                $0.isCapable = .notReturned
            }
        },
        reset("registered by the name in other letters", .met) {
            $0.registration { $0.userPrincipalName = .value("ALICE@corp.example.test") }
        },
        reset("in no file of registrations", .undecided) {
            $0.registration { $0.userPrincipalName = .value("bob@corp.example.test") }
        },
        reset("registrations not collected", .undecided) { $0.take(\.registrations, .userRegistrationDetails) },
        reset("in no file of users", .undecided) {
            $0.user(Evidence.alice) { $0.userPrincipalName = .value("bob@corp.example.test") }
        },
        reset("in no file of users, and out of the policy", .notMet) {
            $0.user(Evidence.alice) { $0.userPrincipalName = .value("bob@corp.example.test") }
            $0.registration { $0.isEnabled = .value(false) }
        },
        reset("the second of two users", .undecided, on: "bob@corp.example.test") {
            $0.testUsers.append("bob@corp.example.test")
        },
        reset("nobody named", .undecided, on: "the tenant") { $0.testUsers = [] },
        reset("no file at all", .undecided) { $0.graph = nil },
    ]

    private static func directory(
        _ name: String, _ outcome: Outcome, _ change: @escaping @Sendable (inout Evidence) throws -> Void = { _ in },
        forest: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        test("WB-CLD-010", .warning, name, outcome, change, forest: forest)
    }

    private static func sid(_ text: Observed<String>) -> @Sendable (inout Evidence) -> Void {
        { $0.user(Evidence.alice) { $0.onPremisesSecurityIdentifier = text } }
    }

    private static let directoryUsers: [RuleCase] = [
        directory("an ordinary user of the domain", .met),
        directory("a cloud account", .notMet) { $0.user(Evidence.alice) { $0.isSynchronized = .absent } },
        directory("no longer synchronised", .notMet) { $0.user(Evidence.alice) { $0.isSynchronized = .value(false) } },
        directory("whether synchronised not returned", .undecided) {
            $0.user(Evidence.alice) { $0.isSynchronized = .notReturned }
        },
        directory("of another domain", .notMet, sid(.value("S-1-5-21-9-9-9-1105"))),
        directory("of another domain, where one was not read", .undecided, sid(.value("S-1-5-21-9-9-9-1105"))) {
            $0.domain { $0.sid = .notReturned }
        },
        directory("of another domain, where not all are listed", .undecided, sid(.value("S-1-5-21-9-9-9-1105"))) {
            if case .value(let domains) = $0.forest.domains { $0.forest.domains = .partial(domains, why: "cut") }
        },
        directory("of the domain, where not all are listed", .met) { _ in
        } forest: {
            if case .value(let domains) = $0.forest.domains { $0.forest.domains = .partial(domains, why: "cut") }
        },
        directory("SID not returned", .undecided, sid(.notReturned)),
        directory("SID that is none", .undecided, sid(.value("alice"))),
        directory("the first ordinary number", .met, sid(.value("S-1-5-21-1-2-3-1000"))),
        directory("the last number that every domain has", .notMet, sid(.value("S-1-5-21-1-2-3-999"))),
        directory("the built-in administrator", .notMet, sid(.value("S-1-5-21-1-2-3-500"))),
        directory("an administrator of the tenant", .notMet) { $0.registration { $0.isAdministrator = .value(true) } },
        directory("whether administrator not returned", .undecided) {
            $0.registration { $0.isAdministrator = .notReturned }
        },
        directory("registrations not collected", .undecided) { $0.take(\.registrations, .userRegistrationDetails) },
        directory("users not collected", .undecided) { $0.take(\.users, .users) },
        test("WB-CLD-010", .warning, "nobody named", .undecided, on: "the tenant") { $0.testUsers = [] },
    ]
}
