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

            EXIT CODES
              0  the named host confirms it, and another witness agrees
              1  the same, but a witness could not be asked
              2  witnesses contradict each other; no name is printed
              3  the named host was not asked, or is the only witness; no name
              4  no domain controller was reached, or none could be bound to
              For 64 and above see `adinspect --help`.

            EXAMPLES
              adinspect pdc corp.example.com
              adinspect pdc corp.example.com --keytab scan.keytab --user scan
            """)

    @Argument(help: ArgumentHelp("DNS name of the domain.", valueName: "DOMAIN"))
    package var domain: String

    @OptionGroup(title: "Connecting") package var connection: ConnectionArguments

    @Flag(help: "No progress on standard error.")
    package var quiet = false

    @Option(
        name: .customLong("log-file"),
        help: ArgumentHelp("Write a log of the run to a file (mode 0600).", valueName: "FILE"))
    package var logFile: String?

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = try OutputSettings(quiet: quiet, logFile: logFile, environment: context.environment)
        let settings = try ConnectionSettings(connection, environment: context.environment)
        let collection = try await ForestCollection(
            [domain], settings: settings, context: context, logger: try output.logger(), isQuiet: output.isQuiet)
        let snapshot = try await collection.run(domain, scope: .pdcEmulator)
        let found = snapshot.forest.domains.known?.first { DomainName.areEqual($0.dnsName, domain) }
        guard let found else {
            throw CommandFailure(
                .undecided, attempted: "find the domain \(domain) in its forest",
                returned: snapshot.forest.domains.why ?? "no crossRef of that name",
                meaning: "The forest does not name this domain, or could not be read.",
                advice: "Give the domain's own DNS name.")
        }
        let consensus = found.pdcConsensus
        let layout = TextLayout(width: min(max(context.errors.width ?? 80, 80), 200))
        let message = PDCEmulatorMessage.text(for: found, layout: layout) ?? ""
        switch consensus.agreement {
        case .confirmed, .confirmedInPart:
            guard let host = consensus.host else { break }
            try context.output.write(MessageText.onOneLine(host) + "\n")
            if consensus.agreement == .confirmed { return .success }
            try? context.errors.write(message)
            return .warnings
        case .contradicted, .unconfirmed: break
        }
        try? context.errors.write(message)
        return consensus.agreement == .contradicted ? .negative : .undecided
    }
}
