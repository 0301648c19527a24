public import ActiveDirectory
public import LDAP

/// What the forest has for the writebacks besides that of passwords, as far as they were asked for.
public struct OtherWritebacks: Sendable, Equatable, Codable {
    /// `CN=Device Registration Configuration,CN=Services` of the configuration.
    public var deviceConfiguration: Observed<DirectoryContainer>
    /// The objects of class msDS-DeviceRegistrationService in the configuration, sorted by name; empty only where the containers that
    /// hold them are proved to show their children.
    public var deviceServices: Observed<[DeviceRegistrationService]>
    /// The name of the container that groups are written to, where the caller gave one.
    public var groupContainerName: DistinguishedName?
    /// That container.
    public var groupContainer: Observed<DirectoryContainer>
    /// `rangeUpper` of `CN=ms-Exch-Schema-Version-Pt` in the schema; `.absent` where Exchange has not extended it.
    public var exchangeSchemaVersion: Observed<Int>
    /// `CN=Microsoft Exchange,CN=Services` of the configuration; `.absent` where no organization was prepared.
    public var exchangeConfiguration: Observed<DistinguishedName>
    /// The attributes of the schema that were looked for and are there; `.value` only where what is missing is proved to be.
    public var attributes: Observed<[RightsVocabulary.Attribute]>
    /// `defaultSecurityDescriptor` of the classes that objects are created or changed of, in SDDL, by `lDAPDisplayName`.
    public var classDefaults: [String: Observed<String>]

    public init(
        deviceConfiguration: Observed<DirectoryContainer>, deviceServices: Observed<[DeviceRegistrationService]>,
        groupContainerName: DistinguishedName?, groupContainer: Observed<DirectoryContainer>,
        exchangeSchemaVersion: Observed<Int>, exchangeConfiguration: Observed<DistinguishedName>,
        attributes: Observed<[RightsVocabulary.Attribute]>,
        classDefaults: [String: Observed<String>]
    ) {
        self.deviceConfiguration = deviceConfiguration
        self.deviceServices = deviceServices
        self.groupContainerName = groupContainerName
        self.groupContainer = groupContainer
        self.exchangeSchemaVersion = exchangeSchemaVersion
        self.exchangeConfiguration = exchangeConfiguration
        self.attributes = attributes
        self.classDefaults = classDefaults
    }

    /// Why it is not there where nobody asked for it.
    public static let notAskedFor = "not asked for (--writeback)"

    /// Nothing of it was read, for one reason.
    public static func notCollected(why: String) -> Self {
        Self(
            deviceConfiguration: .notCollected(why: why), deviceServices: .notCollected(why: why),
            groupContainerName: nil, groupContainer: .notCollected(why: why),
            exchangeSchemaVersion: .notCollected(why: why), exchangeConfiguration: .notCollected(why: why),
            attributes: .notCollected(why: why), classDefaults: [:])
    }

    /// An attribute of the schema by its `lDAPDisplayName`; `.absent` where the schema is proved not to have it.
    public func attribute(_ name: String) -> Observed<RightsVocabulary.Attribute> {
        if let found = attributes.known?.first(where: { $0.name.lowercased() == name.lowercased() }) {
            return .value(found)
        }
        return attributes.isSettled ? .absent : attributes.then { _ in .notReturned }
    }

    /// Every descriptor that was read.
    var descriptors: [SecurityDescriptor] {
        let containers = [deviceConfiguration.known, groupContainer.known].compactMap(\.self)
        let locations = (deviceServices.known ?? []).compactMap(\.container.known)
        return (containers + locations).compactMap(\.descriptor.known)
    }
}

/// A container on which rights are asked for.
public struct DirectoryContainer: Sendable, Equatable, Codable {
    public var distinguishedName: DistinguishedName
    /// Its most specific class, as `lDAPDisplayName`.
    public var objectClass: Observed<String>
    public var descriptor: Observed<SecurityDescriptor>

    public init(
        distinguishedName: DistinguishedName, objectClass: Observed<String>, descriptor: Observed<SecurityDescriptor>
    ) {
        self.distinguishedName = distinguishedName
        self.objectClass = objectClass
        self.descriptor = descriptor
    }
}

/// An object of class msDS-DeviceRegistrationService: where the devices of a forest are kept.
public struct DeviceRegistrationService: Sendable, Equatable, Codable {
    public var distinguishedName: DistinguishedName
    /// `msDS-DeviceLocation`.
    public var location: Observed<DistinguishedName>
    /// The object that the location leads to.
    public var container: Observed<DirectoryContainer>
    /// How many objects of class msDS-Device are right below it; at least so many where `.partial`.
    public var devices: Observed<Int>

    public init(
        distinguishedName: DistinguishedName, location: Observed<DistinguishedName>,
        container: Observed<DirectoryContainer>, devices: Observed<Int>
    ) {
        self.distinguishedName = distinguishedName
        self.location = location
        self.container = container
        self.devices = devices
    }
}
