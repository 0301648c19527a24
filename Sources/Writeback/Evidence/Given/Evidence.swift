public import FoundationEssentials

/// Everything that was given beside the directory: files about the sync server, the tenant and the way between them, and what people
/// say.
public struct Evidence: Sendable {
    public var connectExport: ConnectExport?
    public var runHistory: RunHistory?
    /// Of the sync server, of domain controllers: the files do not say of which.
    public var securityPolicies: [SecurityPolicyExport] = []
    public var graph: GraphEvidence?
    public var egress: [EgressEvidence] = []
    public var attestations: [Attestation] = []
    public var waivers: [WaiverStatement] = []
    /// The user principal name of who enables writeback. Without it no administrator's licence is judged.
    public var enablingAdministrator: String?
    /// User principal names of users to try a reset with.
    public var testUsers: [String] = []
    /// How old a file may be at the moment that is judged; what is older decides nothing.
    public var maximumAge: TimeInterval = Self.defaultMaximumAge

    /// Thirty days.
    public static let defaultMaximumAge: TimeInterval = 30 * 86_400

    public init() {}

    /// The planes that the files are about.
    var planes: Set<Plane> {
        var planes: Set<Plane> = []
        if connectExport != nil || runHistory != nil || !securityPolicies.isEmpty { planes.insert(.connect) }
        if graph != nil { planes.insert(.cloud) }
        if !egress.isEmpty { planes.insert(.network) }
        return planes
    }
}
