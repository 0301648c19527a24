public import LDAP

/// The attributes of the rootDSE, the entry with the empty name (MS-ADTS 3.1.1.3.2; RFC 4512, section 5.1).
///
/// Nil, or an empty array, means that the attribute did not come back.
public struct RootDSE: Sendable, Hashable {
    // Naming contexts. A child domain lists its parent's CN=Configuration first, so the order of `namingContexts` tells nothing.
    /// The domain that the server serves; AD LDS has none as a rule.
    public let defaultNamingContext: DistinguishedName?
    /// The root domain of the forest.
    public let rootDomainNamingContext: DistinguishedName?
    /// The configuration naming context of the forest.
    public let configurationNamingContext: DistinguishedName?
    /// The schema naming context of the forest.
    public let schemaNamingContext: DistinguishedName?
    /// Every naming context of which the server holds a copy, in no order.
    public let namingContexts: [DistinguishedName]
    /// The entry that describes the schema (RFC 4512, section 4.2).
    public let subschemaSubentry: DistinguishedName?

    // The server.
    /// The DNS name of the server, which may lie in another zone than the domain.
    public let dnsHostName: String?
    /// The server object in its site.
    public let serverName: DistinguishedName?
    /// The NTDS Settings object.
    public let dsServiceName: DistinguishedName?
    /// `<forest>:<computer>$@<REALM>`.
    public let ldapServiceName: String?
    /// The server's clock.
    public let currentTime: GeneralizedTime?
    /// The number of the last change that the server made.
    public let highestCommittedUSN: Int64?
    /// Whether the server has replicated once since it became a domain controller.
    public let isSynchronized: Bool?
    /// Whether the server answers as a global catalog.
    public let isGlobalCatalogReady: Bool?
    /// Who made the server (RFC 3045); Windows does not say.
    public let vendorName: String?
    /// Which version it is (RFC 3045).
    public let vendorVersion: String?
    /// The version of the directory service, for administrators only.
    public let dsaVersionString: String?

    // What it can do.
    /// The controls that the server knows; see `ControlOID`.
    public let supportedControls: [String]
    /// What the server says it is; see `CapabilityOID`.
    public let supportedCapabilities: [String]
    /// The extended operations that the server knows.
    public let supportedExtensions: [String]
    /// The names of the LDAP policies in force.
    public let supportedLDAPPolicies: [String]
    /// The SASL mechanisms that the server takes on this connection.
    public let supportedSASLMechanisms: [String]
    /// The versions of LDAP that the server speaks.
    public let supportedLDAPVersions: [Int]
    /// The level of this domain controller.
    public let domainControllerFunctionality: FunctionalLevel?
    /// The level of its domain.
    public let domainFunctionality: FunctionalLevel?
    /// The level of its forest.
    public let forestFunctionality: FunctionalLevel?

    // Made by the server when it is asked for them by name.
    /// The groups of the caller. A value that is no security identifier is left out.
    public let tokenGroups: [SecurityIdentifier]
    /// The heads of the naming contexts whose operations master roles this server holds.
    public let validFSMOs: [DistinguishedName]

    /// The attributes to ask for. Some servers return the levels only when they are named.
    public static let attributeNames = [
        "defaultNamingContext", "rootDomainNamingContext", "configurationNamingContext", "schemaNamingContext",
        "namingContexts", "subschemaSubentry", "dnsHostName", "serverName", "dsServiceName", "ldapServiceName",
        "currentTime", "highestCommittedUSN", "isSynchronized", "isGlobalCatalogReady", "vendorName", "vendorVersion",
        "supportedControl", "supportedCapabilities", "supportedExtension", "supportedLDAPPolicies",
        "supportedSASLMechanisms", "supportedLDAPVersion", "domainControllerFunctionality", "domainFunctionality",
        "forestFunctionality",
    ]

    /// The attributes that an authenticated caller may ask for besides; an anonymous request for them fails on some servers.
    public static let authenticatedAttributeNames = ["dsaVersionString", "tokenGroups", "validFSMOs"]

    /// Reads the attributes.
    ///
    /// - Parameter values: gives the values of an attribute, none for one that did not come back. It must find names without
    ///   regard to letter case, since servers differ in that (`defaultnamingcontext`).
    public init(values: (String) -> [[UInt8]]) {
        func texts(_ name: String) -> [String] { values(name).map { String(decoding: $0, as: UTF8.self) } }
        func text(_ name: String) -> String? { texts(name).first }
        func names(_ name: String) -> [DistinguishedName] { texts(name).map { DistinguishedName($0) } }
        func flag(_ name: String) -> Bool? {
            switch text(name)?.lowercased() {
            case "true": true
            case "false": false
            default: nil
            }
        }

        defaultNamingContext = names("defaultNamingContext").first
        rootDomainNamingContext = names("rootDomainNamingContext").first
        configurationNamingContext = names("configurationNamingContext").first
        schemaNamingContext = names("schemaNamingContext").first
        namingContexts = names("namingContexts")
        subschemaSubentry = names("subschemaSubentry").first
        dnsHostName = text("dnsHostName")
        serverName = names("serverName").first
        dsServiceName = names("dsServiceName").first
        ldapServiceName = text("ldapServiceName")
        currentTime = text("currentTime").flatMap { GeneralizedTime($0) }
        highestCommittedUSN = text("highestCommittedUSN").flatMap { Int64($0) }
        isSynchronized = flag("isSynchronized")
        isGlobalCatalogReady = flag("isGlobalCatalogReady")
        vendorName = text("vendorName")
        vendorVersion = text("vendorVersion")
        dsaVersionString = text("dsaVersionString")
        supportedControls = texts("supportedControl")
        supportedCapabilities = texts("supportedCapabilities")
        supportedExtensions = texts("supportedExtension")
        supportedLDAPPolicies = texts("supportedLDAPPolicies")
        supportedSASLMechanisms = texts("supportedSASLMechanisms")
        supportedLDAPVersions = texts("supportedLDAPVersion").compactMap { Int($0) }
        domainControllerFunctionality = text("domainControllerFunctionality").flatMap { FunctionalLevel($0) }
        domainFunctionality = text("domainFunctionality").flatMap { FunctionalLevel($0) }
        forestFunctionality = text("forestFunctionality").flatMap { FunctionalLevel($0) }
        tokenGroups = values("tokenGroups").compactMap { SecurityIdentifier(bytes: $0) }
        validFSMOs = names("validFSMOs")
    }

    /// Reads the attributes from a dictionary, whatever the letter case of its names.
    public init(attributes: [String: [[UInt8]]]) {
        var folded: [String: [[UInt8]]] = [:]
        for (name, values) in attributes {
            folded[name.lowercased(), default: []] += values
        }
        self.init { folded[$0.lowercased()] ?? [] }
    }
}
