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
        source = try Self.source(arguments, options)
        let mechanism = try options.choice(arguments.mechanism, "MECHANISM", Mechanism.self) ?? .auto
        let transport =
            try options.choice(arguments.transport, "TRANSPORT", ConnectionSettings.Transport.self) ?? .auto
        switch (mechanism, source) {
        case (.simple, .password), (.auto, .password): sasl = nil
        case (.simple, _):
            throw CommandFailure(
                .usage, attempted: "bind with --mechanism simple",
                meaning: "A simple bind needs a name and a password.",
                advice: "Give --user, and a password by --password-file, --password-stdin or at the prompt.")
        case (.gssSPNEGO, _): sasl = .gssSPNEGO
        case (.gssapi, _), (.auto, _): sasl = .gssapi
        }
        switch transport {
        case .auto: security = sasl == nil ? .startTLS : .plain
        case .sealed:
            guard sasl != nil else {
                throw CommandFailure(
                    .usage, attempted: "bind with a password over --transport sealed",
                    meaning: "A simple bind would send the password in clear: sealing is Kerberos's.",
                    advice: "Use --transport starttls or ldaps, or --mechanism gssapi with the same user.")
            }
            security = .plain
        case .starttls: security = .startTLS
        case .ldaps: security = .ldaps
        }
    }

    /// What was named on the command line decides over what the environment names, as a whole.
    private static func source(_ arguments: ConnectionArguments, _ options: OptionTexts) throws -> Source {
        let named = arguments.ccache != nil || arguments.keytab != nil || arguments.user != nil
        let none = OptionTexts(environment: [:])
        let texts = named ? none : options
        let cache = texts.text(arguments.ccache, "CCACHE")
        let keytab = texts.text(arguments.keytab, "KEYTAB")
        let user = texts.text(arguments.user, "USER")
        let passwordFile = options.text(arguments.passwordFile, "PASSWORD_FILE")
        switch (cache, keytab, user) {
        case (_?, _?, _):
            throw CommandFailure(
                .usage, attempted: "choose a credential", meaning: "--ccache and --keytab exclude each other.")
        case (let cache?, nil, nil): return .cache(cache)
        case (_?, nil, _?):
            throw CommandFailure(
                .usage, attempted: "choose a credential", meaning: "--ccache and --user exclude each other.",
                advice: "The cache names its own principal.")
        case (nil, let keytab?, let user): return .keytab(keytab, principal: user)
        case (nil, nil, let user?):
            guard !user.isEmpty else {
                throw CommandFailure(.usage, attempted: "bind as --user", meaning: "The name is empty.")
            }
            if arguments.passwordFromStandardInput { return .password(user: user, .standardInput) }
            return .password(user: user, passwordFile.map { .file($0) } ?? .prompt)
        case (nil, nil, nil):
            if arguments.passwordFromStandardInput || arguments.passwordFile != nil {
                throw CommandFailure(
                    .usage, attempted: "bind with a password", meaning: "A password was given, but no name.",
                    advice: "Give --user.")
            }
            return .defaultCache
        }
    }
}
