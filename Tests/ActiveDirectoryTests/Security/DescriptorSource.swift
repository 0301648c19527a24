import ActiveDirectory
import TestSupport

/// Random descriptors, tokens and rights out of a small world, so that entries, tokens and rights meet often.
struct DescriptorSource {
    var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    static let domain = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3])
    static let accounts = (1_101...1_106).compactMap { domain.appending(RelativeIdentifier(rawValue: $0)) }
    static let groups: [SecurityIdentifier] = [
        .everyone, .authenticatedUsers, .builtinAdministrators, .builtinPreWindows2000CompatibleAccess,
    ]
    static let nobody = SecurityIdentifier(authority: 5, subAuthorities: [21, 9, 9, 9, 9_999])
    static let attributes: [(attribute: ObjectGUID, set: ObjectGUID?)] = [
        (.pwdLastSet, .accountRestrictions), (.lockoutTime, nil),
    ]
    static let types: [ObjectGUID] = [
        .resetPassword, .unexpirePassword, .accountRestrictions, .pwdLastSet, .lockoutTime, .userClass, .groupClass,
    ]
    static let bits: [AccessMask] = [
        .createChild, .listContents, .validatedWrite, .readProperty, .writeProperty, .controlAccess, .delete,
        .readControl,
        .writeDACL, .writeOwner,
    ]

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    mutating func mask() -> AccessMask {
        if chance(10) { return .fullControl }
        return (0..<Int.random(in: 1...4, using: &random)).reduce(into: AccessMask()) { mask, _ in
            mask.formUnion(pick(Self.bits))
        }
    }

    mutating func trustee() -> SecurityIdentifier {
        switch Int.random(in: 0..<100, using: &random) {
        case ..<10: .ownerRights
        case ..<20: .principalSelf
        case ..<25: .creatorOwner
        case ..<55: pick(Self.groups)
        default: pick(Self.accounts)
        }
    }

    mutating func entry() -> AccessControlEntry {
        var flags: AccessControlEntry.Flags = []
        if chance(40) { flags.insert(.containerInherit) }
        if chance(15) { flags.insert(.inheritOnly) }
        if chance(10) { flags.insert(.noPropagate) }
        if chance(30) { flags.insert(.inherited) }
        if chance(10) { flags.insert(.objectInherit) }
        let isObject = chance(60)
        let denies = chance(35)
        return AccessControlEntry(
            isObject ? (denies ? .deniedObject : .allowedObject) : (denies ? .denied : .allowed),
            flags: flags, mask: mask(), objectType: isObject && chance(80) ? pick(Self.types) : nil,
            inheritedObjectType: isObject && chance(40) ? pick([.userClass, .groupClass]) : nil, trustee: trustee())
    }

    mutating func list() -> AccessControlList {
        AccessControlList(
            revision: AccessControlList.directoryRevision,
            entries: (0..<Int.random(in: 0...8, using: &random)).map { _ in entry() })
    }

    mutating func descriptor() -> SecurityDescriptor {
        var descriptor = SecurityDescriptor(owner: pick(Self.accounts), group: pick(Self.accounts), dacl: list())
        switch Int.random(in: 0..<100, using: &random) {
        case ..<3: descriptor.dacl = nil
        case ..<6:
            descriptor.dacl = nil
            descriptor.control.remove(.daclPresent)
        case ..<8: descriptor.dacl?.entries = []
        default: break
        }
        // Without a list these bits mean nothing, and SDDL has no place for them.
        guard descriptor.control.contains(.daclPresent) else { return descriptor }
        if chance(20) { descriptor.control.insert(.daclProtected) }
        if chance(50) { descriptor.control.insert(.daclAutoInherited) }
        return descriptor
    }

    mutating func sids() -> [SecurityIdentifier] {
        (Self.accounts + Self.groups).filter { _ in chance(35) } + [.network]
    }

    mutating func right() -> DirectoryRight {
        let attribute = pick(Self.attributes)
        return switch Int.random(in: 0..<10, using: &random) {
        case 0...2: .controlAccess(pick([.resetPassword, .unexpirePassword]))
        case 3...5: .writeProperty(attribute.attribute, in: attribute.set)
        case 6, 7: .readProperty(attribute.attribute, in: attribute.set)
        case 8: pick([.listContents, .readControl, .writeDACL])
        default:
            DirectoryRight(
                mask: [.readProperty, .writeProperty],
                objectTypes: (attribute.set.map { [$0] } ?? []) + [attribute.attribute])
        }
    }
}
