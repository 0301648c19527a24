/// Who the PDC emulator of a domain is, as every source that can be asked sees it.
public struct PDCConsensus: Sendable, Equatable, Codable {
    /// One source and the host it names.
    public struct Witness: Sendable, Equatable, Codable {
        public enum Source: String, Sendable, Codable {
            /// `fSMORoleOwner` of the domain object, as one domain controller holds it.
            case ownerAttribute
            /// The SRV record `_ldap._tcp.pdc._msdcs.<domain>`.
            case serviceRecord
            /// The PDC flag of a netlogon answer: the answering host names itself, or does not.
            case netlogonFlag
        }

        public var source: Source
        /// The host that was asked: a domain controller, or the DNS server.
        public var observedOn: String
        /// The host name that the source names. For a netlogon flag: the answering host when the flag is set, `.absent` when not.
        public var host: Observed<String>
        /// Whether the answer came over an authenticated connection. DNS and netlogon answers never do.
        public var authenticated: Bool
        /// False for witnesses that are shown but not counted: read-only domain controllers.
        public var counted: Bool

        public init(source: Source, observedOn: String, host: Observed<String>, authenticated: Bool, counted: Bool) {
            self.source = source
            self.observedOn = observedOn
            self.host = host
            self.authenticated = authenticated
            self.counted = counted
        }
    }

    /// What the counted witnesses say together.
    public enum Agreement: String, Sendable, Codable {
        /// The named host confirms it, and another witness agrees; none contradicts, and every one could be asked.
        case confirmed
        /// As `confirmed`, but a witness could not be asked.
        case confirmedInPart
        /// Two counted witnesses name different hosts, or the named host denies it.
        case contradicted
        /// The named host was not asked, or is the only witness, or nobody names one.
        case unconfirmed
    }

    public var witnesses: [Witness]
    public var agreement: Agreement
    /// The host, where the counted witnesses that answered name one and the same; its name as its server object has it.
    public var host: String?

    public init(witnesses: [Witness], agreement: Agreement, host: String?) {
        self.witnesses = witnesses
        self.agreement = agreement
        self.host = host
    }
}
