import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Writeback

@testable import Reports

/// Forests in the states that a report must be able to show; every property that holds for all reports is tested on all of them.
enum Scenario: String, CaseIterable, Sendable {
    case healthy
    case broken
    case contradicted
    case unreadable
    case empty
    case partial
    case hundred
    case hostile
    case severalForests
    case populated

    var snapshots: [ForestSnapshot] {
        switch self {
        case .healthy: [ForestFixture.healthy()]
        case .broken: [ForestFixture.healthy(Self.break)]
        case .contradicted: [ForestFixture.healthy(Self.contradict)]
        case .unreadable: [ForestFixture.healthy(Self.hide)]
        case .empty: [ForestFixture.healthy(Self.empty)]
        case .partial: [ForestFixture.healthy(Self.cut)]
        case .hundred: [ForestFixture.healthy(Self.grow)]
        case .hostile: [ForestFixture.healthy(Self.attack)]
        case .severalForests: [ForestFixture.healthy(), ForestFixture.healthy(Self.rename)]
        case .populated: [ForestFixture.healthy(Self.populate)]
        }
    }

    /// The same, collected without rights, as `discover` collects.
    var discovered: [ForestSnapshot] {
        snapshots.map { snapshot in
            var snapshot = snapshot
            snapshot.forest.connectorAccounts = .notCollected(why: "rights were not asked for")
            snapshot.forest.security = .notCollected(why: "rights were not asked for")
            snapshot.domain { $0.security = .notCollected(why: "rights were not asked for") }
            return snapshot
        }
    }

    var report: ReadinessReport {
        var report = ForestFixture.report(snapshots, planes: self == .partial ? [.cloud, .network] : [])
        if self == .broken, let index = report.findings.firstIndex(where: { $0.severity == .warning }) {
            report.findings[index].waiver = Waiver(
                reason: "Replaced in the spring", owner: "directory team", expires: ForestFixture.start + 86_400 * 60)
        }
        if self == .broken || self == .hostile { report.evidence = Self.evidence(self == .hostile ? Self.escape : "") }
        return report
    }

    /// One file that was used, one that was set aside, one without a date.
    static func evidence(_ text: String) -> [EvidenceFile] {
        [
            EvidenceFile(
                kind: .connectExport, name: "evidence/2026-11-30/connect-export\(text)",
                madeAt: .value(ForestFixture.start - 86_400), setAside: nil),
            EvidenceFile(
                kind: .graph, name: "evidence/2026-10-01/subscribedSkus.json\(text)",
                madeAt: .value(ForestFixture.start - 86_400 * 61),
                setAside: "61 days old, and --max-evidence-age is 30 days\(text)"),
            EvidenceFile(
                kind: .egress, name: "egress.json", madeAt: .notReturned, setAside: "its date is not known: notReturned"
            ),
        ]
    }

    static func `break`(_ snapshot: inout ForestSnapshot) {
        snapshot.forest.schemaVersion = .value(47)
        snapshot.forest.forestDnsZones = .value(ForestFixture.owner("OLDDC", .deleted))
        snapshot.controller("DC1") {
            $0.reachability = Reachability(state: .silent, why: "no answer on TCP 389 within 10 s")
            $0.ports = [88: .value(.silent), 135: .value(.silent), 389: .value(.silent), 445: .value(.refused)]
            $0.rootDSE = .unreachable(why: "no answer on TCP 389 within 10 s")
            $0.clockOffsetSeconds = .unreachable(why: "no answer on TCP 389 within 10 s")
        }
        snapshot.controller("DC2") {
            $0.operatingSystem = OperatingSystemFacts(
                name: .value("Windows Server 2012 R2 Standard"), version: .value("6.3 (9600)"), servicePack: .absent)
        }
        snapshot.domain { domain in
            domain.security.domainRoot = .value(
                RightsFixture.descriptor(RightsFixture.root.filter { $0 != RightsFixture.reset }))
            domain.security.containers = .value([
                ContainerSecurity(
                    distinguishedName: DistinguishedName("OU=Vault's \"own\",DC=corp,DC=example,DC=test"),
                    guid: .notReturned, descriptor: RightsFixture.descriptor(["(A;CI;GA;;;DA)"], protected: true),
                    holdsUsers: .value(true))
            ])
            domain.netbiosName = .value("CORP.OLD")
            domain.passwordPolicy.minimumPasswordAge = .value(.seconds(86_400))
            domain.pdcConsensus.witnesses[0].host = .unreachable(why: "no answer on TCP 389 within 10 s")
            domain.pdcConsensus.witnesses[3].host = .unreachable(why: "no netlogon answer within 10 s")
            domain.pdcConsensus.agreement = .unconfirmed
        }
    }

