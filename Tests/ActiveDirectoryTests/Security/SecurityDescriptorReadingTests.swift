import ActiveDirectory
import TestSupport
import Testing

/// The binary form against bytes laid out by hand, and damaged.
@Suite struct SecurityDescriptorReadingTests {
    static let sid = "0101 000000000005 12000000"

    /// A descriptor around a DACL: header, SID of the owner, list.
    static func descriptor(dacl: String) -> [UInt8] {
        captured("0100 0480 14000000 00000000 00000000 20000000" + sid + dacl)
    }

    static func code(_ bytes: [UInt8]) -> String {
        do throws(SecurityDescriptorError) {
            _ = try SecurityDescriptor(bytes: bytes)
            return "read"
        } catch {
            // Each error has its place and its words.
            return error.position >= 0 && error.position <= bytes.count && !error.detail.isEmpty
                ? error.code.rawValue : "no place"
        }
    }

    @Test func everyPartIsRead() throws {
        let descriptor = try SecurityDescriptor(
            bytes: captured(
                """
                0100 1494 60000000 6c000000 14000000 30000000
                0200 1c00 01000000 0240 1400 01000000 0101 000000000001 00000000
                0400 3000 01000000 050a 2800 00010000 01000000 70952900 6d24d011 a76800aa 006e0529
                0101 000000000005 12000000
                0101 000000000005 0b000000 0102 000000000005 20000000 20020000
                """))
        #expect(descriptor.control == [.selfRelative, .daclPresent, .saclPresent, .daclProtected, .daclAutoInherited])
        #expect(descriptor.owner == .authenticatedUsers)
        #expect(descriptor.group == .builtinAdministrators)
        #expect(descriptor.sacl?.revision == 2)
        #expect(
            descriptor.sacl?.entries == [
                AccessControlEntry(.audit, flags: .successfulAccess, mask: .createChild, trustee: .everyone)
            ])
        #expect(
            descriptor.dacl?.entries == [
                AccessControlEntry(
                    .allowedObject, flags: [.containerInherit, .inheritOnly], mask: .controlAccess,
                    objectType: .resetPassword, trustee: .localSystem)
            ])
        #expect(descriptor.isProtected)
    }

    /// Windows writes the lists before or behind owner and group, with gaps, or leaves parts out.
    @Test(arguments: [
        // owner, group, DACL
        "0100 0480 14000000 20000000 00000000 2c000000 \(sid)\(sid)0400 1c00 01000000 0000 1400 00000200 \(sid)",
        // DACL, owner, group
        "0100 0480 30000000 3c000000 00000000 14000000 0400 1c00 01000000 0000 1400 00000200 \(sid)\(sid)\(sid)",
        // group, four bytes of nothing, DACL, owner
        "0100 0480 40000000 14000000 00000000 24000000 \(sid)00000000 0400 1c00 01000000 0000 1400 00000200 \(sid)\(sid)",
        // owner and group in the same place
        "0100 0480 14000000 14000000 00000000 20000000 \(sid)0400 1c00 01000000 0000 1400 00000200 \(sid)",
        // slack behind the last entry, and behind the descriptor
        "0100 0480 14000000 14000000 00000000 20000000 \(sid)0400 2400 01000000 0000 1400 00000200 \(sid)deadbeefdeadbeef00",
    ]) func theLayoutIsFree(bytes: String) throws {
        let descriptor = try SecurityDescriptor(bytes: captured(bytes))
        #expect(descriptor.owner == .localSystem)
        #expect(descriptor.group == .localSystem)
        #expect(
            descriptor.dacl?.entries == [AccessControlEntry(.allowed, mask: .readControl, trustee: .localSystem)])
        #expect(try SecurityDescriptor(bytes: descriptor.bytes()) == descriptor)
    }

    @Test func absentNullAndEmptyAreThreeThings() throws {
        let absent = try SecurityDescriptor(bytes: captured("0100 0080 00000000 00000000 00000000 00000000"))
        let null = try SecurityDescriptor(bytes: captured("0100 0480 00000000 00000000 00000000 00000000"))
        let empty = try SecurityDescriptor(
            bytes: captured("0100 0480 00000000 00000000 00000000 14000000 0400 0800 00000000"))
        #expect(absent.owner == nil && absent.group == nil && absent.dacl == nil)
        #expect(absent.discretion == .everything)
        #expect(null.dacl == nil && null.control.contains(.daclPresent))
        #expect(null.discretion == .everything)
        #expect(empty.discretion == .list(AccessControlList(revision: 4)))
        #expect(try [absent, null, empty].map { try SecurityDescriptor(bytes: $0.bytes()) } == [absent, null, empty])
    }

    /// The DACL is there, but the control bits say that there is none: it does not count.
    @Test func aListWithoutItsBitIsNone() throws {
        var bytes = Self.descriptor(dacl: "0400 0800 00000000")
        bytes[2] = 0
        let descriptor = try SecurityDescriptor(bytes: bytes)
        #expect(descriptor.dacl != nil)
        #expect(descriptor.discretion == .everything)
    }

    @Test func sidsWithoutAndWithFifteenSubAuthorities() throws {
        let longest = "010f 000000000005" + String(repeating: "07000000", count: 15)
        let descriptor = try SecurityDescriptor(
            bytes: captured("0100 0080 14000000 1c000000 00000000 00000000 0100 000000000005" + longest))
        #expect(descriptor.owner?.description == "S-1-5")
        #expect(descriptor.group?.subAuthorities.count == 15)
        #expect(try SecurityDescriptor(bytes: descriptor.bytes()) == descriptor)
    }

    /// Every type of entry comes back with all its bytes, those of a layout that nobody published too.
    @Test(arguments: 0...0xFF) func everyTypeOfEntry(kind: UInt8) throws {
        let kind = AccessControlEntry.Kind(rawValue: kind)
        let isKnown = kind.rawValue <= 0x15 && kind != .allowedCompound
        let entry = AccessControlEntry(
            kind, flags: .containerInherit, mask: isKnown ? [.readProperty, .writeProperty] : [],
            objectType: kind.namesObjects ? .pwdLastSet : nil,
            inheritedObjectType: kind.namesObjects ? .userClass : nil, trustee: isKnown ? .everyone : nil,
            applicationData: [0x61, 0x72, 0x74, 0x78])
        let descriptor = SecurityDescriptor(
            owner: .localSystem, sacl: AccessControlList(entries: [entry]),
            dacl: AccessControlList(entries: [entry, entry]))
        let read = try SecurityDescriptor(bytes: descriptor.bytes())
        #expect(read == descriptor)
        #expect(try read.bytes() == descriptor.bytes())
        #expect(try SecurityDescriptor(sddl: descriptor.sddl()).dacl?.entries == descriptor.dacl?.entries)
    }

    @Test(arguments: [
        ("unknownRevision", "0200 0480 00000000 00000000 00000000 00000000"),
        ("unknownRevision", "0000 0480 00000000 00000000 00000000 00000000"),
        ("notSelfRelative", "0100 0400 00000000 00000000 00000000 00000000"),
        // Offsets into the header, behind the end, and far out.
        ("badOffset", "0100 0480 00000000 00000000 00000000 10000000"),
        ("badOffset", "0100 0480 13000000 00000000 00000000 00000000"),
        ("badOffset", "0100 0480 00000000 00000000 00000000 14000000"),
        ("badOffset", "0100 0480 00000000 ffffffff 00000000 00000000"),
        ("badOffset", "0100 0480 00000000 00000000 00000080 00000000"),
        // SIDs: 16 and 255 sub-authorities, revision 2, cut.
        (
            "badSID",
            "0100 0080 14000000 00000000 00000000 00000000 0110 000000000005" + String(repeating: "0", count: 128)
        ),
        (
            "badSID",
            "0100 0080 14000000 00000000 00000000 00000000 01ff 000000000005" + String(repeating: "0", count: 128)
        ),
        ("badSID", "0100 0080 14000000 00000000 00000000 00000000 0201 000000000005 12000000"),
        ("truncated", "0100 0080 14000000 00000000 00000000 00000000 0102 000000000005 12000000"),
    ]) func damagedHeaders(code: String, bytes: String) {
        #expect(Self.code(captured(bytes)) == code)
    }

    @Test(arguments: [
        ("unknownRevision", "0100 0800 00000000"),
        ("unknownRevision", "0500 0800 00000000"),
        ("badSize", "0400 0700 00000000"),
        ("badSize", "0400 0000 00000000"),
        ("truncated", "0400 0900 00000000"),
        ("truncated", "0400 ffff 00000000"),
        // More entries than fit; AceCount 10,000.
        ("badSize", "0400 0800 01000000"),
        ("badSize", "0400 0800 10270000"),
        // Entries: sizes 0, 3, odd, not a multiple of four, out of the list, too short for mask, flags, GUIDs, SID.
        ("badSize", "0400 1c00 01000000 0000 0000 00000200 \(sid)"),
        ("badSize", "0400 1c00 01000000 0000 0300 00000200 \(sid)"),
        ("badSize", "0400 1c00 01000000 0000 1300 00000200 \(sid)"),
        ("badSize", "0400 1c00 01000000 0000 1200 00000200 \(sid)"),
        ("badSize", "0400 1c00 01000000 0000 1800 00000200 \(sid)"),
        ("badSize", "0400 1c00 01000000 0000 0400 00000200 \(sid)"),
        ("badSize", "0400 1c00 01000000 0500 0800 00000200 \(sid)"),
        ("truncated", "0400 1c00 01000000 0500 1400 00000200 01000000 00000000 00000000"),
        ("truncated", "0400 1c00 01000000 0000 0800 00000200 \(sid)"),
        ("truncated", "0400 1c00 02000000 0000 1400 00000200 \(sid)"),
        ("badSID", "0400 1c00 01000000 0000 1400 00000200 0110 000000000005 12000000"),
    ]) func damagedLists(code: String, list: String) {
        #expect(Self.code(Self.descriptor(dacl: list)) == code)
    }

    @Test func tenThousandEntriesIn64Kilobytes() {
        // Four bytes each, of a type without a layout: that fits.
        let small = String(repeating: "ff000400", count: 10_000)
        #expect(Self.code(Self.descriptor(dacl: "0400 489c 10270000" + small)) == "read")
        // As many entries with SIDs do not.
        let large = String(repeating: "0000 1400 00000200 \(Self.sid)", count: 3_276)
        #expect(Self.code(Self.descriptor(dacl: "0400 f8ff 10270000" + large)) == "truncated")
    }

    @Test func cutAtEveryByte() throws {
        var source = DescriptorSource(seed: 3)
        var descriptor = source.descriptor()
        descriptor.dacl = AccessControlList(entries: (0..<6).map { _ in source.entry() })
        descriptor.sacl = AccessControlList(entries: [
            AccessControlEntry(.auditObject, mask: .writeProperty, objectType: .pwdLastSet, trustee: .everyone)
        ])
        let bytes = try descriptor.bytes()
        for length in 0..<bytes.count {
            let code = Self.code(Array(bytes.prefix(length)))
            guard ["truncated", "badOffset"].contains(code) else {
                Issue.record("\(length) of \(bytes.count) bytes: \(code)")
                return
            }
        }
        #expect(Self.code(bytes) == "read")
    }

    @Test func damagedAtRandom() throws {
        var source = DescriptorSource(seed: 4)
        var outcomes: [String: Int] = [:]
        for _ in 0..<20_000 {
            let bytes = source.random.damaged(try source.descriptor().bytes())
            outcomes[Self.code(bytes), default: 0] += 1
            guard let read = try? SecurityDescriptor(bytes: bytes) else { continue }
            // Whatever is read can be written, read again, and written as text.
            guard try SecurityDescriptor(bytes: read.bytes()).dacl?.entries.count == read.dacl?.entries.count,
                try SecurityDescriptor(sddl: read.sddl()).dacl?.entries == read.dacl?.entries
            else {
                Issue.record("\(bytes) does not come back")
                return
            }
        }
        for code in ["read", "truncated", "badOffset", "badSize", "badSID", "unknownRevision", "notSelfRelative"] {
            #expect(outcomes[code, default: 0] > 20, "\(code)")
        }
        #expect(outcomes["no place"] == nil)
    }

    @Test func whatDoesNotFitIsNotWritten() {
        let entry = AccessControlEntry(.allowed, mask: .readControl, trustee: .everyone)
        let list = AccessControlList(entries: Array(repeating: entry, count: 3_277))
        #expect(throws: SecurityDescriptorError.self) { try SecurityDescriptor(dacl: list).bytes() }
        let padded = AccessControlEntry(
            .resourceAttribute, mask: [], trustee: .everyone, applicationData: Array(repeating: 0, count: 70_000))
        #expect(throws: SecurityDescriptorError.self) {
            try SecurityDescriptor(dacl: AccessControlList(entries: [padded])).bytes()
        }
    }

    @Test func anErrorSaysWhereAndWhatToDo() {
        let error = #expect(throws: SecurityDescriptorError.self) {
            try SecurityDescriptor(bytes: Self.descriptor(dacl: "0400 1c00 01000000 0000 0000 00000200 \(Self.sid)"))
        }
        #expect(
            error?.description
                == """
                Reading a security descriptor: entry 0 of the DACL has the size 0, at byte 42. There: 00 00 00 00 02 00 01 01 00 \
                00 00 00 00 05 12 00. The bytes are damaged, or they are no self-relative security descriptor. Read the object \
                again from another domain controller, and compare.
                """)
    }
}
