public import LDAP

/// How GUIDs and SIDs stand in extended names: the value of LDAP_SERVER_EXTENDED_DN_OID (MS-ADTS 3.1.1.3.4.1.5).
public enum ExtendedNameForm: Int32, Sendable, Hashable {
    /// The bytes of the attribute value in hexadecimal: `<GUID=dc7b7eada6086242…>`.
    case hexadecimal = 0
    /// Their text forms: `<GUID=ad7e7bdc-08a6-4262-…>;<SID=S-1-5-21-…>`.
    case text = 1

    /// Reads the control's value; nil when the control is another or its value is malformed.
    ///
    /// A control without a value means ``hexadecimal``.
    public init?(_ control: LDAPControl) {
        guard control.identifier == ControlOID.extendedDN.rawValue else { return nil }
        guard control.value != nil else { self = .hexadecimal; return }
        guard let form = IntegerControlValue.decode(control.value).flatMap(Self.init(rawValue:)) else { return nil }
        self = form
    }
}

extension LDAPControl {
    /// Has every name come with its GUID and, for an account or group, its SID (LDAP_SERVER_EXTENDED_DN_OID,
    /// MS-ADTS 3.1.1.3.4.1.5).
    ///
    /// The names of entries and those in their values are then no valid distinguished names: read them with
    /// ``ExtendedDistinguishedName``.
    public static func extendedNames(_ form: ExtendedNameForm = .text, isCritical: Bool = false) -> LDAPControl {
        LDAPControl(.extendedDN, isCritical: isCritical, value: IntegerControlValue.encode(form.rawValue))
    }
}
