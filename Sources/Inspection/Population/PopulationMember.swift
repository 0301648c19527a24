import ActiveDirectory
import LDAP

/// What a user's entry says of what is counted, in one walk through its attributes.
struct PopulationMember {
    /// What is asked for. The resultant policy is constructed and comes only by name.
    static let attributeNames = [
        "nTSecurityDescriptor", "userAccountControl", "objectClass", "adminCount", "msDS-ResultantPSO", "objectGUID",
    ]

    let distinguishedName: DistinguishedName
    private(set) var descriptor: [UInt8]?
    private(set) var accountControl: [UInt8]?
    private(set) var objectClass: [UInt8]?
    private(set) var adminCount: [UInt8]?
    private(set) var passwordSettingsObject: [UInt8]?
    private(set) var guid: [UInt8]?

    init(_ entry: Entry) {
        distinguishedName = entry.distinguishedName
        for attribute in entry.attributes {
            guard let name = Self.name(attribute.description) else { continue }
            switch name {
            case "nTSecurityDescriptor": descriptor = attribute.values.first
            case "userAccountControl": accountControl = attribute.values.first
            // From the most general to the most specific (MS-ADTS 3.1.1.1.4).
            case "objectClass": objectClass = attribute.values.last
            case "adminCount": adminCount = attribute.values.first
            case "msDS-ResultantPSO": passwordSettingsObject = attribute.values.first
            default: guid = attribute.values.first
            }
        }
    }

    /// The name as it is asked for. Servers differ in its letter case, a single one never does; most come back as they were sent.
    private static func name(_ description: String) -> String? {
        attributeNames.first { $0 == description }
            ?? attributeNames.first {
                $0.utf8.count == description.utf8.count && $0.lowercased() == description.lowercased()
            }
    }
}

extension DistinguishedName {
    /// The text of the name above this one; found without reading the name as a whole, which would cost more than all else that is
    /// done with a user.
    var containerText: String {
        let text = description.utf8
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case UInt8(ascii: ","): return String(decoding: text[text.index(after: index)...], as: UTF8.self)
            case UInt8(ascii: "\\"):
                index = text.index(after: index)
                guard index < text.endIndex else { return "" }
            // A quoted value of RFC 2253, as no domain controller writes it.
            case UInt8(ascii: "\""): return parent?.description ?? ""
            default: break
            }
            index = text.index(after: index)
        }
        return ""
    }
}
