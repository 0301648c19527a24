import Foundation
import TestSupport
import Testing

/// The files of `Tests/Fixtures`, as if they had been written a day before the moment that is judged: a clone gives them the time at
/// which it was made.
struct EvidenceCopies {
    /// What can be taken away, and what is then open.
    enum Part: String, CaseIterable, CustomTestStringConvertible {
        case connectExport, runHistory, securityPolicies, egress, attestations, licences, users, registrations

        var testDescription: String { rawValue }

        /// The rules that are undecided without it.
        var decides: [String] {
            switch self {
            case .connectExport: ["WB-CON-001", "WB-CON-002", "WB-CON-007", "WB-CON-017", "WB-CON-018"]
            case .runHistory: ["WB-CON-011"]
            case .securityPolicies: ["WB-CON-006"]
            case .egress: ["WB-NET-001", "WB-NET-002", "WB-NET-003"]
            case .attestations: ["WB-CLD-004", "WB-CON-003", "WB-CON-004", "WB-CON-005"]
            case .licences: ["WB-CLD-001"]
            case .users: ["WB-CLD-002", "WB-CLD-003"]
            case .registrations: ["WB-CLD-003"]
            }
        }

        /// A blocker hangs on each.
        var status: Int { 3 }
    }

    static let asOf = "2026-11-03T12:00:00Z"
    private static let writtenAt = "2026-11-02T12:00:00Z"
    /// 2026-11-01, in the 100 nanoseconds since 1601 of a directory.
    static let lastLogon = (1_793_491_200 + 11_644_473_600) * 10_000_000

    private let folder = URL(fileURLWithPath: NSTemporaryDirectory())
        .appending(path: "adinspect-evidence-\(UUID().uuidString)")

    /// - Parameter alice: The SID that the user has in the directory that is judged.
    init(alice: String) throws {
        let files = FileManager.default
        try files.copyItem(at: URL(fileURLWithPath: PackageLayout.root + "/Tests/Fixtures"), to: folder)
        let user = folder.appending(path: "Graph/user-alice.json")
        let text = try String(contentsOf: user, encoding: .utf8)
        try text.replacing(/S-1-5-21-[0-9-]+/, with: alice).write(to: user, atomically: true, encoding: .utf8)
        let date = try Date(Self.writtenAt, strategy: .iso8601)
        for path in try files.subpathsOfDirectory(atPath: folder.path) {
            try files.setAttributes([.modificationDate: date], ofItemAtPath: folder.appending(path: path).path)
        }
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The options that give them all, but for one part.
    func options(without missing: Part?) -> [String] {
        func path(_ name: String) -> String { folder.appending(path: name).path }
        var options = [
            "--enabling-admin", "hybrid.admin@example.onmicrosoft.com", "--test-user", "alice@corp.example.test",
        ]
        let given: [(part: Part?, option: String, file: String)] = [
            (.connectExport, "--connect-export", "Connect/export"),
            (.runHistory, "--run-history", "RunHistory/powershell7.json"),
            (.securityPolicies, "--secedit", "SecurityPolicy/sync01.inf"),
            (.securityPolicies, "--secedit", "SecurityPolicy/dc1.inf"),
            (.egress, "--egress", "Egress/sync01.json"),
            (.attestations, "--attest", "Statements/every-question.yaml"),
            (.licences, "--graph", "Graph/subscribedSkus.json"),
            (.users, "--graph", "Graph/user-admin.json"),
            (.users, "--graph", "Graph/user-alice.json"),
            (.registrations, "--graph", "Graph/userRegistrationDetails.json"),
            (nil, "--graph", "Graph/domains.json"),
            (nil, "--graph", "Graph/organization.json"),
            (nil, "--graph", "Graph/onPremisesSynchronization.json"),
            (nil, "--graph", "Graph/authorizationPolicy.json"),
        ]
        for one in given where missing == nil || one.part != missing {
            options += [one.option, path(one.file)]
        }
        return options
    }
}
