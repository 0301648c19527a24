import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

@Suite("the histogram of users") struct PopulationHistogramTests {
    private func population(
        _ users: [UserFixture], limits: PopulationHistogram.Limits = .init()
    ) -> (population: Population, gap: String?) {
        var histogram = PopulationHistogram(limits: limits)
        for user in users { histogram.add(PopulationMember(user.entry)) }
        let base = DistinguishedName("DC=corp,DC=example,DC=test")
        return (histogram.population(base: base, readFrom: "dc2", isPDCEmulator: false), histogram.gap)
    }

    @Test("users who differ in nothing are one group, and every difference makes another")
    func groups() throws {
        let other = try UserFixture.descriptor("D:PAI(A;;RPWP;;;AU)")
        let users = [
            try UserFixture("a"), try UserFixture("b"), try UserFixture("c") { $0.container = UserFixture.sales },
            try UserFixture("d") { $0.classes = ["top", "person", "organizationalPerson", "user", "inetOrgPerson"] },
            try UserFixture("e") { $0.accountControl = "514" }, try UserFixture("f") { $0.adminCount = "1" },
            try UserFixture("g") { $0.adminCount = "0" },
            try UserFixture("h") { $0.passwordSettingsObject = "CN=Admins,CN=System,DC=corp" },
            try UserFixture("i") { $0.descriptor = other }, try UserFixture("j") { $0.accountControl = nil },
        ]
        let (population, gap) = population(users)
        #expect(gap == nil)
        #expect(population.users == 10)
        #expect(population.groups.map(\.users).reduce(0, +) == 10)
        #expect(population.groups.count == 9)
        #expect(population.descriptors.count == 2)
        func group(_ name: String) -> Population.Group? {
            population.groups.first { $0.examples.contains { $0.distinguishedName.rdn?.value == name } }
        }
        #expect(group("a")?.users == 2)
        #expect(group("a")?.adminCount == .notReturned)
        #expect(group("a")?.passwordSettingsObject == .notReturned)
        #expect(group("a")?.accountControl == .value([]))
        #expect(group("c")?.container == DistinguishedName(UserFixture.sales))
        #expect(group("d")?.objectClass == .value("inetOrgPerson"))
        #expect(group("e")?.accountControl == .value(.disabled))
        #expect(group("f")?.adminCount == .value(true))
        #expect(group("g")?.adminCount == .value(false))
        #expect(group("h")?.passwordSettingsObject == .value(DistinguishedName("CN=Admins,CN=System,DC=corp")))
        #expect(group("j")?.accountControl == .notReturned)
        let protected = try #require(group("i"))
        #expect(try population.descriptor(of: protected)?.isProtected == true)
        #expect(try population.descriptor(of: #require(group("a")))?.isProtected == false)
    }

