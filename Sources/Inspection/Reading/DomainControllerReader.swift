import ActiveDirectory
import FoundationEssentials
import LDAP

/// What one domain controller says of itself.
struct DomainControllerReader: Sendable {
    /// What was read from it.
    struct Facts: Sendable {
        var rootDSE: Observed<RootDSEFacts>
        var clockOffset: Observed<Double>
        /// `fSMORoleOwner` of its own domain's head, as it holds it.
        var pdcOwner: Observed<DistinguishedName>
        /// Whether that came over an authenticated connection.
        var isAuthenticated: Bool

        static func unreachable(_ why: String) -> Facts {
            Facts(
                rootDSE: .unreachable(why: why), clockOffset: .unreachable(why: why), pdcOwner: .unreachable(why: why),
                isAuthenticated: false)
        }
    }

    let connection: LDAPConnection

    func rootDSE() async -> (Observed<RootDSEFacts>, Observed<Double>) {
        let started = ContinuousClock.now
        let before = Date()
        do {
            guard let entry = try await connection.read(DistinguishedName(""), attributes: RootDSE.attributeNames)
            else { return (.notReturned, .notReturned) }
            // The clock is read by its own difference: the wall clock of this host may be set meanwhile.
            let roundTrip = started.duration(to: .now) / .seconds(1)
            let facts = RootDSEFacts(entry)
            let rootDSE = RootDSE(entry)
            let middle = before.timeIntervalSince1970 + roundTrip / 2
            let offset: Observed<Double> = EntryReader(entry, readableByEverybody: true).value("currentTime") { _ in
                rootDSE.currentTime.map { $0.timeIntervalSince1970 - middle }
            }
            return (.value(facts), offset)
        } catch {
            let why = Directory.reason(error)
            return (.unreachable(why: why), .unreachable(why: why))
        }
    }

    /// With a bind: who it thinks the PDC emulator is, besides.
    func run(domain: DistinguishedName, isAuthenticated: Bool) async -> Facts {
        let (rootDSE, offset) = await rootDSE()
        guard isAuthenticated else {
            return Facts(
                rootDSE: rootDSE, clockOffset: offset,
                pdcOwner: .notCollected(why: "read-only domain controllers are asked without a bind"),
                isAuthenticated: false)
        }
        let owner = await Directory(connection: connection).read(domain, ["fSMORoleOwner"]).then {
            EntryReader($0).name("fSMORoleOwner")
        }
        return Facts(rootDSE: rootDSE, clockOffset: offset, pdcOwner: owner, isAuthenticated: true)
    }
}

extension RootDSE {
    init(_ entry: Entry) {
        self.init(values: { entry[$0] ?? [] })
    }
}

extension RootDSEFacts {
    /// The rootDSE is for everybody, so what does not come back is not there.
    init(_ entry: Entry) {
        let reader = EntryReader(entry, readableByEverybody: true)
        self.init(
            dnsHostName: reader.text("dnsHostName"), dsServiceName: reader.name("dsServiceName"),
            supportedControls: reader.texts("supportedControl").map { $0.sorted() },
            supportedCapabilities: reader.texts("supportedCapabilities").map { $0.sorted() },
            supportedSASLMechanisms: reader.texts("supportedSASLMechanisms").map { $0.sorted() },
            vendorName: reader.text("vendorName"), isSynchronized: reader.boolean("isSynchronized"),
            isGlobalCatalogReady: reader.boolean("isGlobalCatalogReady"),
            domainControllerFunctionality: reader.level("domainControllerFunctionality"))
    }
}
