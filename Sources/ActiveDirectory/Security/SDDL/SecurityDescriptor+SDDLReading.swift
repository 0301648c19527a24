extension SecurityDescriptor {
    /// Reads a descriptor in SDDL (MS-DTYP 2.5.1): the parts in any order, blanks between entries and fields passed over.
    ///
    /// - Parameter domains: The domains of aliases such as `DA` and `EA`.
    /// - Throws: ``SDDLError`` with the place.
    public init(sddl text: some StringProtocol, in domains: SDDLDomains = .none) throws(SDDLError) {
        var reader = SDDLReader(Array(text.utf8), domains: domains)
        self.init()
        var seen: Set<UInt8> = []
        reader.skipBlanks()
        while !reader.isAtEnd {
            let start = reader.position
            let part = try reader.part()
            guard seen.insert(part).inserted else {
                throw reader.failure(.repeated, "a part stands there twice", at: start)
            }
            switch part {
            case UInt8(ascii: "O"): owner = try reader.sid()
            case UInt8(ascii: "G"): group = try reader.sid()
            case UInt8(ascii: "D"):
                let (flags, list) = try reader.list()
                control.insert(.daclPresent)
                if flags.isProtected { control.insert(.daclProtected) }
                if flags.isRequired { control.insert(.daclAutoInheritRequired) }
                if flags.isInherited { control.insert(.daclAutoInherited) }
                dacl = list
            default:
                let (flags, list) = try reader.list()
                control.insert(.saclPresent)
                if flags.isProtected { control.insert(.saclProtected) }
                if flags.isRequired { control.insert(.saclAutoInheritRequired) }
                if flags.isInherited { control.insert(.saclAutoInherited) }
                sacl = list
            }
            reader.skipBlanks()
        }
    }
}

extension AccessControlEntry {
    /// Reads one entry in SDDL, with its parentheses.
    ///
    /// - Throws: ``SDDLError`` with the place.
    public init(sddl text: some StringProtocol, in domains: SDDLDomains = .none) throws(SDDLError) {
        var reader = SDDLReader(Array(text.utf8), domains: domains)
        reader.skipBlanks()
        self = try reader.entry()
        reader.skipBlanks()
        guard reader.isAtEnd else { throw reader.failure(.malformed, "something follows the entry") }
    }
}
