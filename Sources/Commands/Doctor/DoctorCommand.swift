package import ArgumentParser
import Inspection
import Reports

/// `adinspect doctor`: why can't I connect: each step explained.
package struct DoctorCommand: ContextCommand {
    package static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Explains why a connection comes about or not, step by step.",
        discussion: """
            It walks the way that `check` takes to its first bind, and says of each step what was seen, what it means, and the one \
            thing to do: DNS and its SRV records, addresses, TCP by address, LDAP, TLS, the SASL mechanism, the KDC, the ticket, \
            the clocks, the bind, what the domain controller demands of it, the rootDSE, and a read that needs rights.

            It binds once, with the credentials that the options name. A password that is refused is not tried again.

            EXIT CODES
              0  every stage passed
              1  every stage passed, and one has an advice
              4  a stage failed
              For 64 and above see `adinspect --help`.

            EXAMPLES
              adinspect doctor corp.example.com
              adinspect doctor corp.example.com --user alice@corp.example.com \\
                --ca-file ca.pem
              adinspect doctor corp.example.com --format json | jq .firstFailure
            """)

    @Argument(help: ArgumentHelp("DNS name of the domain.", valueName: "DOMAIN"))
    package var domain: String

    @Flag(
        name: .customLong("probe-posture"),
        help: ArgumentHelp(
            "Bind twice more with the ticket, without signing on 389 and without channel binding inside TLS, to see whether they are demanded. The domain controller logs both (on Windows events 2889 and 3039). Never with a password."
        ))
    package var probePosture = false

    @OptionGroup(title: "Connecting") package var connection: ConnectionArguments
    @OptionGroup(title: "Output") package var output: OutputArguments

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = try OutputSettings(output, environment: context.environment)
        let settings = try ConnectionSettings(connection, environment: context.environment)
        let probesPosture = try OptionTexts(environment: context.environment).flag(probePosture, "PROBE_POSTURE")
        if probesPosture, settings.plan.sasl == nil {
            throw CommandFailure.usage(
                "probe what the domain controller demands with a password", "nothing: it was not sent",
                meaning: "The probes are made with a Kerberos ticket, and a simple bind has none.",
                advice: "Leave --probe-posture out, or add --mechanism gssapi with the same user.")
        }
        let collection = try await ForestCollection(
            [domain], settings: settings, context: context, logger: try output.logger(), isQuiet: output.isQuiet,
            requiresTicket: false)
        let diagnosis = try await collection.diagnose(
            collection.domains.first ?? domain, probesPosture: probesPosture)
        let text =
            switch output.format {
            case .json: DiagnosisJSON(tool: .current).render(diagnosis)
            case .text: DiagnosisTextReport(layout: output.layout(context)).render(diagnosis)
            }
        try output.write(text, context)
        return ExitStatus(diagnosis.outcome)
    }
}

extension ExitStatus {
    init(_ outcome: ConnectionDiagnosis.Outcome) {
        self =
            switch outcome {
            case .passed: .success
            case .passedWithAdvice: .warnings
            case .failed: .notConnected
            }
    }
}
