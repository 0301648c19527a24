package import FoundationEssentials

/// Why a connection to a domain's directory comes about, or does not: every stage of the way that `check` takes, in its order.
///
/// A value; nothing in it can be asked again.
package struct ConnectionDiagnosis: Sendable, Equatable {
    package enum Outcome: String, Sendable, CaseIterable {
        case passed
        /// The connection stands; some stage has an advice.
        case passedWithAdvice
        case failed
    }

    /// The domain asked for.
    package var target: String
    package var startedAt: Date
    package var finishedAt: Date
    /// This host's name.
    package var host: String
    /// `gssapi`, `gss-spnego` or `simple`.
    package var mechanism: String
    /// `sealed`, `starttls` or `ldaps`.
    package var transport: String
    /// The domain controller that was chosen; nil when none could be spoken to.
    package var server: String?
    /// Whom the directory takes the caller for; nil without a bind.
    package var principal: String?
    /// What protects the connection, in bits; nil without a bind.
    package var securityStrengthFactor: Int?
    /// All of ``ConnectionStage/Identifier/allInOrder``, each once.
    package var stages: [ConnectionStage]

    package init(
        target: String, startedAt: Date, finishedAt: Date, host: String, mechanism: String, transport: String,
        server: String? = nil, principal: String? = nil, securityStrengthFactor: Int? = nil, stages: [ConnectionStage]
    ) {
        self.target = target
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.host = host
        self.mechanism = mechanism
        self.transport = transport
        self.server = server
        self.principal = principal
        self.securityStrengthFactor = securityStrengthFactor
        self.stages = stages
    }

    /// The stage to mend first.
    package var firstFailure: ConnectionStage? { stages.first { $0.state == .failed } }

    /// A stage that was not reached without one that failed: the run was cut short, and nothing is proved.
    package var outcome: Outcome {
        if stages.contains(where: { $0.state == .failed || $0.state == .notReached }) { return .failed }
        return stages.contains { $0.advice != nil } ? .passedWithAdvice : .passed
    }

    package subscript(id: ConnectionStage.Identifier) -> ConnectionStage? { stages.first { $0.id == id } }
}

extension ConnectionDiagnosis {
    /// Every stage in its order; those that are missing were not reached, because of the first that failed.
    static func completed(_ stages: [ConnectionStage], cutShort reason: String?) -> [ConnectionStage] {
        let failed = stages.first { $0.state == .failed }
        return ConnectionStage.Identifier.allInOrder.map { id in
            if let stage = stages.first(where: { $0.id == id }) { return stage }
            if let reason { return ConnectionStage(id, .notReached, meaning: reason) }
            return failed.map { .notReached(id, after: $0.id) }
                ?? ConnectionStage(id, .notReached, meaning: "Not tried.")
        }
    }
}
