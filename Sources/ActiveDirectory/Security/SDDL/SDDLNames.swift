/// The letters of entry types, flags and rights in SDDL (MS-DTYP 2.5.1.1).
enum SDDLNames {
    static let kinds: [(name: String, kind: AccessControlEntry.Kind)] = [
        ("A", .allowed), ("D", .denied), ("AU", .audit), ("AL", .alarm), ("OA", .allowedObject), ("OD", .deniedObject),
        ("OU", .auditObject), ("OL", .alarmObject), ("XA", .allowedCallback), ("XD", .deniedCallback),
        ("ZA", .allowedCallbackObject), ("XU", .auditCallback), ("ML", .mandatoryLabel), ("RA", .resourceAttribute),
        ("SP", .scopedPolicy), ("TL", .processTrustLabel), ("FL", .accessFilter),
        // The published grammar ends with ZA; these two follow its scheme.
        ("ZD", .deniedCallbackObject), ("ZU", .auditCallbackObject),
    ]

    static let flags: [(name: String, flag: AccessControlEntry.Flags)] = [
        ("OI", .objectInherit), ("CI", .containerInherit), ("NP", .noPropagate), ("IO", .inheritOnly),
        ("ID", .inherited),
        ("CR", .critical), ("SA", .successfulAccess), ("FA", .failedAccess),
    ]

    /// Rights that are one bit each, in the order in which Windows writes them.
    static let rights: [(name: String, mask: AccessMask)] = [
        ("CC", .createChild), ("DC", .deleteChild), ("LC", .listContents), ("SW", .validatedWrite),
        ("RP", .readProperty),
        ("WP", .writeProperty), ("DT", .deleteTree), ("LO", .listObject), ("CR", .controlAccess), ("SD", .delete),
        ("RC", .readControl), ("WD", .writeDACL), ("WO", .writeOwner), ("GA", .genericAll), ("GX", .genericExecute),
        ("GW", .genericWrite), ("GR", .genericRead),
    ]

    /// Rights of files and registry keys: read, never written.
    static let foreignRights: [(name: String, mask: AccessMask)] = [
        ("FA", AccessMask(rawValue: 0x1F_01FF)), ("FR", AccessMask(rawValue: 0x12_0089)),
        ("FW", AccessMask(rawValue: 0x12_0116)), ("FX", AccessMask(rawValue: 0x12_00A0)),
        ("KA", AccessMask(rawValue: 0xF_003F)), ("KR", AccessMask(rawValue: 0x2_0019)),
        ("KW", AccessMask(rawValue: 0x2_0006)), ("KX", AccessMask(rawValue: 0x2_0019)),
    ]

    /// Policies of a mandatory label (MS-DTYP 2.4.4.13).
    static let labelPolicies: [(name: String, mask: AccessMask)] = [
        ("NW", AccessMask(rawValue: 1)), ("NR", AccessMask(rawValue: 2)), ("NX", AccessMask(rawValue: 4)),
    ]

    static let rightsByName = Dictionary(
        (rights + foreignRights + labelPolicies).map { ($0.name, $0.mask) }, uniquingKeysWith: { first, _ in first })
    static let kindsByName = Dictionary(kinds.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
    static let namesByKind = Dictionary(kinds.map { ($0.kind, $0.name) }, uniquingKeysWith: { first, _ in first })

    /// The letters of a mask, or its number when a bit has no letters.
    static func text(of mask: AccessMask, kind: AccessControlEntry.Kind) -> String {
        let letters = kind == .mandatoryLabel ? labelPolicies : rights
        var rest = mask
        var text = ""
        for (name, bit) in letters where mask.contains(bit) {
            text += name
            rest.subtract(bit)
        }
        return rest.isEmpty ? text : "0x" + String(mask.rawValue, radix: 16)
    }
}
