import FoundationEssentials
import Inspection
import LDAP

/// A forest connector of the export, and the forest that it is of.
struct JudgedConnector: Sendable {
    let export: ConnectExport
    let connector: ForestConnector
    /// Nil where neither its name nor its partitions tell which of the forests it is.
    let forest: ForestUnderJudgement?

    var subject: Subject {
        forest?.forestSubject ?? Subject(kind: .syncServer, domain: nil, name: connector.name, id: connector.id)
    }

    /// The partitions that are synchronized, but for domains that are not judged.
    var partitions: [ConnectPartition] {
        connector.partitions.filter { partition in
            guard let forest, let domain = forest.domain(of: partition) else { return partition.isSelected }
            return partition.isSelected && forest.scope.contains(domain.dnsName, rootDomain: forest.forest.rootDomain)
        }
    }

    func subject(of partition: ConnectPartition) -> Subject {
        if let forest, let domain = forest.domain(of: partition) { return forest.subject(of: domain) }
        let name = partition.domainName.known
        return Subject(kind: .domain, domain: name, name: name ?? partition.distinguishedName, id: nil)
    }

    /// A fact that the connector's file holds.
    func fact(_ statement: String, _ value: String, in element: String) -> Fact {
        export.fact(statement, value, in: "\(element) of connector \(connector.name)")
    }
}

/// A selected partition of a connector to a forest that was read.
struct JudgedPartition: Sendable {
    let connector: JudgedConnector
    let forest: ForestUnderJudgement
    let partition: ConnectPartition

    var subject: Subject { connector.subject(of: partition) }

    /// What a person calls it: the domain, or the naming context where it is none.
    var name: String { subject.name }

    func fact(_ statement: String, _ value: String, in element: String) -> Fact {
        connector.export.fact(statement, value, in: "\(element) of partition \(partition.distinguishedName)")
    }

    /// What is known of the domain controller that the partition's settings name.
    func controller(named name: String) -> NamedController {
        let all = forest.forest.domainControllers
        let called = (all.known ?? []).filter { $0.isCalled(name) }
        let domain = forest.domain(of: partition)?.dnsName.lowercased()
        if let own = called.first(where: { $0.domain?.lowercased() == domain }) ?? called.first { return .found(own) }
        guard all.isValue else { return .notKnown(why: all.why ?? "no domain controller was read") }
        guard (all.known ?? []).allSatisfy(\.hostName.isSettled) else {
            return .notKnown(why: "the host name of a domain controller was not read")
        }
        return .notThere
    }
}

/// The domain controller of a name.
enum NamedController: Sendable {
    case found(DomainController)
    /// No domain controller of the forest is called so.
    case notThere
    case notKnown(why: String)

    var controller: DomainController? {
        if case .found(let controller) = self { controller } else { nil }
    }
}

extension DomainController {
    /// Whether a person who wrote this name meant this host: its host name, or a name without a domain.
    func isCalled(_ text: String) -> Bool {
        if text.contains(".") { return hostName.known.map { HostName($0) == HostName(text) } ?? false }
        let label = displayName.split(separator: ".").first.map(String.init) ?? displayName
        return [name, label].contains { $0.lowercased() == text.lowercased() }
    }
}

extension ForestUnderJudgement {
    /// The domain that a partition of a connector is.
    func domain(of partition: ConnectPartition) -> Domain? {
        let name = DistinguishedName(partition.distinguishedName)
        return (forest.domains.known ?? []).first { $0.distinguishedName == name }
    }

    /// Whether the connector is to this forest: by the name that it gives, else by a partition.
    func isReached(by connector: ForestConnector) -> Bool {
        if let name = connector.forestName.known { return HostName(name) == HostName(forest.rootDomain) }
        return connector.partitions.contains { domain(of: $0) != nil }
    }

    /// Whether a partition that Connect synchronizes names the domain controller as preferred.
    func isPreferred(_ controller: DomainController) -> Bool {
        preferredNames.contains { controller.isCalled($0) }
    }

    /// What the lists of preferred domain controllers hold, where Connect is what writes back.
    var preferredNames: [String] {
        guard engine != .cloudSync else { return [] }
        let connectors = (connectExport?.forests ?? []).filter { isReached(by: $0) }
        return connectors.flatMap(\.partitions).filter(\.isSelected).flatMap {
            $0.preferredDomainControllers.known ?? []
        }
    }
}

extension EvidenceUnderJudgement {
    /// The connectors to the forests that are judged, and those that may be to one of them.
    func connectors(of export: ConnectExport) -> [JudgedConnector] {
        export.forests.compactMap { connector in
            let forest = forests.first { $0.isReached(by: connector) }
            if forest == nil, connector.forestName.known != nil { return nil }
            return JudgedConnector(export: export, connector: connector, forest: forest)
        }
    }
}

extension ConnectExport {
    func fact(_ statement: String, _ value: String, in source: String) -> Fact {
        Fact(
            statement: statement, value: value, source: source, observedOn: directory, at: writtenAt.known,
            authenticated: false)
    }

    /// The tenant, or one of several, that the server synchronizes to.
    func subject(of tenant: TenantConnector) -> Subject {
        Subject(kind: .tenant, domain: nil, name: tenant.name, id: tenant.id)
    }

    func fact(_ statement: String, _ value: String, in element: String, of tenant: TenantConnector) -> Fact {
        fact(statement, value, in: "\(element) of connector \(tenant.name)")
    }
}
