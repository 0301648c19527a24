/// One step on the way from a domain's name to its directory: what became of it, what was seen, what it means, and the one thing to do.
package struct ConnectionStage: Sendable, Equatable {
    /// The step. An open set; ``allInOrder`` are those of this version.
    package struct Identifier: RawRepresentable, Sendable, Hashable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// A DNS server answers.
        package static let dns = Self(rawValue: "dns")
        /// The domain's SRV records name domain controllers.
        package static let serviceRecords = Self(rawValue: "serviceRecords")
        /// Their names have addresses.
        package static let addresses = Self(rawValue: "addresses")
        /// Their ports take connections.
        package static let tcp = Self(rawValue: "tcp")
        /// One of them answers LDAP as a writable domain controller.
        package static let domainController = Self(rawValue: "domainController")
        /// TLS stands, with a certificate that is believed.
        package static let tls = Self(rawValue: "tls")
        /// This host has the SASL mechanism.
        package static let saslMechanism = Self(rawValue: "saslMechanism")
        /// A KDC answers Kerberos.
        package static let kdc = Self(rawValue: "kdc")
        /// There is a ticket, and its time is not over.
        package static let ticket = Self(rawValue: "ticket")
        /// The clocks agree.
        package static let clock = Self(rawValue: "clock")
        /// The domain controller takes the credentials.
        package static let bind = Self(rawValue: "bind")
        /// What signing and channel binding it demands.
        package static let protection = Self(rawValue: "protection")
        /// It is a domain controller of Active Directory, of this domain.
        package static let rootDSE = Self(rawValue: "rootDSE")
        /// The account may read what `check` reads.
        package static let read = Self(rawValue: "read")

        package static let allInOrder: [Self] = [
            .dns, .serviceRecords, .addresses, .tcp, .domainController, .tls, .saslMechanism, .kdc, .ticket, .clock,
            .bind, .protection, .rootDSE, .read,
        ]

        /// The stage as a person calls it.
        package var title: String {
            switch self {
            case .dns: "DNS"
            case .serviceRecords: "SRV records"
            case .addresses: "Addresses"
            case .tcp: "TCP"
            case .domainController: "Domain controller"
            case .tls: "TLS"
            case .saslMechanism: "SASL mechanism"
            case .kdc: "KDC"
            case .ticket: "Ticket"
            case .clock: "Clock"
            case .bind: "Bind"
            case .protection: "Protection"
            case .rootDSE: "rootDSE"
            case .read: "Read"
            default: rawValue
            }
        }
    }

    package enum State: String, Sendable, CaseIterable {
        /// It stands; with an ``ConnectionStage/advice``, something about it is worth a look.
        case passed
        case failed
        /// A stage before it failed, or the time was up.
        case notReached
        /// The way that was asked for has no such step.
        case notApplicable
    }

    /// Something seen, as it came.
    package struct Sighting: Sendable, Equatable {
        /// What it was seen of: a host, an address and port, a file, a question.
        package var subject: String
        package var value: String
        /// How long the answer took, where that was measured.
        package var milliseconds: Double?
        /// How far a clock is ahead of this host's, where that was measured.
        package var offsetSeconds: Double?
        /// Whether it came over a connection whose other end was proved: TLS that was verified, or Kerberos.
        package var isAuthenticated: Bool

        package init(
            _ subject: String, _ value: String, milliseconds: Double? = nil, offsetSeconds: Double? = nil,
            isAuthenticated: Bool = false
        ) {
            self.subject = subject
            self.value = value
            self.milliseconds = milliseconds
            self.offsetSeconds = offsetSeconds
            self.isAuthenticated = isAuthenticated
        }
    }

    package var id: Identifier
    package var state: State
    package var seen: [Sighting]
    /// One sentence.
    package var meaning: String
    /// The one thing to do; nil when nothing is to be done.
    package var advice: String?

    package init(
        _ id: Identifier, _ state: State, seen: [Sighting] = [], meaning: String, advice: String? = nil
    ) {
        self.id = id
        self.state = state
        self.seen = seen
        self.meaning = meaning
        self.advice = advice
    }

    /// Nothing was tried, because of another stage.
    static func notReached(_ id: Identifier, after failed: Identifier) -> ConnectionStage {
        ConnectionStage(id, .notReached, meaning: "Not tried, because the stage before it failed: \(failed.title).")
    }

    static func notApplicable(_ id: Identifier, seen: [Sighting] = [], _ meaning: String) -> ConnectionStage {
        ConnectionStage(id, .notApplicable, seen: seen, meaning: meaning)
    }
}
