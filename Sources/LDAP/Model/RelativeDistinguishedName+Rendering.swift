extension RelativeDistinguishedName.Attribute {
    /// `type=value`, escaped as in RFC 4514, section 2.4.
    public var description: String {
        type + "=" + value.escaped
    }
}

extension RelativeDistinguishedName.Value {
    /// The value as it stands in a name.
    ///
    /// Beyond what RFC 4514 demands, `=` is escaped, since Active Directory wants and writes it so, and control
    /// characters are, since a name stands in logs and reports (a deleted object's name holds a line feed).
    var escaped: String {
        var output: [UInt8] = []
        switch self {
        case .encoded(let octets):
            output.append(UInt8(ascii: "#"))
            for octet in octets { Hexadecimal.append(octet, to: &output) }
        case .octets(let octets):
            let isText = String(validating: octets, as: UTF8.self) != nil
            for (index, octet) in octets.enumerated() {
                switch octet {
                case UInt8(ascii: " ") where index == 0 || index == octets.count - 1,
                    UInt8(ascii: "#") where index == 0,
                    UInt8(ascii: "\""), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"),
                    UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "\\"):
                    output.append(UInt8(ascii: "\\"))
                    output.append(octet)
                case 0..<0x20, 0x7F,
                    0x80...0xFF where !isText:
                    output.append(UInt8(ascii: "\\"))
                    Hexadecimal.append(octet, to: &output)
                default: output.append(octet)
                }
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
