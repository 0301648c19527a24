import ActiveDirectory
import LDAP

/// What one domain's naming context says, read from one of its writable domain controllers.
struct DomainReader: Sendable {
    let directory: Directory
    let domain: DistinguishedName
    /// The infrastructure object of the domain's DNS partition; nil where the forest has no such partition.
    let dnsInfrastructure: DistinguishedName?
    /// The same of the forest's DNS partition, asked along with the forest root domain.
    let forestDnsInfrastructure: DistinguishedName?

    struct Facts: Sendable {
        var head: Observed<Entry>
        var ridManager: Observed<Entry>
        var infrastructure: Observed<Entry>
        var dnsInfrastructure: Observed<Entry>
        var forestDnsInfrastructure: Observed<Entry>?
        var computers: Observed<[ComputerAccount]>
        var trusts: Observed<[Trust]>
        var passwordSettings: Observed<[PasswordSettingsObject]>
    }

    static let headAttributes = [
        "fSMORoleOwner", "objectSid", "objectGUID", "msDS-Behavior-Version", "minPwdAge", "maxPwdAge", "minPwdLength",
        "pwdHistoryLength", "pwdProperties", "lockoutThreshold", "lockoutDuration", "lockOutObservationWindow",
    ]

    func run(scope: CollectionOptions.Scope) async -> Facts {
        async let head = directory.read(domain, Self.headAttributes)
        guard scope != .pdcEmulator else {
            let skipped = "only the PDC emulator was asked for"
            return Facts(
                head: await head, ridManager: .notCollected(why: skipped), infrastructure: .notCollected(why: skipped),
                dnsInfrastructure: .notCollected(why: skipped), forestDnsInfrastructure: nil,
                computers: .notCollected(why: skipped), trusts: .notCollected(why: skipped),
                passwordSettings: .notCollected(why: skipped))
        }
        let system = domain.child("CN", "System")
        async let ridManager = directory.read(system.child("CN", "RID Manager$"), ["fSMORoleOwner"])
        async let infrastructure = directory.read(domain.child("CN", "Infrastructure"), ["fSMORoleOwner"])
        async let dns = owner(dnsInfrastructure)
        async let forestDns = owner(forestDnsInfrastructure)
        async let computers = computers()
        async let trusts = directory.search(
            system, .oneLevel, .equals("objectClass", "trustedDomain"),
            ["trustPartner", "flatName", "securityIdentifier", "trustDirection", "trustType", "trustAttributes", "cn"])
        async let settings = directory.search(
            system.child("CN", "Password Settings Container"), .oneLevel,
            .equals("objectClass", "msDS-PasswordSettings"),
            ["cn", "msDS-PasswordSettingsPrecedence", "msDS-MinimumPasswordAge", "msDS-PSOAppliesTo"])
        return await Facts(
            head: head, ridManager: ridManager, infrastructure: infrastructure, dnsInfrastructure: dns,
            forestDnsInfrastructure: forestDnsInfrastructure == nil ? nil : forestDns, computers: computers,
            trusts: trusts.map { $0.map(Trust.init).sorted { $0.partner < $1.partner } },
            passwordSettings: settings.map {
                $0.map(PasswordSettingsObject.init).sorted {
                    $0.distinguishedName.description < $1.distinguishedName.description
                }
            })
    }

    private func owner(_ name: DistinguishedName?) async -> Observed<Entry> {
        guard let name else { return .absent }
        return await directory.read(name, ["fSMORoleOwner"])
    }

    /// Accounts that look like domain controllers: by primary group, or by the flag that only they have.
    private func computers() async -> Observed<[ComputerAccount]> {
        let filter = LDAPFilter.and([
            .equals("objectCategory", "computer"),
            .or([
                .equals("primaryGroupID", "516"), .equals("primaryGroupID", "521"),
                .hasAllBits("userAccountControl", of: 0x2000),
            ]),
        ])
        return await directory.search(
            domain, .subtree, filter,
            [
                "objectGUID", "objectSid", "sAMAccountName", "dNSHostName", "operatingSystem", "operatingSystemVersion",
                "operatingSystemServicePack", "userAccountControl", "primaryGroupID", "cn",
            ]
        ).map { $0.map(ComputerAccount.init) }
    }
}

extension CollectionOptions.Scope: Equatable {}

/// A computer account that may be a domain controller's.
struct ComputerAccount: Sendable {
    var name: DistinguishedName
    var relativeName: String
    var guid: Observed<ObjectGUID>
    var dnsHostName: Observed<String>
    var operatingSystem: OperatingSystemFacts
    var flags: Observed<UInt32>
    var primaryGroup: Observed<Int>

    init(_ entry: Entry) {
        let reader = EntryReader(entry)
        name = entry.distinguishedName
        relativeName = entry.text("cn") ?? entry.distinguishedName.rdn?.value ?? entry.distinguishedName.description
        guid = reader.guid("objectGUID")
        dnsHostName = reader.text("dNSHostName")
        operatingSystem = OperatingSystemFacts(
            name: reader.text("operatingSystem"), version: reader.text("operatingSystemVersion"),
            servicePack: reader.text("operatingSystemServicePack"))
        flags = reader.flags("userAccountControl")
        primaryGroup = reader.integer("primaryGroupID")
    }

    /// Whether the account says that it is a read-only domain controller's.
    var saysReadOnly: Bool {
        primaryGroup.known == 521
            || flags.known.map { UserAccountControl(rawValue: $0).contains(.partialSecrets) } ?? false
    }
}

extension Trust {
    init(_ entry: Entry) {
        let reader = EntryReader(entry)
        self.init(
            partner: entry.text("trustPartner") ?? entry.text("cn") ?? entry.distinguishedName.rdn?.value ?? "",
            flatName: reader.text("flatName"), sid: reader.sid("securityIdentifier"),
            direction: reader.integer("trustDirection"), type: reader.integer("trustType"),
            attributes: reader.flags("trustAttributes"))
    }
}

extension PasswordSettingsObject {
    init(_ entry: Entry) {
        let reader = EntryReader(entry)
        self.init(
            name: entry.text("cn") ?? entry.distinguishedName.rdn?.value ?? "",
            distinguishedName: entry.distinguishedName,
            precedence: reader.integer("msDS-PasswordSettingsPrecedence"),
            minimumPasswordAge: reader.duration("msDS-MinimumPasswordAge"),
            appliesTo: reader.names("msDS-PSOAppliesTo").map { $0.sorted { $0.description < $1.description } })
    }
}
