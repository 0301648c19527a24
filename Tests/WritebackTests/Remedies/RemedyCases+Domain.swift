import ActiveDirectory
import Inspection
import LDAP

@testable import Writeback

private let dc1 = "dc1.corp.example.test"
private let dc2 = "dc2.corp.example.test"
private let root = "DC=corp,DC=example,DC=test"
private let configuration = SnapshotFixture.configuration

extension RemedyCase {
    private static func age(
        _ name: String, _ age: PasswordPolicy.Duration, _ alternative: String, or undone: String, undo: String
    ) -> RemedyCase {
        .init(
            "WB-DOM-004", name,
            "Set-ADDefaultDomainPasswordPolicy -Identity 'corp.example.test' -MinPasswordAge 0.00:00:00",
            [alternative], undo: .command(undo), or: [undone]
        ) { $0.domain { $0.passwordPolicy.minimumPasswordAge = .value(age) } }
    }

    private static let setAge = "Set-ADDefaultDomainPasswordPolicy -Identity 'corp.example.test' -MinPasswordAge "
    private static let withoutAge = change(root, "replace: minPwdAge", "minPwdAge: 0", "-")

    private static func ages(of value: String) -> String {
        change(root, "replace: minPwdAge", "minPwdAge: \(value)", "-")
    }

    private static func policy(
        _ name: String, _ age: PasswordPolicy.Duration, _ alternative: String, or undone: String, undo: String
    ) -> RemedyCase {
        let identity = "'CN=\(name),CN=Password Settings Container'"
        return .init(
            "WB-DOM-005", "\(name), \(age)", on: name,
            "Set-ADFineGrainedPasswordPolicy -Identity \(identity) -MinPasswordAge 0.00:00:00", [alternative],
            undo: .command(undo), or: [undone]
        ) { $0.domain { $0.passwordSettingsObjects = .value([SnapshotFixture.policy(name, age)]) } }
    }

    private static func policyAge(_ name: String, _ value: String) -> String {
        change(
            "CN=\(name),CN=Password Settings Container", "replace: msDS-MinimumPasswordAge",
            "msDS-MinimumPasswordAge: \(value)", "-")
    }

    static let policies: [RemedyCase] = [
        age(
            "a day", .seconds(86_400), samba("domain passwordsettings set --min-pwd-age=0"),
            or: samba("domain passwordsettings set --min-pwd-age=1"), undo: setAge + "1.00:00:00"),
        age(
            "hours, minutes and seconds, which samba-tool cannot set", .seconds(86_400 * 2 + 3600 * 11 + 60 * 5 + 9),
            withoutAge, or: ages(of: "-2127090000000"), undo: setAge + "2.11:05:09"),
        age(
            "never over", .never, withoutAge, or: ages(of: "-9223372036854775808"),
            undo: "Set-ADObject -Identity '\(root)' -Replace @{minPwdAge = -9223372036854775808}"),
        age(
            "longer than the directory can hold", .seconds(1_000_000_000_001), withoutAge,
            or: ages(of: "-9223372036854775808"), undo: setAge + "11574074.01:46:41"),
        age(
            "less than nothing", .seconds(-86_400), withoutAge, or: ages(of: "864000000000"),
            undo: "Set-ADObject -Identity '\(root)' -Replace @{minPwdAge = 864000000000}"),
        policy(
            "strict", .seconds(172_800), samba("domain passwordsettings pso set 'strict' --min-pwd-age=0"),
            or: samba("domain passwordsettings pso set 'strict' --min-pwd-age=2"),
            undo:
                "Set-ADFineGrainedPasswordPolicy -Identity 'CN=strict,CN=Password Settings Container' -MinPasswordAge 2.00:00:00"
        ),
        policy(
            "strict", .seconds(60), policyAge("strict", "0"), or: policyAge("strict", "-600000000"),
            undo:
                "Set-ADFineGrainedPasswordPolicy -Identity 'CN=strict,CN=Password Settings Container' -MinPasswordAge 0.00:01:00"
        ),
        policy(
            "-strict", .seconds(86_400), policyAge("-strict", "0"), or: policyAge("-strict", "-864000000000"),
            undo:
                "Set-ADFineGrainedPasswordPolicy -Identity 'CN=-strict,CN=Password Settings Container' -MinPasswordAge 1.00:00:00"
        ),
        policy(
            "strict", .never, policyAge("strict", "0"), or: policyAge("strict", "-9223372036854775808"),
            undo: "Set-ADObject -Identity 'CN=strict,CN=Password Settings Container' "
                + "-Replace @{'msDS-MinimumPasswordAge' = -9223372036854775808}"),
    ]

