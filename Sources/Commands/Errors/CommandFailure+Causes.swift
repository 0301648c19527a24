import ActiveDirectory
import Inspection
import LDAP
import Networking

extension CommandFailure {
    /// What an error from below means to the person at the command line.
    package init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as LDAPError: self.init(error)
        case let error as KerberosError: self.init(error)
        case let error as CollectionError: self.init(error)
        case is CancellationError:
            self.init(
                .notConnected, attempted: "finish the run", returned: "the run was interrupted",
                meaning: "Nothing had been read yet.", advice: "Run it again.")
        case let error as SystemError:
            self.init(
                .internalError, attempted: "finish the run", returned: "\(error)",
                meaning: "This host did not provide what the run needs.",
                advice: "Check the limits on open files, threads and memory.")
        default:
            self.init(
                .internalError, attempted: "finish the run", returned: "\(error)",
                meaning: "This is a fault of adinspect.", advice: "Please report it with this text.")
        }
    }

    private init(_ error: LDAPError) {
        let (meaning, advice) = error.explanation
        self.init(
            Self.status(of: error), attempted: "\(Self.verb(error.operation)) \(error.server)",
            returned: error.raw ?? "nothing", meaning: MessageText.sentence(meaning),
            advice: MessageText.sentence(
                advice ?? "Look in the server's log, or name another domain controller with --server."))
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
            case .passwordUnusable, .nameMalformed: .usage
            default: .notConnected
            }
        self.init(
            status, attempted: error.attempt, returned: error.message, meaning: MessageText.sentence(error.meaning),
            advice: MessageText.sentence(error.advice))
    }

    private init(_ error: CollectionError) {
        let status: ExitStatus =
            switch error.code {
            case .usage: .usage
            case .fileNotFound, .objectNotFound: .notFound
            default: .notConnected
            }
        self.init(
            status, attempted: error.attempted, returned: error.returned, meaning: MessageText.sentence(error.meaning),
            advice: MessageText.sentence(error.advice))
    }
}
