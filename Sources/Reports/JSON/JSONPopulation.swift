import ActiveDirectory
import Inspection
import LDAP

/// The counted users of a domain as the JSON prints them.
enum JSONPopulation {
    static func value(_ population: Population) -> JSONValue {
        .object([
            "base": .string(population.base.description),
            "readFrom": .string(population.readFrom),
            "readFromPdcEmulator": .bool(population.isReadFromPDCEmulator),
            "users": .integer(population.users),
            "descriptors": .array(population.descriptors.map(descriptor)),
            "groups": .array(population.groups.map(group)),
        ])
    }

    /// In SDDL; null for bytes that are no descriptor, which a collection never keeps.
    private static func descriptor(_ descriptor: PopulationDescriptor) -> JSONValue {
        .optional((try? descriptor.descriptor())?.sddl())
    }

    private static func group(_ group: Population.Group) -> JSONValue {
        var object = JSONObject()
        object["container"] = .string(group.container.description)
        object.set("objectClass", group.objectClass, JSONValue.string)
        object.set("descriptor", group.descriptor, JSONValue.integer)
        object.set("accountControl", group.accountControl, flags)
        object.set("adminCount", group.adminCount, JSONValue.bool)
        object.set("passwordSettingsObject", group.passwordSettingsObject) { .string($0.description) }
        object["users"] = .integer(group.users)
        object["examples"] = .array(group.examples.map(example))
        return object.value
    }

    private static func example(_ example: Population.Example) -> JSONValue {
        var object = JSONObject()
        object["distinguishedName"] = .string(example.distinguishedName.description)
        object.set("guid", example.guid) { .string($0.description) }
        return object.value
    }

    private static func flags(_ flags: UserAccountControl) -> JSONValue {
        .strings(words.filter { flags.contains($0.flag) }.map(\.word))
    }

    /// One for each of the bits that are counted.
    static let words: [(flag: UserAccountControl, word: String)] = [
        (.disabled, "disabled"), (.interdomainTrust, "interdomainTrust"),
        (.passwordDoesNotExpire, "passwordDoesNotExpire"), (.smartcardRequired, "smartcardRequired"),
    ]
}
