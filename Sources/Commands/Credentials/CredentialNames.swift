/// The credentials that were named: on the command line, or else in the environment. One decides as a whole, so that the name of one
/// account never meets the password of another.
struct CredentialNames {
    private let cache: String?
    private let keytab: String?
    private let user: String?
    private let passwordFile: String?
    private let readsStandardInput: Bool
    private let options: OptionTexts
    private let arguments: ConnectionArguments

    init(_ arguments: ConnectionArguments, options: OptionTexts) throws {
        let namesAccount = arguments.ccache != nil || arguments.keytab != nil || arguments.user != nil
        let namesPassword = arguments.passwordFile != nil || arguments.passwordFromStandardInput
        // A password alone is for the account that the environment names, and rules out its tickets.
        cache = namesAccount || namesPassword ? arguments.ccache : options.text(nil, "CCACHE")
        keytab = namesAccount || namesPassword ? arguments.keytab : options.text(nil, "KEYTAB")
        user = namesAccount ? arguments.user : options.text(nil, "USER")
        passwordFile = namesAccount || namesPassword ? arguments.passwordFile : options.text(nil, "PASSWORD_FILE")
        readsStandardInput =
            try namesAccount || namesPassword
            ? arguments.passwordFromStandardInput : options.flag(false, "PASSWORD_STDIN")
        self.options = options
        self.arguments = arguments
    }

    /// - Throws: ``CommandFailure`` with exit code 64 where two that exclude each other are named, or half of one.
    func source() throws -> CredentialPlan.Source {
        try refuseEmptyNames()
        if passwordFile != nil, readsStandardInput {
            throw CommandFailure.exclusive(
                passwordFileName, standardInputName, advice: "Name one place of the password.")
        }
        if cache != nil {
            if keytab != nil {
                throw CommandFailure.exclusive(cacheName, keytabName, advice: "Name one of them.")
            }
            if user != nil {
                throw CommandFailure.exclusive(
                    cacheName, userName, advice: "Leave --user out: the cache names its own principal.")
            }
            try refusePassword(beside: cacheName)
        }
        if keytab != nil { try refusePassword(beside: keytabName) }
        if let cache { return .cache(cache) }
        if let keytab { return .keytab(keytab, principal: user) }
        if let user {
            if readsStandardInput { return .password(user: user, .standardInput) }
            return .password(user: user, passwordFile.map { .file($0) } ?? .prompt)
        }
        if passwordFile != nil || readsStandardInput {
            throw CommandFailure.usage(
                "bind with a password", "no name", meaning: "A password was named, and nobody whose it is.",
                advice: "Give --user.")
        }
        return .defaultCache
    }

    private func refuseEmptyNames() throws {
        let named = [(cache, cacheName), (keytab, keytabName), (user, userName), (passwordFile, passwordFileName)]
        for (value, name) in named where value?.isEmpty == true {
            throw CommandFailure.unreadable(name, "", expected: "a value, or leave the option out")
        }
    }

    private func refusePassword(beside name: String) throws {
        guard passwordFile != nil || readsStandardInput else { return }
        throw CommandFailure.exclusive(
            name, passwordFile == nil ? standardInputName : passwordFileName, advice: "Name one credential.")
    }

    private var cacheName: String { options.name(arguments.ccache != nil, "CCACHE") }
    private var keytabName: String { options.name(arguments.keytab != nil, "KEYTAB") }
    private var userName: String { options.name(arguments.user != nil, "USER") }
    private var passwordFileName: String { options.name(arguments.passwordFile != nil, "PASSWORD_FILE") }
    private var standardInputName: String { options.name(arguments.passwordFromStandardInput, "PASSWORD_STDIN") }
}
