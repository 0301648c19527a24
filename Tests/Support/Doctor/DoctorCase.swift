/// What `doctor` is expected to say of a fault: the stage that fails, the one thing to do, and what that leaves of the other stages.
///
/// Stages that are not named pass without an advice, or do not apply.
package struct DoctorCase: Sendable, CustomStringConvertible {
    package var name: String
    /// The first stage that fails; nil where the connection stands.
    package var failing: String?
    /// The advice of that stage, whole; `@PLACE@` is the address that the test came by.
    package var advice: String
    /// Every stage that is remarkable, in order.
    package var stages: [String]
    package var status = 4

    package var description: String { name }

    /// The stage that has the advice.
    package var told: String? { failing ?? stages.first?.split(separator: " ").first.map(String.init) }
}

extension DoctorCase {
    private static let untried = [
        "tls", "saslMechanism", "kdc", "ticket", "clock", "bind", "protection", "rootDSE", "read",
    ]
    private static func notReached(_ ids: [String]) -> [String] { ids.map { "\($0) notReached" } }

    package static let noServiceRecords = DoctorCase(
        name: "no SRV records", failing: "serviceRecords",
        advice: "Check the spelling of corp.example.test, or ask a DNS server of that domain with --dns-server.",
        stages: ["serviceRecords failed"] + notReached(["addresses", "tcp", "domainController"] + untried))

    package static let silentDNS = DoctorCase(
        name: "silent DNS server", failing: "dns",
        advice: "Let this host reach port 53 of its DNS server, or name one that answers with --dns-server.",
        stages: ["dns failed"] + notReached(["serviceRecords", "addresses", "tcp", "domainController"] + untried))

    package static let noAddress = DoctorCase(
        name: "SRV records that name hosts without an address", failing: "addresses",
        advice:
            "Have the A or AAAA record of dc9.corp.example.test put into DNS, or name a domain controller that has one with --server.",
        stages: ["addresses failed"] + notReached(["tcp", "domainController"] + untried))

    private static let afterTCP = ["domainController", "tls", "clock", "bind", "protection", "rootDSE", "read"]

    package static let closedPort = DoctorCase(
        name: "closed port", failing: "tcp",
        advice: "Find out why nothing listens at @PLACE@: the host is up, its directory service is not.",
        stages: ["tcp failed"] + notReached(afterTCP))

    package static let filteredPort = DoctorCase(
        name: "filtered port", failing: "tcp",
        advice: "Let packets through to @PLACE@: the host is down, or a firewall on the way drops them.",
        stages: ["tcp failed"] + notReached(afterTCP))

    package static let noRoute = DoctorCase(
        name: "no route", failing: "tcp", advice: "Give this host a route to @PLACE@.",
        stages: ["tcp failed"] + notReached(afterTCP))

    package static let stoppedServer = DoctorCase(
        name: "a server that accepts and never answers", failing: "domainController",
        advice:
            "Find out why the directory service takes connections and does not answer: it hangs, or is stopped.",
        stages: ["domainController failed"] + notReached(["tls", "clock", "bind", "protection", "rootDSE", "read"]))

    private static let afterTLS = ["clock", "bind", "protection", "rootDSE", "read"]

    package static let silentTLS = DoctorCase(
        name: "silent TLS", failing: "tls",
        advice:
            "Find out why the server begins no TLS on port 636: it hangs, it has no certificate, or something else listens there.",
        stages: ["tls failed"] + notReached(afterTLS))

    // slapd, which shows these certificates, is no domain controller, and doctor says so.
    private static let slapd = ["domainController advice"]

    package static let expiredCertificate = DoctorCase(
        name: "expired certificate", failing: "tls",
        advice: "Renew the certificate on the server, or correct this host's clock.",
        stages: slapd + ["tls failed"] + notReached(afterTLS))

    package static let certificateOfTomorrow = DoctorCase(
        name: "certificate that is not valid yet", failing: "tls",
        advice: "Correct this host's clock, or the server's certificate.",
        stages: slapd + ["tls failed"] + notReached(afterTLS))

    package static let wrongName = DoctorCase(
        name: "wrong name", failing: "tls",
        advice: "Name the server as its certificate does, or give it a certificate with this name.",
        stages: slapd + ["tls failed"] + notReached(afterTLS))

    package static let unknownAuthority = DoctorCase(
        name: "unknown CA", failing: "tls",
        advice:
            "Give the PEM file of the authority that issued it with --ca-file; if a known one is behind that authority, have the server send the certificates between.",
        stages: slapd + ["tls failed"] + notReached(afterTLS))

    // MARK: Kerberos

    package static let silentKDC = DoctorCase(
        name: "KDC silent while LDAP answers", failing: "kdc",
        advice:
            "Let this host reach the address given with --kdc, or name a KDC that answers with --kdc KRB.EXAMPLE.TEST=ADDRESS.",
        stages: ["kdc failed", "bind notReached", "protection notReached", "read notReached"])

