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
        for attribute in entry.attributes where !take(attribute, as: attribute.description) {
            // Servers differ in the letter case of names; most send them as they were asked for.
            let name = attribute.description.lowercased()
            _ = Self.attributeNames.first { $0.lowercased() == name }.map { take(attribute, as: $0) }
        }
    }

    private mutating func take(_ attribute: Entry.Attribute, as name: String) -> Bool {
        switch name {
        case "nTSecurityDescriptor": descriptor = attribute.values.first
        case "userAccountControl": accountControl = attribute.values.first
        // From the most general to the most specific (MS-ADTS 3.1.1.1.4).
        case "objectClass": objectClass = attribute.values.last
        case "adminCount": adminCount = attribute.values.first
        case "msDS-ResultantPSO": passwordSettingsObject = attribute.values.first
        case "objectGUID": guid = attribute.values.first
        default: return false
        }
        return true
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