    static func contradict(_ snapshot: inout ForestSnapshot) {
        snapshot.domain { domain in
            domain.pdcConsensus.witnesses[2].host = .value("dc2.corp.example.test")
            domain.pdcConsensus.agreement = .contradicted
            domain.pdcConsensus.host = nil
        }
    }

    /// Each list and attribute in one of the states in which it is not known.
    static func hide(_ snapshot: inout ForestSnapshot) {
        snapshot.forest.functionalLevel = .hidden(why: "the server says insufficientAccessRights")
        snapshot.forest.schemaVersion = .notReturned
        snapshot.forest.schemaMaster = .unreachable(why: "dc2 did not answer")
        snapshot.forest.domainNamingMaster = .value(ForestFixture.owner("DC2", .unknown))
        snapshot.forest.forestDnsZones = .absent
        snapshot.forest.optionalFeatures = .notReturned
        snapshot.forest.upnSuffixes = .notCollected(why: "the run was broken off")
        var account = RightsFixture.account()
        account.samAccountName = .notReturned
        account.guid = .notReturned
        account.userAccountControl = .notReturned
        account.computedAccountControl = .hidden(why: "insufficientAccessRights")
        account.expires = .notReturned
        account.lastLogon = .notReturned
        account.adminCount = .notReturned
        account.description = .notReturned
        account.installation = nil
        account.server = .notCollected(why: "the description names no server")
        account.tokens[0].token = .notReturned
        snapshot.forest.connectorAccounts = .partial([account], why: "a domain did not answer")
        snapshot.forest.security.userDefaults = .notReturned
        snapshot.forest.sites = .partial(
            [Site(name: "Löhne", subnets: .notReturned, domainControllers: [])], why: "size limit")
        snapshot.domain { domain in
            domain.security = DomainSecurity(
                domainRoot: .hidden(why: "insufficientAccessRights"), builtin: .notReturned, samServer: .notReturned,
                adminSDHolder: .unreachable(why: "closed"), preWindows2000Members: .notReturned,
                containers: .partial([], why: "size limit"), inetOrgPersons: .notReturned,
                organizationalUnits: .notReturned)
            domain.netbiosName = .notReturned
            domain.sid = .notReturned
            domain.guid = .notReturned
            domain.parent = .hidden(why: "insufficientAccessRights")
            domain.functionalLevel = .notReturned
            domain.ridMaster = .notReturned
            domain.passwordPolicy.lockoutThreshold = .notReturned
            domain.passwordPolicy.maximumPasswordAge = .value(.never)
            domain.passwordSettingsObjects = .notReturned
            domain.trusts = .partial(domain.trusts.known ?? [], why: "time limit")
        }
        snapshot.controller("DC1") { controller in
            controller.hostName = .notReturned
            controller.domain = nil
            controller.site = .notReturned
            controller.kind = .unknown
            controller.globalCatalog = .notReturned
            controller.operatingSystem = OperatingSystemFacts(
                name: .notReturned, version: .notReturned, servicePack: .notReturned)
            controller.functionalLevel = .notReturned
            controller.ports = [389: .value(.open), 445: .notCollected(why: "not probed")]
            controller.clockOffsetSeconds = .notReturned
            controller.rootDSE = .unreachable(why: "closed")
            controller.reachability = Reachability(state: .closed, why: "closed after the bind")
        }
    }

    static func empty(_ snapshot: inout ForestSnapshot) {
        snapshot.forest.sites = .value([])
        snapshot.forest.domains = .value([])
        snapshot.forest.domainControllers = .value([])
        snapshot.forest.connectorAccounts = .value([])
        snapshot.forest.optionalFeatures = .value([])
        snapshot.forest.upnSuffixes = .absent
    }

    static func cut(_ snapshot: inout ForestSnapshot) {
        snapshot.run.complete = false
        snapshot.run.notes = ["The subnets were not listed: the server broke the connection off (timeLimitExceeded)."]
        snapshot.forest.domainControllers = .partial(snapshot.forest.domainControllers.known ?? [], why: "time limit")
        snapshot.forest.domains = .partial(snapshot.forest.domains.known ?? [], why: "time limit")
        snapshot.domain { $0.pdcConsensus.agreement = .confirmedInPart }
    }

