/// What password writeback does to a user.
public enum WritebackOperation: String, Sendable, Codable, Hashable, CaseIterable {
    /// A forgotten password is replaced, by the user or by an administrator.
    case reset
    /// A locked account is unlocked, its password kept.
    case unlock
    /// The user gives the old password and a new one.
    case change
    /// An administrator's reset asks for a change at the next logon.
    case changeAtNextLogon

    /// As it stands in a sentence.
    public var name: String {
        switch self {
        case .reset: "a reset"
        case .unlock: "an unlock"
        case .change: "a change"
        case .changeAtNextLogon: "a forced change at next logon"
        }
    }
}

/// Whether an operation would reach the directory.
public enum WritebackAnswer: String, Sendable, Codable, Hashable {
    case writtenBack
    case writtenBackWithWarnings
    case notWrittenBack
    case undecided

    /// What some obstacles mean for an operation: a blocker that stands decides, then one that may, then warnings.
    init(_ operation: WritebackOperation, over obstacles: some Sequence<UserObstacle>) {
        var isOpen = false
        var isWarned = false
        for obstacle in obstacles {
            switch (obstacle.severity(for: operation), obstacle.outcome) {
            case (.blocker, .notMet):
                self = .notWrittenBack
                return
            case (.blocker, .undecided): isOpen = true
            case (.warning, .notMet), (.warning, .undecided): isWarned = true
            default: break
            }
        }
        self = isOpen ? .undecided : isWarned ? .writtenBackWithWarnings : .writtenBack
    }

    /// What several accounts, any of which may be the one that Connect uses, amount to.
    init(agreeing answers: Set<Self>) {
        if let only = answers.first, answers.count == 1 {
            self = only
        } else if answers == [.writtenBack, .writtenBackWithWarnings] {
            self = .writtenBackWithWarnings
        } else {
            self = .undecided
        }
    }
}
