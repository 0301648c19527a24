import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

/// What a forest has for the other writebacks: what is there, what is proved not to be, and what nobody knows.
@Suite("facts of the other writebacks") struct OtherWritebackReaderTests {
    private static let root = TokenExpansionTests.corpRoot
    private static let configuration = "CN=Configuration,\(root)"
    private static let schema = "CN=Schema,\(configuration)"
    private static let services = "CN=Services,\(configuration)"
    private static let registration = "CN=Device Registration Configuration,\(services)"
    private static let serviceContainer = "CN=Device Registration Services,\(registration)"
    private static let service = "CN=DeviceRegistrationService,\(serviceContainer)"
    private static let devices = "CN=RegisteredDevices,\(root)"
    private static let readable = "O:SYG:SYD:(A;;RPLCLORC;;;AU)"
    private static let closed = "O:SYG:SYD:(A;;RPRC;;;AU)"

    private static func attribute(_ name: String, _ number: UInt8, propertySet: UInt8? = nil) -> DirectoryEntry {
        var entry = DirectoryEntry(
            "CN=\(name),\(schema)", ["objectClass": ["top", "attributeSchema"], "lDAPDisplayName": "\(name)"])
        entry["schemaIDGUID"] = DirectoryValues([guid(number).wire])
        if let propertySet { entry["attributeSecurityGUID"] = DirectoryValues([guid(propertySet).wire]) }
        return entry
    }

    private static func guid(_ last: UInt8) -> ObjectGUID {
        ObjectGUID(textOrder: [UInt8](repeating: 0, count: 15) + [last]) ?? .userClass
    }

    private static func container(_ name: String, _ descriptor: String = readable, _ objectClass: String = "container")
        throws -> DirectoryEntry
    {
        try SecurityReaderTests.container(name, descriptor, objectClass: objectClass)
    }

    private static func prepare(_ tree: inout DirectoryTree) throws {
        tree.add(try container(root, readable, "domainDNS"))
        tree.add(try container(configuration, readable, "configuration"))
        tree.add(try container(schema, readable, "dMD"))
        tree.add(try container(services))
        tree.add(attribute("objectSid", 1))
        tree.add(attribute("msDS-KeyCredentialLink", 2, propertySet: 3))
    }

    private static func addDevices(_ tree: inout DirectoryTree) throws {
        tree.add(attribute("msDS-DeviceLocation", 4))
        tree.add(try container(registration))
        tree.add(try container(serviceContainer, readable, "msDS-DeviceRegistrationServiceContainer"))
        var entry = try container(service, readable, "msDS-DeviceRegistrationService")
        entry["msDS-DeviceLocation"] = DirectoryValues(devices)
        tree.add(entry)
        tree.add(try container(devices, readable, "msDS-DeviceContainer"))
        for name in ["a", "b"] {
            tree.add(DirectoryEntry("CN=\(name),\(devices)", ["objectClass": ["top", "msDS-Device"]]))
        }
    }

    private static func read(
        _ wanted: Set<OtherWriteback>, groups: String? = nil,
        caller: Observed<Token> = .value(Token([.authenticatedUsers])),
        _ change: (inout DirectoryTree) throws -> Void = { _ in }
    ) async throws -> (result: OtherWritebacks, searches: Int) {
        let world = try await TokenExpansionTests.world(caller: caller) { tree in
            try prepare(&tree)
            try change(&tree)
        }
        defer { world.servers.forEach { $0.stop() } }
        let result = await OtherWritebackReader(
            configuration: ExistenceReader(directory: world.domains[0].directory, caller: caller),
            configurationNamingContext: DistinguishedName(configuration),
            schemaNamingContext: DistinguishedName(schema), domains: world.domains
        ).run(wanted, groupContainer: groups.map { DistinguishedName($0) })
        return (result, world.servers[0].requests.count)
    }

    @Test("are not read where nobody asks")
    func nothing() async throws {
        let (result, searches) = try await Self.read([], groups: Self.devices)
        #expect(result == .notCollected(why: "not asked for (--writeback)"))
        #expect(searches == 0)
    }

