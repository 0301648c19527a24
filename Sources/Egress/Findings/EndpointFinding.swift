/// What became of the way to one endpoint.
package struct EndpointFinding: Hashable, Sendable {
    package let endpoint: Endpoint
    /// The documented requirement that it stands for; nil where the caller named a host of another kind.
    package let requirement: String?
    /// In the order in which they were gone through, up to the first that failed.
    package let stages: [EgressStage]
    /// Whom the connection went to: the endpoint, or the proxy.
    package let peer: String?
    /// The status of the proxy's answer to CONNECT.
    package let proxyStatus: Int?
    package let tls: TLSFacts?
    /// The status of the answer.
    package let httpStatus: Int?

    package init(
        endpoint: Endpoint, requirement: String?, stages: [EgressStage], peer: String? = nil, proxyStatus: Int? = nil,
        tls: TLSFacts? = nil, httpStatus: Int? = nil
    ) {
        self.endpoint = endpoint
        self.requirement = requirement
        self.stages = stages
        self.peer = peer
        self.proxyStatus = proxyStatus
        self.tls = tls
        self.httpStatus = httpStatus
    }

    package var judgement: Judgement { .deciding(stages.map(\.judgement)) }
    /// Whether a request was answered, so that silence afterwards can be judged.
    package var isAnswered: Bool { httpStatus != nil }
}

/// Whether a documented requirement was tried at all.
package struct RequirementFinding: Hashable, Sendable {
    package let requirement: Requirement
    /// The endpoints that stand for it.
    package let tried: [Endpoint]

    package init(requirement: Requirement, tried: [Endpoint]) {
        self.requirement = requirement
        self.tried = tried
    }

    /// What was tried is judged there; what was not is open.
    package var judgement: Judgement { tried.isEmpty ? .undecided : .met }
}
