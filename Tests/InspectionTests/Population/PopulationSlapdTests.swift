import ActiveDirectory
import Foundation
import LDAP
import TestSupport
import Testing

@testable import Inspection

/// Users of a real server, page by page, against what ldapsearch finds there.
@Suite("users on slapd", .serialized, .timeLimit(.minutes(5))) struct PopulationSlapdTests {
    private static let users = 2500
    private static let domain = "DC=scale,DC=test"
    private static let schema = DistinguishedName("CN=Schema,CN=Configuration,\(domain)")

    private static let serverTask = Task {
        let ldif = try tree()
        return try await SlapdServer.start {
            $0.suffix = domain
            $0.global = ["include \(PackageLayout.root)/Benchmarks/population.schema", "sizelimit unlimited"]
            $0.database = ["limits dn.exact=\"cn=limited,\(domain)\" size.pr=700 size.prtotal=700"]
            $0.ldif = ldif
        }
    }

    /// Users in five units with ten descriptors, among them computers, which are of class user too, and managed accounts.
    private static func tree() throws -> String {
        var text = "dn: \(domain)\nobjectClass: dcObject\nobjectClass: organization\ndc: scale\no: Scale\n\n"
        for unit in 0..<5 {
            text += "dn: OU=Unit \(unit),\(domain)\nobjectClass: organizationalUnit\nou: Unit \(unit)\n\n"
        }
        let descriptors = try (0..<10).map { number in
            let sddl = "O:S-1-5-21-1-2-3-512D:AI(A;CIID;RPWP;;;S-1-5-21-1-2-3-\(2000 + number))(A;;RC;;;AU)"
            return Data(try SecurityDescriptor(sddl: sddl).bytes()).base64EncodedString()
        }
        for number in 0..<users {
            let isComputer = number % 25 == 24
            text += "dn: CN=User \(number),OU=Unit \(number % 5),\(domain)\n"
            text += "objectClass: top\nobjectClass: person\nobjectClass: organizationalPerson\nobjectClass: user\n"
            text += isComputer ? "objectClass: computer\n" : ""
            text += "cn: User \(number)\nsn: User\nuserAccountControl: \(number % 10 == 0 ? 514 : 512)\n"
            text += "objectCategory: CN=\(isComputer ? "Computer" : "Person"),CN=Schema,CN=Configuration,\(domain)\n"
            text += number % 50 == 0 ? "adminCount: 1\n" : ""
            // One in a hundred is withheld, as far as a client can tell.
            text += number % 100 == 7 ? "\n" : "nTSecurityDescriptor:: \(descriptors[number % 10])\n\n"
        }
        return text
    }

    private func scan(limit: Int? = nil, base: String = domain) async throws -> Observed<Population> {
        let server = try await Self.serverTask.value
        let connection = try await LDAPConnection.connect(
            to: LDAPEndpoint(host: "127.0.0.1", port: UInt16(server.port)), configuration: .init(security: .plain))
        let scan = PopulationScan(
            over: connection, schema: Self.schema, base: DistinguishedName(base), limit: limit)
        return try await scan.run(readFrom: "127.0.0.1")
    }

    /// How many entries ldapsearch finds with this filter.
    private func count(_ filter: String, below base: String = domain) async throws -> Int {
        let server = try await Self.serverTask.value
        let output = try await runSuccessfully(
            "ldapsearch",
            ["-x", "-LLL", "-H", server.uri, "-b", base, "-E", "pr=1000/noprompt", filter, "1.1"])
        return output.split(separator: "\n").count { $0.hasPrefix("dn:") }
    }

    @Test("are counted as ldapsearch counts them")
    func counted() async throws {
        let population = try #require(try await scan().known)
        let people = "(&(objectClass=user)(!(objectClass=computer))"
        #expect(population.users == Self.users - Self.users / 25)
        #expect(try await population.users == count("\(people))"))
        func users(_ fits: (Population.Group) -> Bool) -> Int {
            population.groups.filter(fits).reduce(0) { $0 + $1.users }
        }
        #expect(try await users { $0.adminCount == .value(true) } == count("\(people)(adminCount=1))"))
        #expect(
            try await users { $0.accountControl == .value(.disabled) } == count("\(people)(userAccountControl=514))"))
        #expect(
            try await users { $0.descriptor == .notReturned } == count("\(people)(!(nTSecurityDescriptor=*)))"))
        for unit in 0..<5 {
            let container = "OU=Unit \(unit),\(Self.domain)"
            #expect(
                try await users { $0.container == DistinguishedName(container) }
                    == count("\(people))", below: container))
        }
        #expect(population.descriptors.count == 10)
        #expect(population.groups.allSatisfy { $0.objectClass == .value("user") })
    }

    @Test("are the same when they are read again")
    func again() async throws {
        #expect(try await scan() == scan())
    }

    @Test("are counted up to a limit across pages", arguments: [999, 1000, 1001, 2399])
    func limited(limit: Int) async throws {
        let found = try await scan(limit: limit)
        #expect(found.state == "partial")
        #expect(found.known?.users == limit)
    }

    @Test("all of them are a whole, also when they are as many as the limit")
    func exactly() async throws {
        #expect(try await scan(limit: 2400).isValue)
    }

    @Test("below a name that is not there: the server's own error")
    func missing() async throws {
        let error = await #expect(throws: LDAPError.self) { try await scan(base: "OU=Nobody,\(Self.domain)") }
        #expect(error?.resultCode == .noSuchObject)
    }
}
