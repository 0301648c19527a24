import Foundation
import TestSupport

/// The files of `Tests/Fixtures`, as if they had been written a day before the moment that is judged: a clone gives them the time at
/// which it was made.
struct EvidenceCopies {
    /// What can be taken away, and what is then open.
    enum Part: String, CaseIterable, CustomTestStringConvertible {
        case connectExport, runHistory, securityPolicies, egress, attestations, licences, users, registrations

        var testDescription: String { rawValue }
    }

    static let asOf = "2026-11-03T12:00:00Z"
    private static let writtenAt = "2026-11-02T12:00:00Z"

    private let folder = URL(fileURLWithPath: NSTemporaryDirectory())
        .appending(path: "adinspect-evidence-\(UUID().uuidString)")

    init() throws {
        let files = FileManager.default
        try files.copyItem(at: URL(fileURLWithPath: PackageLayout.root + "/Tests/Fixtures"), to: folder)
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
            (.egress, "--egress", "Egress/lived.json"),
            (.attestations, "--attest", "Statements/every-question.yaml"),
            (.licences, "--graph", "Graph/subscribedSkus.json"),
            (.users, "--graph", "Graph/user-admin.json"),
            (.users, "--graph", "Graph/user-alice.json"),
            (.registrations, "--graph", "Graph/userRegistrationDetails.json"),
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
