package import FoundationEssentials

/// The whole of a run: what the network that it ran in lets out. It says nothing about any other network.
package struct EgressFindings: Hashable, Sendable {
    package struct Run: Hashable, Sendable {
        /// The host that it ran on.
        package let host: String
        package let startedAt: Date
        package let finishedAt: Date
        /// False if it was interrupted.
        package let isComplete: Bool
        package let cloud: Cloud
        /// Such as `http://proxy.example.com:3128`; nil for the direct way.
        package let proxy: String?
        /// The file or directory of the authorities that were believed.
        package let trust: String
        /// How long an answer was waited for.
        package let timeout: Duration

        package init(
            host: String, startedAt: Date, finishedAt: Date, isComplete: Bool, cloud: Cloud, proxy: String?,
            trust: String, timeout: Duration
        ) {
            self.host = host
            self.startedAt = startedAt
            self.finishedAt = finishedAt
            self.isComplete = isComplete
            self.cloud = cloud
            self.proxy = proxy
            self.trust = trust
            self.timeout = timeout
        }
    }

    package let run: Run
    package let requirements: [RequirementFinding]
    package let endpoints: [EndpointFinding]
    /// By endpoint, and then by length; empty if silence was not asked for.
    package let idle: [IdleFinding]

    package init(
        run: Run, requirements: [RequirementFinding], endpoints: [EndpointFinding], idle: [IdleFinding]
    ) {
        self.run = run
        self.requirements = requirements
        self.endpoints = endpoints
        self.idle = idle
    }

    package var judgement: Judgement {
        .deciding(requirements.map(\.judgement) + endpoints.map(\.judgement) + idle.map(\.judgement))
    }
}
