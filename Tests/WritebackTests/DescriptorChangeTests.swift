import ActiveDirectory
import LDAP
import Testing

@testable import Writeback

@Suite("commands that change a descriptor") struct DescriptorChangeTests {
    private static func change(_ name: String) -> DescriptorChange {
        DescriptorChange(
            object: DistinguishedName(name), before: RightsFixture.descriptor([RightsFixture.read]),
            server: "dc1.corp.example.test")
    }

    @Test("an entry that is not there is taken away by no command")
    func noSuchEntry() {
        #expect(!Self.change("DC=corp").removing(at: [0]).isEmpty)
        #expect(Self.change("DC=corp").removing(at: [1]).isEmpty)
    }

    @Test("a name with a line break in it is written by no command; one with a blank is")
    func lineBreaks() {
        #expect(!Self.change("OU=Plain Users,DC=corp").removing(at: [0]).isEmpty)
        #expect(Self.change("OU=a\nb,DC=corp").removing(at: [0]).isEmpty)
    }
}
