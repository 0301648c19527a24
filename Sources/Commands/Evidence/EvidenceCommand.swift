package import ArgumentParser
import Reports
import Writeback

/// `adinspect evidence`: which commands to run where, to make the evidence files.
package struct EvidenceCommand: ContextCommand {
    package static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Prints which commands to run where, to make the files that check takes as evidence.",
        discussion: """
            Place by place (the Connect server, domain controllers, a workstation, the network of the Connect server), each file with \
            its commands, the option of check that takes it and the rules that it decides; then what a person answers, and the command \
            line of check. Nothing is sent anywhere.

            EXIT CODES
              0  printed
              For 64 and above see `adinspect --help`.

            EXAMPLES
              adinspect evidence
              adinspect evidence corp.example.com \\
                --enabling-admin admin@example.onmicrosoft.com \\
                --test-user alice@example.com
              adinspect evidence --cloud usgov --format json
            """)

    @Argument(help: ArgumentHelp("The domain to check, for the last line.", valueName: "DOMAIN"))
    package var domain: String?

    @Option(
        help: ArgumentHelp("The cloud of the tenant: public, usgov or china (21Vianet) (public).", valueName: "CLOUD"))
    package var cloud: String?

    @Option(
        name: .customLong("enabling-admin"),
        help: ArgumentHelp("Who is to enable writeback.", valueName: "UPN"))
    package var enablingAdministrator: String?

    @Option(
        name: .customLong("test-user"),
        help: ArgumentHelp("A user to try a reset with (repeatable).", valueName: "UPN"))
    package var testUsers: [String] = []

    @OptionGroup(title: "Output") package var output: OutputArguments

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = try OutputSettings(output, environment: context.environment)
        let options = OptionTexts(environment: context.environment)
        if let domain, !HostName.isValid(domain) {
            throw CommandFailure.unreadable("DOMAIN", domain, expected: "a DNS name such as corp.example.com")
        }
        let guide = EvidenceGuide(
            EvidenceNames(
                cloud: try options.choice(cloud, "CLOUD", EvidenceCloud.self) ?? .public, domain: domain,
                enablingAdministrator: try options.enablingAdministrator(enablingAdministrator),
                testUsers: try options.testUsers(testUsers)))
        let text =
            switch output.format {
            case .json: EvidenceGuideJSON(tool: .current).render(guide)
            case .text: EvidenceGuideText(layout: output.layout(context)).render(guide)
            }
        try output.write(text, context)
        return .success
    }
}

extension OptionTexts {
    /// - Throws: ``CommandFailure`` with exit code 64.
    func enablingAdministrator(_ argument: String?) throws -> String? {
        try value(
            argument, "ENABLING_ADMIN", expected: "a user principal name such as admin@example.onmicrosoft.com",
            Self.principalName)
    }

    /// - Throws: ``CommandFailure`` with exit code 64.
    func testUsers(_ arguments: [String]) throws -> [String] {
        try list(
            arguments, "TEST_USER", expected: "a user principal name such as alice@example.com", Self.principalName)
    }

    private static func principalName(_ text: String) -> String? {
        let isName = text.contains("@") && !text.contains(where: \.isWhitespace)
        return isName && !text.unicodeScalars.contains { $0.properties.generalCategory == .control } ? text : nil
    }
}
