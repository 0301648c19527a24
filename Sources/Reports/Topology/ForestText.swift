import ActiveDirectory
import Inspection
import LDAP

/// What a forest is, in words.
enum ForestText {
    static func schema(_ forest: Forest) -> String {
        Words.of(forest.schemaVersion) { number in
            let version = SchemaVersion(rawValue: number)
            return version.release.map { "\(number) (\($0))" } ?? version.name
        }
    }
}

/// A role's owner in words: the host, and what is wrong with it.
enum RoleOwnerText {
    static func words(_ owner: RoleOwner) -> String {
        let host = name(owner)
        return switch owner.state {
        case .registered: host
        case .deleted: "\(host) (DELETED)"
        case .missing: "\(host) (MISSING)"
        case .unknown: "\(host) (not looked up)"
        }
    }

    /// The host, or the server's name out of the NTDS Settings name.
    static func name(_ owner: RoleOwner) -> String {
        owner.host.known ?? NTDSSettingsName(owner.ntdsSettings.description)?.serverName
            ?? owner.ntdsSettings.description
    }
}
