import FoundationEssentials
import Inspection

/// Which files may decide anything: those that are young enough, and about the forests that are judged.
struct EvidenceAdmission: Sendable {
    private(set) var usable: Evidence
    private(set) var files: [EvidenceFile] = []
    private let asOf: Date

    init(_ given: Evidence, asOf: Date, rootDomains: [String]) {
        usable = given
        self.asOf = asOf
        if let export = given.connectExport {
            let why = age(of: export.writtenAt) ?? Self.strangeness(of: export, to: rootDomains) ?? Self.staging(export)
            note(.connectExport, export.directory, export.writtenAt, why)
            if why != nil { usable.connectExport = nil }
        }
        if let history = given.runHistory {
            let why = age(of: history.writtenAt) ?? Self.strangeness(of: history, to: given.connectExport)
            note(.runHistory, history.file, history.writtenAt, why)
            if why != nil { usable.runHistory = nil }
        }
        usable.securityPolicies = given.securityPolicies.filter { policy in
            let why = age(of: policy.writtenAt)
            note(.securityPolicy, policy.file, policy.writtenAt, why)
            return why == nil
        }
        if let graph = given.graph { admit(graph, export: given.connectExport) }
        usable.egress = given.egress.filter { egress in
            let why = age(of: egress.finishedAt)
            note(.egress, egress.file, egress.finishedAt, why)
            return why == nil
        }
    }

    private mutating func note(_ kind: EvidenceKind, _ name: String, _ madeAt: Observed<Date>, _ why: String?) {
        files.append(EvidenceFile(kind: kind, name: name, madeAt: madeAt, setAside: why))
    }

    /// Answers of Graph are one whole: one that is too old makes the others be about another moment.
    private mutating func admit(_ graph: GraphEvidence, export: ConnectExport?) {
        let stranger = Self.strangeness(of: graph, to: export)
        for file in graph.files {
            note(.graph, file.name, file.writtenAt, age(of: file.writtenAt) ?? stranger)
        }
        if files.contains(where: { $0.kind == .graph && $0.setAside != nil }) { usable.graph = nil }
    }

    // MARK: - Reasons

    /// Why a file is too old; nil where it is not. One without a date is.
    private func age(of madeAt: Observed<Date>) -> String? {
        guard let date = madeAt.known else { return "its date is not known: \(madeAt.why ?? madeAt.state)" }
        let age = asOf.timeIntervalSince(date)
        guard age > usable.maximumAge else { return nil }
        return "\(Self.days(age)) old, and --max-evidence-age is \(Self.days(usable.maximumAge))"
    }

    private static func days(_ seconds: TimeInterval) -> String {
        let days = (seconds / 86_400 * 10).rounded(.down) / 10
        return days == 1 ? "1 day" : "\(days == days.rounded() ? String(Int(days)) : String(days)) days"
    }

    private static func strangeness(of export: ConnectExport, to rootDomains: [String]) -> String? {
        let names = export.forests.compactMap(\.forestName.known)
        // A connector that does not say which forest it is of may be of this one.
        guard names.count == export.forests.count else { return nil }
        let own = Set(rootDomains.map(canonical))
        guard !names.contains(where: { own.contains(canonical($0)) }) else { return nil }
        let theirs = names.isEmpty ? "no forest" : names.joined(separator: ", ")
        return "it is about \(theirs), and not about \(rootDomains.joined(separator: ", "))"
    }

    private static func staging(_ export: ConnectExport) -> String? {
        switch export.settings.known?.isStaging {
        case .value(true), .partial(true, _): "it is of a server in staging mode, which writes nothing back"
        default: nil
        }
    }

    /// The connectors of the runs must be those of the export, where both were given.
    private static func strangeness(of history: RunHistory, to export: ConnectExport?) -> String? {
        guard let export else { return nil }
        let own = Set(export.forests.map(\.id) + export.tenants.map(\.id))
        let theirs = Set(history.runs.map(\.connectorID).filter { !$0.isEmpty })
        guard !theirs.isEmpty, theirs.isDisjoint(with: own) else { return nil }
        return "none of its connectors is one of \(export.directory): it is of another server"
    }

    /// The tenant that the export signs in to must be the one that Graph answered for.
    private static func strangeness(of graph: GraphEvidence, to export: ConnectExport?) -> String? {
        let identifiers = Set(
            (graph.organizations.known ?? []).compactMap(\.id.known)
                + (graph.subscriptions.known ?? []).compactMap(\.tenantID.known))
        if identifiers.count > 1 {
            return "its files are of different tenants: \(identifiers.sorted().joined(separator: ", "))"
        }
        guard let organization = graph.organizations.known?.first,
            case .value(let domains) = organization.verifiedDomains,
            !domains.isEmpty
        else { return nil }
        let verified = Set(domains.map(canonical))
        for tenant in export?.tenants ?? [] {
            guard let domain = tenant.accountName.known?.split(separator: "@").last.map(String.init),
                tenant.accountName.known?.contains("@") == true
            else { continue }
            guard verified.contains(canonical(domain)) else {
                return "the tenant that it is of has no domain \(domain), to which the sync server signs in"
            }
        }
        return nil
    }

    private static func canonical(_ name: String) -> String {
        let lower = name.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}