    /// A hundred more domain controllers, every fifth of them old and every thirtieth down.
    static func grow(_ snapshot: inout ForestSnapshot) {
        var controllers = snapshot.forest.domainControllers.known ?? []
        for number in 10..<110 {
            var controller = ForestFixture.controller(
                "BRANCH-\(number)", UInt8(number), site: "Site-\(number % 7)",
                system: number.isMultiple(of: 5)
                    ? ("Windows Server 2012 R2 Standard", "6.3 (9600)")
                    : ("Windows Server 2022 Datacenter", "10.0 (20348)"))
            if number.isMultiple(of: 30) {
                controller.reachability = Reachability(state: .refused, why: "TCP 389 refused")
            }
            controllers.append(controller)
        }
        snapshot.forest.domainControllers = .value(controllers)
        snapshot.domain { domain in
            for controller in controllers.suffix(100) {
                domain.pdcConsensus.witnesses.append(
                    ForestFixture.witness(
                        .ownerAttribute, on: controller.displayName, .value("dc1.corp.example.test")))
            }
        }
    }

    static let escape = "\u{1B}[2J\u{9B}31m\r\nDIRECTORY READY\u{202E}\u{2028}\u{07}"

    /// Every text that somebody could have written into the directory, or that came over the network.
    static func attack(_ snapshot: inout ForestSnapshot) {
        let text = "evil\(escape)日本語 e\u{301} 👩‍💻"
        snapshot.run.notes = [text]
        snapshot.run.vantage.principal = text
        snapshot.run.vantage.server = text
        snapshot.run.vantage.host = text
        snapshot.forest.rootDomain = "corp.example.test\(escape)"
        snapshot.forest.optionalFeatures = .value([text])
        snapshot.forest.upnSuffixes = .value([text, ""])
        snapshot.forest.security.principals = [NamedPrincipal(sid: RightsFixture.sid, name: "CORP\\\(text)")]
        var account = RightsFixture.account()
        account.samAccountName = .value(text)
        account.distinguishedName = DistinguishedName("CN=\(text)'$(reboot)\",DC=corp")
        account.description = .value(text)
        account.expires = .value(ForestFixture.start - 1)
        snapshot.forest.connectorAccounts = .value([account])
        snapshot.forest.sites = .value([Site(name: text, subnets: .value([text]), domainControllers: [text])])
        snapshot.forest.schemaMaster = .value(
            RoleOwner(host: .value(text), ntdsSettings: DistinguishedName("CN=\(text)"), site: text, state: .registered)
        )
        snapshot.domain { domain in
            domain.security.domainRoot = .value(RightsFixture.descriptor([RightsFixture.read]))
            domain.security.containers = .value([
                ContainerSecurity(
                    distinguishedName: DistinguishedName("OU=\(text)"), guid: .notReturned,
                    descriptor: RightsFixture.descriptor([], protected: true), holdsUsers: .value(true))
            ])
            domain.netbiosName = .value(text)
            domain.trusts = .value([
                Trust(
                    partner: text, flatName: .value(text), sid: .hidden(why: text), direction: .value(.min),
                    type: .value(.max), attributes: .value(.max))
            ])
            domain.pdcConsensus.witnesses[0].host = .value(text)
            domain.pdcConsensus.witnesses[1].observedOn = text
            domain.pdcConsensus.witnesses[2].host = .unreachable(why: text)
            domain.pdcConsensus.host = text
            domain.pdcConsensus.agreement = .contradicted
            domain.passwordPolicy.minimumPasswordAge = .value(.seconds(.min))
        }
        snapshot.controller("DC2") { controller in
            controller.hostName = .value("dc2\(escape)" + String(repeating: "x", count: 300))
            controller.site = .value(text)
            controller.operatingSystem = OperatingSystemFacts(
                name: .value(text), version: .value(String(repeating: "9", count: 400)), servicePack: .value(text))
            controller.reachability = Reachability(state: .refused, why: text, milliseconds: .infinity)
            controller.clockOffsetSeconds = .value(.nan)
            controller.ports = [389: .unreachable(why: text), -1: .value(.open)]
        }
    }

    static func rename(_ snapshot: inout ForestSnapshot) {
        snapshot.run.target = "partner.example"
        snapshot.run.startedAt += 60
        snapshot.run.finishedAt += 60
        snapshot.run.vantage.server = "pdc1.partner.example"
        snapshot.forest.rootDomain = "partner.example"
        snapshot.domain { $0.dnsName = "partner.example" }
        var account = RightsFixture.account()
        account.domain = "partner.example"
        account.tokens[0].domain = "partner.example"
        snapshot.forest.connectorAccounts = .value([account])
    }
}
