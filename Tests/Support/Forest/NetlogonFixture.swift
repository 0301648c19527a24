/// The blob of a netlogon ping's answer, NETLOGON_SAM_LOGON_RESPONSE_EX (MS-ADTS 6.3.1.9).
package struct NetlogonFixture: Sendable {
    package var operationCode: UInt16 = 23
    package var flags: UInt32
    package var domainGUID: [UInt8]
    package var forest: String
    package var domain: String
    package var hostName: String
    package var netbiosDomain: String
    package var netbiosComputer: String
    package var site: String
    package var clientSite: String

    package init(_ shape: ForestShape, servedBy controller: ForestShape.Controller) {
        let served = shape.domains.first { $0.dnsName == controller.domain } ?? shape.root
        domainGUID = WindowsIdentifiers.guid(for: served.distinguishedName)
        forest = shape.root.dnsName
        domain = served.dnsName
        hostName = controller.hostName ?? ""
        netbiosDomain = served.netbiosName
        netbiosComputer = controller.name.uppercased()
        site = controller.site
        clientSite = shape.sites.first ?? controller.site
        // LDAP, DS, KDC, time service, web service, DS_8, DS_9, DS_10.
        flags = 0x1_E078
        if case .controller(controller.name) = served.pdcEmulator { flags |= 0x1 }
        if controller.isGlobalCatalog { flags |= 0x4 }
        flags |= controller.isReadOnly ? 0x800 : 0x1100
        if site == clientSite { flags |= 0x80 }
    }

    /// With every name written out, and no pointers.
    package var bytes: [UInt8] {
        little(operationCode) + [0, 0] + little(flags) + domainGUID
            + [forest, domain, hostName, netbiosDomain, netbiosComputer, "", site, clientSite].flatMap(labels)
            + little(UInt32(5)) + [0xFF, 0xFF, 0xFF, 0xFF]
    }

    private func little(_ value: some FixedWidthInteger) -> [UInt8] {
        (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private func labels(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8(truncatingIfNeeded: $0.utf8.count)] + Array($0.utf8) } + [0]
    }
}
