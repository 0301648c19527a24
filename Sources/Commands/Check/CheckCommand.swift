package import ArgumentParser
import FoundationEssentials
import Inspection
import Reports
import Writeback

/// `adinspect check`: collect, judge, report.
package struct CheckCommand: ContextCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether password writeback can be enabled, and what is in the way.",
        discussion: """
            The verdict is over the planes asked: the directory, those that evidence was given for, and those named with --require; and over \
            what is to be written back: passwords, unless --writeback says otherwise.

            EXIT CODES
              0  ready
              1  ready with warnings
              2  not ready
              3  undecided
              4  no domain controller was reached, or none could be bound to
              For 64 and above see `adinspect --help`.

            BASELINES
              current    what the product can do today, and what is still supported
              2021-09    domain controllers of Windows Server 2016 or later
              seed-2021  of Windows Server 2008 R2 SP1, 2012, 2012 R2 or later

            EXAMPLES
              adinspect check corp.example.com
              adinspect check corp.example.com --user alice@corp.example.com \\
                --ca-file ca.pem
              adinspect check corp.example.com --format json -o report.json
              adinspect check corp.example.com --baseline 2021-09 --as-of 2027-01-31
              adinspect check corp.example.com --connect-export connect-export \\
                --run-history run-history.json --graph subscribedSkus.json \\
                --attest attest.yaml --max-evidence-age 7d
              adinspect check corp.example.com --require all --waivers waivers.yaml
              adinspect check corp.example.com --engine cloud-sync \\
                --writeback password,group
              adinspect check corp.example.com --fix-script fixes
              adinspect check corp.example.com --writeback password,device,group
              adinspect check corp.example.com --population \\
                --population-base OU=Staff,DC=corp,DC=example,DC=com
            `adinspect evidence` prints the commands that make the evidence files.
            """)

    @Argument(help: ArgumentHelp("DNS name of a domain of each forest to check.", valueName: "DOMAIN"))
    package var domains: [String]

    @OptionGroup(title: "Connecting") package var connection: ConnectionArguments
    @OptionGroup(title: "Judging") package var judging: JudgingArguments
    @OptionGroup(title: "Evidence") package var given: EvidenceArguments
    @OptionGroup(title: "Output") package var output: OutputArguments

    @Option(
        name: .customLong("fix-script"),
        help: ArgumentHelp(
            "Write scripts that mend what was found, and scripts that take that back, into a new or empty directory. They are never run by adinspect.",
            valueName: "DIR"))
    package var fixScript: String?

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = try OutputSettings(output, environment: context.environment)
        let settings = try ConnectionSettings(connection, environment: context.environment)
        var evaluation = try judging.evaluation(context.environment, today: Date())
        evaluation.engine = try given.engine(context.environment)
        evaluation.writebacks = try given.writebacks(context.environment)
        evaluation.evidence = try given.evidence(context.environment)
        let fixScripts = try OptionTexts(environment: context.environment).text(fixScript, "FIX_SCRIPT").map {
            try FixScriptDirectory($0)
        }
        let otherWritebacks = WritebackKind.collected(for: evaluation.writebacks)
        let groupContainer = evaluation.evidence.groupContainer
        let connectorAccount = try judging.connectorAccount(context.environment)
        let population = try judging.populationOptions(
            context.environment, isWatched: !output.isQuiet && context.errors.isTerminal)
        let collection = try await ForestCollection(
            domains, settings: settings, context: context, logger: try output.logger(), isQuiet: output.isQuiet)
        var snapshots: [ForestSnapshot] = []
        for domain in collection.domains {
            snapshots.append(
                try await collection.run(domain) { options in
                    options.readsRights = true
                    options.connectorAccount = connectorAccount
                    options.population = population
                    options.otherWritebacks = otherWritebacks
                    options.groupContainer = groupContainer
                })
        }
        try population?.requireBase(in: snapshots)
        let report = evaluation.evaluate(snapshots)
        let text =
            switch output.format {
            case .json: JSONReport(tool: .current).render(report)
            case .text: ReadinessTextReport(tool: .current, layout: output.layout(context)).render(report)
            }
        try output.write(text, context)
        try fixScripts?.write(FixScript(report, tool: .current).files)
        return ExitStatus(report.verdicts.asked)
    }
}

extension ExitStatus {
    init(_ verdict: Verdict) {
        self =
            switch verdict {
            case .ready: .success
            case .readyWithWarnings: .warnings
            case .notReady: .negative
            case .undecided: .undecided
            }
    }
}

extension ToolIdentity {
    static var current: ToolIdentity { ToolIdentity(name: "adinspect", version: ToolVersion.current) }
}
