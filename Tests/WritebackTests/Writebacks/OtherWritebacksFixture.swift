import ActiveDirectory
import Inspection
import LDAP

@testable import Writeback

/// A forest that is prepared for every writeback, and the means to take one thing of it away.
enum OtherWritebacksFixture {
    static let registered = DistinguishedName("CN=RegisteredDevices,DC=corp,DC=example,DC=test")
    static let registration = "CN=Device Registration Configuration,CN=Services,\(SnapshotFixture.configuration)"
    static let service = "CN=DeviceRegistrationService,CN=Device Registration Services,\(registration)"
    static let groupContainer = DistinguishedName("OU=Cloud Groups,DC=corp,DC=example,DC=test")
    static let group = "bf967a9c-0de6-11d0-a285-00aa003049e2"
    static let contact = "5cb41ed0-0e4c-11d0-a286-00aa003049e2"
    static let device = "5df2b673-6d41-4774-b3e8-d52e8ee9ff99"
    static let writeDevices = "(A;CI;LCRPWPCCDCSDDTRC;;;\(RightsFixture.sid))"
    static let makeGroups = "(OA;CI;CCDC;\(group);;\(RightsFixture.sid))"
    static let writeContacts = "(OA;CIIO;RPWP;;\(contact);\(RightsFixture.sid))"

    /// What the domain root has besides what an express installation leaves there.
    static let root = [makeGroups, writeContacts]

    /// - Parameter root: The DNS name of the forest root domain, in which the devices are.
    static func healthy(in root: String = SnapshotFixture.root) -> OtherWritebacks {
        let domain = root.split(separator: ".").map { "DC=\($0)" }.joined(separator: ",")
        return OtherWritebacks(
            deviceConfiguration: .value(container(registration, [writeDevices], "container")),
            deviceServices: .value([device(service, in: DistinguishedName("CN=RegisteredDevices,\(domain)"))]),
            groupContainerName: nil,
            groupContainer: .notCollected(why: "no container was named"), exchangeSchemaVersion: .value(17_003),
            exchangeConfiguration: .value(
                DistinguishedName("CN=Microsoft Exchange,CN=Services,\(SnapshotFixture.configuration)")),
            attributes: .value(attributes),
            classDefaults: Dictionary(
                uniqueKeysWithValues: ["group", "contact", "msDS-Device"].map { ($0, .value("D:(A;;GA;;;DA)")) }))
    }

    static func container(
        _ name: String, _ entries: [String], _ objectClass: String = "organizationalUnit"
    ) -> DirectoryContainer {
        DirectoryContainer(
            distinguishedName: DistinguishedName(name), objectClass: .value(objectClass),
            descriptor: .value(RightsFixture.descriptor(entries)))
    }

    static func device(
        _ name: String, _ entries: [String] = [writeDevices], in location: DistinguishedName = registered
    ) -> DeviceRegistrationService {
        DeviceRegistrationService(
            distinguishedName: DistinguishedName(name), location: .value(location),
            container: .value(container(location.description, entries, "msDS-DeviceContainer")), devices: .value(3))
    }

    static let attributes = names.enumerated().map { index, name in
        attribute(
            name, RightsCatalogue.wellKnown.attribute(named: name)?.guid ?? SnapshotFixture.guid(UInt8(200 + index)))
    }

    private static let names =
        [
            "mS-DS-ConsistencyGuid", "msDS-DeviceLocation", "msDS-KeyCredentialLink",
        ] + OtherWriteback.exchangeAttributes

    private static func attribute(_ name: String, _ guid: ObjectGUID) -> RightsVocabulary.Attribute {
        .init(guid: guid, name: name, propertySet: RightsCatalogue.wellKnown.attribute(named: name)?.propertySet)
    }

    /// An entry that grants writing one attribute of users, as this forest has it.
    static func write(_ name: String, of heir: String = RightsFixture.user) -> String {
        let guid = attributes.first { $0.name == name }?.guid
        return "(OA;CIIO;RPWP;\(guid?.description ?? "");\(heir);\(RightsFixture.sid))"
    }
}

extension ForestSnapshot {
    mutating func others(_ change: (inout OtherWritebacks) -> Void) { change(&forest.otherWritebacks) }

    /// Changes the one device registration service.
    mutating func service(_ change: (inout DeviceRegistrationService) -> Void) {
        others { others in
            guard case .value(var services) = others.deviceServices, !services.isEmpty else { return }
            change(&services[0])
            others.deviceServices = .value(services)
        }
    }

    /// Takes attributes out of the schema.
    mutating func schemaWithout(_ isGone: (String) -> Bool, isWhole: Bool = true) {
        let left = OtherWritebacksFixture.attributes.filter { !isGone($0.name) }
        others { $0.attributes = isWhole ? .value(left) : .partial(left, why: "not proved") }
    }

    /// Makes the account that of cloud sync.
    mutating func cloudSync() { account { $0.kind = .groupManagedServiceAccount } }
}
