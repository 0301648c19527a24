public import ActiveDirectory

/// A trusted domain object (MS-ADTS 6.1.6.7).
public struct Trust: Sendable, Equatable, Codable {
    /// `trustPartner`: the DNS name of the other side, or its NetBIOS name for a downlevel trust.
    public var partner: String
    public var flatName: Observed<String>
    public var sid: Observed<SecurityIdentifier>
    /// `trustDirection`: 0 disabled, 1 inbound, 2 outbound, 3 both.
    public var direction: Observed<Int>
    /// `trustType`: 1 downlevel, 2 uplevel, 3 MIT, 4 DCE.
    public var type: Observed<Int>
    /// `trustAttributes`, the bits of MS-ADTS 6.1.6.7.9.
    public var attributes: Observed<UInt32>

    public init(
        partner: String, flatName: Observed<String>, sid: Observed<SecurityIdentifier>, direction: Observed<Int>,
        type: Observed<Int>, attributes: Observed<UInt32>
    ) {
        self.partner = partner
        self.flatName = flatName
        self.sid = sid
        self.direction = direction
        self.type = type
        self.attributes = attributes
    }
}
