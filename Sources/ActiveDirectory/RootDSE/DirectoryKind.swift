/// What kind of directory a rootDSE belongs to.
public enum DirectoryKind: String, Sendable, Hashable, Codable {
    /// Active Directory Domain Services, or Samba in its place.
    case activeDirectory
    /// Active Directory Lightweight Directory Services (AD LDS, once ADAM): looks alike, and has no domain.
    case lightweightDirectoryServices
    /// Any other LDAP server; also one that did not return its capabilities.
    case notActiveDirectory
}

extension RootDSE {
    /// What kind of directory this is, told by its capabilities alone (MS-ADTS 3.1.1.3.4.3).
    ///
    /// Other signs mislead: AD LDS can be given a default naming context, and eDirectory has `supportedCapabilities` too.
    public var directoryKind: DirectoryKind {
        if has(.activeDirectory) { return .activeDirectory }
        return has(.lightweightDirectoryServices) ? .lightweightDirectoryServices : .notActiveDirectory
    }

    /// Whether this is Active Directory Domain Services, or Samba in its place.
    public var isActiveDirectory: Bool { directoryKind == .activeDirectory }

    /// Whether this is AD LDS.
    public var isLightweightDirectoryServices: Bool { directoryKind == .lightweightDirectoryServices }

    /// Whether the server calls itself Samba. Windows has no `vendorName`.
    public var isSamba: Bool { vendorName?.lowercased().contains("samba") ?? false }

    /// Whether the server names the capability.
    public func has(_ capability: CapabilityOID) -> Bool { supportedCapabilities.contains(capability.rawValue) }

    /// Whether the server names the control.
    public func supports(_ control: ControlOID) -> Bool { supportedControls.contains(control.rawValue) }
}