    static let forests: [RemedyCase] = [
        .init(
            "WB-FOR-001", "below 2003", "Set-ADForestMode -Identity 'corp.example.test' -ForestMode Windows2003Forest",
            ["samba-tool domain level raise --forest-level=2003"], undo: .irreversible
        ) { $0.forest.functionalLevel = .value(FunctionalLevel(rawValue: 1)) },
        .init(
            "WB-FOR-001", "no level", "Set-ADForestMode -Identity 'corp.example.test' -ForestMode Windows2003Forest",
            ["samba-tool domain level raise --forest-level=2003"], undo: .irreversible
        ) { $0.forest.functionalLevel = .absent },
        .init(
            "WB-DOM-003", "below 2003", "Set-ADDomainMode -Identity 'corp.example.test' -DomainMode Windows2003Domain",
            ["samba-tool domain level raise --domain-level=2003"], undo: .irreversible
        ) { $0.domain { $0.functionalLevel = .value(FunctionalLevel(rawValue: 0)) } },
        .init(
            "WB-FOR-003", "not enabled",
            "Enable-ADOptionalFeature 'Recycle Bin Feature' -Scope ForestOrConfigurationSet -Target 'corp.example.test'",
            [
                "printf '%s\\n' 'dn: ' 'changetype: modify' 'add: enableOptionalFeature' 'enableOptionalFeature: "
                    + "CN=Partitions,\(configuration):766ddcd8-acd0-445e-f3b9-a7f9b6744f2a' | "
                    + "ldbmodify -H \"$(testparm -s --parameter-name='private dir' 2>/dev/null)/sam.ldb\""
            ], undo: .irreversible
        ) { $0.forest.optionalFeatures = .value([]) },
    ]

    private static func record(_ verb: String, _ values: String, zone: String = "_msdcs.corp.example.test") -> String {
        let name = zone.hasPrefix("_msdcs.") ? "_ldap._tcp.pdc" : "_ldap._tcp.pdc._msdcs"
        return "samba-tool dns \(verb) '\(dc1)' '\(zone)' '\(name)' SRV \(values) -U Administrator"
    }

    private static func removing(_ host: String, zone: String = "_msdcs.corp.example.test") -> String {
        let name = zone.hasPrefix("_msdcs.") ? "_ldap._tcp.pdc" : "_ldap._tcp.pdc._msdcs"
        return "; Get-DnsServerResourceRecord -ComputerName '\(dc1)' -ZoneName '\(zone)' -Name \(name) -RRType Srv | "
            + "Where-Object { $_.RecordData.DomainName.TrimEnd('.') -eq '\(host)' } | "
            + "Remove-DnsServerResourceRecord -ComputerName '\(dc1)' -ZoneName '\(zone)'"
    }

    private static func adding(_ host: String, zone: String = "_msdcs.corp.example.test") -> String {
        let name = zone.hasPrefix("_msdcs.") ? "_ldap._tcp.pdc" : "_ldap._tcp.pdc._msdcs"
        return "Add-DnsServerResourceRecord -Srv -ComputerName '\(dc1)' -ZoneName '\(zone)' -Name \(name) "
            + "-DomainName '\(host)' -Priority 0 -Weight 100 -Port 389"
    }

    private static func witnesses(_ snapshot: inout ForestSnapshot, records: [String], owners: [String] = [dc1]) {
        snapshot.domain { domain in
            domain.pdcConsensus.agreement = .contradicted
            domain.pdcConsensus.witnesses =
                owners.map {
                    .init(
                        source: .ownerAttribute, observedOn: dc1, host: .value($0), authenticated: true, counted: true)
                }
                + records.map {
                    .init(
                        source: .serviceRecord, observedOn: "192.0.2.53", host: .value($0), authenticated: false,
                        counted: true)
                }
        }
    }

    private static let registering = "nltest /server:'\(dc1)' /dsregdns"
    private static let old = "old.corp.example.test"