    package static let expiredTicket = DoctorCase(
        name: "expired ticket", failing: "ticket", advice: "Get a new ticket: kinit alice@KRB.EXAMPLE.TEST.",
        stages: ["ticket failed", "bind notReached", "protection notReached", "read notReached"])

    package static let noTicket = DoctorCase(
        name: "no ticket at all", failing: "ticket",
        advice:
            "Get a ticket with kinit, as the same user (sudo has another cache), or name the right cache with --ccache.",
        stages: ["ticket failed", "bind notReached", "protection notReached", "read notReached"])

    package static let missingMechanism = DoctorCase(
        name: "missing GSSAPI plugin", failing: "saslMechanism",
        advice: "Install the package libsasl2-modules-gssapi-mit (so on Debian and Ubuntu; else cyrus-sasl-gssapi).",
        stages: ["saslMechanism failed", "bind notReached", "protection notReached", "read notReached"])

    package static let clockOffByPassword = DoctorCase(
        name: "clock an hour off, for which libkrb5 corrects in silence", failing: "clock",
        advice: "Set this host's clock by a time source of the domain.", stages: ["clock failed"])

    package static let clockOffWithCache = DoctorCase(
        name: "clock an hour off, with a ticket of a cache", failing: "clock",
        advice: "Set this host's clock by a time source of the domain.",
        stages: ["clock failed", "bind failed", "protection notReached", "read notReached"])

    // MARK: The bind

    private static let afterBind = ["protection notReached", "read notReached"]

    package static let wrongPassword = DoctorCase(
        name: "wrong password", failing: "bind",
        advice: "Check both before the next try: each refused one counts towards the lockout threshold.",
        stages: ["bind failed"] + afterBind)

    package static let wrongPasswordForTicket = DoctorCase(
        name: "wrong password for a ticket", failing: "ticket",
        advice:
            "Do not simply try again, since each try counts towards a lockout. Check the password; make the keytab anew if the password has changed since.",
        stages: ["ticket failed", "bind notReached", "protection notReached", "read notReached"])

    package static let lockedAccount = DoctorCase(
        name: "locked account", failing: "bind",
        advice: "Wait until the lockout ends or have the account unlocked; do not try further passwords.",
        stages: ["bind failed"] + afterBind)

    package static let simpleBindRefused = DoctorCase(
        name: "simple bind refused with strongerAuthRequired", failing: "bind",
        advice: "Bind with --mechanism gssapi and the same user, or with a ticket.",
        stages: ["bind failed", "protection failed", "read notReached"])

    package static let unsealedBindRefused = DoctorCase(
        name: "unsealed bind refused with strongerAuthRequired", failing: "bind",
        advice: "Bind with --transport sealed: Kerberos then seals the connection itself.",
        stages: ["bind failed", "protection failed", "read notReached"])

    package static let channelBindingDemanded = DoctorCase(
        name: "channel binding demanded", failing: "bind",
        advice: "Bind with Kerberos and --transport sealed, which needs no channel binding.",
        stages: ["bind failed", "protection failed", "read notReached"])

    // MARK: Passed

    package static let oneClosedPort = DoctorCase(
        name: "one closed port, another domain controller answers", failing: nil,
        advice: "Find out why nothing listens at @PLACE@: the host is up, its directory service is not.",
        stages: ["tcp advice", "domainController advice"], status: 1)

    package static let oneExpiredCertificate = DoctorCase(
        name: "one expired certificate, another domain controller is bound to", failing: nil,
        advice: "dc1.corp.example.test: Renew the certificate on the server, or correct this host's clock.",
        stages: ["tls advice"], status: 1)

    package static let namedReadOnly = DoctorCase(
        name: "a read-only domain controller named by the caller", failing: nil,
        advice:
            "Name a writable domain controller with --server: rodc1.corp.example.test is read-only, and not bound to.",
        stages: ["domainController advice"], status: 1)

    package static let notActiveDirectory = DoctorCase(
        name: "a Kerberos bind to a directory that is no domain controller", failing: "rootDSE",
        advice: "Check the name given with --server, and what DNS names for the domain.",
        stages: ["domainController advice", "rootDSE failed", "read notReached"])

    package static let shortSighted = DoctorCase(
        name: "an account that may not read the domain's descriptor", failing: nil,
        advice: "Let alice read nTSecurityDescriptor of DC=corp,DC=example,DC=test.", stages: ["read advice"], status: 1
    )

    package static let clockOffWithPassword = DoctorCase(
        name: "clock an hour off, with a password", failing: nil,
        advice: "Set this host's clock by a time source of the domain.", stages: ["clock advice"], status: 1)

    package static let allGood = DoctorCase(name: "all good", failing: nil, advice: "", stages: [], status: 0)
}
