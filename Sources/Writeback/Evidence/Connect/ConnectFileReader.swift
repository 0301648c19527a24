import FoundationEssentials
import Inspection

/// Reads one file of an export.
struct ConnectFileReader: Sendable {
    enum Contents {
        case forest(ForestConnector)
        case tenant(TenantConnector)
        case other(ConnectExport.OtherConnector, id: String)
        case settings(ConnectSettings)
        case rule(SynchronizationRule)
    }

    private static let partition = "ma-data/ma-partition-data/partition"
    private static let partitionLimit = 10_000

    let file: String
    private let kind: ConnectFileKind
    private var reader: XMLValueReader
    private var values: ConnectValues
    /// The partition that is being read.
    private var partition: ConnectValues?
    private var partitions: [ConnectPartition] = []

    init(_ kind: ConnectFileKind, file: String) {
        self.kind = kind
        self.file = file
        reader = XMLValueReader(file: file, skipping: kind.skipped)
        values = ConnectValues(file: file)
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) throws(EvidenceError) {
        reader.xml.append(bytes)
        try read()
    }

    mutating func finish() throws(EvidenceError) -> Contents {
        reader.xml.finish()
        try read()
        switch kind {
        case .settings: return .settings(try settings())
        case .rule: return .rule(try rule())
        case .connector: return try connector()
        }
    }

    private mutating func read() throws(EvidenceError) {
        while let step = try reader.next() {
            switch step {
            case .opened(let path):
                if path == reader.root, path != kind.root {
                    throw EvidenceError(
                        .unexpected, in: file, at: reader.xml.currentPlace, found: "<\(path)>",
                        expected: "<\(kind.root)>")
                }
                if kind == .connector, path == Self.partition { partition = ConnectValues(file: file) }
            case .closed(let path):
                if path == Self.partition { try endPartition() }
            case .value(let path, let text, let attributes, let place):
                try add(text, attributes, at: path, place: place)
            }
        }
    }

    private mutating func add(
        _ text: String, _ attributes: [XMLAttribute], at path: String, place: EvidenceError.Place
    ) throws(EvidenceError) {
        var path = path
        if path.hasSuffix("/parameter"), let name = attributes.first(where: { $0.name == "name" })?.value {
            path += ":" + name
        }
        if path.hasPrefix(Self.partition + "/") {
            try partition?.add(text, at: String(path.dropFirst(Self.partition.utf8.count + 1)), place: place)
        } else {
            try values.add(text, at: path, place: place)
            if path.hasSuffix("/ssl-bind"), let check = attributes.first(where: { $0.name == "crl-check" })?.value {
                try values.add(check, at: path + "@crl-check", place: place)
            }
        }
    }

    private mutating func endPartition() throws(EvidenceError) {
        guard let values = partition else { return }
        partition = nil
        guard partitions.count < Self.partitionLimit else {
            throw EvidenceError(
                .tooLarge, in: file, at: reader.xml.currentPlace, found: "more than \(Self.partitionLimit) partitions",
                expected: "fewer")
        }
        let own = "custom-data/adma-partition-data/"
        let parameter = "parameter-values/parameter:"
        let preferred = values.texts(own + "preferred-dcs/preferred-dc")
        let containers = "filter/containers/"
        partitions.append(
            ConnectPartition(
                distinguishedName: try values.required("name"),
                isSelected: try values.flag("selected").known ?? false,
                isDomain: try values.flag(own + "is-domain"),
                domainName: values.text(own + "name").or(values.text(parameter + "Domain.FQDN")),
                netbiosName: values.text(parameter + "Domain.Netbios"),
                preferredDomainControllers: preferred.isEmpty ? .absent : .value(preferred),
                lastDomainController: values.text(own + "last-dc").or(values.text(parameter + "last-dc")),
                failsOver: try values.flag(own + "dc-failover").or(try values.flag(parameter + "dc-failover")),
                signsAndSeals: try values.flag(own + "sign-and-seal").or(try values.flag(parameter + "sign-and-seal")),
                usesTLS: try values.flag(own + "ssl-bind").or(try values.flag(parameter + "ssl-bind")),
                usesSimpleBind: try values.flag(own + "simple-bind").or(try values.flag(parameter + "simple-bind")),
                accountDomain: values.text(own + "login-domain"),
                accountName: values.text(own + "login-user"),
                includedContainers: values.texts(containers + "inclusions/inclusion"),
                excludedContainers: values.texts(containers + "exclusions/exclusion"),
                objectClasses: values.texts("filter/object-classes/object-class")))
    }
}

// MARK: - Contents

extension ConnectFileReader {
    private func connector() throws(EvidenceError) -> Contents {
        let category = try values.required("ma-data/category")
        let subtype = values.text("ma-data/subtype").known ?? ""
        if category == "AD" { return .forest(try forest()) }
        if category == "Extensible2", subtype.hasPrefix("Windows Azure Active Directory") {
            return .tenant(try tenant())
        }
        let name = values.text("ma-data/name").known ?? ""
        return .other(.init(name: name, category: category), id: try values.guid("ma-data/id"))
    }

