import ActiveDirectory

/// A descriptor that was read and written reads the same; in SDDL its parts do.
func checkDescriptor(_ input: [UInt8]) throws(BrokenProperty) {
    let descriptor: SecurityDescriptor
    do throws(SecurityDescriptorError) {
        descriptor = try SecurityDescriptor(bytes: input)
    } catch {
        try require((0...input.count).contains(error.position), "an error outside of the input: \(error)")
        try require(!error.detail.isEmpty, "an error without words")
        return
    }
    // What several parts shared is written for each, which can be too large; that is an error, and no descriptor.
    if let bytes = try? descriptor.bytes() {
        try require((try? SecurityDescriptor(bytes: bytes)) == descriptor, "written, it reads differently")
        try require((try? descriptor.bytes()) == bytes, "written twice, it is not the same")
    }
    let text = descriptor.sddl()
    let again = try required(try? SecurityDescriptor(sddl: text), "its SDDL cannot be read: \(text)")
    try require(again.owner == descriptor.owner && again.group == descriptor.group, "SDDL changes owner or group")
    try require(again.dacl?.entries == descriptor.dacl?.entries, "SDDL changes the DACL: \(text)")
    try require(again.sacl?.entries == descriptor.sacl?.entries, "SDDL changes the SACL: \(text)")
    try require(again.sddl() == text, "SDDL reads as another: \(text)")
}
