package import LDAP

/// Who binds, and how, settled from what was named, before any socket is opened. It never changes after a failure.
package struct CredentialPlan: Sendable, Equatable {
    package enum Source: Sendable, Equatable {
        /// A ticket in the default cache, if there is a usable one.
        case defaultCache
        case cache(String)
        case keytab(String, principal: String?)
        case password(user: String, PasswordSource)
    }

    package enum Mechanism: String, Sendable, CaseIterable {
        case auto, gssapi
        case gssSPNEGO = "gss-spnego"
        case simple
    }

    package enum PasswordSource: Sendable, Equatable {
        case file(String)
        case standardInput
        case prompt
    }

    package var source: Source
    /// Nil for a simple bind.
    package var sasl: SASLMechanism?
    package var security: TransportSecurity

    /// - Throws: ``CommandFailure`` with exit code 64 for what can never work.
    init(_ arguments: ConnectionArguments, options: OptionTexts) throws {
        source = try CredentialNames(arguments, options: options).source()
        sasl = try Self.sasl(arguments, options, source)
        security = try Self.security(arguments, options, sasl)
    }

    private static func sasl(
        _ arguments: ConnectionArguments, _ options: OptionTexts, _ source: Source
    ) throws -> SASLMechanism? {
        switch (try options.choice(arguments.mechanism, "MECHANISM", Mechanism.self) ?? .auto, source) {
        case (.simple, .password), (.auto, .password): return nil
        case (.simple, _):
            let name = options.name(arguments.mechanism != nil, "MECHANISM")
            throw CommandFailure.usage(
                "bind as \(name) simple asks", "no name and password", meaning: "A simple bind needs both.",
                advice: "Give --user, and its password by --password-file, --password-stdin or at the prompt.")
        case (.gssSPNEGO, _): return .gssSPNEGO
        case (.gssapi, _), (.auto, _): return .gssapi
        }
    }

    private static func security(
        _ arguments: ConnectionArguments, _ options: OptionTexts, _ sasl: SASLMechanism?
    ) throws -> TransportSecurity {
        switch try options.choice(arguments.transport, "TRANSPORT", ConnectionSettings.Transport.self) ?? .auto {
        case .auto: return sasl == nil ? .startTLS : .plain
        case .starttls: return .startTLS
        case .ldaps: return .ldaps
        case .sealed:
            guard sasl == nil else { return .plain }
            let name = options.name(arguments.transport != nil, "TRANSPORT")
            throw CommandFailure.usage(
                "bind with a password over \(name) sealed", "nothing: it was not sent",
                meaning: "Only Kerberos seals; a simple bind would send the password in clear.",
                advice: "Use --transport starttls or ldaps, or --mechanism gssapi with the same user.")
        }
    }
}