    static let roles: [RemedyCase] = [
        .init(
            "WB-PDC-002", "the record names another host", registering + removing(dc2),
            [record("update", "'\(dc2) 389 0 100' '\(dc1) 389 0 100'")], undo: .command(adding(dc2)),
            or: [record("update", "'\(dc1) 389 0 100' '\(dc2) 389 0 100'")]
        ) { witnesses(&$0, records: [dc2]) },
        .init(
            "WB-PDC-002", "a record beside the right one", registering + removing(old),
            [record("delete", "'\(old) 389 0 100'")], undo: .command(adding(old)),
            or: [record("add", "'\(old) 389 0 100'")]
        ) { witnesses(&$0, records: ["DC1.corp.example.test.", old]) },
        .init(
            "WB-PDC-002", "two wrong records", registering + removing(dc2) + removing(old), [],
            undo: .command(adding(dc2) + "; " + adding(old))
        ) { witnesses(&$0, records: [old, dc2]) },
        .init(
            "WB-PDC-002", "in a domain that is not the root", registering + removing(dc2, zone: "corp.example.test"),
            [record("update", "'\(dc2) 389 0 100' '\(dc1) 389 0 100'", zone: "corp.example.test")],
            undo: .command(adding(dc2, zone: "corp.example.test")),
            or: [record("update", "'\(dc1) 389 0 100' '\(dc2) 389 0 100'", zone: "corp.example.test")]
        ) {
            $0.forest.rootDomain = "example.test"
            witnesses(&$0, records: [dc2])
        },
        .init("WB-PDC-002", "more than DNS is wrong", "nltest /dsregdns", undo: .notNeeded) {
            witnesses(&$0, records: [dc1], owners: [dc1, dc2])
        },
        .init("WB-PDC-002", "the records are right", "nltest /dsregdns", undo: .notNeeded) {
            witnesses(&$0, records: [dc1])
        },
        .init("WB-PDC-002", "nobody names an owner", "nltest /dsregdns", undo: .notNeeded) {
            witnesses(&$0, records: [dc2], owners: [])
        },
        .init("WB-PDC-002", "a record that does not count", "nltest /dsregdns", undo: .notNeeded) {
            witnesses(&$0, records: [dc1, dc2])
            $0.domain { $0.pdcConsensus.witnesses[2].counted = false }
        },
        .init(
            "WB-PDC-003", "silent", on: dc1,
            "Get-Service -ComputerName 'dc1.corp.example.test' -Name NTDS, Netlogon, Kdc", undo: .notNeeded
        ) { $0.controller("DC1") { $0.reachability.state = .silent } },
        .init(
            "WB-CTL-001", "another has the control", on: dc1,
            "Move-ADDirectoryServerOperationMasterRole -Identity 'DC2' -OperationMasterRole PDCEmulator",
            [samba("fsmo transfer --role=pdc", at: dc2)],
            undo: .command(
                "Move-ADDirectoryServerOperationMasterRole -Identity 'DC1' -OperationMasterRole PDCEmulator"),
            or: [samba("fsmo transfer --role=pdc")]
        ) { withoutControl(&$0) },
        .init(
            "WB-CTL-001", "of several the first by name", on: dc1,
            "Move-ADDirectoryServerOperationMasterRole -Identity 'DC0' -OperationMasterRole PDCEmulator",
            [samba("fsmo transfer --role=pdc", at: "dc0.corp.example.test")],
            undo: .command(
                "Move-ADDirectoryServerOperationMasterRole -Identity 'DC1' -OperationMasterRole PDCEmulator"),
            or: [samba("fsmo transfer --role=pdc")]
        ) {
            withoutControl(&$0)
            $0.forest.domainControllers = $0.forest.domainControllers.map {
                $0 + [SnapshotFixture.controller("DC0", 7)]
            }
        },
        .init(
            "WB-CTL-002", "not the PDC emulator", on: dc2, nil,
            undo: .steps("Move the role, or the preference, back.")
        ) { $0.controller("DC2") { $0.ownRootDSE { $0.supportedControls = .value([]) } } },
        withNowhereToGo("it lacks the control too") { $0.ownRootDSE { $0.supportedControls = .value([]) } },
        withNowhereToGo("it is read-only") { $0.kind = .readOnly },
        withNowhereToGo("it does not answer") { $0.reachability.state = .silent },
        withNowhereToGo("it is of another domain") { $0.domain = "child.corp.example.test" },
        withNowhereToGo("it is the same host") { $0.hostName = .value("DC1.corp.example.test.") },
    ]

