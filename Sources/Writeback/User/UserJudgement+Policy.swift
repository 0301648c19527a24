import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

/// The password policy that holds for the user, and the place where the user is.
extension UserJudgement {
    /// The password settings object's where one applies, else the domain's.
    var policy: EffectivePolicy {
        if case .absent = user.resultantPolicy {
            let policy = domain.passwordPolicy
            return EffectivePolicy(
                settings: .absent, minimumPasswordAge: policy.minimumPasswordAge,
                minimumPasswordLength: policy.minimumPasswordLength,
                passwordHistoryLength: policy.passwordHistoryLength, complexityRequired: policy.complexityRequired)
        }
        let settings = user.passwordSettings
        return EffectivePolicy(
            settings: user.resultantPolicy, minimumPasswordAge: settings.flat(\.minimumPasswordAge),
            minimumPasswordLength: settings.flat(\.minimumPasswordLength),
            passwordHistoryLength: settings.flat(\.passwordHistoryLength),
            complexityRequired: settings.flat(\.complexityRequired))
    }

    var policyObstacles: [UserObstacle] { [minimumAge].compactMap(\.self) }

    private var minimumAge: UserObstacle? {
        // Where the password must be changed at the next logon, no age holds.
        if case .absent = user.passwordLastSet { return nil }
        let age = policy.minimumPasswordAge
        switch (age, user.passwordLastSet.known) {
        case (.value(.seconds(let seconds)), _) where seconds <= 0: return nil
        case (.absent, _): return nil
        case (.value(let duration), .some(let set)):
            guard let seconds = duration.wholeSeconds else { return tooYoung(set, until: nil) }
            let end = set.addingTimeInterval(Double(seconds))
            return asOf < end ? tooYoung(set, until: end) : nil
        default:
            return UserObstacle(
                .minimumPasswordAge, [.change: .blocker, .reset: .warning], .undecided,
                title: "Whether the password is older than the minimum age of its policy could not be read",
                facts: [policyFact, lastSetFact], remedy: readWithMoreRights, references: [.writebackTutorial])
        }
    }

    private func tooYoung(_ set: Date, until end: Date?) -> UserObstacle {
        let when = end.map { "before \(Self.text($0))" } ?? "ever"
        return UserObstacle(
            .minimumPasswordAge, [.change: .blocker, .reset: .warning],
            title:
                "The password is younger than the minimum age: no change is taken \(when), and a reset may be refused",
            facts: [policyFact, lastSetFact],
            remedy: Remedy(
                steps: [
                    end == nil
                        ? "Set the minimum password age of the policy to a number of days, or to 0."
                        : "Wait, or set the minimum password age of the policy to 0, which writeback works best with."
                ], undo: .steps("Set the minimum password age to what it was.")),
            references: [
                .writebackTutorial,
                .inference("With the policy hints control a reset may be held to the minimum age as well"),
            ])
    }

    private var lastSetFact: Fact {
        user.passwordLastSet.known.map { fact(attribute: "pwdLastSet", Self.text($0)) }
            ?? fact(missing: "pwdLastSet", user.passwordLastSet)
    }

    private var policyFact: Fact {
        let age = policy.minimumPasswordAge
        let value =
            switch age.known {
            case .seconds(let seconds): "\(seconds) s"
            case .never: "for ever"
            case nil: age.why ?? age.state
            }
        return switch user.resultantPolicy {
        case .absent: fact("minPwdAge", value, source: "minPwdAge of \(domain.distinguishedName)")
        case .value(let name): fact("minimum password age", value, source: "msDS-MinimumPasswordAge of \(name)")
        default: fact(missing: "msDS-ResultantPSO", user.resultantPolicy)
        }
    }

    // MARK: Place

    /// Organizational units whose names hold what writeback stumbles over (event 33001).
    var placeObstacles: [UserObstacle] {
        user.containers.compactMap { container in
            guard let rdn = container.distinguishedName.rdn, rdn.type.lowercased() == "ou", let name = rdn.value,
                Self.isReserved(name)
            else { return nil }
            return UserObstacle(
                .reservedCharacters, .all(.warning),
                title:
                    "The name of the organizational unit \"\(name)\" has characters at which writeback can fail (event 33001)",
                facts: [fact("ou", name, source: container.distinguishedName)],
                remedy: Remedy(
                    steps: [
                        "Rename it: no blank or # in front, no blank at the end, and none of , + \" \\ < > ; = / in between."
                    ], undo: .steps("Rename it back.")),
                references: [.writebackTroubleshooting])
        }
    }

    private static func isReserved(_ name: String) -> Bool {
        name.hasPrefix(" ") || name.hasPrefix("#") || name.hasSuffix(" ")
            || name.unicodeScalars.contains { ",+\"\\<>;=/\n\r".unicodeScalars.contains($0) }
    }
}

extension PasswordPolicy.Duration {
    /// Nil for never.
    var wholeSeconds: Int64? {
        switch self {
        case .seconds(let seconds): seconds
        case .never: nil
        }
    }
}

extension Observed {
    /// The observation of something inside the value; what hides the whole hides the part.
    func flat<Other: Sendable>(_ part: (Value) -> Observed<Other>) -> Observed<Other> {
        switch self {
        case .value(let value): part(value)
        case .partial(let value, let why):
            part(value).known.map { .partial($0, why: why) } ?? .notReturned
        case .absent, .notReturned: .notReturned
        case .hidden(let why): .hidden(why: why)
        case .unreachable(let why): .unreachable(why: why)
        case .notCollected(let why): .notCollected(why: why)
        }
    }
}
