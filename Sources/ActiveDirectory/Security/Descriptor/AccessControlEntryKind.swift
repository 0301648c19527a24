extension AccessControlEntry {
    /// The type of an entry (MS-DTYP 2.4.4.1). An open set: a number without a name here is kept.
    public struct Kind: RawRepresentable, Sendable, Hashable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// ACCESS_ALLOWED_ACE_TYPE.
        public static let allowed = Self(rawValue: 0x00)
        /// ACCESS_DENIED_ACE_TYPE.
        public static let denied = Self(rawValue: 0x01)
        /// SYSTEM_AUDIT_ACE_TYPE.
        public static let audit = Self(rawValue: 0x02)
        /// SYSTEM_ALARM_ACE_TYPE, reserved.
        public static let alarm = Self(rawValue: 0x03)
        /// ACCESS_ALLOWED_COMPOUND_ACE_TYPE, reserved; its layout is not published.
        public static let allowedCompound = Self(rawValue: 0x04)
        /// ACCESS_ALLOWED_OBJECT_ACE_TYPE.
        public static let allowedObject = Self(rawValue: 0x05)
        /// ACCESS_DENIED_OBJECT_ACE_TYPE.
        public static let deniedObject = Self(rawValue: 0x06)
        /// SYSTEM_AUDIT_OBJECT_ACE_TYPE.
        public static let auditObject = Self(rawValue: 0x07)
        /// SYSTEM_ALARM_OBJECT_ACE_TYPE, reserved.
        public static let alarmObject = Self(rawValue: 0x08)
        /// ACCESS_ALLOWED_CALLBACK_ACE_TYPE: allowed on a condition.
        public static let allowedCallback = Self(rawValue: 0x09)
        /// ACCESS_DENIED_CALLBACK_ACE_TYPE: denied on a condition.
        public static let deniedCallback = Self(rawValue: 0x0A)
        /// ACCESS_ALLOWED_CALLBACK_OBJECT_ACE_TYPE.
        public static let allowedCallbackObject = Self(rawValue: 0x0B)
        /// ACCESS_DENIED_CALLBACK_OBJECT_ACE_TYPE.
        public static let deniedCallbackObject = Self(rawValue: 0x0C)
        /// SYSTEM_AUDIT_CALLBACK_ACE_TYPE.
        public static let auditCallback = Self(rawValue: 0x0D)
        /// SYSTEM_ALARM_CALLBACK_ACE_TYPE, reserved.
        public static let alarmCallback = Self(rawValue: 0x0E)
        /// SYSTEM_AUDIT_CALLBACK_OBJECT_ACE_TYPE.
        public static let auditCallbackObject = Self(rawValue: 0x0F)
        /// SYSTEM_ALARM_CALLBACK_OBJECT_ACE_TYPE, reserved.
        public static let alarmCallbackObject = Self(rawValue: 0x10)
        /// SYSTEM_MANDATORY_LABEL_ACE_TYPE.
        public static let mandatoryLabel = Self(rawValue: 0x11)
        /// SYSTEM_RESOURCE_ATTRIBUTE_ACE_TYPE.
        public static let resourceAttribute = Self(rawValue: 0x12)
        /// SYSTEM_SCOPED_POLICY_ID_ACE_TYPE.
        public static let scopedPolicy = Self(rawValue: 0x13)
        /// SYSTEM_PROCESS_TRUST_LABEL_ACE_TYPE.
        public static let processTrustLabel = Self(rawValue: 0x14)
        /// SYSTEM_ACCESS_FILTER_ACE_TYPE.
        public static let accessFilter = Self(rawValue: 0x15)
    }
}

extension AccessControlEntry.Kind {
    /// How the bytes behind an entry's header are laid out.
    enum Layout {
        /// Mask, SID, and what is left.
        case simple
        /// Mask, flags, up to two GUIDs, SID, and what is left.
        case object
        /// Not known.
        case opaque
    }

    var layout: Layout {
        switch rawValue {
        case 0x00...0x03, 0x09, 0x0A, 0x0D, 0x0E, 0x11...0x15: .simple
        case 0x05...0x08, 0x0B, 0x0C, 0x0F, 0x10: .object
        default: .opaque
        }
    }

    /// Whether an entry of this type may name an object type.
    public var namesObjects: Bool { layout == .object }

    /// What an entry of this type does to an access that is asked for.
    public enum Effect: Sendable, Hashable { case allows, denies, none }

    /// Allowed, denied, or nothing: the audit types and those of the SACL never decide an access (MS-DTYP 2.5.3.2).
    public var effect: Effect {
        switch self {
        case .allowed, .allowedObject, .allowedCallback, .allowedCallbackObject: .allows
        case .denied, .deniedObject, .deniedCallback, .deniedCallbackObject: .denies
        default: .none
        }
    }

    /// Whether the entry counts only if a condition holds (MS-DTYP 2.4.4.6 to 2.4.4.9), which nobody but the domain
    /// controller can evaluate.
    public var isConditional: Bool {
        switch rawValue {
        case 0x09...0x10: true
        default: false
        }
    }
}
