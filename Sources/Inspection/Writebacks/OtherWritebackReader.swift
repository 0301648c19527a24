import ActiveDirectory
import LDAP

/// Reads what the forest has for the writebacks that are asked for, and nothing for the others.
struct OtherWritebackReader: Sendable {
    /// Any of the forest's domain controllers: all have the schema and the configuration.
    let configuration: ExistenceReader
    let configurationNamingContext: DistinguishedName?
    let schemaNamingContext: DistinguishedName?
    let domains: [DomainDirectory]

    func run(
        _ wanted: Set<OtherWriteback>, groupContainer name: DistinguishedName?
    ) async -> OtherWritebacks {
        var result = OtherWritebacks.notCollected(why: OtherWritebacks.notAskedFor)
        guard !wanted.isEmpty else { return result }
        let kinds = OtherWriteback.allCases.filter(wanted.contains)
        result.attributes = await attributes(Self.unique(kinds.flatMap(\.attributes)))
        result.classDefaults = await classDefaults(Self.unique(kinds.flatMap(\.classes)))
        if wanted.contains(.device) {
            result.deviceConfiguration = await read(registration).map { DirectoryContainer($0) }
            result.deviceServices = await services(result)
        }
        if wanted.contains(.group) || wanted.contains(.exchange) {
            result.exchangeSchemaVersion = await read(
                schemaNamingContext?.child("CN", "ms-Exch-Schema-Version-Pt"), ["rangeUpper"]
            ).then { EntryReader($0).integer("rangeUpper") }
            result.exchangeConfiguration = await read(services?.child("CN", "Microsoft Exchange"), ["objectClass"])
                .map(\.distinguishedName)
        }
        if wanted.contains(.group) {
            result.groupContainerName = name
            result.groupContainer = await container(name)
        }
        return result
    }

    private static func unique(_ names: [String]) -> [String] { Set(names).sorted() }

    private var services: DistinguishedName? { configurationNamingContext?.child("CN", "Services") }
    private var registration: DistinguishedName? { services?.child("CN", "Device Registration Configuration") }

    private func read(
        _ name: DistinguishedName?, _ attributes: [String] = DirectoryContainer.attributes
    ) async -> Observed<Entry> {
        guard let name else { return .notReturned }
        return await configuration.read(name, attributes)
    }

    // MARK: Schema

    /// An attribute that every schema has: where it does not come back, neither would another.
    private static let everySchemaHas = "objectSid"

    private func attributes(_ names: [String]) async -> Observed<[RightsVocabulary.Attribute]> {
        guard let schema = schemaNamingContext else { return .notReturned }
        let found = await configuration.directory.search(
            schema, .oneLevel, .or((names + [Self.everySchemaHas]).map { .equals("lDAPDisplayName", $0) }),
            ["lDAPDisplayName", "schemaIDGUID", "attributeSecurityGUID"])
        let listed = await read(schema).known.map { configuration.showsChildren($0) } ?? false
        return found.then { entries in
            let all = entries.compactMap { entry -> RightsVocabulary.Attribute? in
                guard let name = entry.text("lDAPDisplayName"), let guid = EntryReader(entry).guid("schemaIDGUID").known
                else { return nil }
                return .init(
                    guid: guid, name: name, propertySet: EntryReader(entry).guid("attributeSecurityGUID").known)
            }
            let wanted = all.filter { $0.name.lowercased() != Self.everySchemaHas.lowercased() }
                .sorted { $0.name < $1.name }
            guard listed, all.count > wanted.count else {
                return .partial(wanted, why: "the schema is not proved to show all of its attributes")
            }
            return .value(wanted)
        }
    }

    private func classDefaults(_ names: [String]) async -> [String: Observed<String>] {
        guard !names.isEmpty else { return [:] }
        guard let schema = schemaNamingContext else {
            return Dictionary(uniqueKeysWithValues: names.map { ($0, .notReturned) })
        }
        let found = await configuration.directory.search(
            schema, .oneLevel, .or(names.map { .equals("lDAPDisplayName", $0) }),
            ["lDAPDisplayName", "defaultSecurityDescriptor"])
        return Dictionary(
            uniqueKeysWithValues: names.map { name in
                let text: Observed<String> = found.then { entries in
                    entries.first { $0.text("lDAPDisplayName")?.lowercased() == name.lowercased() }
                        .map { EntryReader($0).text("defaultSecurityDescriptor") } ?? .notReturned
                }
                return (name, text)
            })
    }

