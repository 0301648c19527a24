import ActiveDirectory
import LDAP
import TestSupport

@testable import Inspection

/// What the readers would have read from a scripted forest, without any server.
enum Readings {
    static func entry(_ dn: String, _ attributes: KeyValuePairs<String, DirectoryValues> = [:]) -> Entry {
        entry(DirectoryEntry(dn, attributes))
    }

    static func entry(_ source: DirectoryEntry) -> Entry {
        Entry(
            distinguishedName: DistinguishedName(source.dn),
            attributes: source.attributes.map { Entry.Attribute(description: $0.name, values: $0.values) })
    }

    /// - Parameter change: Changes the directory before it is read.
    static func configuration(
        _ shape: ForestShape = ForestShape(), _ change: (inout DirectoryTree) -> Void = { _ in }
    ) -> ConfigurationReader.Configuration {
        var tree = DirectoryFixture.forest(shape)
        change(&tree)
        let all = tree.names.compactMap { tree[$0] }
        func entries(_ objectClass: String) -> [Entry] {
            all.filter { $0["objectClass"]?.texts.contains(objectClass) ?? false }.map(Self.entry)
        }
        let partitions = tree["CN=Partitions,\(shape.configuration)"].map(Self.entry)
        let schema = tree[shape.schema].map(Self.entry)
        return ConfigurationReader.Configuration(
            partitions: partitions.map { .value($0) } ?? .notReturned,
            crossRefs: .value(entries("crossRef").map(CrossReference.init)),
            servers: .value(entries("server").map(ServerObject.init)),
            settings: .value(entries("nTDSDSA").map(NTDSSettings.init)), sites: .value(entries("site")),
            subnets: .value(entries("subnet")), schemaHead: schema.map { .value($0) } ?? .notReturned)
    }

    static func topology(
        _ shape: ForestShape = ForestShape(), _ change: (inout DirectoryTree) -> Void = { _ in }
    ) -> Topology { Topology(configuration(shape, change)) }
}
