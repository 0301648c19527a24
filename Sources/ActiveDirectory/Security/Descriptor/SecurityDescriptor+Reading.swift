extension SecurityDescriptor {
    /// Reads the self-relative binary form (MS-DTYP 2.4.6): its four parts in any order, each absent or not, with anything
    /// between and behind them.
    ///
    /// - Throws: ``SecurityDescriptorError`` with the byte where reading ended. Nothing damaged is passed over: a descriptor
    ///   that is read is read whole.
    public init(bytes: some Sequence<UInt8>) throws(SecurityDescriptorError) {
        let reader = DescriptorReader(Array(bytes))
        guard try reader.unsigned8(at: 0, "revision") == 1 else {
            throw reader.failure(.unknownRevision, "the revision of the descriptor is not 1", at: 0)
        }
        let control = Control(rawValue: try reader.unsigned16(at: 2, "control bits"))
        guard control.contains(.selfRelative) else {
            throw reader.failure(.notSelfRelative, "the control bits lack SELF_RELATIVE", at: 2)
        }
        let owner = try reader.offset(at: 4, "owner")
        let group = try reader.offset(at: 8, "group")
        let sacl = try reader.offset(at: 12, "SACL")
        let dacl = try reader.offset(at: 16, "DACL")

        self.control = control
        if let owner { self.owner = try reader.sid(at: owner, before: reader.bytes.count, "owner").sid }
        if let group { self.group = try reader.sid(at: group, before: reader.bytes.count, "group").sid }
        if let sacl { self.sacl = try reader.list(at: sacl, "SACL") }
        if let dacl { self.dacl = try reader.list(at: dacl, "DACL") }
    }
}

/// Takes the parts of a descriptor from its bytes. Every read is bounded; integers are little-endian.
private struct DescriptorReader {
    static let headerSize = 20

    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func failure(_ code: SecurityDescriptorError.Code, _ detail: String, at position: Int) -> SecurityDescriptorError {
        SecurityDescriptorError(code, detail, at: position, in: bytes)
    }

    private func demand(
        _ count: Int, at position: Int, before end: Int, _ field: String
    ) throws(SecurityDescriptorError) {
        guard count <= end - position else {
            throw failure(.truncated, "the bytes end within the \(field)", at: min(position, bytes.count))
        }
    }

    func unsigned8(at position: Int, _ field: String) throws(SecurityDescriptorError) -> UInt8 {
        try demand(1, at: position, before: bytes.count, field)
        return bytes[position]
    }

    func unsigned16(at position: Int, _ field: String) throws(SecurityDescriptorError) -> UInt16 {
        try demand(2, at: position, before: bytes.count, field)
        return UInt16(bytes[position]) | UInt16(bytes[position + 1]) << 8
    }

    func unsigned32(at position: Int, _ field: String) throws(SecurityDescriptorError) -> UInt32 {
        try demand(4, at: position, before: bytes.count, field)
        return UInt32(bytes[position]) | UInt32(bytes[position + 1]) << 8 | UInt32(bytes[position + 2]) << 16
            | UInt32(bytes[position + 3]) << 24
    }

    /// Where a part stands; nil when it is absent.
    func offset(at position: Int, _ field: String) throws(SecurityDescriptorError) -> Int? {
        let value = Int(try unsigned32(at: position, "offset of the \(field)"))
        if value == 0 { return nil }
        guard value >= Self.headerSize else {
            throw failure(.badOffset, "the offset of the \(field) points back into the header", at: position)
        }
        guard value < bytes.count else {
            throw failure(.badOffset, "the offset of the \(field) points behind the last byte", at: position)
        }
        return value
    }

    func sid(
        at position: Int, before end: Int, _ field: String
    ) throws(SecurityDescriptorError) -> (sid: SecurityIdentifier, end: Int) {
        try demand(8, at: position, before: end, field)
        guard bytes[position] == 1 else {
            throw failure(.badSID, "the \(field) has another SID revision than 1", at: position)
        }
        let count = Int(bytes[position + 1])
        guard count <= SecurityIdentifier.maximumSubAuthorityCount else {
            throw failure(.badSID, "the \(field) has \(count) sub-authorities, more than 15", at: position + 1)
        }
        try demand(8 + 4 * count, at: position, before: end, field)
        var rest = bytes[position..<position + 8 + 4 * count]
        guard let sid = SecurityIdentifier(readingFrom: &rest) else {
            throw failure(.badSID, "the \(field) is no SID", at: position)
        }
        return (sid, position + 8 + 4 * count)
    }

