import ActiveDirectory
import LDAP

/// Identifiers are the same in their binary form, their text form and a filter; times and names have a reading or none.
func checkValue(_ input: [UInt8]) throws(BrokenProperty) {
    let text = String(decoding: input, as: UTF8.self)
    try checkSecurityIdentifiers(input, text)
    try checkGUIDs(input, text)

    if let time = GeneralizedTime(text) {
        try require((0..<1_000_000_000).contains(time.nanoseconds), "\(time.nanoseconds) nanoseconds")
        // The years 0 to 9999, a zone of a day more or less.
        try require((-62_168_000_000...253_403_000_000).contains(time.secondsSince1970), "a year of five digits")
    }
    if let time = FileTime(text) {
        let isMoment = !time.isNever && time.rawValue > 0
        try require((time.secondsSince1970 != nil) == isMoment && (time.date != nil) == isMoment, "no moment, or one")
    }
    if let duration = PolicyDuration(text) {
        try require((duration.seconds ?? 0) >= 0, "a negative duration")
    }
    if let pool = RIDAvailablePool(text) {
        let number = Int64(pool.last) << 32 | Int64(pool.next)
        try require(RIDAvailablePool(rawValue: number) == pool, "the halves make another number")
    }

    let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    let system = OperatingSystemRelease(
        name: lines.first, version: lines.count > 1 ? lines[1] : nil, servicePack: lines.count > 2 ? lines[2] : nil)
    try require(!system.displayName.isEmpty, "an operating system without a name for people")
    try require((system.build ?? 0) >= 0 && (system.servicePackNumber ?? 0) >= 0, "a negative build or service pack")

    if let name = NTDSSettingsName(text), name.deletedGUID != nil {
        try require(name.isDeleted, "the mark of a deleted object, and not deleted")
    }
}

private func checkSecurityIdentifiers(_ input: [UInt8], _ text: String) throws(BrokenProperty) {
    let binary = SecurityIdentifier(bytes: input)
    if let binary { try require(binary.bytes == input, "the binary form is another: \(binary)") }
    for identifier in [binary, SecurityIdentifier(text)].compactMap(\.self) {
        try require(SecurityIdentifier(identifier.description) == identifier, "reads differently: \(identifier)")
        try require(SecurityIdentifier(bytes: identifier.bytes) == identifier, "bytes read differently: \(identifier)")
        if let domain = identifier.domain, let relative = identifier.relativeIdentifier {
            try require(domain.appending(relative) == identifier, "domain and RID do not make it up: \(identifier)")
        }
    }
}

private func checkGUIDs(_ input: [UInt8], _ text: String) throws(BrokenProperty) {
    let binary = ObjectGUID(wire: input)
    if let binary { try require(binary.wire == input, "the wire form is another: \(binary)") }
    for guid in [binary, ObjectGUID(text)].compactMap(\.self) {
        try require(ObjectGUID(guid.description) == guid, "reads differently: \(guid)")
        try require(
            (try? LDAPFilter(parsing: "(objectGUID=\(guid.filterValue))")) == .equality("objectGUID", guid.wire),
            "a filter asks for another: \(guid)")
    }
}
