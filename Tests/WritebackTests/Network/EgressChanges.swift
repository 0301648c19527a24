import FoundationEssentials
import Inspection

@testable import Writeback

// The means to break one thing of a way out that stands.
extension Evidence {
    static let reset = "passwordreset.microsoftonline.com:443"
    static let bus = "ssprdedicatedsbprodscu.servicebus.windows.net:443"
    static let sync = "sync01.corp.example.test"
    static let jump = "jump.example.test"

    /// The first endpoint.
    mutating func endpoint(_ change: (inout EgressEndpoint) -> Void) { change(&egress[0].endpoints[0]) }

    mutating func stage(_ id: String, _ judgement: String) {
        endpoint { endpoint in
            for index in endpoint.stages.indices where endpoint.stages[index].id == id {
                endpoint.stages[index].judgement = judgement
            }
        }
    }

    /// What became of the silence of so many seconds towards the first endpoint.
    mutating func silence(_ seconds: Double, _ change: (inout EgressSilence) -> Void) {
        for index in egress[0].silences.indices
        where egress[0].silences[index].seconds == seconds && egress[0].silences[index].endpoint == Self.reset {
            change(&egress[0].silences[index])
        }
    }

    mutating func end(_ seconds: Double, _ outcome: String) { silence(seconds) { $0.outcome = outcome } }

    /// One more report, made from the one that there is: by default an older one of the same host.
    mutating func anotherReport(
        _ host: String = sync, earlier seconds: Double = 3_600, _ change: (inout EgressEvidence) -> Void = { _ in }
    ) {
        var copy = egress[0]
        copy.file = "egress-\(egress.count + 1).json"
        copy.host = .value(host)
        copy.finishedAt = copy.finishedAt.map { $0.addingTimeInterval(-seconds) }
        change(&copy)
        egress.append(copy)
    }

    /// The report is of another host than the Connect server.
    mutating func elsewhere() { egress[0].host = .value(Self.jump) }

    mutating func attest(
        _ rule: RuleIdentifier, _ subject: String? = nil, isMet: Bool = true, from: Double = -1, to: Double = 1
    ) {
        attestations.append(
            Attestation(
                rule: rule, subject: subject, isMet: isMet, who: "J. Doe",
                date: EvidenceFixture.asOf.addingTimeInterval(from * 86_400),
                expires: EvidenceFixture.asOf.addingTimeInterval(to * 86_400), source: "attest.yaml:2"))
    }

    /// The authority to which the export's server signs in.
    mutating func authority(_ authority: Observed<String>) {
        connectExport?.tenants[0].authority = authority
    }
}

extension EgressEvidence {
    mutating func blocked() {
        endpoints[0].stages[1].judgement = "blocked"
        endpoints[0].stages[1].seen = "no answer within 3 s"
    }
}