    @Test("only those of the kinds that are asked for")
    func kinds() async throws {
        let keys = try await Self.read([.keyCredentials]).result
        #expect(keys.attributes.known?.map(\.name) == ["msDS-KeyCredentialLink"])
        #expect(keys.classDefaults.isEmpty)
        for state in [
            keys.deviceConfiguration.state, keys.deviceServices.state, keys.exchangeSchemaVersion.state,
            keys.exchangeConfiguration.state, keys.groupContainer.state,
        ] { #expect(state == "notCollected") }
        let groups = try await Self.read([.group]).result
        #expect(groups.classDefaults == ["group": .notReturned])
        #expect(groups.exchangeSchemaVersion == .absent && groups.deviceServices.state == "notCollected")
        let exchange = try await Self.read([.exchange]).result
        #expect(exchange.classDefaults.keys.sorted() == ["contact", "group"])
        #expect(exchange.groupContainer.state == "notCollected" && exchange.exchangeConfiguration == .absent)
    }

    // MARK: Schema

    @Test("an attribute comes with the property set that the forest has it in, or is proved not to be there")
    func attributes() async throws {
        let whole = try await Self.read([.keyCredentials, .group]).result
        #expect(
            whole.attribute("MSDS-KeyCredentialLink")
                == .value(.init(guid: Self.guid(2), name: "msDS-KeyCredentialLink", propertySet: Self.guid(3))))
        #expect(whole.attribute("msDS-ExternalDirectoryObjectId") == .absent)
    }

    @Test(
        "nothing is proved missing where the schema is closed, where nobody knows who asks, or where nothing comes back",
        arguments: ["closed", "unknown caller", "no answer"])
    func unprovedAttributes(what: String) async throws {
        let result = try await Self.read(
            [.keyCredentials, .group],
            caller: what == "unknown caller" ? .notReturned : .value(Token([.authenticatedUsers]))
        ) { tree in
            if what == "closed" { tree.add(try Self.container(Self.schema, Self.closed, "dMD")) }
            if what == "no answer" { tree.remove("CN=objectSid,\(Self.schema)") }
        }.result
        #expect(result.attribute("msDS-KeyCredentialLink").known != nil)
        #expect(result.attribute("msDS-ExternalDirectoryObjectId") == .notReturned)
    }

    @Test("what a class gives to its objects")
    func classDefaults() async throws {
        let result = try await Self.read([.group]) { tree in
            tree.add(
                DirectoryEntry(
                    "CN=Group,\(Self.schema)",
                    [
                        "objectClass": ["top", "classSchema"], "lDAPDisplayName": "group",
                        "defaultSecurityDescriptor": "D:(A;;GA;;;DA)",
                    ]))
        }.result
        #expect(result.classDefaults == ["group": .value("D:(A;;GA;;;DA)")])
    }

    @Test("Exchange is there, is proved not to be, or nobody knows")
    func exchange() async throws {
        let there = try await Self.read([.exchange]) { tree in
            tree.add(
                DirectoryEntry(
                    "CN=ms-Exch-Schema-Version-Pt,\(Self.schema)",
                    ["objectClass": ["top", "attributeSchema"], "rangeUpper": "17003"]))
            tree.add(try Self.container("CN=Microsoft Exchange,\(Self.services)"))
        }.result
        #expect(there.exchangeSchemaVersion == .value(17_003))
        #expect(there.exchangeConfiguration == .value(DistinguishedName("CN=Microsoft Exchange,\(Self.services)")))
        let closed = try await Self.read([.exchange]) { tree in
            tree.add(try Self.container(Self.schema, Self.closed, "dMD"))
            tree.add(try Self.container(Self.services, Self.closed))
        }.result
        #expect(closed.exchangeSchemaVersion == .notReturned && closed.exchangeConfiguration == .notReturned)
        let unknown = try await Self.read([.exchange], caller: .notReturned).result
        #expect(unknown.exchangeSchemaVersion == .notReturned)
        // Where the container above is not there either, what is above that decides.
        let none = try await Self.read([.exchange]) { $0.remove(Self.services) }.result
        #expect(none.exchangeConfiguration == .absent)
        let shut = try await Self.read([.exchange]) { tree in
            tree.remove(Self.services)
            tree.add(try Self.container(Self.configuration, Self.closed, "configuration"))
        }.result
        #expect(shut.exchangeConfiguration == .notReturned)
    }

    // MARK: Devices

