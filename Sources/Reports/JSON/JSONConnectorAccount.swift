import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Writeback

/// An account that may be the connector account, as the JSON prints it.
enum JSONConnectorAccount {
    static func value(_ account: ConnectorAccount, in forest: Forest) -> JSONValue {
        var object = JSONObject()
        object.set("samAccountName", account.samAccountName, JSONValue.string)
        object["distinguishedName"] = .string(account.distinguishedName.description)
        object["sid"] = .string(account.sid.description)
        object.set("guid", account.guid) { .string($0.description) }
        object["domain"] = .string(account.domain)
        object["kind"] = .string(account.kind.rawValue)
        object["foundBy"] = .strings(account.foundBy.map(\.rawValue))
        object.set("enabled", account.userAccountControl) { .bool(!$0.contains(.disabled)) }
        object.set("lockedOut", account.computedAccountControl) { .bool($0.contains(.lockedOut)) }
        object.set("expires", account.expires, date)
        object.set("passwordLastSet", account.passwordLastSet, date)
        object.set("lastLogon", account.lastLogon, date)
        object.set("adminCount", account.adminCount, JSONValue.integer)
        object.set("description", account.description, JSONValue.string)
        object["tenant"] = .optional(account.installation?.tenant)
        object["installationIdentifier"] = .optional(account.installation?.identifier)
        object.set("server", account.server, server)
        object["tokens"] = .array(account.tokens.map(token))
        object["rights"] = .array(
            (forest.domains.known ?? []).flatMap { domain in
                AccountRights(of: account, on: domain, in: forest).all.map { right($0, in: domain) }
            })
        return object.value
    }

    private static func right(_ right: AccountRight, in domain: Domain) -> JSONValue {
        .object([
            "domain": .string(domain.dnsName),
            "right": .string(right.right.rawValue),
            "answer": .string(right.answer.rawValue),
            "basis": .string(right.basis.rawValue),
            "ace": right.entry.map { .object(["sddl": .string($0.sddl), "words": .string($0.words)]) } ?? .null,
        ])
    }

    private static func server(_ server: SyncServer) -> JSONValue {
        var object = JSONObject()
        object["name"] = .string(server.name)
        object.set("dnsHostName", server.dnsHostName, JSONValue.string)
        object["domain"] = .string(server.domain)
        object.set("enabled", server.enabled, JSONValue.bool)
        object.set("domainController", server.isDomainController, JSONValue.bool)
        object.set("operatingSystem", server.operatingSystem, JSONValue.string)
        object.set("operatingSystemVersion", server.operatingSystemVersion, JSONValue.string)
        return object.value
    }

    private static func token(_ token: DomainToken) -> JSONValue {
        var object = JSONObject()
        object["domain"] = .string(token.domain)
        object.set("sids", token.token) { .strings($0.sids.map(\.description)) }
        object.set("gaps", token.token) { .strings($0.gaps.map(\.why)) }
        return object.value
    }

    private static func date(_ date: Date) -> JSONValue { .string(date.formatted(.iso8601)) }
}
