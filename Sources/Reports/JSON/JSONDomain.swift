import ActiveDirectory
import Inspection
import LDAP

/// A domain as the JSON prints it.
enum JSONDomain {
    static func value(_ domain: Domain) -> JSONValue {
        var object = JSONObject()
        object["dnsName"] = .string(domain.dnsName)
        object.set("netbiosName", domain.netbiosName, JSONValue.string)
        object["distinguishedName"] = .string(domain.distinguishedName.description)
        object.set("sid", domain.sid) { .string($0.description) }
        object.set("guid", domain.guid) { .string($0.description) }
        object.set("parent", domain.parent, JSONValue.string)
        object.set("functionalLevel", domain.functionalLevel, JSONForest.functionalLevel)
        object["roles"] = JSONForest.roles(OperationsMasterRole.ofDomain) { $0.owner(in: domain) }
        object["pdcConsensus"] = consensus(domain.pdcConsensus)
        object["passwordPolicy"] = policy(domain.passwordPolicy)
        object.set("passwordSettingsObjects", domain.passwordSettingsObjects) { .array($0.map(settings)) }
        object.set("trusts", domain.trusts) { .array($0.map(trust)) }
        object.set("population", domain.population, JSONPopulation.value)
        return object.value
    }

    private static func consensus(_ consensus: PDCConsensus) -> JSONValue {
        let agreed = consensus.agreement == .confirmed || consensus.agreement == .confirmedInPart
        return .object([
            "agreed": .bool(agreed),
            "agreement": .string(consensus.agreement.rawValue),
            "host": .optional(consensus.host),
            "witnesses": .array(consensus.witnesses.map(witness)),
        ])
    }

    private static func witness(_ witness: PDCConsensus.Witness) -> JSONValue {
        var object = JSONObject()
        object["source"] = .string(witness.source.rawValue)
        object["observedOn"] = .string(witness.observedOn)
        object.set("host", witness.host, JSONValue.string)
        object["authenticated"] = .bool(witness.authenticated)
        object["counted"] = .bool(witness.counted)
        return object.value
    }

    private static func policy(_ policy: PasswordPolicy) -> JSONValue {
        var object = JSONObject()
        object.set("minimumPasswordAgeSeconds", policy.minimumPasswordAge, duration)
        object.set("maximumPasswordAgeSeconds", policy.maximumPasswordAge, duration)
        object.set("minimumPasswordLength", policy.minimumPasswordLength, JSONValue.integer)
        object.set("passwordHistoryLength", policy.passwordHistoryLength, JSONValue.integer)
        object.set("complexityRequired", policy.complexityRequired, JSONValue.bool)
        object.set("lockoutThreshold", policy.lockoutThreshold, JSONValue.integer)
        object.set("lockoutDurationSeconds", policy.lockoutDuration, duration)
        object.set("lockoutObservationWindowSeconds", policy.lockoutObservationWindow, duration)
        return object.value
    }

    private static func settings(_ settings: PasswordSettingsObject) -> JSONValue {
        var object = JSONObject()
        object["name"] = .string(settings.name)
        object["distinguishedName"] = .string(settings.distinguishedName.description)
        object.set("precedence", settings.precedence, JSONValue.integer)
        object.set("minimumPasswordAgeSeconds", settings.minimumPasswordAge, duration)
        object.set("appliesTo", settings.appliesTo) { .strings($0.map(\.description)) }
        return object.value
    }

    /// Null is taken: it would say that the attribute is not there. So "no end" has a word.
    private static func duration(_ duration: PasswordPolicy.Duration) -> JSONValue {
        switch duration {
        case .seconds(let seconds): .integer(seconds)
        case .never: "never"
        }
    }

    private static func trust(_ trust: Trust) -> JSONValue {
        var object = JSONObject()
        object["partner"] = .string(trust.partner)
        object.set("flatName", trust.flatName, JSONValue.string)
        object.set("sid", trust.sid) { .string($0.description) }
        object.set("direction", trust.direction) { .string(TrustIdentifiers.direction($0)) }
        object.set("type", trust.type) { .string(TrustIdentifiers.type($0)) }
        object.set("attributes", trust.attributes) { .strings(TrustIdentifiers.attributes($0)) }
        return object.value
    }
}
