/// Which way a trust runs: `trustDirection` (MS-ADTS 6.1.6.7.12). An open set.
public struct TrustDirection: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The trust object exists and is not used.
    public static let disabled = Self(rawValue: 0)
    /// The other side trusts this domain.
    public static let inbound = Self(rawValue: 1)
    /// This domain trusts the other side.
    public static let outbound = Self(rawValue: 2)
    /// Both sides trust each other.
    public static let bidirectional = Self(rawValue: 3)

    /// The direction in words, or a phrase that holds the number.
    public var name: String {
        switch self {
        case .disabled: "disabled"
        case .inbound: "inbound"
        case .outbound: "outbound"
        case .bidirectional: "two-way"
        default: "direction \(rawValue), not known"
        }
    }
}

/// What stands on the other side of a trust: `trustType` (MS-ADTS 6.1.6.7.15). An open set.
public struct TrustType: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// A Windows domain without Active Directory.
    public static let downlevel = Self(rawValue: 1)
    /// An Active Directory domain.
    public static let uplevel = Self(rawValue: 2)
    /// A Kerberos realm that is no Windows domain.
    public static let mit = Self(rawValue: 3)
    /// A DCE realm; historic.
    public static let dce = Self(rawValue: 4)
    /// Microsoft Entra ID.
    public static let entra = Self(rawValue: 5)

    /// The kind in words, or a phrase that holds the number.
    public var name: String {
        switch self {
        case .downlevel: "Windows NT domain"
        case .uplevel: "Active Directory domain"
        case .mit: "Kerberos realm"
        case .dce: "DCE realm"
        case .entra: "Entra ID"
        default: "type \(rawValue), not known"
        }
    }
}
