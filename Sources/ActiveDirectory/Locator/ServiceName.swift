/// The DNS names under which domain controllers register their services (MS-ADTS 6.3.2.3).
package enum ServiceName {
    /// Every domain controller of the domain.
    package static func domainControllers(of domain: String) -> String { "_ldap._tcp.dc._msdcs.\(domain)" }

    /// The domain's PDC emulator, registered by itself alone.
    package static func pdcEmulator(of domain: String) -> String { "_ldap._tcp.pdc._msdcs.\(domain)" }
}
