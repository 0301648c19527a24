extension LDAPURL {
    /// Reads the string form (RFC 4516). Characters that should have been percent-encoded but can be told apart, such
    /// as blanks and letters outside ASCII, are taken as they are.
    ///
    /// The base may be a name that only some servers understand (`<GUID=…>`); any other must be valid (RFC 4514).
    ///
    /// - Throws: ``LDAPURLError`` with the part that does not fit.
    public init(parsing text: String) throws(LDAPURLError) {
        let parser = LDAPURLParser(text)
        self = try parser.parse()
    }
}

private struct LDAPURLParser {
    private let text: String
    private let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    func parse() throws(LDAPURLError) -> LDAPURL {
        let separator = Array("://".utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: separator) else {
            throw error(.unknownScheme, at: 0)
        }
        let scheme = LDAPURL.Scheme(rawValue: String(decoding: bytes[..<colon], as: UTF8.self).lowercased())
        guard [.ldap, .ldaps, .ldapi].contains(scheme) else { throw error(.unknownScheme, at: 0) }

        let rest = bytes[(colon + separator.count)...]
        let question = UInt8(ascii: "?")
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != question }
        let (host, port) = try hostAndPort(authority, scheme: scheme)

        var tail = rest.dropFirst(authority.count)
        if tail.first == UInt8(ascii: "/") { tail = tail.dropFirst() }
        let parts = tail.split(separator: question, maxSplits: 5, omittingEmptySubsequences: false)
        if parts.count > 5 { throw error(.trailingText, at: parts[5].startIndex) }
        return LDAPURL(
            scheme: scheme, host: host, port: port,
            distinguishedName: try parts.first.map(distinguishedName),
            attributes: parts.count > 1 ? try attributes(parts[1]) : [],
            scope: parts.count > 2 ? try scope(parts[2]) : nil,
            filter: parts.count > 3 ? try filter(parts[3]) : nil,
            extensions: parts.count > 4 ? try extensions(parts[4]) : [])
    }

    private func error(_ code: LDAPURLError.Code, at position: Int) -> LDAPURLError {
        LDAPURLError(code, at: position, in: text)
    }

    private func hostAndPort(
        _ authority: ArraySlice<UInt8>, scheme: LDAPURL.Scheme
    ) throws(LDAPURLError) -> (String?, UInt16?) {
        var host = authority
        var port = authority[authority.endIndex...]
        if authority.first == UInt8(ascii: "[") {
            guard let bracket = authority.firstIndex(of: UInt8(ascii: "]")) else {
                throw error(.invalidHost, at: authority.startIndex)
            }
            host = authority[(authority.startIndex + 1)..<bracket]
            port = authority[(bracket + 1)...]
            guard !host.isEmpty, host.contains(UInt8(ascii: ":")) else {
                throw error(.invalidHost, at: authority.startIndex)
            }
            guard port.isEmpty || port.first == UInt8(ascii: ":") else { throw error(.invalidHost, at: bracket + 1) }
        } else if let colon = authority.firstIndex(of: UInt8(ascii: ":")) {
            host = authority[..<colon]
            port = authority[colon...]
        }
        let name = try decoded(host)
        guard !name.utf8.contains(0) else { throw error(.invalidHost, at: host.startIndex) }
        let digits = port.dropFirst()
        guard !digits.isEmpty else { return (name, nil) }
        guard digits.allSatisfy(ObjectIdentifierSyntax.isDigit),
            let number = UInt16(String(decoding: digits, as: UTF8.self)), number > 0
        else { throw error(.invalidPort, at: digits.startIndex) }
        return (name, number)
    }

    private func distinguishedName(_ part: ArraySlice<UInt8>) throws(LDAPURLError) -> DistinguishedName {
        let name = DistinguishedName(try decoded(part))
        guard name.rdns != nil || name.description.utf8.first == UInt8(ascii: "<") else {
            throw error(.invalidDistinguishedName, at: part.startIndex)
        }
        return name
    }

    private func attributes(_ part: ArraySlice<UInt8>) throws(LDAPURLError) -> [AttributeDescription] {
        guard !part.isEmpty else { return [] }
        var attributes: [AttributeDescription] = []
        for item in part.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let attribute = AttributeDescription(try decoded(item))
            // "*" and "+" ask for all user and all operational attributes (RFC 4511, 4.5.1.8; RFC 3673).
            guard attribute.isValid || ["*", "+"].contains(attribute.description) else {
                throw error(.invalidAttribute, at: item.startIndex)
            }
            attributes.append(attribute)
        }
        return attributes
    }

    private func scope(_ part: ArraySlice<UInt8>) throws(LDAPURLError) -> LDAPURL.Scope? {
        guard !part.isEmpty else { return nil }
        guard let scope = LDAPURL.Scope(rawValue: try decoded(part).lowercased()) else {
            throw error(.unknownScope, at: part.startIndex)
        }
        return scope
    }

    private func filter(_ part: ArraySlice<UInt8>) throws(LDAPURLError) -> LDAPFilter? {
        guard !part.isEmpty else { return nil }
        let text = try decoded(part)
        guard let filter = try? LDAPFilter(parsing: text) else {
            throw error(.invalidFilter, at: part.startIndex)
        }
        return filter
    }

    private func extensions(_ part: ArraySlice<UInt8>) throws(LDAPURLError) -> [LDAPURL.Extension] {
        guard !part.isEmpty else { return [] }
        var extensions: [LDAPURL.Extension] = []
        for item in part.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let isCritical = item.first == UInt8(ascii: "!")
            let pair = item.dropFirst(isCritical ? 1 : 0)
                .split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let type = try decoded(pair.first ?? [])
            guard ObjectIdentifierSyntax.isIdentifier(type.utf8) else {
                throw error(.invalidExtension, at: item.startIndex)
            }
            extensions.append(
                LDAPURL.Extension(
                    type: type, value: pair.count > 1 ? try decoded(pair[1]) : nil, isCritical: isCritical))
        }
        return extensions
    }

    private func decoded(_ part: ArraySlice<UInt8>) throws(LDAPURLError) -> String {
        var octets: [UInt8] = []
        var index = part.startIndex
        while index < part.endIndex {
            if part[index] == UInt8(ascii: "%") {
                guard index + 2 < part.endIndex, let octet = Hexadecimal.pair(in: bytes, at: index + 1) else {
                    throw error(.invalidEncoding, at: index)
                }
                octets.append(octet)
                index += 3
            } else {
                octets.append(part[index])
                index += 1
            }
        }
        guard let decoded = String(validating: octets, as: UTF8.self) else {
            throw error(.invalidEncoding, at: part.startIndex)
        }
        return decoded
    }
}
