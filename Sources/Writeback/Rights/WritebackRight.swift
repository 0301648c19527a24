import ActiveDirectory

/// A right that password writeback uses, or is said to use.
public struct WritebackRight: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// Reset Password on the user (`00299570-246d-11d0-a768-00aa006e0529`).
    public static let resetPassword = Self(rawValue: "resetPassword")
    /// Write lockoutTime of the user: to unlock.
    public static let writeLockoutTime = Self(rawValue: "writeLockoutTime")
    /// Write pwdLastSet of the user: to have the password changed at the next logon.
    public static let writePwdLastSet = Self(rawValue: "writePwdLastSet")
    /// Unexpire Password on the domain root (`ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501`).
    public static let unexpirePassword = Self(rawValue: "unexpirePassword")
    /// Change Password on the user (`ab721a53-1e2f-11d0-9819-00aa0040529b`).
    public static let changePassword = Self(rawValue: "changePassword")

    /// All of them, in the order in which reports name them.
    public static let all: [Self] = [
        .resetPassword, .writeLockoutTime, .writePwdLastSet, .unexpirePassword, .changePassword,
    ]

    /// Whether it is needed on the domain root, and not on each user.
    public var isOnDomainRoot: Bool { self == .unexpirePassword }

    /// The right in the forest's own terms: an attribute may be in another property set than usual.
    func directoryRight(_ catalogue: RightsCatalogue) -> DirectoryRight {
        switch self {
        case .writeLockoutTime: catalogue.writeProperty("lockoutTime") ?? .writeLockoutTime
        case .writePwdLastSet: catalogue.writeProperty("pwdLastSet") ?? .writePwdLastSet
        case .unexpirePassword: .unexpirePassword
        case .changePassword: .changePassword
        default: .resetPassword
        }
    }

    /// The name that administrators know it by.
    public var name: String {
        switch self {
        case .resetPassword: "Reset Password"
        case .writeLockoutTime: "Write lockoutTime"
        case .writePwdLastSet: "Write pwdLastSet"
        case .unexpirePassword: "Unexpire Password"
        case .changePassword: "Change Password"
        default: rawValue
        }
    }
}