    // MARK: Devices

    private func services(_ read: OtherWritebacks) async -> Observed<[DeviceRegistrationService]> {
        guard let context = configurationNamingContext else { return .notReturned }
        let found = await configuration.directory.search(
            context, .subtree, .equals("objectClass", "msDS-DeviceRegistrationService"),
            ["msDS-DeviceLocation", "nTSecurityDescriptor"], controls: [.securityDescriptorParts()])
        var all: [DeviceRegistrationService] = []
        for entry in found.known ?? [] {
            all.append(await service(entry, attribute: read.attribute("msDS-DeviceLocation").known))
        }
        let services = all.sorted { $0.distinguishedName.description < $1.distinguishedName.description }
        if found.isBroken || found.isHidden { return found.map { _ in services } }
        guard await showsServices(read.deviceConfiguration) else {
            return services.isEmpty
                ? .notReturned
                : .partial(services, why: "the containers of these objects are not proved to show all of them")
        }
        return .value(services)
    }

    /// Whether the two containers in which the objects stand show them to the caller, or are not there.
    private func showsServices(_ outer: Observed<DirectoryContainer>) async -> Bool {
        if case .absent = outer { return true }
        guard let descriptor = outer.known?.descriptor.known,
            configuration.shows(.listContents, descriptor, ofClass: .organizationalUnitClass)
        else { return false }
        switch await read(registration?.child("CN", "Device Registration Services")) {
        case .absent: return true
        case .value(let inner): return configuration.showsChildren(inner)
        default: return false
        }
    }

    private func service(
        _ entry: Entry, attribute: RightsVocabulary.Attribute?
    ) async -> DeviceRegistrationService {
        var location = EntryReader(entry).name("msDS-DeviceLocation")
        if case .notReturned = location, let attribute,
            let descriptor = EntryReader(entry).descriptor("nTSecurityDescriptor").known,
            configuration.shows(
                .readProperty(attribute.guid, in: attribute.propertySet), descriptor,
                ofClass: .deviceRegistrationServiceClass)
        {
            location = .absent
        }
        guard let name = location.known else {
            return DeviceRegistrationService(
                distinguishedName: entry.distinguishedName, location: location,
                container: location.then { _ in .notReturned }, devices: location.then { _ in .notReturned })
        }
        return await DeviceRegistrationService(
            distinguishedName: entry.distinguishedName, location: location, container: container(name),
            devices: devices(below: name))
    }

    /// More are not counted.
    private static let mostDevices: Int32 = 1000

    private func devices(below name: DistinguishedName) async -> Observed<Int> {
        guard let domain = home(of: name) else { return .notCollected(why: Self.elsewhere(name)) }
        var count = 0
        let interruption = await domain.directory.stream(
            name, .oneLevel, .equals("objectClass", "msDS-Device"), ["1.1"], sizeLimit: Self.mostDevices
        ) { _ in count += 1 }
        if let interruption {
            return count > 0 ? .partial(count, why: interruption.why) : interruption.observed()
        }
        return count > 0 ? .value(count) : .notReturned
    }

    // MARK: Containers of a domain

    private func container(_ name: DistinguishedName?) async -> Observed<DirectoryContainer> {
        guard let name else { return .notCollected(why: "no container was named") }
        guard let domain = home(of: name) else { return .notCollected(why: Self.elsewhere(name)) }
        return await ExistenceReader(directory: domain.directory, caller: domain.caller)
            .read(name, DirectoryContainer.attributes).map { DirectoryContainer($0) }
    }

    private static func elsewhere(_ name: DistinguishedName) -> String {
        "\(name) is in no domain of this forest that was read"
    }

    /// The domain that a name is in: of all whose names it ends with, the longest.
    private func home(of name: DistinguishedName) -> DomainDirectory? {
        domains.filter { name.isEqualOrDescendant(of: $0.root) }
            .max { ($0.root.rdns?.count ?? 0) < ($1.root.rdns?.count ?? 0) }
    }
}
