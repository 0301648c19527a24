import ActiveDirectory

/// Names of trust attributes as the JSON prints them; a bit without a name is printed as a hexadecimal number.
enum TrustIdentifiers {
    static func direction(_ number: Int) -> String {
        switch TrustDirection(rawValue: number) {
        case .disabled: "disabled"
        case .inbound: "inbound"
        case .outbound: "outbound"
        case .bidirectional: "bidirectional"
        default: String(number)
        }
    }

    static func type(_ number: Int) -> String {
        switch TrustType(rawValue: number) {
        case .downlevel: "downlevel"
        case .uplevel: "uplevel"
        case .mit: "mit"
        case .dce: "dce"
        case .entra: "entra"
        default: String(number)
        }
    }

    static func attributes(_ bits: UInt32) -> [String] {
        var rest = bits
        var names: [String] = []
        for (bit, name) in attributeNames where bits & bit.rawValue != 0 {
            names.append(name)
            rest &= ~bit.rawValue
        }
        if rest != 0 { names.append("0x" + String(rest, radix: 16)) }
        return names
    }

    private static let attributeNames: [(TrustAttributes, String)] = [
        (.nonTransitive, "nonTransitive"),
        (.uplevelOnly, "uplevelOnly"),
        (.quarantined, "quarantined"),
        (.forestTransitive, "forestTransitive"),
        (.crossOrganization, "crossOrganization"),
        (.withinForest, "withinForest"),
        (.treatAsExternal, "treatAsExternal"),
        (.usesRC4, "usesRC4"),
        (.noTGTDelegation, "noTGTDelegation"),
        (.privilegedIdentityManagement, "privilegedIdentityManagement"),
        (.enableTGTDelegation, "enableTGTDelegation"),
    ]
}
