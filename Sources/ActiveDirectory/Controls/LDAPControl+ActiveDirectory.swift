public import LDAP

extension LDAPControl {
    /// A control by its Active Directory number.
    public init(_ identifier: ControlOID, isCritical: Bool = false, value: [UInt8]? = nil) {
        self.init(identifier: identifier.rawValue, isCritical: isCritical, value: value)
    }

    /// Has tombstones and deleted objects returned too (LDAP_SERVER_SHOW_DELETED_OID, MS-ADTS 3.1.1.3.4.1.14).
    public static func showDeleted(isCritical: Bool = false) -> LDAPControl {
        LDAPControl(.showDeleted, isCritical: isCritical)
    }

    /// Has tombstones, deleted and recycled objects returned too (LDAP_SERVER_SHOW_RECYCLED_OID,
    /// MS-ADTS 3.1.1.3.4.1.26).
    public static func showRecycled(isCritical: Bool = false) -> LDAPControl {
        LDAPControl(.showRecycled, isCritical: isCritical)
    }

    /// Has links to and from deleted objects returned too (LDAP_SERVER_SHOW_DEACTIVATED_LINK_OID,
    /// MS-ADTS 3.1.1.3.4.1.25).
    public static func showDeactivatedLinks(isCritical: Bool = false) -> LDAPControl {
        LDAPControl(.showDeactivatedLinks, isCritical: isCritical)
    }

    /// Has no search references returned (LDAP_SERVER_DOMAIN_SCOPE_OID, MS-ADTS 3.1.1.3.4.1.4).
    public static func domainScope(isCritical: Bool = false) -> LDAPControl {
        LDAPControl(.domainScope, isCritical: isCritical)
    }

    /// Has a range that begins behind the last value be empty and not an error
    /// (LDAP_SERVER_RANGE_RETRIEVAL_NOERR_OID, MS-ADTS 3.1.1.3.4.1.22).
    public static func rangeRetrievalWithoutError(isCritical: Bool = false) -> LDAPControl {
        LDAPControl(.rangeRetrievalWithoutError, isCritical: isCritical)
    }
}
