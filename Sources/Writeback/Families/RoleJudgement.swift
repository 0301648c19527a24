import Inspection
import LDAP

/// How a role's owner stands, the same for every role.
struct RoleJudgement {
    let role: String
    let of: String
    let holder: Observed<RoleOwner>

    init(role: String, of place: String, holder: Observed<RoleOwner>) {
        self.role = role
        of = place
        self.holder = holder
    }

    /// - Parameter absence: what it means when the role object is proved not to be there.
    func judge(
        _ subject: Subject, base: String, in forest: ForestUnderJudgement, absence: Outcome = .notMet
    ) -> Judgement {
        let fact = forest.fact(
            "\(role) role owner", holder.words { "\($0.ntdsSettings) (\($0.state.rawValue))" },
            source: "fSMORoleOwner of \(base)")
        guard let owner = holder.known else {
            if case .absent = holder {
                return Judgement(
                    subject, absence,
                    absence == .notApplicable
                        ? "There is no \(role) role of \(of)" : "The \(role) role of \(of) has no owner",
                    because: [fact])
            }
            return Judgement(subject, .undecided, "The \(role) role owner of \(of) was not read", because: [fact])
        }
        let host = owner.host.known ?? serverName(of: owner)
        switch owner.state {
        case .registered:
            return Judgement(subject, .met, "\(host) holds the \(role) role of \(of)", because: [fact])
        case .deleted:
            return Judgement(
                subject, .notMet, "The \(role) role of \(of) is held by \(host), which was removed", because: [fact])
        case .missing:
            return Judgement(
                subject, .notMet, "The \(role) role of \(of) names \(host), which is no domain controller",
                because: [fact])
        case .unknown:
            return Judgement(
                subject, .undecided, "Whether \(host), owner of the \(role) role of \(of), still exists is not known",
                because: [fact])
        }
    }

    /// The server's name out of `CN=NTDS Settings,CN=SERVER,…`, without what a deletion has added to it.
    private func serverName(of owner: RoleOwner) -> String {
        let parts = owner.ntdsSettings.description.split(separator: ",", maxSplits: 2)
        guard parts.count > 1, let equals = parts[1].firstIndex(of: "=") else {
            return owner.ntdsSettings.description
        }
        let value = parts[1][parts[1].index(after: equals)...]
        guard let mangle = value.firstRange(of: "\\0ADEL:") else { return String(value) }
        return String(value[..<mangle.lowerBound])
    }
}
