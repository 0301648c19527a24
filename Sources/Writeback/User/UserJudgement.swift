import ActiveDirectory
package import FoundationEssentials
package import Inspection
import LDAP

/// Judges whether a reset, an unlock and a change of one user would be written back: pure, from what was collected.
package struct UserJudgement {
    let forest: Forest
    let run: CollectionRun
    let domain: Domain
    let user: DirectoryUser
    let asOf: Date
    let rights: DomainRights

    /// Nil where the user's domain is not in the snapshot.
    package init?(_ user: DirectoryUser, in snapshot: ForestSnapshot, asOf: Date) {
        let domains = snapshot.forest.domains.known ?? []
        guard let domain = domains.first(where: { $0.dnsName.lowercased() == user.domain.lowercased() }) else {
            return nil
        }
        forest = snapshot.forest
        run = snapshot.run
        self.domain = domain
        self.user = user
        self.asOf = asOf
        rights = DomainRights(of: domain, in: snapshot.forest)
    }

    package func report() -> UserReport {
        let choice = ConnectorChoice(among: forest.connectorAccounts, asOf: asOf)
        let path = InheritancePath(of: user)
        var common = protectionObstacles + stateObstacles + policyObstacles + placeObstacles
        if choice.judged.isEmpty { common.append(noConnectorAccount(choice.why)) }
        let accounts = choice.judged.map { judge($0, path, common) }
        var answers: [WritebackOperation: WritebackAnswer] = [:]
        for operation in WritebackOperation.allCases {
            let each = Set(accounts.compactMap { $0.answers[operation] })
            answers[operation] =
                each.isEmpty ? WritebackAnswer(operation, over: common) : WritebackAnswer(agreeing: each)
        }
        let split = WritebackOperation.allCases.filter { operation in
            answers[operation] == .undecided && !accounts.isEmpty
                && !accounts.contains { $0.answers[operation] == .undecided }
        }
        if !split.isEmpty { common.append(accountsDiffer(accounts, split)) }
        return UserReport(
            run: run, asOf: asOf, user: user, pdcEmulator: pdcEmulator, policy: policy, obstacles: common,
            accounts: accounts, choice: choice.why, passedOver: choice.passedOver, inheritance: path, answers: answers,
            verdict: Verdict(answers), names: forest.security)
    }

    private var pdcEmulator: Observed<String> {
        switch domain.pdcEmulator {
        case .value(let owner): owner.host
        default: domain.pdcEmulator.map { $0.host.known ?? $0.ntdsSettings.description }
        }
    }

    private func judge(
        _ account: ConnectorAccount, _ path: InheritancePath, _ common: [UserObstacle]
    ) -> ConnectorJudgement {
        let decided = WritebackRight.all.map { decide($0, account) }
        var obstacles = unusable(account)
        if user.descriptor.known == nil {
            obstacles.append(descriptorNotRead)
            obstacles += decided.filter(\.right.isOnDomainRoot).compactMap { obstacle($0, account, path) }
        } else {
            obstacles += decided.compactMap { obstacle($0, account, path) }
        }
        var answers: [WritebackOperation: WritebackAnswer] = [:]
        for operation in WritebackOperation.allCases {
            answers[operation] = WritebackAnswer(operation, over: common + obstacles)
        }
        return ConnectorJudgement(account: account, rights: decided, obstacles: obstacles, answers: answers)
    }

    // MARK: The connector account

    private func noConnectorAccount(_ why: String) -> UserObstacle {
        UserObstacle(
            .noConnectorAccount, .all(.blocker), .undecided,
            title: "No account is known that Connect works with, so that its rights cannot be judged",
            facts: [fact("accounts that may be the connector account", why, source: domain.distinguishedName)],
            remedy: Remedy(
                steps: [
                    "Name the account: in the Synchronization Service Manager it stands in the properties of the AD "
                        + "connector, on the page Connect to Active Directory Forest.",
                    "Run this again with --connector-account.",
                ], undo: .notNeeded))
    }

    private func unusable(_ account: ConnectorAccount) -> [UserObstacle] {
        guard let why = account.reasonNotToLogOn(asOf) else { return [] }
        return [
            UserObstacle(
                .connectorAccountUnusable, .all(.blocker),
                title: "The connector account \(account.displayName) cannot log on: \(why)",
                facts: [fact("state of \(account.displayName)", why, source: account.distinguishedName)],
                remedy: Remedy(
                    steps: [
                        "Find out whether Connect still uses the account; if it does, make it usable again. If it does not, "
                            + "name the right one with --connector-account."
                    ], undo: .notNeeded),
                references: [.writebackTroubleshooting])
        ]
    }

    private func accountsDiffer(_ accounts: [ConnectorJudgement], _ split: [WritebackOperation]) -> UserObstacle {
        UserObstacle(
            .connectorAccountsDiffer, Dictionary(uniqueKeysWithValues: split.map { ($0, .blocker) }), .undecided,
            title: "It depends on which of \(accounts.count) accounts Connect uses",
            facts: accounts.map { account in
                fact(
                    account.account.displayName,
                    split.map { "\($0.name): \(account.answers[$0]?.words ?? "")" }.joined(separator: "; "),
                    source: account.account.distinguishedName)
            },
            remedy: Remedy(steps: ["Name the account that Connect uses with --connector-account."], undo: .notNeeded))
    }

    // MARK: Facts

    /// What was seen, and where.
    func fact(_ statement: String, _ value: String, source: some CustomStringConvertible) -> Fact {
        Fact(
            statement: statement, value: value, source: source.description, observedOn: user.readFrom,
            at: run.startedAt, authenticated: true)
    }

    /// An attribute of the user.
    func fact(attribute: String, _ value: String) -> Fact {
        fact(attribute, value, source: "\(attribute) of \(user.distinguishedName)")
    }

    /// An attribute that was not seen, and why.
    func fact<Value>(missing attribute: String, _ observed: Observed<Value>) -> Fact {
        fact(attribute: attribute, observed.why ?? observed.state)
    }
}

extension Verdict {
    /// Over what the user asks for; what only an administrator can ask for besides is at most a warning.
    init(_ answers: [WritebackOperation: WritebackAnswer]) {
        let main = [WritebackOperation.reset, .unlock, .change].map { answers[$0] ?? .undecided }
        self =
            if main.contains(.notWrittenBack) { .notReady } else if main.contains(.undecided) {
                .undecided
            } else if main.contains(.writtenBackWithWarnings) || answers[.changeAtNextLogon] != .writtenBack {
                .readyWithWarnings
            } else { .ready }
    }
}

extension WritebackAnswer {
    /// In a word or three.
    var words: String {
        switch self {
        case .writtenBack: "would be written back"
        case .writtenBackWithWarnings: "would be written back, with warnings"
        case .notWrittenBack: "would not be written back"
        case .undecided: "undecided"
        }
    }
}
