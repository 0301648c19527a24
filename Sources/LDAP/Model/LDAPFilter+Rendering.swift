extension LDAPFilter: CustomStringConvertible {
    /// The string form (RFC 4515).
    public var description: String {
        var output: [UInt8] = []
        render(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private func render(into output: inout [UInt8]) {
        output.append(UInt8(ascii: "("))
        switch self {
        case .and(let filters):
            output.append(UInt8(ascii: "&"))
            for filter in filters { filter.render(into: &output) }
        case .or(let filters):
            output.append(UInt8(ascii: "|"))
            for filter in filters { filter.render(into: &output) }
        case .not(let filter):
            output.append(UInt8(ascii: "!"))
            filter.render(into: &output)
        case .equality(let attribute, let value): Self.item(attribute, "=", value, &output)
        case .greaterOrEqual(let attribute, let value): Self.item(attribute, ">=", value, &output)
        case .lessOrEqual(let attribute, let value): Self.item(attribute, "<=", value, &output)
        case .approximate(let attribute, let value): Self.item(attribute, "~=", value, &output)
        case .present(let attribute):
            Self.escapeName(attribute.description, into: &output)
            output += "=*".utf8
        case .substrings(let attribute, let pieces):
            Self.escapeName(attribute.description, into: &output)
            output.append(UInt8(ascii: "="))
            Self.escape(pieces.initial ?? [], into: &output)
            output.append(UInt8(ascii: "*"))
            for piece in pieces.any {
                Self.escape(piece, into: &output)
                output.append(UInt8(ascii: "*"))
            }
            Self.escape(pieces.final ?? [], into: &output)
        case .extensible(let assertion):
            Self.escapeName(assertion.attribute?.description ?? "", into: &output)
            if assertion.includesDistinguishedName { output += ":dn".utf8 }
            if let rule = assertion.matchingRule {
                output.append(UInt8(ascii: ":"))
                Self.escapeName(rule, into: &output)
            }
            output += ":=".utf8
            Self.escape(assertion.value, into: &output)
        }
        output.append(UInt8(ascii: ")"))
    }

    private static func item(
        _ attribute: AttributeDescription, _ comparison: String, _ value: [UInt8], _ output: inout [UInt8]
    ) {
        escapeName(attribute.description, into: &output)
        output += comparison.utf8
        escape(value, into: &output)
    }

    /// Escapes a value: what RFC 4515, section 3, demands, and control characters, outer spaces and octets that are
    /// not UTF-8, which do not survive every reader.
    private static func escape(_ value: [UInt8], into output: inout [UInt8]) {
        let isText = String(validating: value, as: UTF8.self) != nil
        for (index, octet) in value.enumerated() {
            let isOuter = index == 0 || index == value.count - 1
            switch octet {
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "\\"), 0..<0x20, 0x7F,
                UInt8(ascii: " ") where isOuter,
                0x80...0xFF where !isText:
                output.append(UInt8(ascii: "\\"))
                Hexadecimal.append(octet, to: &output)
            default: output.append(octet)
            }
        }
    }

    /// A name has no escape: written like a value, a wrong one makes the filter invalid, which every reader refuses,
    /// and can never become another filter.
    private static func escapeName(_ name: String, into output: inout [UInt8]) {
        for octet in name.utf8 {
            if ObjectIdentifierSyntax.isKeyCharacter(octet) || octet == UInt8(ascii: ".")
                || octet == UInt8(ascii: ";")
            {
                output.append(octet)
            } else {
                output.append(UInt8(ascii: "\\"))
                Hexadecimal.append(octet, to: &output)
            }
        }
    }
}
