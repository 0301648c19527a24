public import LDAP

/// How far a search reaches: the value of LDAP_SERVER_SEARCH_OPTIONS_OID (MS-ADTS 3.1.1.3.4.1.12).
public struct SearchOptions: OptionSet, Sendable, Hashable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// No search references are returned (SERVER_SEARCH_FLAG_DOMAIN_SCOPE).
    public static let domainScope = Self(rawValue: 1)
    /// Every naming context that the server holds below the base is searched, and not only the base's own
    /// (SERVER_SEARCH_FLAG_PHANTOM_ROOT).
    public static let phantomRoot = Self(rawValue: 2)

    /// Reads the control's value; nil when the control is another or its value is malformed.
    public init?(_ control: LDAPControl) {
        guard control.identifier == ControlOID.searchOptions.rawValue,
            let flags = IntegerControlValue.decode(control.value)
        else { return nil }
        rawValue = flags
    }
}

extension LDAPControl {
    /// Changes how far a search reaches (LDAP_SERVER_SEARCH_OPTIONS_OID, MS-ADTS 3.1.1.3.4.1.12).
    public static func searchOptions(_ options: SearchOptions, isCritical: Bool = false) -> LDAPControl {
        LDAPControl(.searchOptions, isCritical: isCritical, value: IntegerControlValue.encode(options.rawValue))
    }
}
