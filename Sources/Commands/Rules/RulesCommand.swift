package import ArgumentParser
import Reports
import Writeback

/// `adinspect rules`: the catalogue, or one rule explained.
package struct RulesCommand: ContextCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Lists every rule, or explains one.",
        discussion: """
            Without an identifier: all rules by plane and family, with the severity under each baseline. With one: why it is asked, how \
            it is decided, what to do, and where it is written. Nothing is sent anywhere.

            EXIT CODES
              0   printed
              64  there is no such rule; the nearest are named
              For others see `adinspect --help`.

            EXAMPLES
              adinspect rules
              adinspect rules WB-PDC-001
              adinspect rules --prerequisites
              adinspect rules --format json | jq length
            """)

    @Argument(help: ArgumentHelp("A rule, such as WB-PDC-001, in capitals or not.", valueName: "ID"))
    package var id: String?

    @Flag(help: "List every documented prerequisite with the rules that judge it.")
    package var prerequisites = false

    @OptionGroup(title: "Output") package var output: OutputArguments

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = try OutputSettings(output, environment: context.environment)
        let layout = output.layout(context)
        if prerequisites {
            guard id == nil else {
                throw CommandFailure.exclusive(
                    "an identifier", "--prerequisites", advice: "Give one of them: a rule names its own prerequisites.")
            }
            let report = PrerequisiteReport()
            try output.write(output.format == .json ? report.json : report.text(layout: layout), context)
            return .success
        }
        let rules = try id.map { [try Self.rule($0)] } ?? Catalogue.rules
        let text =
            switch output.format {
            case .json: RuleJSON().render(rules)
            case .text:
                id == nil
                    ? RuleListText(layout: layout).render(rules)
                    : rules.map { RuleText(layout: layout).render($0) }.joined()
            }
        try output.write(text, context)
        return .success
    }

    private static func rule(_ name: String) throws -> Rule {
        if let rule = Catalogue.rule(named: name) { return rule }
        let near = Catalogue.identifiers(near: name).map(\.rawValue).joined(separator: ", ")
        throw CommandFailure.usage(
            "find the rule \(name)", "no rule has this identifier",
            meaning: "Identifiers are for ever: it is mistyped, or of another release.",
            advice: "Nearest are \(near); `adinspect rules` lists all.")
    }
}
