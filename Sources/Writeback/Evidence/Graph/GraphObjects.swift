public import FoundationEssentials
public import Inspection

/// A subscription of the tenant (`subscribedSku`).
public struct GraphSubscription: Sendable, Hashable, Codable {
    /// `EMSPREMIUM`, `SPB`, …. Bundles carry Entra ID P1 under many names: judge by the plans.
    public var partNumber: Observed<String>
    /// `Enabled`, `Warning`, `Suspended`, `Deleted`, `LockedOut`.
    public var capabilityStatus: Observed<String>
    public var enabledUnits: Observed<Int>
    public var consumedUnits: Observed<Int>
    public var plans: Observed<[GraphServicePlan]>
    /// The tenant's GUID, in lower case.
    public var tenantID: Observed<String>

    init(_ object: JSONObject) throws(EvidenceError) {
        partNumber = try object.string("skuPartNumber")
        capabilityStatus = try object.string("capabilityStatus")
        consumedUnits = try object.integer("consumedUnits")
        switch try object.object("prepaidUnits") {
        case .value(let units): enabledUnits = try units.integer("enabled")
        case .notCollected(let why): enabledUnits = .notCollected(why: why)
        case .absent: enabledUnits = .absent
        default: enabledUnits = .notReturned
        }
        plans = try object.objects("servicePlans", GraphServicePlan.init)
        tenantID = try object.string("accountId").map { $0.lowercased() }
    }
}

/// A service plan, of a subscription or assigned to a user.
public struct GraphServicePlan: Sendable, Hashable, Codable {
    /// Its GUID, in lower case: names differ between places.
    public var id: Observed<String>
    public var name: Observed<String>
    /// `provisioningStatus` of a subscription's plan (`Success`), `capabilityStatus` of an assigned one (`Enabled`).
    public var status: Observed<String>

    /// AAD_PREMIUM: Entra ID P1.
    public static let entraP1 = "41781fb2-bc02-4b7c-bd55-b576c07bb09d"
    /// AAD_PREMIUM_P2: Entra ID P2.
    public static let entraP2 = "eec0eb4f-6444-4f95-aba0-50c24d67f998"

    init(_ object: JSONObject) throws(EvidenceError) {
        id = try object.string("servicePlanId").map { $0.lowercased() }
        name = try object.has("servicePlanName") ? object.string("servicePlanName") : object.string("service")
        status =
            try object.has("provisioningStatus")
            ? object.string("provisioningStatus") : object.string("capabilityStatus")
    }
}

/// A user of the tenant.
public struct GraphUser: Sendable, Hashable, Codable {
    /// Its GUID, in lower case.
    public var id: Observed<String>
    public var userPrincipalName: Observed<String>
    public var isEnabled: Observed<Bool>
    /// True for an account from a directory, `.absent` (null) for one that never was, false for one that no longer is.
    public var isSynchronized: Observed<Bool>
    public var lastSynchronizedAt: Observed<Date>
    public var onPremisesDomain: Observed<String>
    public var onPremisesSecurityIdentifier: Observed<String>
    public var onPremisesDistinguishedName: Observed<String>
    public var immutableID: Observed<String>
    public var assignedPlans: Observed<[GraphServicePlan]>
    /// GUIDs of subscriptions, in lower case.
    public var assignedLicenses: Observed<[String]>
    /// Template GUIDs or names of the directory roles in `memberOf`, where that was expanded.
    public var roles: Observed<[String]>

    init(_ object: JSONObject) throws(EvidenceError) {
        id = try object.string("id").map { $0.lowercased() }
        userPrincipalName = try object.string("userPrincipalName")
        isEnabled = try object.flag("accountEnabled")
        isSynchronized = try object.flag("onPremisesSyncEnabled")
        lastSynchronizedAt = try object.date("onPremisesLastSyncDateTime")
        onPremisesDomain = try object.string("onPremisesDomainName")
        onPremisesSecurityIdentifier = try object.string("onPremisesSecurityIdentifier")
        onPremisesDistinguishedName = try object.string("onPremisesDistinguishedName")
        immutableID = try object.string("onPremisesImmutableId")
        assignedPlans = try object.objects("assignedPlans", GraphServicePlan.init)
        let licenses = try object.objects("assignedLicenses") { license throws(EvidenceError) in
            try license.string("skuId").known?.lowercased() ?? ""
        }
        assignedLicenses = licenses.map { $0.filter { !$0.isEmpty } }
        let groups = try object.objects("memberOf") { group throws(EvidenceError) -> String in
            let type = try group.string("@odata.type").known
            let template = try group.string("roleTemplateId").known
            let name = try group.string("displayName").known
            let isRole = type?.hasSuffix("directoryRole") ?? (template != nil)
            return isRole ? template ?? name ?? "" : ""
        }
        let found = groups.known?.filter { !$0.isEmpty } ?? []
        roles =
            (groups.known?.count ?? 0) < Self.mostExpanded
            ? groups.map { _ in found }
            : .partial(found, why: "memberOf holds \(Self.mostExpanded) objects or more: $expand gives no others")
    }

