/// Takes the parts of a descriptor from its SDDL text.
struct SDDLReader {
    struct ListFlags {
        var isProtected = false
        var isRequired = false
        var isInherited = false
    }

    private let text: [UInt8]
    private let domains: SDDLDomains
    private(set) var position: Int

    init(_ text: [UInt8], domains: SDDLDomains, from start: Int = 0) {
        self.text = text
        self.domains = domains
        position = start
    }

    var isAtEnd: Bool { position >= text.count }
    private var current: UInt8? { isAtEnd ? nil : text[position] }

    func failure(_ code: SDDLError.Code, _ detail: String, at place: Int? = nil) -> SDDLError {
        SDDLError(code, detail, at: place ?? position, in: text)
    }

    mutating func skipBlanks() {
        while let byte = current, Self.isBlank(byte) { position += 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// `O:`, `G:`, `D:` or `S:`; returns the letter.
    mutating func part() throws(SDDLError) -> UInt8 {
        guard position + 1 < text.count, text[position + 1] == UInt8(ascii: ":"),
            let letter = "OGDS".utf8.first(where: { $0 == Self.upper(text[position]) })
        else { throw failure(.malformed, "one of O:, G:, D: and S: should stand there") }
        position += 2
        return letter
    }

    private static func upper(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
    }

    // MARK: - SIDs

    /// An alias of two letters, or a SID in full, up to where no character of one follows.
    mutating func sid() throws(SDDLError) -> SecurityIdentifier {
        skipBlanks()
        let start = position
        let rest = text[position...]
        if rest.count > 1, Self.upper(text[position]) == UInt8(ascii: "S"), text[position + 1] == UInt8(ascii: "-") {
            let body = rest.prefix { Self.isPartOfSID($0) }
            // `S-1-5-18D:…`: a D that begins the next part is no digit of a SID; those have none but in hexadecimal.
            var content = String(decoding: body, as: UTF8.self)
            if position + body.count < text.count, text[position + body.count] == UInt8(ascii: ":") {
                content.removeLast()
            }
            guard let sid = SecurityIdentifier(content) else { throw failure(.malformed, "no SID", at: start) }
            position += content.utf8.count
            return sid
        }
        guard rest.count >= 2 else { throw failure(.malformed, "a SID should stand there", at: start) }
        let alias = String(decoding: rest.prefix(2).map(Self.upper), as: UTF8.self)
        switch SDDLAlias.meaning(of: alias, in: domains) {
        case .sid(let sid):
            position += 2
            return sid
        case .needsDomain:
            throw failure(.domainNeeded, "\(alias) is an account of a domain that is not known", at: start)
        case .unknown: throw failure(.unknownName, "neither a SID nor the alias of one", at: start)
        }
    }

    private static func isPartOfSID(_ byte: UInt8) -> Bool {
        hexadecimalDigit(byte) != nil || byte == UInt8(ascii: "-") || "SsXx".utf8.contains(byte)
    }

    // MARK: - Lists

    /// The flags of a list and its entries; nil for `NO_ACCESS_CONTROL`.
    mutating func list() throws(SDDLError) -> (ListFlags, AccessControlList?) {
        var flags = ListFlags()
        var isNull = false
        while let byte = current, byte != UInt8(ascii: "("), !Self.isBlank(byte), !beginsPart {
            if take("NO_ACCESS_CONTROL") {
                isNull = true
            } else if take("AR") {
                flags.isRequired = true
            } else if take("AI") {
                flags.isInherited = true
            } else if take("P") {
                flags.isProtected = true
            } else {
                throw failure(.unknownName, "none of the flags P, AR, AI and NO_ACCESS_CONTROL")
            }
        }
        var entries: [AccessControlEntry] = []
        skipBlanks()
        while current == UInt8(ascii: "(") {
            entries.append(try entry())
            skipBlanks()
        }
        guard isNull else { return (flags, AccessControlList(entries: entries)) }
        guard entries.isEmpty else { throw failure(.malformed, "entries follow NO_ACCESS_CONTROL") }
        return (flags, nil)
    }

    private var beginsPart: Bool { position + 1 < text.count && text[position + 1] == UInt8(ascii: ":") }

    private mutating func take(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        guard text[position...].prefix(bytes.count).map(Self.upper) == bytes else { return false }
        position += bytes.count
        return true
    }

    // MARK: - Entries

    /// `(type;flags;rights;objectType;inheritedObjectType;sid)`, with a condition or an attribute behind it where it has one.
    mutating func entry() throws(SDDLError) -> AccessControlEntry {
        guard current == UInt8(ascii: "(") else { throw failure(.malformed, "an entry should begin there") }
        position += 1
        let kind = try kind(field())
        let flags = try flags(field())
        let mask = try mask(field())
        let objectType = try guid(field())
        let inheritedObjectType = try guid(field())
        guard kind.namesObjects || (objectType == nil && inheritedObjectType == nil) else {
            throw failure(.malformed, "an entry of this type names no object")
        }
        skipBlanks()
        var trustee: SecurityIdentifier?
        if kind.layout != .opaque { trustee = try sid() }
        skipBlanks()
        var data: [UInt8] = []
        if current == UInt8(ascii: ";") {
            position += 1
            skipBlanks()
            data = try applicationData(of: kind)
            skipBlanks()
        }
        guard current == UInt8(ascii: ")") else { throw failure(.malformed, "the entry should end there") }
        position += 1
        return AccessControlEntry(
            kind, flags: flags, mask: mask, objectType: objectType, inheritedObjectType: inheritedObjectType,
            trustee: trustee, applicationData: data)
    }

    /// What stands up to the next semicolon, and where it begins. Takes the semicolon away.
    private mutating func field() throws(SDDLError) -> (start: Int, text: String) {
        skipBlanks()
        let start = position
        guard let end = text[start...].firstIndex(where: { ";()".utf8.contains($0) }), text[end] == UInt8(ascii: ";")
        else {
            throw failure(.malformed, "the entry has too few fields")
        }
        position = end + 1
        var content = text[start..<end]
        while let last = content.last, Self.isBlank(last) { content.removeLast() }
        return (start, String(decoding: content.map(Self.upper), as: UTF8.self))
    }

    private func kind(_ field: (start: Int, text: String)) throws(SDDLError) -> AccessControlEntry.Kind {
        if let kind = SDDLNames.kindsByName[field.text] { return kind }
        if field.text.hasPrefix("0X"), let number = UInt8(field.text.dropFirst(2), radix: 16), !field.text.contains("+")
        {
            return AccessControlEntry.Kind(rawValue: number)
        }
        throw failure(.unknownName, "no type of entry", at: field.start)
    }

    private func flags(_ field: (start: Int, text: String)) throws(SDDLError) -> AccessControlEntry.Flags {
        var flags: AccessControlEntry.Flags = []
        for (place, name) in pairs(field) {
            if name == "TP" {
                // In an access filter the bit of SA has this name.
                flags.insert(.successfulAccess)
                continue
            }
            guard let flag = SDDLNames.flags.first(where: { $0.name == name }) else {
                throw failure(.unknownName, "no flag of an entry", at: place)
            }
            flags.insert(flag.flag)
        }
        return flags
    }

    private func mask(_ field: (start: Int, text: String)) throws(SDDLError) -> AccessMask {
        if let first = field.text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
            let number: UInt32? =
                if field.text.hasPrefix("0X") {
                    field.text.contains("+") ? nil : UInt32(field.text.dropFirst(2), radix: 16)
                } else {
                    UInt32(field.text, radix: first == UInt8(ascii: "0") ? 8 : 10)
                }
            guard let number else { throw failure(.malformed, "no access mask", at: field.start) }
            return AccessMask(rawValue: number)
        }
        var mask: AccessMask = []
        for (place, name) in pairs(field) {
            guard let right = SDDLNames.rightsByName[name] else {
                throw failure(.unknownName, "no access right", at: place)
            }
            mask.formUnion(right)
        }
        return mask
    }

    /// The letters of a field two by two, each with its place.
    private func pairs(_ field: (start: Int, text: String)) -> [(place: Int, name: String)] {
        let letters = Array(field.text.utf8)
        return stride(from: 0, to: letters.count, by: 2).map { offset in
            (field.start + offset, String(decoding: letters[offset...].prefix(2), as: UTF8.self))
        }
    }

    private func guid(_ field: (start: Int, text: String)) throws(SDDLError) -> ObjectGUID? {
        if field.text.isEmpty { return nil }
        guard let guid = ObjectGUID(field.text) else { throw failure(.malformed, "no GUID", at: field.start) }
        return guid
    }

    private mutating func applicationData(of kind: AccessControlEntry.Kind) throws(SDDLError) -> [UInt8] {
        let start = position
        guard let end = SDDLApplicationData.end(in: text, from: position) else {
            throw failure(.malformed, "a condition should stand there, in parentheses of its own")
        }
        position = end
        do {
            return try SDDLApplicationData.bytes(of: Array(text[start..<end]), kind: kind, domains: domains)
        } catch {
            throw failure(.malformed, error.detail, at: start + error.offset)
        }
    }
}
