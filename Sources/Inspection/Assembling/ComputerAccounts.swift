import LDAP
import Networking

/// The computer accounts of domain controllers, found by the server objects that they belong to.
struct ComputerAccounts {
    private let byName: [DistinguishedName: ComputerAccount]
    private let byHost: [String: ComputerAccount]

    init(_ accounts: [ComputerAccount]) {
        byName = Dictionary(accounts.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
        byHost = Dictionary(
            accounts.compactMap { account in account.dnsHostName.known.map { (DomainName.normalized($0), account) } },
            uniquingKeysWith: { a, _ in a })
    }

    /// The account that a server object refers to; one whose reference did not come back is known by its host name.
    func account(of server: ServerObject?) -> ComputerAccount? {
        guard let server else { return nil }
        if let name = server.computer.known { return byName[name] }
        return server.dnsHostName.known.flatMap { byHost[DomainName.normalized($0)] }
    }
}
