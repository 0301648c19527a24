import ActiveDirectory
import Inspection
import LDAP

@testable import Writeback

private let account = RightsFixture.name
private let dc1 = "dc1.corp.example.test"
private let root = "DC=corp,DC=example,DC=test"

extension Wording {
    static let hosts: [Wording] = [
        .init("WB-CLK-001", "others", on: dc1, holds: ["within 5 minutes of the other domain controllers'"]),
        .init("WB-CLK-001", "no others", on: dc1, holds: ["within 5 minutes of this host's"]) {
            for name in ["DC2", "RODC1"] { $0.controller(name) { $0.clockOffsetSeconds = .notReturned } }
        },
        .init("WB-CLK-001", "beyond what can be counted", on: dc1, holds: [": 1000000000000000.0 s."]) {
            $0.clocks(["DC1": 1e15])
        },
        .init("WB-CLK-001", "beyond what is a number of 64 bits", on: dc1, holds: [": 1e+19 s."]) {
            $0.clocks(["DC1": 1e19])
        },
        .init("WB-CLK-003", "one clock", holds: [", and only one was read."]) {
            $0.clocks(["DC1": 400])
            for name in ["DC2", "RODC1"] { $0.controller(name) { $0.clockOffsetSeconds = .notReturned } }
        },
        .init("WB-CLK-003", "two clocks", holds: [", which do not agree among themselves."]) {
            $0.clocks(["DC1": 400, "DC2": 800])
            $0.controller("RODC1") { $0.clockOffsetSeconds = .notReturned }
        },
        .init("WB-PDC-001", "an owner of a name that is no server's", holds: ["held by CN=gone, which"]) {
            var owner = SnapshotFixture.owner("OLD", .deleted)
            owner.ntdsSettings = DistinguishedName("CN=gone")
            $0.domain { $0.pdcEmulator = .value(owner) }
        },
        .init("WB-PDC-001", "no owner", holds: ["The PDC emulator role of domain corp.example.test has no owner."]) {
            $0.domain { $0.pdcEmulator = .absent }
        },
        .init("WB-ROLE-005", "no role", holds: ["There is no DomainDnsZones role of domain corp.example.test."]) {
            $0.domain { $0.domainDnsZones = .absent }
        },
        .init("WB-PDC-002", "witnesses that count", holds: ["role owner: "], lacks: [", not counted"]),
        .init("WB-PDC-002", "one that does not", holds: ["DNS record, not counted: "], lacks: ["role owner, not"]) {
            $0.domain { $0.pdcConsensus.witnesses[1].counted = false }
        },
        .init("WB-PDC-002", "who is named", holds: ["corp.example.test: dc1.corp.example.test."]) {
            $0.domain { $0.pdcConsensus.agreement = .contradicted }
        },
        .init("WB-PDC-002", "nobody is named", holds: ["corp.example.test: none is named."]) {
            $0.domain {
                $0.pdcConsensus.agreement = .contradicted
                for index in $0.pdcConsensus.witnesses.indices { $0.pdcConsensus.witnesses[index].host = .notReturned }
            }
        },
        .init("WB-PORT-445", "silent", on: dc1, holds: ["is silent on TCP 445"]) {
            $0.controller("DC1") { $0.ports[445] = .value(.silent) }
        },
        .init("WB-PORT-445", "unreachable", on: dc1, holds: ["cannot be reached on TCP 445"]) {
            $0.controller("DC1") { $0.ports[445] = .value(.unreachable) }
        },
        .init("WB-PDC-003", "over LDAPS", on: dc1, holds: ["refuses TCP 636"]) {
            $0.run.vantage.transport = "ldaps"
            $0.controller("DC1") { $0.reachability.state = .refused }
        },
        .init(
            "WB-CTL-001", "offered, and not", on: dc1,
            holds: [".2066: not offered.", ".2239: offered."]
        ) {
            $0.controller("DC1") { $0.ownRootDSE { $0.supportedControls = .value([PolicyControlRules.control]) } }
        },
        .init("WB-FOR-003", "enabled", holds: ["is enabled.", "optional features: Recycle Bin Feature."]),
        .init("WB-FOR-003", "not enabled", holds: ["is not enabled.", "optional features: none."]) {
            $0.forest.optionalFeatures = .value([])
        },
        .init("WB-FOR-003", "not known", holds: ["Whether the recycle bin"]) {
            $0.forest.optionalFeatures = .notReturned
        },
    ]

    private static func age(_ seconds: Int64, _ words: String) -> Wording {
        .init("WB-DOM-004", words, holds: ["minimum password age: \(words)."]) {
            $0.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(seconds)) }
        }
    }

    static let domains: [Wording] = [
        age(0, "0 s"), age(60, "60 s"), age(86_400, "1 day"), age(172_800, "2 days"),
        .init("WB-DOM-004", "none", holds: ["has no minimum password age"]),
        .init("WB-DOM-004", "not read", holds: ["was not read."]) {
            $0.domain { $0.passwordPolicy.minimumPasswordAge = .notReturned }
        },
        .init("WB-DOM-002", "no dot", holds: ["holds no dot"]),
        .init("WB-DOM-002", "not read", holds: ["was not read."]) { $0.domain { $0.netbiosName = .notReturned } },
        .init("WB-DOM-006", "several", holds: ["of several labels"]),
        .init("WB-DOM-006", "one", holds: ["of one label"]) { $0.domain { $0.dnsName = "corp" } },
        .init("WB-ACL-012", "in the group", holds: ["Compatible Access."], lacks: [", and "]),
        .init("WB-ACL-012", "others too", holds: ["Compatible Access, and Everyone, who need not be."]) {
            $0.domain { $0.security.preWindows2000Members = .value([.authenticatedUsers, .everyone]) }
        },
        .init("WB-ACL-012", "nobody", holds: ["Access: none.", "; the connector account may read without."]) {
            $0.domain { $0.security.preWindows2000Members = .value([]) }
        },
        .init("WB-ACL-012", "somebody else", holds: ["Access: Everyone."]) {
            $0.domain { $0.security.preWindows2000Members = .value([.everyone]) }
        },
        .init("WB-ACL-012", "read by nothing", holds: ["are not in Pre-Windows 2000 Compatible Access."]) {
            $0.domain {
                $0.security.preWindows2000Members = .value([])
                $0.security.builtin = .value(RightsFixture.descriptor([]))
            }
        },
    ]
}
