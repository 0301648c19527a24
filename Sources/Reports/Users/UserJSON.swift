import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
package import Writeback

/// What `user --format json` prints: a document of kind `user`. `docs/user.md` says what each key means, `docs/user.schema.json` what a
/// text must look like.
package struct UserJSON: Sendable {
    private let tool: ToolIdentity

    package init(tool: ToolIdentity) {
        self.tool = tool
    }

    package func render(_ report: UserReport) -> String {
        JSONValue.object([
            "schemaVersion": .integer(JSONReport.schemaVersion),
            "kind": "user",
            "tool": .object([
                "name": .string(tool.name), "version": .string(tool.version),
                "knowledgeDate": .string(tool.knowledgeDate),
            ]),
            "run": run(report),
            "user": Self.user(report),
            "passwordPolicy": Self.policy(report.policy),
            "inheritance": .object([
                "breaks": .strings(report.inheritance.breaks.map(\.description)),
                "unread": .strings(report.inheritance.unread.map(\.description)),
            ]),
            "connectorAccounts": .object([
                "choice": .string(report.choice),
                "judged": .array(report.accounts.map { Self.account($0, report.run.startedAt) }),
                "passedOver": .array(report.passedOver.map(Self.passedOver)),
            ]),
            "obstacles": .array(report.obstacles.map { Self.obstacle($0, report.run.startedAt) }),
            "answers": Self.answers(report.answers),
            "verdict": .string(report.verdict.rawValue),
        ]).text
    }

    private func run(_ report: UserReport) -> JSONValue {
        var run = JSONRun([report.run]).object
        run["asOf"] = .string(UTCTime.iso8601(report.asOf))
        return run.value
    }

    // MARK: The user

    private static func user(_ report: UserReport) -> JSONValue {
        let user = report.user
        var object = JSONObject()
        object["distinguishedName"] = .string(user.distinguishedName.description)
        object["domain"] = .string(user.domain)
        object["readFrom"] = .string(user.readFrom)
        object["class"] = .string(user.kind.rawValue)
        object.set("sid", user.sid) { .string($0.description) }
        object.set("guid", user.guid) { .string($0.description) }
        object.set("samAccountName", user.samAccountName, JSONValue.string)
        object.set("userPrincipalName", user.userPrincipalName, JSONValue.string)
        object.set("userAccountControl", user.userAccountControl) { .integer(Int64($0.rawValue)) }
        object.set("enabled", user.userAccountControl) { .bool(!$0.contains(.disabled)) }
        object.set("smartcardRequired", user.userAccountControl) { .bool($0.contains(.smartcardRequired)) }
        object.set("passwordNeverExpires", user.userAccountControl) { .bool($0.contains(.passwordDoesNotExpire)) }
        object.set("lockedOut", user.computedAccountControl) { .bool($0.contains(.lockedOut)) }
        object.set("passwordExpired", user.computedAccountControl) { .bool($0.contains(.passwordExpired)) }
        object.set("lockoutTime", user.lockoutTime) { .string(UTCTime.iso8601($0)) }
        object.set("passwordLastSet", user.passwordLastSet) { .string(UTCTime.iso8601($0)) }
        object.set("expires", user.expires) { .string(UTCTime.iso8601($0)) }
        object.set("adminCount", user.adminCount, JSONValue.integer)
        object.set("groups", user.token) { .strings($0.sids.map(\.description)) }
        object.set("groupGaps", user.token) { .strings($0.gaps.map(\.why)) }
        object.set("securityDescriptor", user.descriptor) { .string($0.sddl()) }
        object.set("pdcEmulator", report.pdcEmulator, JSONValue.string)
        object["attributes"] = .array(
            user.attributes.map { .object(["name": .string($0.name), "state": .string($0.state.rawValue)]) })
        return object.value
    }

    private static func policy(_ policy: EffectivePolicy) -> JSONValue {
        var object = JSONObject()
        object.set("settingsObject", policy.settings) { .string($0.description) }
        object.set("minimumPasswordAgeSeconds", policy.minimumPasswordAge) { duration in
            switch duration {
            case .seconds(let seconds): .integer(seconds)
            case .never: "never"
            }
        }
        object.set("minimumPasswordLength", policy.minimumPasswordLength, JSONValue.integer)
        object.set("passwordHistoryLength", policy.passwordHistoryLength, JSONValue.integer)
        object.set("complexityRequired", policy.complexityRequired, JSONValue.bool)
        return object.value
    }

    // MARK: The accounts

    private static func account(_ judged: ConnectorJudgement, _ startedAt: Date) -> JSONValue {
        var object = identity(judged.account)
        object["rights"] = .array(judged.rights.map(right))
        object["obstacles"] = .array(judged.obstacles.map { obstacle($0, startedAt) })
        object["answers"] = answers(judged.answers)
        object["tokenGaps"] = .strings(
            judged.account.tokens.flatMap { $0.token.known?.gaps ?? [] }.map(\.why))
        return object.value
    }

    private static func passedOver(_ account: PassedOverAccount) -> JSONValue {
        var object = identity(account.account)
        object["why"] = .string(account.why)
        return object.value
    }

    private static func identity(_ account: ConnectorAccount) -> JSONObject {
        var object = JSONObject()
        object.set("samAccountName", account.samAccountName, JSONValue.string)
        object["distinguishedName"] = .string(account.distinguishedName.description)
        object["sid"] = .string(account.sid.description)
        object["domain"] = .string(account.domain)
        object["kind"] = .string(account.kind.rawValue)
        object["foundBy"] = .strings(account.foundBy.map(\.rawValue))
        return object
    }

    private static func right(_ right: UserRight) -> JSONValue {
        var members: [String: JSONValue] = [
            "right": .string(right.right.rawValue),
            "object": .string(right.object.description),
            "answer": .string(right.answer.rawValue),
            "basis": .optional(right.basis?.rawValue),
            "through": .strings(right.through.map(\.description)),
        ]
        if let entry = right.entry, let words = right.words, let index = right.index {
            members["ace"] = .object([
                "sddl": .string(entry.sddl()), "words": .string(words), "index": .integer(index),
            ])
        }
        if let why = right.why { members["why"] = .string(why) }
        return .object(members)
    }

    // MARK: Obstacles

    private static func obstacle(_ obstacle: UserObstacle, _ startedAt: Date) -> JSONValue {
        let severities = obstacle.severities.map { ($0.key.rawValue, JSONValue.string($0.value.rawValue)) }
        return .object([
            "code": .string(obstacle.code.rawValue),
            "outcome": .string(obstacle.outcome.rawValue),
            "severities": .object(Dictionary(uniqueKeysWithValues: severities)),
            "title": .string(obstacle.title),
            "because": .array(obstacle.facts.map { JSONFinding.fact($0, collectedFrom: [startedAt]) }),
            "remedy": obstacle.remedy.map(JSONFinding.remedy) ?? .null,
            "references": .array(obstacle.references.map(JSONFinding.reference)),
        ])
    }

    private static func answers(_ answers: [WritebackOperation: WritebackAnswer]) -> JSONValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: answers.map { ($0.key.rawValue, JSONValue.string($0.value.rawValue)) }))
    }
}