    func guid(at position: Int, before end: Int, _ field: String) throws(SecurityDescriptorError) -> ObjectGUID {
        try demand(16, at: position, before: end, field)
        guard let guid = ObjectGUID(wire: bytes[position..<position + 16]) else {
            throw failure(.truncated, "the \(field) is no GUID", at: position)
        }
        return guid
    }

    func list(at position: Int, _ field: String) throws(SecurityDescriptorError) -> AccessControlList {
        let revision = try unsigned8(at: position, "revision of the \(field)")
        guard (2...4).contains(revision) else {
            throw failure(.unknownRevision, "the revision of the \(field) is none of 2 to 4", at: position)
        }
        let size = Int(try unsigned16(at: position + 2, "size of the \(field)"))
        let count = Int(try unsigned16(at: position + 4, "number of entries of the \(field)"))
        try demand(8, at: position, before: bytes.count, "header of the \(field)")
        guard size >= 8 else {
            throw failure(.badSize, "the size of the \(field) is less than its header", at: position + 2)
        }
        guard size <= bytes.count - position else {
            throw failure(.truncated, "the \(field) ends behind the last byte", at: position + 2)
        }
        let end = position + size
        // No entry takes less than four bytes, so a wrong count is seen before memory is taken for it.
        guard count <= (size - 8) / 4 else {
            throw failure(.badSize, "\(count) entries cannot fit into the \(field)", at: position + 4)
        }
        var entries: [AccessControlEntry] = []
        entries.reserveCapacity(count)
        var next = position + 8
        for index in 0..<count {
            let (entry, behind) = try self.entry(at: next, before: end, "entry \(index) of the \(field)")
            entries.append(entry)
            next = behind
        }
        return AccessControlList(revision: revision, entries: entries)
    }

    private func entry(
        at position: Int, before limit: Int, _ field: @autoclosure () -> String
    ) throws(SecurityDescriptorError) -> (AccessControlEntry, end: Int) {
        guard limit - position >= 4 else {
            throw failure(.truncated, "the list ends within \(field())", at: position)
        }
        let kind = AccessControlEntry.Kind(rawValue: bytes[position])
        let flags = AccessControlEntry.Flags(rawValue: bytes[position + 1])
        let size = Int(bytes[position + 2]) | Int(bytes[position + 3]) << 8
        // MS-DTYP 2.4.4.1: a multiple of four; so the next entry, too, begins on such a bound.
        guard size >= 4, size % 4 == 0 else {
            throw failure(.badSize, "\(field()) has the size \(size)", at: position + 2)
        }
        guard size <= limit - position else {
            throw failure(.badSize, "\(field()) leads out of its list", at: position + 2)
        }
        let end = position + size
        if kind.layout == .opaque {
            let entry = AccessControlEntry(
                kind, flags: flags, mask: [], trustee: nil, applicationData: Array(bytes[position + 4..<end]))
            return (entry, end)
        }
        guard size >= 8 else { throw failure(.badSize, "\(field()) is too short for a mask", at: position + 2) }
        let mask = AccessMask(rawValue: try unsigned32(at: position + 4, "mask"))
        var next = position + 8
        var objectType: ObjectGUID?
        var inheritedObjectType: ObjectGUID?
        if kind.layout == .object {
            guard end - next >= 4 else {
                throw failure(.badSize, "\(field()) is too short for its object flags", at: position + 2)
            }
            let present = try unsigned32(at: next, "object flags")
            next += 4
            if present & ObjectTypePresence.objectType != 0 {
                objectType = try guid(at: next, before: end, "object type of an entry")
                next += 16
            }
            if present & ObjectTypePresence.inheritedObjectType != 0 {
                inheritedObjectType = try guid(at: next, before: end, "inherited object type of an entry")
                next += 16
            }
        }
        let (trustee, behind) = try sid(at: next, before: end, "SID of an entry")
        let entry = AccessControlEntry(
            kind, flags: flags, mask: mask, objectType: objectType, inheritedObjectType: inheritedObjectType,
            trustee: trustee, applicationData: Array(bytes[behind..<end]))
        return (entry, end)
    }
}

/// The flags of an entry that names objects (MS-DTYP 2.4.4.3).
enum ObjectTypePresence {
    static let objectType: UInt32 = 1
    static let inheritedObjectType: UInt32 = 2
}
