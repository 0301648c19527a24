package import ArgumentParser
import FoundationEssentials
import Inspection
import LDAP
import Reports
import Writeback

/// `adinspect user`: would a reset, an unlock, a change of this user be written back?
package struct UserCommand: ContextCommand {
    package static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Says whether a reset, an unlock and a change of one user would be written back, and why not.",
        discussion: """
            It reads the user's state, the password policy that holds for it, whether it is protected, its permissions and those of \
            every container above it, and decides each right of the connector account by them, with the entry that decided.

            USER is looked for in every domain of the forest: a user principal name, DOMAIN\\user, sAMAccountName, distinguished \
            name, SID or GUID.

            EXIT CODES
              0  a reset, an unlock and a change would be written back
              1  they would, with warnings
              2  at least one of them would not
              3  undecided
              4  no domain controller was reached, or none could be bound to
              64 USER is no name, or fits several accounts
              66 USER was not found, or is no user
              For others see `adinspect --help`.

            EXAMPLES
              adinspect user corp.example.com alice
              adinspect user corp.example.com 'CORP\\alice' \\
                --connector-account MSOL_0a1b2c3d4e5f
              adinspect user corp.example.com alice@example.com --format json
            """)

    @Argument(help: ArgumentHelp("DNS name of a domain of the forest.", valueName: "DOMAIN"))
    package var domain: String

    @Argument(
        help: ArgumentHelp("The user: UPN, sAMAccountName, DOMAIN\\user, DN, SID or GUID.", valueName: "USER"))
    package var name: String

    @Option(
        name: .customLong("connector-account"),
        help: ArgumentHelp(
            "The account that Entra Connect works with, where it is not found by itself: name, DOMAIN\\name, UPN, DN or SID.",
            valueName: "ACCOUNT"))
    package var connectorAccount: String?

    @OptionGroup(title: "Connecting") package var connection: ConnectionArguments
    @OptionGroup(title: "Output") package var output: OutputArguments

    package init() {}

    package mutating func run(in context: CommandContext) async throws -> ExitStatus {
        let output = try OutputSettings(output, environment: context.environment)
        let settings = try ConnectionSettings(connection, environment: context.environment)
        let connector = try OptionTexts(environment: context.environment).connectorAccount(connectorAccount)
        guard let wanted = AccountName(name) else {
            throw CommandFailure.usage(
                "look for the user \"\(name)\"", "nothing: the directory was not asked",
                meaning: "This can be the name of no account.",
                advice: "Give a user principal name, sAMAccountName, DOMAIN\\user, distinguished name, SID or GUID.")
        }
        let collection = try await ForestCollection(
            [domain], settings: settings, context: context, logger: try output.logger(), isQuiet: output.isQuiet)
        let snapshot = try await collection.run(collection.domains.first ?? domain, scope: .domains) { options in
            options.readsRights = true
            options.connectorAccount = connector
            options.user = wanted
        }
        try Self.require(connector, connectorAccount, among: snapshot.forest.connectorAccounts)
        let user = try FoundUser(snapshot.forest.users, named: name, in: snapshot.forest.rootDomain).user
        guard let judgement = UserJudgement(user, in: snapshot, asOf: snapshot.run.finishedAt) else {
            throw CommandFailure(
                .undecided, attempted: "judge \(user.distinguishedName)",
                returned: snapshot.forest.domains.why ?? "no domain \(user.domain)",
                meaning: "The forest's list of domains does not hold the user's.",
                advice: "Run it again; if this stays, the crossRef objects of the forest are damaged.")
        }
        let report = judgement.report()
        let text =
            switch output.format {
            case .json: UserJSON(tool: .current).render(report)
            case .text: UserTextReport(layout: output.layout(context)).render(report)
            }
        try output.write(text, context)
        return ExitStatus(report.verdict)
    }

    /// Refuses an account that the caller names and nobody finds: judging another in its place would answer another question.
    private static func require(
        _ account: AccountName?, _ text: String?, among found: Observed<[ConnectorAccount]>
    ) throws {
        guard account != nil, case .notReturned = found else { return }
        throw CommandFailure(
            .notFound, attempted: "find the connector account \(text.map { "\"\($0)\"" } ?? "that is named")",
            returned: "no object of that name",
            meaning: "No domain of the forest shows such an account to the bound account.",
            advice: "Check the spelling, or name it by its SID: an account of another forest is known by nothing else.")
    }
}
