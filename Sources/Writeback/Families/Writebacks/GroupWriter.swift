import Inspection

/// A product that writes groups to the directory.
enum GroupWriter: Sendable {
    /// Connect: Microsoft 365 groups, to a forest with Exchange.
    case connect
    /// Cloud sync: security groups, with a managed service account of its own.
    case cloudSync
}

extension ConnectorAccount {
    var groupWriter: GroupWriter {
        kind == .groupManagedServiceAccount || foundBy.contains(.cloudSyncName) ? .cloudSync : .connect
    }
}

extension ForestUnderJudgement {
    /// Who writes groups: the engine that was named, else those of the accounts that are judged; nil where none is known.
    var groupWriters: Set<GroupWriter>? {
        switch engine {
        case .connect: return [.connect]
        case .cloudSync: return [.cloudSync]
        case .automatic:
            let accounts = connectorAccounts.judged
            return accounts.isEmpty ? nil : Set(accounts.map(\.groupWriter))
        }
    }
}
