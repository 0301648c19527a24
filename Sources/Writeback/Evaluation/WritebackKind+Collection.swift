package import Inspection
package import LDAP

extension WritebackKind {
    /// What has to be read for its rules; nil for passwords, whose facts are always read.
    private var collected: OtherWriteback? {
        switch self {
        case .password: nil
        case .device: .device
        case .group: .group
        case .exchange: .exchange
        case .consistencyGuid: .consistencyGuid
        case .keyCredentials: .keyCredentials
        }
    }

    /// What has to be read for the rules of these kinds.
    package static func collected(for kinds: Set<WritebackKind>) -> Set<OtherWriteback> {
        Set(kinds.compactMap(\.collected))
    }
}

extension Evidence {
    /// The container that the sync server writes groups to, where its export names one.
    package var groupContainer: DistinguishedName? { connectExport?.groupContainer }
}

extension ConnectExport {
    /// The container that groups are written to; nil where none is configured.
    var groupContainer: DistinguishedName? {
        guard let name = settings.known?.groupWritebackContainer.known, !name.isEmpty else { return nil }
        return DistinguishedName(name)
    }
}
