import Inspection

/// The operations master roles, in the order in which people list them; the raw values are the JSON's keys.
enum OperationsMasterRole: String, CaseIterable, Sendable {
    case schemaMaster
    case domainNamingMaster
    case forestDnsZones
    case pdcEmulator
    case ridMaster
    case infrastructureMaster
    case domainDnsZones

    static let ofForest: [Self] = [.schemaMaster, .domainNamingMaster, .forestDnsZones]
    static let ofDomain: [Self] = [.pdcEmulator, .ridMaster, .infrastructureMaster, .domainDnsZones]

    var name: String {
        switch self {
        case .schemaMaster: "schema master"
        case .domainNamingMaster: "domain naming master"
        case .forestDnsZones: "ForestDnsZones"
        case .pdcEmulator: "PDC emulator"
        case .ridMaster: "RID master"
        case .infrastructureMaster: "infrastructure master"
        case .domainDnsZones: "DomainDnsZones"
        }
    }

    /// For a column in which several stand.
    var shortName: String {
        switch self {
        case .schemaMaster: "schema"
        case .domainNamingMaster: "naming"
        case .forestDnsZones: "forest DNS"
        case .pdcEmulator: "PDC"
        case .ridMaster: "RID"
        case .infrastructureMaster: "infra"
        case .domainDnsZones: "domain DNS"
        }
    }

    func owner(in forest: Forest) -> Observed<RoleOwner>? {
        switch self {
        case .schemaMaster: forest.schemaMaster
        case .domainNamingMaster: forest.domainNamingMaster
        case .forestDnsZones: forest.forestDnsZones
        case .pdcEmulator, .ridMaster, .infrastructureMaster, .domainDnsZones: nil
        }
    }

    func owner(in domain: Domain) -> Observed<RoleOwner>? {
        switch self {
        case .pdcEmulator: domain.pdcEmulator
        case .ridMaster: domain.ridMaster
        case .infrastructureMaster: domain.infrastructureMaster
        case .domainDnsZones: domain.domainDnsZones
        case .schemaMaster, .domainNamingMaster, .forestDnsZones: nil
        }
    }
}
