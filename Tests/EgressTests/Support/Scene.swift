import Egress
import Foundation
import Networking
import Synchronization
import TestSupport

/// One endpoint whose packets go to a server of the test.
struct Scene {
    static let endpoint = Endpoint("endpoint.example.test")

    var configuration: EgressConfiguration
    var resolver: Resolver

    /// - Parameters:
    ///   - address: what stands in for the endpoint, or for the proxy if there is one.
    ///   - isPublic: whether the authority of the tests counts as a public root.
    init(
        _ address: String, endpoint: Endpoint = Scene.endpoint, silences: [Duration] = [], proxied: Bool = false,
        isPublic: Bool = true
    ) async throws {
        let authority = try await TestPKI.trusted().caFile
        let proxy = Endpoint("proxy.example.test", port: 3128)
        let target = try Self.socketAddress(address)
        configuration = EgressConfiguration(
            cloud: .none, endpoints: [endpoint], proxy: proxied ? proxy : nil, silences: silences,
            trust: .file(authority),
            publicRoots: .file(isPublic ? authority : try await TestPKI.stranger()), connectTimeout: .seconds(5),
            timeout: .seconds(20), redirections: [proxied ? proxy : endpoint: target], userAgent: "adinspect/test",
            hostName: "jump.example.test")
        resolver = try Resolver()
    }

    static func certificate(_ host: String = Scene.endpoint.host) async throws -> LeafCertificate {
        try await TestPKI.trusted().issue(dnsNames: [host], addresses: [])
    }

    func run(progress: @escaping @Sendable (EgressProgress) -> Void = { _ in }) async throws -> EgressFindings {
        try await EgressProbe(configuration, resolver: resolver, progress: progress).run()
    }

    /// The finding on the one endpoint.
    func reach() async throws -> EndpointFinding {
        guard let finding = try await run().endpoints.first else { throw NothingFound() }
        return finding
    }

    /// The finding on the one silence.
    func keepSilent(
        progress: @escaping @Sendable (EgressProgress) -> Void = { _ in }
    ) async throws -> IdleFinding {
        guard let finding = try await run(progress: progress).idle.first else { throw NothingFound() }
        return finding
    }

    static func socketAddress(_ text: String) throws -> SocketAddress {
        guard let address = SocketAddress(text, defaultPort: 443) else { throw NothingFound() }
        return address
    }
}

struct NothingFound: Error {}

extension TestPKI {
    /// The certificate of an authority of another name, which signed nothing that is served.
    static func stranger() async throws -> String { try await unknown().intermediate().caFile }
}

extension EndpointFinding {
    var last: EgressStage? { stages.last }
    var stageNames: [String] { stages.map(\.id.rawValue) }
}

/// Does asynchronous work from a thread that may block, such as a probe's own.
func blocking(_ work: @escaping @Sendable () async throws -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task {
        try? await work()
        done.signal()
    }
    done.wait()
}
