public import ActiveDirectory
public import FoundationEssentials
public import Inspection
public import LDAP

/// Whether passwords of one user would be written back, and why.
public struct UserReport: Sendable, Equatable {
    public var run: CollectionRun
    /// The moment that the judgement holds for.
    public var asOf: Date
    public var user: DirectoryUser
    /// The DNS name of the host that holds the PDC emulator role of the user's domain, as far as it is known.
    public var pdcEmulator: Observed<String>
    public var policy: EffectivePolicy
    /// What stands in the way whoever the connector account is.
    public var obstacles: [UserObstacle]
    /// One for each account that may be the connector account.
    public var accounts: [ConnectorJudgement]
    /// Why these accounts were judged.
    public var choice: String
    /// Accounts that could be it as well, and were left out for a reason.
    public var passedOver: [PassedOverAccount]
    public var inheritance: InheritancePath
    public var answers: [WritebackOperation: WritebackAnswer]
    public var verdict: Verdict
    /// What entries and groups are called.
    public var names: ForestSecurity

    /// The obstacles of every account judged, and those of the user, worst first.
    public var allObstacles: [UserObstacle] {
        var all: [UserObstacle] = []
        for obstacle in obstacles + accounts.flatMap(\.obstacles) where !all.contains(obstacle) { all.append(obstacle) }
        let rank = { (obstacle: UserObstacle) in
            switch (obstacle.weight, obstacle.outcome) {
            case (.blocker, .notMet): 0
            case (.blocker, _): 1
            case (.warning, .notMet): 2
            case (.warning, _): 3
            case (.information, _): 4
            }
        }
        return all.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }

    /// Attributes of the user that the bound account may not read, or is not known to.
    public var unreadAttributes: [AttributeReading] {
        user.attributes.filter { $0.state == .mayNotRead || $0.state == .unknown }
    }
}

/// One account that may be the connector account, and what it may do to the user.
public struct ConnectorJudgement: Sendable, Equatable {
    public var account: ConnectorAccount
    public var rights: [UserRight]
    public var obstacles: [UserObstacle]
    public var answers: [WritebackOperation: WritebackAnswer]
}

/// An account that was not judged.
public struct PassedOverAccount: Sendable, Equatable {
    public var account: ConnectorAccount
    public var why: String
}

/// A right of the connector account, decided on the real descriptor.
public struct UserRight: Sendable, Equatable {
    public var right: WritebackRight
    /// Where it has to be granted: the user, or the domain root.
    public var object: DistinguishedName
    public var answer: AccessDecision.Answer
    /// What the answer rests on; nil where nothing could be decided from.
    public var basis: AccessDecision.Basis?
    /// The entry that decided.
    public var entry: AccessControlEntry?
    /// Where the entry stands in the DACL, from 0.
    public var index: Int?
    /// The entry in words.
    public var words: String?
    /// Whom the entry is about, if not the account itself, and each group by which the account comes into that one.
    public var through: [SecurityIdentifier]
    /// Why nothing was decided.
    public var why: String?
}

/// The password policy that holds for the user.
public struct EffectivePolicy: Sendable, Equatable {
    /// The password settings object; `.absent` where it is the domain's own policy.
    public var settings: Observed<DistinguishedName>
    public var minimumPasswordAge: Observed<PasswordPolicy.Duration>
    public var minimumPasswordLength: Observed<Int>
    public var passwordHistoryLength: Observed<Int>
    public var complexityRequired: Observed<Bool>
}

/// Where on the way from the domain root to the user entries stop being handed down.
public struct InheritancePath: Sendable, Equatable {
    /// Objects whose DACL takes nothing from above (SE_DACL_PROTECTED), the topmost first; the last may be the user.
    public var breaks: [DistinguishedName]
    /// Objects whose descriptor could not be read.
    public var unread: [DistinguishedName]
}
