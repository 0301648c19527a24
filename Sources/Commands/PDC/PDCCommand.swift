package import ArgumentParser
import Inspection
import Networking
import Reports

/// `adinspect pdc`: the PDC emulator's host name, if the witnesses bear it out.
package struct PDCCommand: ContextCommand {
    package static let configuration = CommandConfiguration(
        commandName: "pdc",
        abstract: "Prints the host name of a domain's PDC emulator, if the witnesses bear it out.",
        discussion: """
            The witnesses are the owner attribute as every writable domain controller holds it, the pdc._msdcs record in DNS, and what \
            each domain controller says of itself over netlogon.

            Exit codes: 0 the named host confirms it and another witness agrees, 1 the same, but a witness could not be asked, \
            2 witnesses contradict each other and no name is printed, 3 the named host was not asked or is the only witness and no name \
            is printed, 4 no domain controller reached or bound to.
            """)

    @Argument(help: ArgumentHelp("DNS name of the domain.", valueName: "DOMAIN"))
    package var domain: String

    @OptionGroup(title: "Connecting") package var connection: ConnectionArguments

    @Flag(help: "No progress on standard error.")
    package var quiet = false

    @Option(name: .customLong("log-file"), help: "Write a log of the run to a file.")
    package var logFile: String?

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = OutputSettings(quiet: quiet, logFile: logFile, environment: context.environment)
        let settings = try ConnectionSettings(connection, environment: context.environment)
        let collection = ForestCollection(
            settings: settings, context: context, logger: try output.logger(),
            progress: ProgressLine(context.errors, quiet: output.isQuiet))
        let snapshot = try await collection.run(domain, scope: .pdcEmulator)
        let found = snapshot.forest.domains.known?.first { DomainName.areEqual($0.dnsName, domain) }
        guard let found else {
            throw CommandFailure(
                .undecided, attempted: "find the domain \(domain) in its forest",
                returned: snapshot.forest.domains.why, meaning: "No crossRef of the forest names this domain.",
                advice: "Give the domain's own DNS name.")
        }
        let consensus = found.pdcConsensus
        let layout = TextLayout(width: min(max(context.errors.width ?? 100, 80), 200))
        let message = PDCEmulatorMessage.text(for: found, layout: layout) ?? ""
        switch consensus.agreement {
        case .confirmed, .confirmedInPart:
            guard let host = consensus.host else { break }
            try context.output.write(host + "\n")
            if consensus.agreement == .confirmed { return .success }
            try context.errors.write(message)
            return .warnings
        case .contradicted, .unconfirmed: break
        }
        try context.errors.write(message)
        return consensus.agreement == .contradicted ? .negative : .undecided
    }
}
