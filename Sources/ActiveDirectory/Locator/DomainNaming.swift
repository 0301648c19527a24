public import LDAP

extension DistinguishedName {
    /// The DNS name that a naming context of `DC=` components stands for (MS-ADTS 3.1.1.1.4); nil for other names.
    public var dnsName: String? {
        guard let rdns, !rdns.isEmpty else { return nil }
        var labels: [String] = []
        for rdn in rdns {
            guard rdn.type.lowercased() == "dc", let label = rdn.value else { return nil }
            labels.append(label)
        }
        return labels.joined(separator: ".")
    }
}
