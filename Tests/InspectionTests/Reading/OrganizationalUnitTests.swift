import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

/// The names of organizational units, and what proves that none is missing.
@Suite struct OrganizationalUnitTests {
    static let root = SecurityReaderTests.root

    static func units(
        caller: Observed<Token> = .value(Token([.authenticatedUsers])),
        _ change: (inout DirectoryTree) throws -> Void = { _ in }
    ) async throws -> Observed<OrganizationalUnits> {
        try await SecurityReaderTests.read(caller: caller, change).organizationalUnits
    }

    @Test func plainNamesAreCountedAndNotKept() async throws {
        #expect(try await Self.units() == .value(OrganizationalUnits(count: 3, withReservedNames: [])))
    }

    @Test func namesAreKeptAsTheyAreAndNotAsTheyAreEscaped() async throws {
        let units = try #require(
            try await Self.units { tree in
                for name in ["Sales\\, EMEA", "\\ Lead", "\\#Sign", "Trail\\ ", "QA/Test", "Old\\0ACNF:1"] {
                    tree.add(try SecurityReaderTests.container("OU=\(name),\(Self.root)", SecurityReaderTests.readable))
                }
                tree.add(
                    try SecurityReaderTests.container(
                        "CN=Not\\, a unit,\(Self.root)", SecurityReaderTests.readable, objectClass: "container"))
                tree.add(
                    try SecurityReaderTests.container("OU=a+b,CN=System,\(Self.root)", SecurityReaderTests.readable))
            }.known)
        #expect(units.count == 9)
        #expect(
            Set(units.withReservedNames.map(\.name)) == [
                "Sales, EMEA", " Lead", "#Sign", "Trail ", "QA/Test", "Old\nCNF:1",
            ])
        let names = units.withReservedNames.map(\.distinguishedName.description)
        #expect(names == names.sorted())
    }

    @Test func whetherUsersAreBelowIsAskedOfThemAlone() async throws {
        let units = try #require(
            try await Self.units { tree in
                tree.add(try SecurityReaderTests.container("OU=a\\,b,\(Self.root)", SecurityReaderTests.readable))
                tree.add(try SecurityReaderTests.container("OU=c\\,d,\(Self.root)", SecurityReaderTests.readable))
                tree.add(
                    DirectoryEntry(
                        "CN=u,OU=c\\,d,\(Self.root)",
                        [
                            "objectClass": ["top", "person", "user"],
                            "objectCategory": "CN=Person,CN=Schema,\(Self.root)",
                        ]))
            }.known)
        #expect(units.withReservedNames.map(\.holdsUsers) == [.value(false), .value(true)])
    }

    @Test func aContainerWhoseChildrenMayBeHiddenLeavesTheListOpen() async throws {
        func why(
            _ closed: String?, caller: Observed<Token> = .value(Token([.authenticatedUsers]))
        ) async throws -> String? {
            let units = try await Self.units(caller: caller) { tree in
                tree.add(try SecurityReaderTests.container("OU=a\\,b,\(Self.root)", SecurityReaderTests.readable))
                guard let closed else { return }
                tree.add(try SecurityReaderTests.container("OU=Closed,\(Self.root)", closed))
            }
            #expect(units.known?.withReservedNames.map(\.name) == ["a,b"])
            guard case .partial(_, let why) = units else { return nil }
            return why
        }
        #expect(try await why(nil) == nil)
        #expect(
            try await why("O:SYG:SYD:(A;;RPRC;;;AU)")
                == "1 containers may hold more than the caller sees, OU=Closed,\(Self.root) among them")
        #expect(try await why(nil, caller: .notReturned)?.contains("containers may hold more") == true)
    }

    @Test func aContainerThatHidesItsChildrenElsewhereLeavesUsersBelowOpen() async throws {
        let units = try #require(
            try await Self.units { tree in
                tree.add(try SecurityReaderTests.container("OU=a\\,b,\(Self.root)", "O:SYG:SYD:(A;;RPRC;;;AU)"))
            }.known)
        #expect(units.withReservedNames.map(\.holdsUsers) == [.notReturned])
    }

    // MARK: What a walk shows

    static func entry(_ name: String) -> Entry {
        Entry(distinguishedName: DistinguishedName(name), attributes: [])
    }

    @Test func whatIsNoNameIsToldAndNotPassedOver() {
        var names = OrganizationalUnitNames()
        for name in ["OU=#04020102,DC=x", "no name at all", "ou=A\\,B,DC=x", "CN=C\\,D,DC=x", "OU=E,DC=x"] {
            names.take(Self.entry(name))
        }
        #expect(names.count == 3)
        #expect(names.illegible.map(\.description) == ["OU=#04020102,DC=x", "no name at all"])
        #expect(names.reserved.map(\.name) == ["A,B"])
        #expect(names.left == 0)
    }

    @Test func noMoreAreKeptThanAnybodyReads() {
        var names = OrganizationalUnitNames()
        for number in 0..<(OrganizationalUnitNames.mostKept + 7) { names.take(Self.entry("OU=\(number)/x,DC=x")) }
        #expect(names.reserved.count == OrganizationalUnitNames.mostKept)
        #expect(names.left == 7)
        #expect(names.count == OrganizationalUnitNames.mostKept + 7)
    }
}
