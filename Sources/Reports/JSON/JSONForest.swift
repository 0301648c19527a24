import ActiveDirectory
import Inspection
import LDAP

/// A forest as the JSON prints it.
enum JSONForest {
    static func value(_ forest: Forest) -> JSONValue {
        var object = JSONObject()
        object["rootDomain"] = .string(forest.rootDomain)
        object.set("functionalLevel", forest.functionalLevel, functionalLevel)
        object.set("directorySchema", forest.schemaVersion) { version in
            .object([
                "objectVersion": .integer(version),
                "release": .optional(SchemaVersion(rawValue: version).release),
            ])
        }
        object["roles"] = roles(OperationsMasterRole.ofForest) { $0.owner(in: forest) }
        object.set("optionalFeatures", forest.optionalFeatures, JSONValue.strings)
        object.set("upnSuffixes", forest.upnSuffixes, JSONValue.strings)
        object.set("sites", forest.sites) { .array($0.map(site)) }
        object.set("domains", forest.domains) { .array($0.map(JSONDomain.value)) }
        let holders = RoleHolders(forest)
        object.set("domainControllers", forest.domainControllers) { controllers in
            .array(controllers.map { JSONDomainController.value($0, roles: holders.roles(of: $0)) })
        }
        // Who did not ask for them misses nothing.
        if case .notCollected = forest.connectorAccounts { return object.value }
        object.set("connectorAccounts", forest.connectorAccounts) { accounts in
            .array(accounts.map { JSONConnectorAccount.value($0, in: forest) })
        }
        return object.value
    }

    static func functionalLevel(_ level: FunctionalLevel) -> JSONValue {
        .object(["value": .integer(level.rawValue), "name": .string(level.name)])
    }

    static func roles(
        _ roles: [OperationsMasterRole], owner: (OperationsMasterRole) -> Observed<RoleOwner>?
    ) -> JSONValue {
        var object = JSONObject()
        for role in roles {
            guard let owner = owner(role) else { continue }
            object.set(role.rawValue, owner, roleOwner)
        }
        return object.value
    }

    private static func roleOwner(_ owner: RoleOwner) -> JSONValue {
        var object = JSONObject()
        object.set("host", owner.host, JSONValue.string)
        object["ntdsSettings"] = .string(owner.ntdsSettings.description)
        object["site"] = .optional(owner.site)
        object["state"] = .string(owner.state.rawValue)
        return object.value
    }

    private static func site(_ site: Site) -> JSONValue {
        var object = JSONObject()
        object["name"] = .string(site.name)
        object.set("subnets", site.subnets, JSONValue.strings)
        object["domainControllers"] = .strings(site.domainControllers)
        return object.value
    }
}
