/// A request or response control (RFC 4511, section 4.1.11).
public struct LDAPControl: Sendable, Hashable {
    /// The control's object identifier, in dotted decimal form.
    public var identifier: String
    /// Whether the server must refuse the operation when it does not know the control.
    public var isCritical: Bool
    /// The BER-encoded value; nil when the control carries none.
    public var value: [UInt8]?

    /// A control of any server, with its value in BER as its specification has it.
    public init(identifier: String, isCritical: Bool = false, value: [UInt8]? = nil) {
        self.identifier = identifier
        self.isCritical = isCritical
        self.value = value
    }
}
