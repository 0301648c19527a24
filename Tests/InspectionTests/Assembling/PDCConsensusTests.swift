import Testing

@testable import Inspection

/// The truth table: what the witnesses say, and what they say together.
@Suite struct PDCConsensusTests {
    typealias Witness = PDCConsensus.Witness

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var witnesses: [Witness]
        var agreement: PDCConsensus.Agreement
        var host: String?
        var testDescription: String { name }
    }

    private static func owner(_ on: String, _ host: Observed<String>, counted: Bool = true) -> Witness {
        Witness(source: .ownerAttribute, observedOn: on, host: host, authenticated: true, counted: counted)
    }

    private static func owner(_ on: String, _ host: String) -> Witness { owner(on, .value(host)) }

    private static func flag(_ on: String, _ isSet: Bool, counted: Bool = true) -> Witness {
        Witness(
            source: .netlogonFlag, observedOn: on, host: isSet ? .value(on) : .absent, authenticated: false,
            counted: counted)
    }

    private static func record(_ host: Observed<String>) -> Witness {
        Witness(source: .serviceRecord, observedOn: "DNS", host: host, authenticated: false, counted: true)
    }

    private static let dead = Observed<String>.unreachable(why: "nothing came back")
    private static func deadFlag(_ on: String) -> Witness {
        Witness(source: .netlogonFlag, observedOn: on, host: dead, authenticated: false, counted: true)
    }

    private static let healthy = [
        owner("dc1", "dc1"), owner("dc2", "dc1"), flag("dc1", true), flag("dc2", false), record(.value("dc1")),
    ]

    static let cases: [Case] = [
        Case(name: "all agree", witnesses: healthy, agreement: .confirmed, host: "dc1"),
        Case(
            name: "one controller only, DNS agrees",
            witnesses: [owner("dc1", "dc1"), flag("dc1", true), record(.value("dc1"))], agreement: .confirmed,
            host: "dc1"),
        Case(
            name: "one controller only, and nobody else says so",
            witnesses: [owner("dc1", "dc1"), flag("dc1", true), record(.absent)], agreement: .unconfirmed, host: "dc1"),
        Case(
            name: "a controller is dead",
            witnesses: [
                owner("dc1", "dc1"), owner("dc2", dead), flag("dc1", true), deadFlag("dc2"), record(.value("dc1")),
            ], agreement: .confirmedInPart, host: "dc1"),
        Case(
            name: "DNS has no record",
            witnesses: [
                owner("dc1", "dc1"), owner("dc2", "dc1"), flag("dc1", true), flag("dc2", false), record(.absent),
            ],
            agreement: .confirmedInPart, host: "dc1"),
        Case(
            name: "DNS cannot be asked",
            witnesses: [owner("dc1", "dc1"), owner("dc2", "dc1"), flag("dc1", true), flag("dc2", false), record(dead)],
            agreement: .confirmedInPart, host: "dc1"),
        Case(
            name: "an owner attribute that was not shown",
            witnesses: [
                owner("dc1", "dc1"), owner("dc2", .notReturned), flag("dc1", true), flag("dc2", false),
                record(.value("dc1")),
            ], agreement: .confirmedInPart, host: "dc1"),
        Case(
            name: "the named host says nothing over netlogon, and confirms over LDAP",
            witnesses: [owner("dc1", "dc1"), deadFlag("dc1"), record(.value("dc1"))], agreement: .confirmedInPart,
            host: "dc1"),
        Case(
            name: "the named host is dead",
            witnesses: [
                owner("dc1", dead), deadFlag("dc1"), owner("dc2", "dc1"), flag("dc2", false), record(.value("dc1")),
            ],
            agreement: .unconfirmed, host: "dc1"),
        Case(
            name: "the named host is no domain controller that is known",
            witnesses: [owner("dc2", "old"), flag("dc2", false), record(.value("old"))], agreement: .unconfirmed,
            host: "old"),
        Case(
            name: "nobody names anyone", witnesses: [owner("dc1", dead), deadFlag("dc1"), record(dead)],
            agreement: .unconfirmed, host: nil),
        Case(name: "there is no witness", witnesses: [], agreement: .unconfirmed, host: nil),
        Case(
            name: "two controllers name two owners",
            witnesses: [
                owner("dc1", "dc1"), owner("dc2", "dc2"), flag("dc1", true), flag("dc2", false), record(.value("dc1")),
            ], agreement: .contradicted, host: nil),
        Case(
            name: "the flag is not set on the named host",
            witnesses: [
                owner("dc1", "dc1"), owner("dc2", "dc1"), flag("dc1", false), flag("dc2", false), record(.value("dc1")),
            ], agreement: .contradicted, host: nil),
        Case(
            name: "the flag is set on another host too",
            witnesses: [
                owner("dc1", "dc1"), owner("dc2", "dc1"), flag("dc1", true), flag("dc2", true), record(.value("dc1")),
            ], agreement: .contradicted, host: nil),
        Case(
            name: "the record names another host",
            witnesses: [
                owner("dc1", "dc1"), owner("dc2", "dc1"), flag("dc1", true), flag("dc2", false), record(.value("dc2")),
            ], agreement: .contradicted, host: nil),
        Case(
            name: "the record names two hosts", witnesses: healthy + [record(.value("dc2"))], agreement: .contradicted,
            host: nil),
        Case(
            name: "a read-only controller is shown and not counted",
            witnesses: healthy + [
                owner("rodc1", .value("dc2"), counted: false), flag("rodc1", true, counted: false),
            ], agreement: .confirmed, host: "dc1"),
        Case(
            name: "a read-only controller alone confirms nothing",
            witnesses: [owner("dc1", "dc1"), flag("dc1", true), owner("rodc1", .value("dc1"), counted: false)],
            agreement: .unconfirmed, host: "dc1"),
        Case(
            name: "names differ in letter case and trailing dot",
            witnesses: [
                owner("dc1", "DC1"), owner("dc2", "dc1."), flag("dc1", true), flag("dc2", false),
                record(.value("Dc1.")),
            ], agreement: .confirmed, host: "DC1"),
        Case(
            name: "two names of one NTDS Settings object are one host",
            witnesses: [
                owner("dc1", "alias-of-dc1"), owner("dc2", "dc1"), flag("dc1", true), flag("dc2", false),
                record(.value("alias-of-dc1")),
            ], agreement: .confirmed, host: "alias-of-dc1"),
        Case(
            name: "an owner without a host is nobody's name",
            witnesses: [
                owner("dc1", "CN=NTDS Settings\\0ADEL:x,CN=OLD"), owner("dc2", "CN=NTDS Settings\\0ADEL:x,CN=OLD"),
                flag("dc1", false), flag("dc2", false), record(.absent),
            ], agreement: .unconfirmed, host: nil),
    ]

    private static func identity(_ host: String) -> String {
        var name = host.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        return name.hasSuffix("dc1") && !name.hasPrefix("ro") ? "CN=NTDS Settings,CN=DC1" : name
    }

    @Test("what the witnesses say together", arguments: cases)
    func agreement(_ one: Case) {
        let consensus = PDCConsensus(witnesses: one.witnesses, identity: Self.identity)
        #expect(consensus.agreement == one.agreement)
        #expect(consensus.host == one.host)
        #expect(consensus.witnesses.count == one.witnesses.count)
    }

    @Test("the order of the witnesses changes nothing", arguments: cases)
    func orderIsSettled(_ one: Case) {
        let forward = PDCConsensus(witnesses: one.witnesses, identity: Self.identity)
        let backward = PDCConsensus(witnesses: one.witnesses.reversed(), identity: Self.identity)
        #expect(forward.witnesses == backward.witnesses)
        #expect(forward.agreement == backward.agreement)
        #expect(forward.host == backward.host)
    }

    @Test("hosts are one when their NTDS Settings object is one, else by name")
    func identityOfHosts() {
        let topology = Readings.topology()
        let settings = topology.identity(ofHost: "dc1.corp.example.test")
        #expect(settings.hasPrefix("cn=ntds settings,cn=dc1,"))
        #expect(topology.identity(ofHost: "DC1.Corp.Example.Test.") == settings)
        #expect(topology.identity(ofHost: "dc2.corp.example.test") != settings)
        #expect(topology.identity(ofHost: "Old.Example.Test.") == "old.example.test")
    }
}
