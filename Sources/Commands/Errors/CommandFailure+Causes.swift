import ActiveDirectory
import Inspection
import LDAP

extension CommandFailure {
    /// What an error from below means to the person at the command line.
    package init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as LDAPError: self.init(error)
        case let error as KerberosError: self.init(error)
        case let error as CollectionError: self.init(error)
        case is CancellationError:
            self.init(.notConnected, attempted: "finish the run", meaning: "It ended before anything was read.")
        default:
            self.init(
                .internalError, attempted: "finish the run", returned: "\(error)",
                meaning: "This is a fault of adinspect.",
                advice: "Please report it with this text.")
        }
    }

    private init(_ error: LDAPError) {
        var meaning = Self.sentence(error.meaning)
        var advice = error.advice
        // Active Directory says why in a sub-code of its diagnostic text, and says "invalid credentials" for all of them.
        if let failure = error.diagnosticMessage.flatMap({ ADDiagnostic($0) })?.bindFailure, failure.isKnown {
            meaning = Self.sentence(failure.meaning)
            advice = Self.sentence(failure.advice)
        } else if error.code == .saslFailed, let text = error.diagnosticMessage {
            let kerberos = KerberosError(gssText: text, attempt: "bind to \(error.server)")
            meaning = Self.sentence(kerberos.meaning)
            advice = Self.sentence(kerberos.advice)
        }
        self.init(
            Self.status(of: error), attempted: "\(Self.verb(error.operation)) \(error.server)", returned: error.raw,
            meaning: meaning, advice: advice)
    }

    private static func status(of error: LDAPError) -> ExitStatus {
        switch error.code {
        case .refusedLocally: .usage
        case .trustRootsUnusable: .badFile
        default: .notConnected
        }
    }

    private static func verb(_ operation: LDAPError.Operation) -> String {
        switch operation {
        case .connect: "connect to"
        case .startTLS: "establish TLS with"
        case .bind: "bind to"
        case .search: "search on"
        case .compare: "compare on"
        case .whoAmI: "ask who we are at"
        case .close: "stay connected to"
        }
    }

    private init(_ error: KerberosError) {
        let status: ExitStatus =
            switch error.code {
            case .noCredentialsCache, .keytabNotFound: .notFound
            case .cacheUnusable, .keytabUnusable: .badFile
            default: .notConnected
            }
        self.init(
            status, attempted: error.attempt, returned: error.message, meaning: Self.sentence(error.meaning),
            advice: Self.sentence(error.advice))
    }

    private init(_ error: CollectionError) {
        let status: ExitStatus =
            switch error.code {
            case .usage: .usage
            case .fileNotFound: .notFound
            default: .notConnected
            }
        self.init(
            status, attempted: error.attempted, returned: error.returned, meaning: error.meaning, advice: error.advice)
    }

    /// With a capital and a full stop.
    static func sentence(_ text: String) -> String {
        guard let first = text.first else { return text }
        let capital = first.uppercased() + text.dropFirst()
        return capital.hasSuffix(".") ? capital : capital + "."
    }
}
