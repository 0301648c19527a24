import Inspection

extension ForestUnderJudgement {
    func reachabilityFact(_ controller: DomainController) -> Fact {
        var value = controller.reachability.state.rawValue
        if let why = controller.reachability.why { value += ": \(why)" }
        return openFact(
            "LDAP", value, source: "connection to \(controller.displayName)", on: run.vantage.host)
    }

    /// What a host that gave no LDAP answer did instead.
    func silenceWords(_ controller: DomainController) -> String {
        let port = run.vantage.transport == "ldaps" ? 636 : 389
        switch controller.reachability.state {
        case .answered: return "answers on TCP \(port)"
        case .refused: return "refuses TCP \(port)"
        case .silent: return "does not answer on TCP \(port) (silent)"
        case .closed: return "closes TCP \(port) without an LDAP answer"
        case .noAddress: return "has no address in DNS"
        case .notAsked: return "was not asked"
        }
    }
}
