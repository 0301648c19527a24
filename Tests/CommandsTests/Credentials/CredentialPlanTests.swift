import ArgumentParser
import LDAP
import Testing

@testable import Commands

/// What is named, and what it comes to: a plan, or a refusal before anything is sent.
@Suite struct CredentialPlanTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: String
        var environment: [String: String] = [:]
        var source: CredentialPlan.Source
        var sasl: SASLMechanism? = .gssapi
        var security: TransportSecurity = .plain

        var testDescription: String { "\(arguments) \(environment)" }
    }

    static let plans: [Case] = [
        Case(arguments: "", source: .defaultCache),
        Case(arguments: "--ccache C", source: .cache("C")),
        Case(arguments: "--keytab K", source: .keytab("K", principal: nil)),
        Case(arguments: "--keytab K --user svc", source: .keytab("K", principal: "svc")),
        Case(arguments: "--user u", source: .password(user: "u", .prompt), sasl: nil, security: .startTLS),
        Case(
            arguments: "--user u --password-file P", source: .password(user: "u", .file("P")), sasl: nil,
            security: .startTLS),
        Case(
            arguments: "--user u --password-stdin", source: .password(user: "u", .standardInput), sasl: nil,
            security: .startTLS),

        // Mechanisms and transports.
        Case(
            arguments: "--user u --mechanism simple --transport ldaps", source: .password(user: "u", .prompt),
            sasl: nil,
            security: .ldaps),
        Case(
            arguments: "--user u --transport starttls", source: .password(user: "u", .prompt), sasl: nil,
            security: .startTLS),
        Case(arguments: "--user u --mechanism gssapi", source: .password(user: "u", .prompt)),
        Case(
            arguments: "--user u --mechanism gssapi --transport sealed", source: .password(user: "u", .prompt)),
        Case(
            arguments: "--user u --mechanism gss-spnego", source: .password(user: "u", .prompt), sasl: .gssSPNEGO),
        Case(arguments: "--ccache C --mechanism gss-spnego", source: .cache("C"), sasl: .gssSPNEGO),
        Case(arguments: "--ccache C --mechanism auto --transport auto", source: .cache("C")),
        Case(arguments: "--ccache C --transport ldaps", source: .cache("C"), security: .ldaps),
        Case(arguments: "--transport starttls", source: .defaultCache, security: .startTLS),

        // From the environment alone.
        Case(arguments: "", environment: ["CCACHE": "C"], source: .cache("C")),
        Case(
            arguments: "", environment: ["KEYTAB": "K", "USER": "svc"], source: .keytab("K", principal: "svc")),
        Case(
            arguments: "", environment: ["USER": "u", "PASSWORD_FILE": "P"], source: .password(user: "u", .file("P")),
            sasl: nil, security: .startTLS),
        Case(
            arguments: "", environment: ["USER": "u", "PASSWORD_STDIN": "1"],
            source: .password(user: "u", .standardInput), sasl: nil, security: .startTLS),
        Case(arguments: "", environment: ["CCACHE": "", "USER": ""], source: .defaultCache),
        Case(
            arguments: "", environment: ["CCACHE": "C", "MECHANISM": "gss-spnego", "TRANSPORT": "sealed"],
            source: .cache("C"), sasl: .gssSPNEGO),

        // The command line decides as a whole: no part of another credential comes in from the environment.
        Case(arguments: "--ccache C", environment: ["USER": "u", "KEYTAB": "K"], source: .cache("C")),
        Case(
            arguments: "--user u", environment: ["CCACHE": "C"], source: .password(user: "u", .prompt), sasl: nil,
            security: .startTLS),
        Case(arguments: "--keytab K", environment: ["USER": "u"], source: .keytab("K", principal: nil)),
        Case(
            arguments: "--user u", environment: ["USER": "other", "PASSWORD_FILE": "P"],
            source: .password(user: "u", .prompt), sasl: nil, security: .startTLS),
        // A password alone is for the account that the environment names.
        Case(
            arguments: "--password-file P", environment: ["USER": "u", "CCACHE": "C", "PASSWORD_STDIN": "1"],
            source: .password(user: "u", .file("P")), sasl: nil, security: .startTLS),
        Case(
            arguments: "--mechanism gssapi", environment: ["USER": "u", "MECHANISM": "simple"],
            source: .password(user: "u", .prompt)),
    ]

    @Test(arguments: plans) func comesTo(_ item: Case) throws {
        let plan = try Self.plan(item.arguments, item.environment)
        #expect(plan.source == item.source)
        #expect(plan.sasl == item.sasl)
        #expect(plan.security == item.security)
    }

    /// Arguments, environment, and a word that the message must hold.
    static let refusals: [(String, [String: String], String)] = [
        ("--ccache C --keytab K", [:], "--keytab"),
        ("--ccache C --user u", [:], "--user"),
        ("--ccache C --password-file P", [:], "--password-file"),
        ("--ccache C --password-stdin", [:], "--password-stdin"),
        ("--keytab K --password-stdin", [:], "--password-stdin"),
        ("--keytab K --user u --password-file P", [:], "--password-file"),
        ("--user u --password-file P --password-stdin", [:], "exclude each other"),
        ("--password-file P", [:], "--user"),
        ("--password-stdin", [:], "--user"),
        ("--mechanism simple", [:], "--mechanism simple"),
        ("--mechanism simple --ccache C", [:], "password"),
        ("--mechanism simple --keytab K --user u", [:], "password"),
        ("--user u --transport sealed", [:], "--transport sealed"),
        ("--user u --mechanism simple --transport sealed", [:], "in clear"),
        ("--mechanism ntlm", [:], "gss-spnego or simple"),
        ("--transport tls", [:], "auto, sealed, starttls or ldaps"),
        ("--mechanism GSSAPI", [:], "gssapi"),
        ("", ["CCACHE": "C", "KEYTAB": "K"], "ADINSPECT_KEYTAB"),
        ("", ["CCACHE": "C", "USER": "u"], "ADINSPECT_CCACHE"),
        ("", ["PASSWORD_FILE": "P"], "--user"),
        ("", ["USER": "u", "PASSWORD_STDIN": "perhaps"], "ADINSPECT_PASSWORD_STDIN"),
        ("", ["MECHANISM": "ntlm"], "ADINSPECT_MECHANISM"),
        ("--user u", ["TRANSPORT": "sealed"], "ADINSPECT_TRANSPORT sealed"),
        ("--ccache C", ["MECHANISM": "simple"], "ADINSPECT_MECHANISM simple"),
    ]

    @Test(arguments: refusals) func isRefused(_ arguments: String, _ environment: [String: String], _ word: String)
        throws
    {
        let failure = try #require(throws: CommandFailure.self) { try Self.plan(arguments, environment) }
        #expect(failure.status == .usage)
        #expect(try Refusal(failure.description + "\n").text.contains(word), "\(failure)")
    }

    @Test(arguments: ["ccache", "keytab", "user"]) func anEmptyNameIsRefused(_ option: String) throws {
        let failure = try #require(throws: CommandFailure.self) {
            let arguments = try ConnectionArguments.parse(["--\(option)", ""])
            _ = try CredentialPlan(arguments, options: OptionTexts(environment: [:]))
        }
        #expect(failure.status == .usage)
        #expect(failure.attempted == "read --\(option)")
    }

    private static func plan(_ arguments: String, _ environment: [String: String]) throws -> CredentialPlan {
        let variables = Dictionary(uniqueKeysWithValues: environment.map { ("ADINSPECT_\($0)", $1) })
        return try CredentialPlan(
            try ConnectionArguments.parse(arguments.split(separator: " ").map(String.init)),
            options: OptionTexts(environment: variables))
    }
}
