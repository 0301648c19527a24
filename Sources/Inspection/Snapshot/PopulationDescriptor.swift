public import ActiveDirectory

/// A security descriptor as a population keeps it: in its binary form, which takes a tenth of the memory of one that was read.
///
/// It holds owner and DACL, and of the control bits those that SDDL can say, so that it comes back from JSON, where it is SDDL,
/// as it was.
public struct PopulationDescriptor: Sendable, Hashable {
    /// The self-relative binary form (MS-DTYP 2.4.6).
    public let bytes: [UInt8]

    /// - Throws: `SecurityDescriptorError` when its DACL is longer than a descriptor can hold.
    public init(_ descriptor: SecurityDescriptor) throws(SecurityDescriptorError) {
        // A list without the bit that says so does not count.
        let list = descriptor.control.contains(.daclPresent) ? descriptor.dacl : nil
        let kept = SecurityDescriptor(
            control: descriptor.control.intersection(Self.control), owner: descriptor.owner,
            dacl: list.map { AccessControlList(entries: $0.entries) })
        bytes = try kept.bytes()
    }

    /// The descriptor, read anew each time: keep it while it is asked about.
    ///
    /// - Throws: `SecurityDescriptorError`, never for one that was made from a descriptor.
    public func descriptor() throws(SecurityDescriptorError) -> SecurityDescriptor {
        try SecurityDescriptor(bytes: bytes)
    }

    private static let control: SecurityDescriptor.Control = [
        .daclPresent, .daclProtected, .daclAutoInheritRequired, .daclAutoInherited,
    ]
}

/// It is coded as SDDL.
extension PopulationDescriptor: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(SecurityDescriptor(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try descriptor().encode(to: encoder)
    }
}