    @Test("the service, the container that it names, and what is in it")
    func service() async throws {
        let result = try await Self.read([.device]) { try Self.addDevices(&$0) }.result
        let service = try #require(result.deviceServices.known?.first)
        #expect(result.deviceServices.isValue && result.deviceServices.known?.count == 1)
        #expect(result.deviceConfiguration.known?.distinguishedName == DistinguishedName(Self.registration))
        #expect(service.location == .value(DistinguishedName(Self.devices)))
        #expect(service.container.known?.objectClass == .value("msDS-DeviceContainer"))
        #expect(service.container.known?.descriptor.isValue == true)
        #expect(service.devices == .value(2))
        #expect(result.descriptors.count == 2)
    }

    @Test("no service is proved where its containers are listed, or are not there")
    func noService() async throws {
        let none = try await Self.read([.device]).result
        #expect(none.deviceConfiguration == .absent && none.deviceServices == .value([]))
        let empty = try await Self.read([.device]) { tree in
            tree.add(try Self.container(Self.registration))
        }.result
        #expect(empty.deviceServices == .value([]))
        let both = try await Self.read([.device]) { tree in
            tree.add(try Self.container(Self.registration))
            tree.add(try Self.container(Self.serviceContainer))
        }.result
        #expect(both.deviceServices == .value([]))
        for (outer, inner) in [(Self.closed, Self.readable), (Self.readable, Self.closed)] {
            let hidden = try await Self.read([.device]) { tree in
                tree.add(try Self.container(Self.registration, outer))
                tree.add(try Self.container(Self.serviceContainer, inner))
            }.result
            #expect(hidden.deviceServices == .notReturned)
            let some = try await Self.read([.device]) { tree in
                try Self.addDevices(&tree)
                tree.add(try Self.container(Self.registration, outer))
                tree.add(try Self.container(Self.serviceContainer, inner))
            }.result
            #expect(some.deviceServices.state == "partial" && some.deviceServices.known?.count == 1)
        }
    }

    @Test("a service without a location is proved by the right to read it")
    func location() async throws {
        for (descriptor, state) in [(Self.readable, "absent"), ("O:SYG:SYD:(A;;LCRC;;;AU)", "notReturned")] {
            let result = try await Self.read([.device]) { tree in
                try Self.addDevices(&tree)
                tree.add(try Self.container(Self.service, descriptor, "msDS-DeviceRegistrationService"))
            }.result
            let service = try #require(result.deviceServices.known?.first)
            #expect(service.location.state == state)
            #expect(service.container.state == state)
        }
    }

    @Test("a container that the service names and that is not there, or of no domain here")
    func containers() async throws {
        let gone = try await Self.read([.device]) { tree in
            try Self.addDevices(&tree)
            tree.remove(Self.devices)
        }.result
        #expect(gone.deviceServices.known?.first?.container == .absent)
        let away = try await Self.read([.device]) { tree in
            try Self.addDevices(&tree)
            tree[Self.service]?["msDS-DeviceLocation"] = "CN=R,DC=other"
        }.result
        #expect(away.deviceServices.known?.first?.container.state == "notCollected")
        #expect(away.deviceServices.known?.first?.devices.state == "notCollected")
    }

    // MARK: Groups

    @Test("the container for groups, read from the domain that it is in")
    func groupContainer() async throws {
        let name = "OU=Groups,\(Self.root)"
        let there = try await Self.read([.group], groups: name) { tree in
            tree.add(try Self.container(name, Self.readable, "organizationalUnit"))
        }.result
        #expect(there.groupContainerName == DistinguishedName(name))
        #expect(there.groupContainer.known?.descriptor.isValue == true)
        #expect(there.descriptors.count == 1)
        #expect(try await Self.read([.group], groups: name).result.groupContainer == .absent)
        let child = "OU=Groups,\(TokenExpansionTests.childRoot)"
        // The head of the child domain has no descriptor in this tree, so that nothing is proved below it.
        #expect(try await Self.read([.group], groups: child).result.groupContainer == .notReturned)
        #expect(try await Self.read([.group], groups: "OU=G,DC=x").result.groupContainer.state == "notCollected")
        #expect(try await Self.read([.device], groups: name).result.groupContainerName == nil)
    }
}
