extension LDAPURL: CustomStringConvertible {
    /// The string form (RFC 4516), with nothing after the last part that says something.
    public var description: String {
        var output = Array((scheme.rawValue + "://").utf8)
        if let host {
            // An IPv6 address stands in brackets; a socket path has its slashes escaped and needs none.
            let needsBrackets = scheme != .ldapi && host.utf8.contains(UInt8(ascii: ":"))
            if needsBrackets { output.append(UInt8(ascii: "[")) }
            Self.escape(host, except: needsBrackets ? ":" : "", into: &output)
            if needsBrackets { output.append(UInt8(ascii: "]")) }
        }
        if let port { output += ":\(port)".utf8 }

        var parts: [[UInt8]] = [[], [], [], [], []]
        Self.escape(distinguishedName?.description ?? "", except: "=,+;@:!$&'()*", into: &parts[0])
        for (index, attribute) in attributes.enumerated() {
            if index > 0 { parts[1].append(UInt8(ascii: ",")) }
            Self.escape(attribute.description, except: ";=*+", into: &parts[1])
        }
        parts[2] += (scope?.rawValue ?? "").utf8
        Self.escape(filter?.description ?? "", except: "()&|!=*:;,", into: &parts[3])
        for (index, item) in extensions.enumerated() {
            if index > 0 { parts[4].append(UInt8(ascii: ",")) }
            if item.isCritical { parts[4].append(UInt8(ascii: "!")) }
            Self.escape(item.type, except: "", into: &parts[4])
            guard let value = item.value else { continue }
            parts[4].append(UInt8(ascii: "="))
            Self.escape(value, except: ":;()*", into: &parts[4])
        }
        let last = parts.lastIndex { !$0.isEmpty }
        if let last {
            output.append(UInt8(ascii: "/"))
            output += Array(parts[...last].joined(separator: [UInt8(ascii: "?")]))
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Percent-encodes all but the unreserved characters (RFC 3986, section 2.3) and those of `except`.
    private static func escape(_ text: String, except: String, into output: inout [UInt8]) {
        for octet in text.utf8 {
            if ObjectIdentifierSyntax.isKeyCharacter(octet) || "._~".utf8.contains(octet)
                || except.utf8.contains(octet)
            {
                output.append(octet)
            } else {
                output.append(UInt8(ascii: "%"))
                Hexadecimal.append(octet, to: &output)
            }
        }
    }
}
