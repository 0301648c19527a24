import Egress

extension Judgement {
    var label: TextPage.Piece {
        switch self {
        case .met: TextPage.Piece("MET", .good)
        case .warning: TextPage.Piece("WARNING", .caution)
        case .undecided: TextPage.Piece("UNDECIDED", .caution)
        case .blocked: TextPage.Piece("BLOCKED", .bad)
        }
    }

    var exitCode: Int {
        switch self {
        case .met: 0
        case .warning: 1
        case .blocked: 2
        case .undecided: 3
        }
    }
}

extension IdleFinding {
    /// The outcome in a cell.
    var words: String {
        switch outcome {
        case .lived: "lived"
        case .closedByPeer: "closed by the server"
        case .cutOff: "cut off"
        case .dropped: "dropped"
        case .notOpened: "not opened"
        case .notTried: "not tried"
        case .interrupted: "interrupted"
        }
    }

    /// What is said of all findings of an outcome; nil where nothing is to be said.
    static func meaning(of outcome: Outcome) -> String? {
        switch outcome {
        case .lived, .interrupted: nil
        case .closedByPeer:
            "The server itself ended the connection, by a word that nobody on the way can forge. Up to then nothing cut it; what would have become of it later is not known."
        case .cutOff:
            "The connection ended by FIN or RST without the server's word inside TLS. The server may have done that, or something on the way; this cannot be told apart from here."
        case .dropped:
            "A request after the silence got no answer: something on the way had forgotten the connection and told neither side. The service's messages to the sync server are lost in the same way."
        case .notOpened: "The connection to be left alone could not be opened, though another had been just before."
        case .notTried: "Where no request is answered, silence cannot be tried."
        }
    }

    /// The one thing to do about all findings of an outcome.
    static func advice(on outcome: Outcome) -> String? {
        switch outcome {
        case .lived, .closedByPeer, .notTried: nil
        case .cutOff:
            "Compare with the idle timeouts of the firewalls, NAT gateways and proxies on the way; they should be longer than 3 minutes."
        case .dropped:
            "Raise the idle timeout for these hosts on the firewalls, NAT gateways and proxies on the way above 3 minutes."
        case .notOpened, .interrupted: "Run it again."
        }
    }
}
