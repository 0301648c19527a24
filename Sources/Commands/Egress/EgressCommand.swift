package import ArgumentParser
import Egress
import Inspection
import Logging
import Networking
import Reports

/// `adinspect egress`: outbound HTTPS and idle time to the endpoints of password writeback.
package struct EgressCommand: ContextCommand {
    package static let configuration = CommandConfiguration(
        commandName: "egress",
        abstract: "Tries the way out to the endpoints of password writeback, and whether silent connections live.",
        discussion: """
            Meant for the network of the Connect server: it judges only the network that it runs in. It needs no directory and no \
            credentials, and sends nothing but CONNECT to the proxy and `GET /` to hosts whose certificate is believed.

            Each endpoint: address, TCP, the proxy if one is named, TLS with the certificate verified, and any answer to an HTTP \
            request. A certificate that rests on a private root is told: somebody on the way opens TLS, which Microsoft does not \
            support.

            --idle 180 then leaves a fresh connection alone for each of 30, 60, 120 and 180 seconds, without TCP keepalive:
              lived                 a request is answered afterwards: met
              closed by the server  by close_notify, which nobody else can forge:
                                    undecided beyond that second
              cut off               FIN or RST without it, by the server or by
                                    something on the way: a warning
              dropped               a request afterwards gets no answer: blocked

            *.servicebus.windows.net is a family of names that no DNS can look up, and a tenant's own names in it are published \
            nowhere. Tried is the host that Microsoft names for such tests; name the tenant's own with --endpoint. In the US \
            government cloud there is no such host: without --endpoint that family stays undecided.

            The JSON is the evidence for `check`. Ctrl-C ends every wait; what is not known by then is undecided.

            EXIT CODES
              0  all met
              1  warnings
              2  a path is blocked
              3  undecided
              For 64 and above see `adinspect --help`.

            EXAMPLES
              adinspect egress --idle 180
              adinspect egress --endpoint contoso.servicebus.windows.net \\
                --proxy http://proxy.example.com:3128
              adinspect egress --idle 180 --format json -o egress.json
            """)

    @OptionGroup(title: "Trying") package var egress: EgressArguments
    @OptionGroup(title: "Output") package var output: OutputArguments

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = try OutputSettings(output, environment: context.environment)
        let settings = try EgressSettings(egress, context: context)
        let logger = try output.logger()
        let line = ProgressLine(context.errors, quiet: output.isQuiet)
        defer { line.end() }
        let resolver = try Resolver(.init(servers: settings.dnsServers))
        let findings = try await EgressProbe(settings.configuration, resolver: resolver) { progress in
            let text = Self.words(progress)
            logger.info("\(text)")
            line.show(.stage(text))
        }.run()
        line.end()
        logger.info("\(findings.judgement.rawValue)")
        let text =
            switch output.format {
            case .json: EgressJSON(tool: .current).render(findings)
            case .text: EgressTextReport(layout: output.layout(context)).render(findings)
            }
        try output.write(text, context)
        return ExitStatus(findings.judgement)
    }

    private static func words(_ progress: EgressProgress) -> String {
        switch progress {
        case .reaching(let endpoint): "trying \(endpoint)"
        case .silent(let endpoint, let silence): "silent for \(Int(silence / .seconds(1))) s with \(endpoint)"
        }
    }
}

extension ExitStatus {
    init(_ judgement: Judgement) {
        self =
            switch judgement {
            case .met: .success
            case .warning: .warnings
            case .blocked: .negative
            case .undecided: .undecided
            }
    }
}
