import ActiveDirectory
import FoundationEssentials
import Inspection

@testable import Writeback

// The means to change one thing in the files of a server where all is well.
extension Evidence {
    mutating func export(_ change: (inout ConnectExport) -> Void) {
        guard var export = connectExport else { return }
        change(&export)
        connectExport = export
    }

    /// Changes the connector to the forest.
    mutating func connector(_ change: (inout ForestConnector) -> Void) { export { change(&$0.forests[0]) } }

    /// Changes the partition of the domain.
    mutating func partition(_ change: (inout ConnectPartition) -> Void) { connector { change(&$0.partitions[0]) } }

    mutating func preferred(_ names: String...) {
        partition { $0.preferredDomainControllers = names.isEmpty ? .absent : .value(names) }
    }

    /// Changes the connector to the tenant.
    mutating func tenant(_ change: (inout TenantConnector) -> Void) { export { change(&$0.tenants[0]) } }

    mutating func settings(_ change: (inout ConnectSettings) -> Void) {
        export {
            guard case .value(var settings) = $0.settings else { return }
            change(&settings)
            $0.settings = .value(settings)
        }
    }

    /// Changes the synchronization rule whose tag begins so.
    mutating func rule(_ tag: String, _ change: (inout SynchronizationRule) -> Void) {
        rules { rules in
            for index in rules.indices where rules[index].immutableTag.known?.hasPrefix(tag) == true {
                change(&rules[index])
            }
        }
    }

    mutating func rules(_ change: (inout [SynchronizationRule]) -> Void) {
        export {
            guard case .value(var rules) = $0.rules else { return }
            change(&rules)
            $0.rules = .value(rules)
        }
    }

    /// Changes the runs of a kind on a connector.
    mutating func runs(_ kind: ConnectRun.Kind, of connector: String, _ change: (inout ConnectRun) -> Void) {
        guard var history = runHistory else { return }
        for index in history.runs.indices
        where history.runs[index].connectorID == connector && history.runs[index].kinds == [kind] {
            change(&history.runs[index])
        }
        runHistory = history
    }

    /// Puts a value of RestrictRemoteSAM in place of that in a file.
    mutating func remoteSAM(_ value: Observed<SecurityDescriptor>, in file: String) {
        for index in securityPolicies.indices where securityPolicies[index].file == file {
            securityPolicies[index].restrictRemoteSAM = value
        }
    }

    mutating func remoteSAM(_ entries: String, owner: String = "BA", in file: String) throws {
        remoteSAM(.value(try SecurityDescriptor(sddl: "O:\(owner)G:BAD:" + entries)), in: file)
    }
}

/// Identifiers of the files.
enum ConnectFixture {
    static let forest = "6f1d1b1e-2c54-4a7e-9b44-0d5a3f1c0a11"
    static let tenant = "b7a3a6d2-58a8-4d0f-8f4f-6f8f4c0d9e22"
    static let tenantName = "example.onmicrosoft.com - AAD"
    static let server = "the Connect server"
}

extension ForestSnapshot {
    /// A second domain, a child of the first.
    mutating func addChild() {
        forest.domains = .value([SnapshotFixture.domain(), SnapshotFixture.domain("emea.corp.example.test", number: 8)])
    }
}
