extension SecurityDescriptor {
    /// The self-relative binary form (MS-DTYP 2.4.6), its parts in the order in which Windows writes them: SACL, DACL, owner,
    /// group.
    ///
    /// - Throws: ``SecurityDescriptorError`` with ``SecurityDescriptorError/Code/tooLarge`` when a list takes more than 65,535
    ///   bytes, the most that its size field can tell.
    public func bytes() throws(SecurityDescriptorError) -> [UInt8] {
        var body: [UInt8] = []
        var offsets = (owner: 0, group: 0, sacl: 0, dacl: 0)
        if let sacl {
            offsets.sacl = 20 + body.count
            body += try sacl.bytes()
        }
        if let dacl {
            offsets.dacl = 20 + body.count
            body += try dacl.bytes()
        }
        if let owner {
            offsets.owner = 20 + body.count
            body += owner.bytes
        }
        if let group {
            offsets.group = 20 + body.count
            body += group.bytes
        }
        var header: [UInt8] = [1, 0]
        header.appendLittleEndian(control.union(.selfRelative).rawValue)
        for offset in [offsets.owner, offsets.group, offsets.sacl, offsets.dacl] {
            header.appendLittleEndian(UInt32(truncatingIfNeeded: offset))
        }
        return header + body
    }
}

extension AccessControlList {
    /// The binary form (MS-DTYP 2.4.5), without slack behind the last entry.
    func bytes() throws(SecurityDescriptorError) -> [UInt8] {
        var body: [UInt8] = []
        for (index, entry) in entries.enumerated() {
            body += try entry.bytes(index: index)
        }
        guard let size = UInt16(exactly: body.count + 8), let count = UInt16(exactly: entries.count) else {
            throw SecurityDescriptorError(.tooLarge, "a list of \(body.count + 8) bytes", at: 0)
        }
        var bytes: [UInt8] = [revision, 0]
        bytes.appendLittleEndian(size)
        bytes.appendLittleEndian(count)
        return bytes + [0, 0] + body
    }
}

extension AccessControlEntry {
    fileprivate func bytes(index: Int) throws(SecurityDescriptorError) -> [UInt8] {
        var body: [UInt8] = []
        if kind.layout != .opaque {
            body.appendLittleEndian(mask.rawValue)
            if kind.layout == .object {
                var present: UInt32 = 0
                if objectType != nil { present |= ObjectTypePresence.objectType }
                if inheritedObjectType != nil { present |= ObjectTypePresence.inheritedObjectType }
                body.appendLittleEndian(present)
                body += objectType?.wire ?? []
                body += inheritedObjectType?.wire ?? []
            }
            body += trustee?.bytes ?? SecurityIdentifier(authority: 0, subAuthorities: [0]).bytes
        }
        body += applicationData
        // A size is a multiple of four; what is read back as data then has the padding in it.
        while body.count % 4 != 0 { body.append(0) }
        guard let size = UInt16(exactly: body.count + 4) else {
            throw SecurityDescriptorError(.tooLarge, "entry \(index) takes \(body.count + 4) bytes", at: 0)
        }
        var bytes = [kind.rawValue, flags.rawValue]
        bytes.appendLittleEndian(size)
        return bytes + body
    }
}

extension [UInt8] {
    fileprivate mutating func appendLittleEndian(_ value: some FixedWidthInteger & UnsignedInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
