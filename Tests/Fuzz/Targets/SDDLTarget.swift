import ActiveDirectory

private let domains = SDDLDomains(
    domain: SecurityIdentifier("S-1-5-21-1-2-3"), rootDomain: SecurityIdentifier("S-1-5-21-4-5-6"))

/// What was read is written so that it reads the same, with and without the aliases of a domain.
func checkSDDL(_ input: [UInt8]) throws(BrokenProperty) {
    let text = String(decoding: input, as: UTF8.self)
    for names in [SDDLDomains.none, domains] {
        let read = Result { () throws(SDDLError) in try SecurityDescriptor(sddl: text, in: names) }
        switch read {
        case .success(let descriptor):
            let written = descriptor.sddl(in: names)
            try require(
                (try? SecurityDescriptor(sddl: written, in: names)) == descriptor, "reads differently: \(written)")
            if let bytes = try? descriptor.bytes() {
                // Entries are padded there, so their bytes need not be the same.
                let binary = try required(try? SecurityDescriptor(bytes: bytes), "its bytes cannot be read: \(written)")
                try require(binary.owner == descriptor.owner && binary.group == descriptor.group, "binary is another")
                try require(
                    binary.dacl?.entries.map(\.trustee) == descriptor.dacl?.entries.map(\.trustee),
                    "the binary form names others: \(written)")
            }
        case .failure(let error):
            try require((0...text.utf8.count).contains(error.position), "an error outside of the text: \(error)")
            try require(!error.detail.isEmpty, "an error without words")
        }
        if let entry = try? AccessControlEntry(sddl: text, in: names) {
            let written = entry.sddl(in: names)
            try require(
                (try? AccessControlEntry(sddl: written, in: names)) == entry, "the entry reads differently: \(written)")
        }
    }
}
