public import LDAP

/// The parts of a security descriptor that a search asks for: the value of LDAP_SERVER_SD_FLAGS_OID
/// (MS-ADTS 3.1.1.3.4.1.11).
///
/// Without the control a domain controller takes all four to be asked for, and leaves `nTSecurityDescriptor` out, without a
/// word, for whoever may not read the system ACL.
public struct SecurityDescriptorParts: OptionSet, Sendable, Hashable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    public static let owner = Self(rawValue: 1)
    public static let group = Self(rawValue: 2)
    /// The discretionary ACL: who may do what.
    public static let discretionaryACL = Self(rawValue: 4)
    /// The system ACL: what is audited. Only who holds the right to manage the security log may read it.
    public static let systemACL = Self(rawValue: 8)
    /// Owner, group and discretionary ACL: what everybody who may read an object may read of its descriptor.
    public static let withoutSystemACL: Self = [.owner, .group, .discretionaryACL]

    /// Reads the control's value; nil when the control is another or its value is malformed.
    public init?(_ control: LDAPControl) {
        guard control.identifier == ControlOID.securityDescriptorFlags.rawValue,
            let flags = IntegerControlValue.decode(control.value)
        else { return nil }
        rawValue = flags
    }
}

extension LDAPControl {
    /// Asks for these parts of security descriptors (LDAP_SERVER_SD_FLAGS_OID, MS-ADTS 3.1.1.3.4.1.11).
    ///
    /// - Parameter isCritical: true makes a server that does not know the control refuse the search, as OpenLDAP's does.
    public static func securityDescriptorParts(
        _ parts: SecurityDescriptorParts = .withoutSystemACL, isCritical: Bool = false
    ) -> LDAPControl {
        LDAPControl(
            .securityDescriptorFlags, isCritical: isCritical, value: IntegerControlValue.encode(parts.rawValue))
    }
}
