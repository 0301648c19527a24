/// Which of Microsoft's clouds the tenant lives in: each has its own names.
package enum Cloud: String, Hashable, Sendable, CaseIterable {
    case `public`
    /// Azure Government.
    case usgov
    /// Azure China, run by 21Vianet.
    case china
    /// No cloud: only what the caller names is tried.
    case none

    /// What Microsoft documents as needed by password writeback, in its order.
    package var requirements: [Requirement] {
        switch self {
        case .public:
            [
                Requirement(
                    "*.passwordreset.microsoftonline.com", tried: ["passwordreset.microsoftonline.com"],
                    .troubleshooting),
                Requirement(
                    "*.servicebus.windows.net", tried: ["ssprdedicatedsbprodscu.servicebus.windows.net"],
                    .troubleshooting),
            ]
        case .usgov:
            [
                Requirement(
                    "*.passwordreset.microsoftonline.us", tried: ["passwordreset.microsoftonline.us"], .troubleshooting),
                Requirement("*.servicebus.usgovcloudapi.net", tried: [], .troubleshooting),
            ]
        case .china:
            [
                Requirement(
                    "ssprdedicatedsbmcprodcne.servicebus.chinacloudapi.cn",
                    tried: ["ssprdedicatedsbmcprodcne.servicebus.chinacloudapi.cn"], .troubleshooting),
                Requirement(
                    "ssprdedicatedsbmcprodcnn.servicebus.chinacloudapi.cn",
                    tried: ["ssprdedicatedsbmcprodcnn.servicebus.chinacloudapi.cn"], .troubleshooting),
            ]
        case .none: []
        }
    }

    /// Names that only Microsoft has, in any cloud: a certificate for one of them that rests on a private root was made by
    /// somebody on the way.
    private static let ownSuffixes = [
        ".microsoftonline.com", ".microsoftonline.us", ".servicebus.windows.net", ".servicebus.usgovcloudapi.net",
        ".servicebus.chinacloudapi.cn",
    ]

    /// Whether a host's name belongs to Microsoft, whose certificates rest on public roots.
    static func owns(_ host: String) -> Bool { ownSuffixes.contains { host.lowercased().hasSuffix($0) } }
}

/// A name, or a family of names, that the sync server must reach over HTTPS.
package struct Requirement: Hashable, Sendable {
    /// As it is documented: a host, or a family such as `*.servicebus.windows.net`.
    package let name: String
    /// Hosts known to stand for it. A family cannot be looked up, and a tenant's own names in it are published nowhere.
    package let known: [Endpoint]
    package let source: Source

    /// Where it is written, and when that was.
    package struct Source: Hashable, Sendable {
        package let title: String
        package let url: String
        /// The date that the page gives itself.
        package let date: String

        static let troubleshooting = Source(
            title: "Troubleshoot self-service password reset writeback",
            url: "https://learn.microsoft.com/entra/identity/authentication/troubleshoot-sspr-writeback",
            date: "2024-06-24")
    }

    init(_ name: String, tried hosts: [String], _ source: Source) {
        self.name = name
        known = hosts.map { Endpoint($0) }
        self.source = source
    }

    /// Whether a host stands for the requirement: the named one, a known one, or a member of the family.
    package func isServed(by endpoint: Endpoint) -> Bool {
        let host = endpoint.host.lowercased()
        if host == name || known.contains(endpoint) { return true }
        return name.hasPrefix("*.") && host.hasSuffix(name.dropFirst())
    }
}
