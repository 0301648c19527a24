package import Networking

/// What libkrb5 is to read before the system's own `krb5.conf`: which KDCs answer, and that no name is rewritten.
///
/// The value is pure; `KerberosConfigurationFile` puts it where libkrb5 looks.
package struct KerberosConfiguration: Hashable, Sendable {
    package struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    package static let defaultPort: UInt16 = 88

    /// The realm of names that carry none; nil leaves the choice to the system's file.
    package let defaultRealm: KerberosRealm?
    /// KDCs that have answered, by realm, in the order in which they are to be asked. A realm with an empty list is
    /// known to have no live KDC: libkrb5 then fails at once instead of asking those of the system's file.
    package let liveKDCs: [KerberosRealm: [SocketAddress]]

    package init(
        defaultRealm: KerberosRealm? = nil, liveKDCs: [KerberosRealm: [SocketAddress]] = [:]
    ) throws(Invalid) {
        for (realm, addresses) in liveKDCs {
            for address in addresses {
                guard address.port != 0 else {
                    throw Invalid(description: "KDC \(address) of \(realm): port 0 cannot be asked.")
                }
                if case .v6(_, _, let scope) = address.address, scope != 0 {
                    throw Invalid(
                        description: "KDC \(address) of \(realm): a link-local address cannot stand in krb5.conf.")
                }
            }
        }
        self.defaultRealm = defaultRealm
        self.liveKDCs = liveKDCs
    }

    /// The file's text. Equal values give equal text.
    ///
    /// Every relation is here for a reason:
    /// * `rdns`, `dns_canonicalize_hostname`: libkrb5 otherwise asks the resolver and puts *its* name into the service
    ///   principal, although the SASL library was told not to.
    /// * `dns_lookup_kdc`: an SRV look-up of libkrb5's own finds dead KDCs too, and waits for them.
    /// * `udp_preference_limit = 1`: TCP first. Tickets with a PAC rarely fit a datagram, and a lost datagram costs a second.
    /// * `}*` closes a realm for good: without it the `kdc` lines of later files are added to ours.
    /// * No `primary_kdc`, no `admin_server`: libkrb5 sends a refused password to the primary KDC once more, which counts
    ///   twice towards a lockout.
    package var text: String {
        var lines = [
            "# Written by adinspect for its own process; removed when it ends.",
            "[libdefaults]",
            "    rdns = false",
            "    dns_canonicalize_hostname = false",
            "    dns_lookup_kdc = false",
            "    udp_preference_limit = 1",
        ]
        if let defaultRealm { lines.append("    default_realm = \(defaultRealm)") }
        guard !liveKDCs.isEmpty else { return lines.joined(separator: "\n") + "\n" }
        lines.append("[realms]")
        for (realm, addresses) in liveKDCs.sorted(by: { $0.key < $1.key }) {
            lines.append("    \(realm) = {")
            lines += addresses.map { "        kdc = \($0)" }
            lines.append("    }*")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
