import Foundation
import TestSupport
import Testing

/// A line of what Samba logs of binds and writes; docs/lab.md tells what is in it.
struct AuditRecord: Sendable {
    let line: String
    let type: String
    /// The record itself, without its envelope.
    let body: JSONValue

    init(_ line: String) throws {
        self.line = line
        let envelope = try JSONValue(line)
        type = envelope["type"].text ?? ""
        body = envelope[type]
    }

    /// `ipv4:10.77.0.1:36178`; nil for what the domain controller did by itself.
    var client: String? { body["remoteAddress"].text }

    /// Whether a session began, or was refused, as somebody.
    var isBind: Bool {
        switch type {
        case "Authentication": true
        case "Authorization": body["authType"].text != "no bind"
        default: false
        }
    }

    /// Whom it concerns, as typed and as found.
    var accounts: [String] {
        ["account", "clientAccount", "mappedAccount", "becameAccount"].compactMap { body[$0].text?.lowercased() }
    }

    func concerns(_ account: String) -> Bool {
        accounts.contains { $0 == account || $0.hasPrefix(account + "@") || $0.hasSuffix("\\" + account) }
    }
}

/// A place in the audit logs of all domain controllers: how long each was.
struct AuditPosition: Sendable {
    fileprivate let sizes: [String: Int]
}

extension Lab {
    static let hosts = ["dc1", "dc2", "rodc1", "pdc1"]
    private static let file = "/var/log/samba/audit.log"

    /// Where the audit logs end now.
    func auditPosition() async throws -> AuditPosition {
        AuditPosition(
            sizes: try await onAll { host in
                let size = try await self.executeSuccessfully(on: host, ["stat", "--format=%s", Self.file])
                return try #require(Int(size.trimmingCharacters(in: .whitespacesAndNewlines)))
            })
    }

    /// What has been logged since, by host. The logs outlive a reset, and nobody cuts them.
    func audit(since position: AuditPosition) async throws -> [String: [AuditRecord]] {
        try await onAll { host in
            let begin = try #require(position.sizes[host])
            let text = try await self.executeSuccessfully(on: host, ["tail", "--bytes=+\(begin + 1)", Self.file])
            // A line that is still being written belongs to what comes later.
            let whole = text.prefix(upTo: text.lastIndex(of: "\n") ?? text.startIndex)
            return try whole.split(separator: "\n").map { try AuditRecord(String($0)) }
        }
    }

    private func onAll<Value: Sendable>(
        _ body: @escaping @Sendable (String) async throws -> Value
    ) async throws -> [String: Value] {
        try await withThrowingTaskGroup(of: (String, Value).self) { group in
            for host in Self.hosts {
                group.addTask { (host, try await body(host)) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Whether a connection came from outside the containers, as every one of adinspect's does.
    func isFromOutside(_ client: String) throws -> Bool {
        guard client.hasPrefix("ipv") else { return false }
        let address = client.split(separator: ":").dropFirst().dropLast().joined(separator: ":")
        let own = try ["DC1", "DC2", "RODC1", "PDC1"].map { try variable("ADINSPECT_LAB_\($0)") }
        return !own.contains(address) && address != "127.0.0.1" && address != "::1"
    }
}