    private static func withoutControl(_ snapshot: inout ForestSnapshot) {
        snapshot.controller("DC1") {
            $0.ownRootDSE { $0.supportedControls = .value([PolicyControlRules.control]) }
        }
    }

    private static func withNowhereToGo(
        _ name: String, _ change: @escaping @Sendable (inout DomainController) -> Void
    ) -> RemedyCase {
        .init(
            "WB-CTL-001", name, on: dc1, nil, undo: .steps("Move the role, or the preference, back.")
        ) {
            withoutControl(&$0)
            $0.controller("DC2") { change(&$0) }
        }
    }

    private static let server = "CN=DC2,CN=Servers,CN=Default,CN=Sites,\(configuration)"

    private static func options(_ name: String, _ bits: UInt32, _ off: [String]) -> RemedyCase {
        func samba(_ sign: String) -> String {
            off.map { "samba-tool drs options '\(dc2)' --dsa-option=\(sign)\($0) -U Administrator" }
                .joined(separator: " && ")
        }
        func repadmin(_ sign: String) -> String {
            "repadmin /options \"\(dc2)\" " + off.map { sign + $0 }.joined(separator: " ")
        }
        return .init(
            "WB-DC-005", name, on: dc2, repadmin("-"), [samba("-")], undo: .command(repadmin("+")), or: [samba("+")]
        ) { $0.controller("DC2") { $0.options = .value(bits) } }
    }

    static let controllers: [RemedyCase] = [
        options("inbound", 3, ["DISABLE_INBOUND_REPL"]),
        options("outbound", 5, ["DISABLE_OUTBOUND_REPL"]),
        options("both", 6, ["DISABLE_INBOUND_REPL", "DISABLE_OUTBOUND_REPL"]),
        .init(
            "WB-DC-005", "a name that no quotation marks hold", on: "-d\"c",
            nil, undo: .steps("Set the former options again: 0x6.")
        ) {
            $0.controller("DC2") {
                $0.hostName = .value("-d\"c")
                $0.options = .value(6)
            }
        },
        .init(
            "WB-DC-001", "silent", on: dc2,
            "ntdsutil \"metadata cleanup\" \"remove selected server \(server)\" quit quit",
            [samba("domain demote --remove-other-dead-server='DC2'")], undo: .irreversible
        ) { $0.controller("DC2") { $0.reachability.state = .silent } },
        .init(
            "WB-DC-001", "silent, and what the run was bound to", on: dc2,
            "ntdsutil \"metadata cleanup\" \"remove selected server \(server)\" quit quit", undo: .irreversible
        ) {
            $0.controller("DC2") { $0.reachability.state = .silent }
            $0.domain { $0.pdcConsensus.host = dc2 }
        },
        .init(
            "WB-DC-001", "a name that would be an option", on: dc2,
            "ntdsutil \"metadata cleanup\" \"remove selected server \(server)\" quit quit", undo: .irreversible
        ) {
            $0.controller("DC2") {
                $0.reachability.state = .silent
                $0.name = "-DC2"
            }
        },
        .init(
            "WB-DC-001", "of a domain that was not read", on: dc2,
            "ntdsutil \"metadata cleanup\" \"remove selected server \(server)\" quit quit",
            [samba("domain demote --remove-other-dead-server='DC2'")], undo: .irreversible
        ) {
            for name in ["DC1", "DC2"] { $0.controller(name) { $0.domain = nil } }
            $0.controller("DC2") { $0.reachability.state = .silent }
        },
        metadata("in a site whose name has a blank", "CN=NTDS Settings,CN=DC2,CN=Servers,CN=Head Office,CN=Sites"),
        metadata("with a quotation mark", "CN=NTDS Settings,CN=DC2,CN=Servers,CN=A\"B,CN=Sites"),
        metadata("without NTDS Settings", nil),
    ]

    private static func metadata(_ name: String, _ settings: String?) -> RemedyCase {
        let rule = DomainControllerRules.answersLDAP.remedy
        return .init("WB-DC-001", name, on: dc2, rule.command, undo: .irreversible) {
            $0.controller("DC2") {
                $0.reachability.state = .silent
                $0.ntdsSettings = settings.map { .value(.init($0)) } ?? .absent
            }
        }
    }
}