    /// As many objects as `$expand` gives of a relationship.
    private static let mostExpanded = 20
}

/// The tenant (`organization`).
public struct GraphOrganization: Sendable, Hashable, Codable {
    /// The tenant's GUID, in lower case.
    public var id: Observed<String>
    public var displayName: Observed<String>
    /// True, `.absent` (null: never synchronized), or false: no longer.
    public var isSynchronized: Observed<Bool>
    public var lastSynchronizedAt: Observed<Date>
    public var lastPasswordSynchronizationAt: Observed<Date>
    public var verifiedDomains: Observed<[String]>

    init(_ object: JSONObject) throws(EvidenceError) {
        id = try object.string("id").map { $0.lowercased() }
        displayName = try object.string("displayName")
        isSynchronized = try object.flag("onPremisesSyncEnabled")
        lastSynchronizedAt = try object.date("onPremisesLastSyncDateTime")
        lastPasswordSynchronizationAt = try object.date("onPremisesLastPasswordSyncDateTime")
        let domains = try object.objects("verifiedDomains") { domain throws(EvidenceError) in
            try domain.string("name").known ?? ""
        }
        verifiedDomains = domains.map { $0.filter { !$0.isEmpty } }
    }
}

/// The features of synchronization (`onPremisesDirectorySynchronization`).
///
/// `passwordWritebackEnabled` is among them and documented as not in use: it decides nothing.
public struct GraphSynchronization: Sendable, Hashable, Codable {
    /// The tenant's GUID, in lower case.
    public var id: Observed<String>
    public var passwordHashSync: Observed<Bool>
    public var passwordWritebackNotInUse: Observed<Bool>
    public var deviceWriteback: Observed<Bool>
    public var groupWriteback: Observed<Bool>
    public var userWriteback: Observed<Bool>

    init(_ object: JSONObject) throws(EvidenceError) {
        id = try object.string("id").map { $0.lowercased() }
        let features = try object.object("features")
        func flag(_ name: String) throws(EvidenceError) -> Observed<Bool> {
            switch features {
            case .value(let features): try features.flag(name)
            case .notCollected(let why): .notCollected(why: why)
            case .absent: .absent
            default: .notReturned
            }
        }
        passwordHashSync = try flag("passwordSyncEnabled")
        passwordWritebackNotInUse = try flag("passwordWritebackEnabled")
        deviceWriteback = try flag("deviceWritebackEnabled")
        groupWriteback = try flag("groupWriteBackEnabled")
        userWriteback = try flag("userWritebackEnabled")
    }
}

/// The authorization policy: whether administrators may reset their own passwords (SSPR_009).
public struct GraphAuthorizationPolicy: Sendable, Hashable, Codable {
    public var administratorsMayReset: Observed<Bool>

    init(_ object: JSONObject) throws(EvidenceError) {
        administratorsMayReset = try object.flag("allowedToUseSSPR")
    }
}

/// How far a user has come with self-service reset (`userRegistrationDetails`).
public struct GraphRegistration: Sendable, Hashable, Codable {
    /// The user's GUID, in lower case.
    public var id: Observed<String>
    public var userPrincipalName: Observed<String>
    public var isAdministrator: Observed<Bool>
    /// Whether the policy lets the user reset.
    public var isEnabled: Observed<Bool>
    public var isRegistered: Observed<Bool>
    /// Enabled, registered, and with methods enough.
    public var isCapable: Observed<Bool>
    public var updatedAt: Observed<Date>

    init(_ object: JSONObject) throws(EvidenceError) {
        id = try object.string("id").map { $0.lowercased() }
        userPrincipalName = try object.string("userPrincipalName")
        isAdministrator = try object.flag("isAdmin")
        isEnabled = try object.flag("isSsprEnabled")
        isRegistered = try object.flag("isSsprRegistered")
        isCapable = try object.flag("isSsprCapable")
        updatedAt = try object.date("lastUpdatedDateTime")
    }
}

/// A domain of the tenant.
public struct GraphDomain: Sendable, Hashable, Codable {
    /// Its DNS name.
    public var name: Observed<String>
    /// `Managed` or `Federated`.
    public var authenticationType: Observed<String>
    public var isVerified: Observed<Bool>

    init(_ object: JSONObject) throws(EvidenceError) {
        name = try object.string("id")
        authenticationType = try object.string("authenticationType")
        isVerified = try object.flag("isVerified")
    }
}
