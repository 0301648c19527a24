package import ArgumentParser
import Inspection
import Reports

/// `adinspect discover`: forest, domains, roles, domain controllers, trusts, sites; no judgement.
package struct DiscoverCommand: ContextCommand {
    package static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Shows forest, domains, roles, domain controllers, trusts and sites, without judging them.",
        discussion: """
            EXIT CODES
              0  everything was read
              3  a domain, a domain controller or a whole list was not read
              4  no domain controller was reached, or none could be bound to
              For 64 and above see `adinspect --help`. A single attribute that did \
            not come back stands in `unobserved` and does not count.

            EXAMPLES
              adinspect discover corp.example.com
              adinspect discover corp.example.com --format json -o forest.json
            """)

    @Argument(help: ArgumentHelp("DNS name of a domain of the forest.", valueName: "DOMAIN"))
    package var domain: String

    @OptionGroup(title: "Connecting") package var connection: ConnectionArguments
    @OptionGroup(title: "Output") package var output: OutputArguments

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = try OutputSettings(output, environment: context.environment)
        let settings = try ConnectionSettings(connection, environment: context.environment)
        let collection = try await ForestCollection(
            [domain], settings: settings, context: context, logger: try output.logger(), isQuiet: output.isQuiet)
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
