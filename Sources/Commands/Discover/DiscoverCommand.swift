package import ArgumentParser
import Inspection
import Reports

/// `adinspect discover`: forest, domains, roles, domain controllers, trusts, sites; no judgement.
package struct DiscoverCommand: ContextCommand {
    package static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Shows forest, domains, roles, domain controllers, trusts and sites, without judging them.",
        discussion: """
            Exit codes: 0 everything was read, 3 a domain, a domain controller or a whole list was not, 4 no domain controller reached \
            or bound to. A single attribute that did not come back is named in `unobserved` and does not count.

            Example: adinspect discover corp.example.com --format json
            """)

    @Argument(help: ArgumentHelp("DNS name of a domain of the forest.", valueName: "DOMAIN"))
    package var domain: String

    @OptionGroup(title: "Connecting") package var connection: ConnectionArguments
    @OptionGroup(title: "Output") package var output: OutputArguments

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = try OutputSettings(output, environment: context.environment)
        let settings = try ConnectionSettings(connection, environment: context.environment)
        let collection = ForestCollection(
            settings: settings, context: context, logger: try output.logger(),
            progress: ProgressLine(context.errors, quiet: output.isQuiet))
        let snapshot = try await collection.run(domain)
        let text =
            switch output.format {
            case .json: JSONReport(tool: .current).render(discovery: [snapshot])
            case .text: DiscoveryTextReport(layout: output.layout(context)).render([snapshot])
            }
        try output.write(text, context)
        return snapshot.isWhole ? .success : .undecided
    }
}
