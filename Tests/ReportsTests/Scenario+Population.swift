import ActiveDirectory
import Inspection
import LDAP
import Writeback

@testable import Reports

extension Scenario {
    static let staff = DistinguishedName("OU=Staff,DC=corp,DC=example,DC=test")

    /// Users of every kind that a report can meet: told whole, withheld, damaged, one too many.
    static func populate(_ snapshot: inout ForestSnapshot) {
        let texts = [
            "O:S-1-5-21-1-2-3-512D:AI(OA;CIID;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1104)",
            "O:S-1-5-21-1-2-3-512D:PAI(A;;RC;;;AU)",
        ]
        let descriptors = texts.compactMap { try? PopulationDescriptor(SecurityDescriptor(sddl: $0)) }
        let known = Population.Group(
            container: staff, objectClass: .value("user"), descriptor: .value(0),
            accountControl: .value([.passwordDoesNotExpire, .smartcardRequired]), adminCount: .value(true),
            passwordSettingsObject: .value(DistinguishedName("CN=Admins,CN=Password Settings Container,CN=System")),
            users: 1200, examples: [example("Alice", .value(ForestFixture.guid(20))), example("Bob", .notReturned)])
        var withheld = known
        withheld.descriptor = .notReturned
        withheld.adminCount = .notReturned
        withheld.passwordSettingsObject = .notReturned
        withheld.users = 30
        var damaged = withheld
        damaged.descriptor = .hidden(why: "nTSecurityDescriptor came back in a form that could not be read")
        damaged.objectClass = .notReturned
        damaged.accountControl = .notReturned
        damaged.users = 4
        let population = Population(
            base: DistinguishedName("DC=corp,DC=example,DC=test"), readFrom: "dc2.corp.example.test",
            isReadFromPDCEmulator: false, users: 1234, descriptors: descriptors, groups: [known, withheld, damaged])
        snapshot.domain { $0.population = .value(population) }
    }

    /// Units whose users are cut off, each with one more than the one before; one of whom nothing is known, one where all is well, and
    /// disabled users in the domain itself.
    struct Judged {
        let report: ReadinessReport
    }

    static func judged(_ units: Int) -> Judged {
        let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
        let texts = [
            "O:S-1-5-21-1-2-3-512D:PAI(A;;RPLCLORC;;;AU)",
            "O:S-1-5-21-1-2-3-512D:AI(A;;RPLCLORC;;;AU)(OA;CIID;CR;00299570-246d-11d0-a768-00aa006e0529;\(user);\(RightsFixture.sid))"
                + "(OA;CIID;RPWP;;\(user);\(RightsFixture.sid))",
        ]
        let descriptors = texts.compactMap { try? PopulationDescriptor(SecurityDescriptor(sddl: $0)) }
        let base = DistinguishedName("DC=corp,DC=example,DC=test")
        func group(
            _ container: DistinguishedName, _ users: Int, _ descriptor: Observed<Int>, _ flags: UserAccountControl = []
        ) -> Population.Group {
            Population.Group(
                container: container, objectClass: .value("user"), descriptor: descriptor,
                accountControl: .value(flags),
                adminCount: .value(false), passwordSettingsObject: .notReturned, users: users,
                examples: [.init(distinguishedName: container.child("CN", "Alice"), guid: .notReturned)])
        }
        let groups =
            (1...units).map { group(DistinguishedName("OU=Unit \($0),\(staff)"), $0 + 1, .value(0)) } + [
                group(DistinguishedName("OU=Open,\(staff)"), 4, .notReturned),
                group(DistinguishedName("OU=Fine,\(staff)"), 7, .value(1)), group(base, 5, .value(1), .disabled),
            ]
        let snapshot = ForestFixture.healthy {
            $0.domain {
                $0.population = .value(
                    Population(
                        base: base, readFrom: "dc2.corp.example.test", isReadFromPDCEmulator: false,
                        users: groups.reduce(0) { $0 + $1.users }, descriptors: descriptors, groups: groups))
            }
        }
        return Judged(report: ForestFixture.report([snapshot]))
    }

    private static func example(_ name: String, _ guid: Observed<ObjectGUID>) -> Population.Example {
        Population.Example(distinguishedName: DistinguishedName("CN=\(name),\(staff)"), guid: guid)
    }
}