    private var runProfiles: [String] { values.texts("ma-data/ma-run-data/run-configuration/name") }

    private func time(_ path: String) throws(EvidenceError) -> Observed<Date> {
        try values.read(path, expected: "a time such as 2025-01-02 03:04:05.678", EvidenceTime.date)
    }

    private func forest() throws(EvidenceError) -> ForestConnector {
        let own = "ma-data/private-configuration/adma-configuration/"
        let parameter = own + "parameter-values/parameter:"
        return ForestConnector(
            id: try values.guid("ma-data/id"), name: try values.required("ma-data/name"),
            changedAt: try time("ma-data/last-modification-time"),
            forestName: values.text(own + "forest-name").or(values.text(parameter + "Forest.FQDN")),
            accountDomain: values.text(own + "forest-login-domain").or(values.text(parameter + "forest-login-domain")),
            accountName: values.text(own + "forest-login-user").or(values.text(parameter + "forest-login-user")),
            signsAndSeals: try values.flag(own + "sign-and-seal").or(try values.flag(parameter + "sign-and-seal")),
            usesTLS: try values.flag(own + "ssl-bind").or(try values.flag(parameter + "ssl-bind")),
            checksRevocation: try values.flag(own + "ssl-bind@crl-check").or(try values.flag(parameter + "crl-check")),
            usesSimpleBind: try values.flag(own + "simple-bind").or(try values.flag(parameter + "simple-bind")),
            synchronizesPasswordHashes: try values.flag(own + "password-hash-sync-config/enabled"),
            mayWritePasswords: try values.flag("ma-data/password-sync-allowed"),
            allowsLowSecurity: try values.flag("ma-data/password-sync/allow-low-security"),
            partitions: partitions, runProfiles: runProfiles)
    }

    private func tenant() throws(EvidenceError) -> TenantConnector {
        let own = "ma-data/private-configuration/MAConfig/"
        let reset = own + "aad-password-reset-config/"
        return TenantConnector(
            id: try values.guid("ma-data/id"), name: try values.required("ma-data/name"),
            changedAt: try time("ma-data/last-modification-time"),
            accountName: values.text(own + "parameter-values/parameter:UserName"),
            writesPasswordsBack: try values.flag(reset + "enabled"),
            passwordWritebackChangedAt: try time(reset + "modified-timestamp"),
            authority: values.text(reset + "adal-authority"), runProfiles: runProfiles)
    }

    private func settings() throws(EvidenceError) -> ConnectSettings {
        let parameter = "saved-mv-configuration/mv-data/parameter-values/parameter:Microsoft."
        return ConnectSettings(
            build: try values.read(
                parameter + "Synchronize.ServerConfigurationVersion", expected: "a build such as 2.5.79.0",
                ConnectBuild.init),
            isStaging: try values.flag(parameter + "Synchronize.StagingMode"),
            passwordWriteback: try values.flag(parameter + "OptionalFeature.PasswordWriteback"),
            passwordHashSync: try values.flag(parameter + "OptionalFeature.PasswordHashSync"),
            groupWriteback: try values.flag(parameter + "OptionalFeature.GroupWriteBack"),
            deviceWriteback: try values.flag(parameter + "OptionalFeature.DeviceWriteBack"),
            userWriteback: try values.flag(parameter + "OptionalFeature.UserWriteBack"),
            exchangeHybrid: try values.flag(parameter + "OptionalFeature.HybridExchange"),
            anchorAttribute: values.text(parameter + "SynchronizationOption.AnchorAttribute"),
            groupWritebackForest: values.text(parameter + "GroupWriteBack.Forest"),
            groupWritebackContainer: values.text(parameter + "GroupWriteBack.Container"),
            deviceWritebackForest: values.text(parameter + "DeviceWriteBack.Forest"),
            deviceWritebackContainer: values.text(parameter + "DeviceWriteBack.Container"))
    }

    private func rule() throws(EvidenceError) -> SynchronizationRule {
        let own = "synchronizationRule/"
        return SynchronizationRule(
            id: try values.guid(own + "id"), name: try values.required(own + "name"),
            direction: try values.required(own + "direction"), isDisabled: try values.flag(own + "disabled"),
            connector: try values.guid(own + "connector"),
            sourceObjectType: values.text(own + "sourceObjectType").known ?? "",
            targetObjectType: values.text(own + "targetObjectType").known ?? "",
            linkType: values.text(own + "linkType").known ?? "",
            precedence: try values.read(own + "precedence", expected: "a number") { Int($0) },
            immutableTag: values.text(own + "immutable-tag"),
            synchronizesPasswordHashes: try values.flag(own + "EnablePasswordSync"))
    }
}

extension Observed {
    /// The same fact from where the format says it a second time.
    fileprivate func or(_ other: Self) -> Self {
        if case .absent = self { other } else { self }
    }
}
