import ActiveDirectory
import LDAP
import Networking
import TestSupport
import Testing

extension LabSuite {
    /// Samba knows ranges, and names neither the range option nor a limit of its own: so the first range is asked for here.
    @Suite("ranges of values and extended names from Samba")
    struct RangeTests {
        static let group = "CN=Denied RODC Password Replication Group,CN=Users,DC=corp,DC=example,DC=test"

        static func connect(_ lab: Lab) async throws -> LDAPConnection {
            let address = try #require(IPAddress(try lab.variable("ADINSPECT_LAB_DC1")))
            let connection = try await LDAPConnection.connect(
                to: LDAPEndpoint(host: "dc1.\(domain)", port: 389, addresses: [SocketAddress(address, port: 389)]),
                configuration: LDAPConfiguration(trust: .file(try lab.caFile)))
            let password = LDAPPassword(Array(try lab.variable("ADINSPECT_LAB_ALICE_PASSWORD").utf8))
            try await connection.bind(.simple(name: "alice@\(domain)", password: password))
            return connection
        }

        @Test("a group read three members at first is what ldbsearch says", .timeLimit(.minutes(1)))
        func completed() async throws {
            let lab = try await Lab.required()
            let connection = try await Self.connect(lab)
            let entry = try #require(
                try await connection.read(
                    DistinguishedName(Self.group), attributes: ["member;range=0-2", "objectGUID"]))
            #expect(entry.texts("member;range=0-2")?.count == 3)
            let completion = try await connection.completingRanges(of: entry)
            #expect(completion.failures.isEmpty)
            let members = try #require(completion.entry.texts("member"))
            let database = try await lab.database(
                of: "dc1", base: Self.group, scope: "base", "(objectClass=*)", "member")
            #expect(members.count > 3)
            #expect(Set(members) == Set(try #require(database.first).all("member")))
            #expect(Set(members).count == members.count)
        }

        @Test("the same under extended names, whose GUIDs and SIDs are the objects' own", .timeLimit(.minutes(1)))
        func extended() async throws {
            let lab = try await Lab.required()
            let connection = try await Self.connect(lab)
            for form in [ExtendedNameForm.text, .hexadecimal] {
                let control = LDAPControl.extendedNames(form)
                let entry = try #require(
                    try await connection.read(
                        DistinguishedName(Self.group), attributes: ["member;range=0-2"], controls: [control]))
                #expect(entry.distinguishedName.description.hasPrefix("<GUID="))
                let completion = try await connection.completingRanges(of: entry, controls: [control])
                #expect(completion.failures.isEmpty)
                let members = try #require(completion.entry.texts("member"))
                #expect(members.count > 3)
                for text in members {
                    let member = try #require(ExtendedDistinguishedName(text))
                    let guid = try #require(member.guid)
                    let found = try #require(
                        try await connection.read(DistinguishedName(guid: guid), attributes: ["objectSid"]))
                    #expect(found.distinguishedName == member.name)
                    #expect(found["objectSid"]?.first.flatMap { SecurityIdentifier(bytes: $0) } == member.sid)
                }
            }
        }

        @Test("a range behind the last value is empty, and no error", .timeLimit(.minutes(1)))
        func behindTheLast() async throws {
            let connection = try await Self.connect(try await Lab.required())
            let entry = try #require(
                try await connection.read(DistinguishedName(Self.group), attributes: ["member;range=100-*"]))
            #expect(entry["member;range=100-*"] == [])
            #expect(entry.attributes.count == 1)
        }

        @Test("a descriptor comes only when the system ACL is not asked for", .timeLimit(.minutes(1)))
        func descriptor() async throws {
            let connection = try await Self.connect(try await Lab.required())
            func descriptor(_ controls: [LDAPControl]) async throws -> [UInt8]? {
                try await connection.read(
                    DistinguishedName("DC=corp,DC=example,DC=test"), attributes: ["nTSecurityDescriptor"],
                    controls: controls)?["nTSecurityDescriptor"]?.first
            }
            let whole = try #require(try await descriptor([.securityDescriptorParts(isCritical: true)]))
            let owner = try #require(try await descriptor([.securityDescriptorParts(.owner)]))
            #expect(owner.count < whole.count)
            #expect(try await descriptor([]) == nil)
            #expect(try await descriptor([.securityDescriptorParts([.withoutSystemACL, .systemACL])]) == nil)
        }
    }
}
