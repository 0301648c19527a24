import ActiveDirectory
import Inspection
import LDAP

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

    private static func example(_ name: String, _ guid: Observed<ObjectGUID>) -> Population.Example {
        Population.Example(distinguishedName: DistinguishedName("CN=\(name),\(staff)"), guid: guid)
    }
}
