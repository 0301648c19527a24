/// A GUID as `objectGUID` and `schemaIDGUID` hold it (MS-DTYP 2.3.4): the first three fields little-endian on the wire.
public struct ObjectGUID: Sendable, Hashable, Codable {
    /// The sixteen bytes in the order of the text form, most significant first.
    public let bytes: [UInt8]

    /// Takes the sixteen bytes in the order of the text form.
    public init?(textOrder bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }
}
