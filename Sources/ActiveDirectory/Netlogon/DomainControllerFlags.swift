/// What a domain controller says of itself in a netlogon answer (MS-ADTS 6.3.1.2, DS_FLAG options bits).
public struct DomainControllerFlags: OptionSet, Sendable, Hashable, Codable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The server holds the PDC emulator role of its domain.
    public static let pdc = Self(rawValue: 0x1)
    /// The server holds a writable copy of its domain.
    public static let writable = Self(rawValue: 0x100)
}