    @Test("a group can be asked for a right as the object can")
    func judged() throws {
        let reset = ObjectGUID("00299570-246d-11d0-a768-00aa006e0529")
        let text = "O:S-1-5-21-1-2-3-512D:AI(OA;CIID;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1104)"
        let descriptor = try UserFixture.descriptor(text)
        let (population, _) = population([try UserFixture("a") { $0.descriptor = descriptor }])
        let group = try #require(population.groups.first)
        let found = try #require(try population.descriptor(of: group))
        let check = AccessCheck(found, ofClass: .userClass)
        let right = DirectoryRight.controlAccess(try #require(reset))
        let account = try #require(SecurityIdentifier("S-1-5-21-1-2-3-1104"))
        #expect(check.decision(on: right, for: Token([account])).answer == .granted)
        #expect(check.decision(on: right, for: Token()).answer == .denied)
    }

    @Test("the order in which users come leaves no trace")
    func order() throws {
        var random = SeededRandom(seed: 4)
        let descriptors = try (0..<7).map { try UserFixture.descriptor("D:AI(A;;RP;;;S-1-5-21-1-2-3-\($0))") }
        var users = try (0..<500).map { number in
            try UserFixture("u\(number)") {
                $0.container = number.isMultiple(of: 3) ? UserFixture.sales : UserFixture.staff
                $0.descriptor = descriptors[number % 7]
                $0.accountControl = number.isMultiple(of: 5) ? "66050" : "66048"
            }
        }
        let (first, _) = population(users)
        #expect(first.groups.count == 28)
        for _ in 0..<10 {
            users.shuffle(using: &random)
            #expect(population(users).population == first)
        }
        #expect(first.groups.allSatisfy { $0.examples.count == Population.examplesPerGroup })
        #expect(first.groups.map(\.container.description) == first.groups.map(\.container.description).sorted())
    }

    @Test("a descriptor that is withheld, or damaged, is counted as such and never as one without rights")
    func withheld() throws {
        let users = [
            try UserFixture("a") { $0.descriptor = nil }, try UserFixture("b") { $0.descriptor = [1, 0, 4] },
            try UserFixture("c") { $0.descriptor = [] }, try UserFixture("d"),
        ]
        let (population, gap) = population(users)
        #expect(gap == nil)
        #expect(population.descriptors.count == 1)
        let states = population.groups.map { ($0.descriptor.state, $0.users) }
        #expect(states.contains { $0 == ("notReturned", 1) })
        #expect(states.contains { $0 == ("hidden", 2) })
        for group in population.groups where group.descriptor.known == nil {
            #expect(try population.descriptor(of: group) == nil)
        }
    }

    @Test("descriptors that differ only in what access does not depend on are one")
    func sameAccess() throws {
        let users = [
            try UserFixture("a"),
            try UserFixture("b") {
                $0.descriptor = try? UserFixture.descriptor("G:S-1-5-21-1-2-3-513D:AI(A;;RPWP;;;AU)")
            },
            try UserFixture("c") {
                var bytes = $0.descriptor ?? []
                // DACL_DEFAULTED, and an ACL of another revision.
                bytes[2] |= 0x08
                bytes[20] = 4
                $0.descriptor = bytes
            },
        ]
        let (population, _) = population(users)
        #expect(population.descriptors.count == 1)
        #expect(population.groups.map(\.users) == [3])
    }

    @Test("beyond the limit of descriptors users are still counted, and the reason is given")
    func tooManyDescriptors() throws {
        let users = try (0..<20).map { number in
            try UserFixture("u\(number)") {
                $0.descriptor = try? UserFixture.descriptor("D:(A;;RP;;;S-1-5-21-1-2-3-\(number % 10))")
            }
        }
        let (population, gap) = population(users, limits: .init(descriptors: 4))
        #expect(population.users == 20)
        #expect(population.groups.map(\.users).reduce(0, +) == 20)
        #expect(population.descriptors.count == 4)
        #expect(gap == "there are more than 4 distinct descriptors")
        let left = population.groups.filter {
            $0.descriptor == .notCollected(why: "there are more than 4 distinct descriptors")
        }
        #expect(left.map(\.users) == [12])
        #expect(population.groups.filter { $0.descriptor.known != nil }.map(\.users) == [2, 2, 2, 2])
    }

    @Test("beyond the room for descriptors, too")
    func tooManyBytes() throws {
        let users = try (0..<10).map { number in
            try UserFixture("u\(number)") {
                $0.descriptor = try? UserFixture.descriptor("D:(A;;RP;;;S-1-5-21-1-2-3-\(number))")
            }
        }
        let (population, gap) = population(users, limits: .init(descriptorBytes: 200))
        #expect((1..<10).contains(population.descriptors.count))
        #expect(population.groups.map(\.users).reduce(0, +) == 10)
        #expect(gap != nil)
    }

    @Test("beyond the limit of groups, those that are there still count")
    func tooManyGroups() throws {
        let users = try (0..<20).map { number in
            try UserFixture("u\(number)") { $0.container = "OU=\(number % 5),DC=corp" }
        }
        let (population, gap) = population(users, limits: .init(groups: 3))
        #expect(population.users == 20)
        #expect(population.groups.map(\.users) == [4, 4, 4])
        #expect(gap == "8 users are counted in no group: there are more than 3 groups")
    }

    @Test("attribute names count in any letter case, and a container in any spelling")
    func spellings() throws {
        var shouting = try UserFixture("b")
        shouting.container = "ou=staff,dc=corp,dc=example,dc=test"
        let loud = Entry(
            distinguishedName: shouting.entry.distinguishedName,
            attributes: shouting.entry.attributes.map {
                .init(description: $0.description.uppercased(), values: $0.values)
            })
        var histogram = PopulationHistogram()
        histogram.add(PopulationMember(try UserFixture("a").entry))
        histogram.add(PopulationMember(loud))
        #expect(histogram.groups.count == 1)
    }

    @Test(
        "the container is what stands behind the first comma that is one",
        arguments: [
            ("CN=a,OU=x,DC=y", "OU=x,DC=y"), ("CN=Doe\\, Jane,OU=x", "OU=x"), ("CN=a\\\\,OU=x", "OU=x"),
            ("CN=a\\2C b,OU=x", "OU=x"), ("CN=\"a,b\",OU=x", "OU=x"), ("CN=a", ""), ("", ""), ("CN=a\\", ""),
            ("CN=Ä,OU=Löhne,DC=y", "OU=Löhne,DC=y"),
        ])
    func containers(name: String, container: String) {
        #expect(DistinguishedName(name).containerText == container)
    }

    @Test("a signed userAccountControl is read, and one that is no number is hidden")
    func accountControl() throws {
        let users = [
            try UserFixture("a") { $0.accountControl = "-2147483134" },
            try UserFixture("b") { $0.accountControl = "many" },
        ]
        let (population, _) = population(users)
        let states = Set(population.groups.map(\.accountControl))
        #expect(states.contains(.value(.disabled)))
        #expect(states.contains { $0.state == "hidden" })
    }
}
