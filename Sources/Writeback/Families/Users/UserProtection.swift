import ActiveDirectory
import Inspection

/// What AdminSDHolder has to do with a user, as far as adminCount and the descriptor tell. The groups of a user are not counted, so
/// that membership itself is not known.
enum UserProtection: Sendable {
    case none
    /// Not now: it has another DACL. Whether it kept adminCount is not known.
    case notNow
    /// It has adminCount, and the DACL that SDProp gives to protected accounts.
    case protected
    /// It has one of the two and not the other: SDProp, which sets both and again each hour, no longer does so.
    case formerly
    /// It has adminCount; whether it has the DACL is not known.
    case marked
    case unknown

    /// - Parameters:
    ///   - mark: Whether adminCount is set; nil where that is not known.
    ///   - user: Nil where the user's descriptor is not known.
    ///   - holder: Nil where the DACL of AdminSDHolder is not known.
    init(mark: Bool?, user: DescriptorOfUsers?, holder: AdminSDHolderList?) {
        // AdminSDHolder itself takes nothing from above by default, and so do those who get its DACL.
        let hasList: Bool? = user.flatMap { user in
            holder == nil ? (user.isProtected ? nil : false) : user.isAsAdminSDHolder
        }
        switch (mark, hasList) {
        case (true?, true?): self = .protected
        case (true?, false?), (false?, true?): self = .formerly
        case (true?, nil): self = .marked
        case (false?, _): self = .none
        case (nil, false?): self = .notNow
        case (nil, _): self = .unknown
        }
    }
}

/// The DACL of AdminSDHolder, to be held against the users'.
struct AdminSDHolderList: Sendable {
    private let isProtected: Bool
    private let entries: Set<AccessControlEntry>

    /// Nil for a descriptor without a list, which no user can be told by.
    init?(_ descriptor: SecurityDescriptor) {
        guard let entries = Self.ownEntries(of: descriptor) else { return nil }
        isProtected = descriptor.isProtected
        self.entries = entries
    }

    /// Whether a user has this DACL: SDProp copies it.
    func isThat(of descriptor: SecurityDescriptor) -> Bool {
        descriptor.isProtected == isProtected && Self.ownEntries(of: descriptor) == entries
    }

    private static func ownEntries(of descriptor: SecurityDescriptor) -> Set<AccessControlEntry>? {
        guard case .list(let list) = descriptor.discretion else { return nil }
        return Set(
            list.entries.lazy.filter { !$0.isInherited }.map { entry in
                var entry = entry
                entry.mask = entry.mask.mappedForDirectory
                return entry
            })
    }
}
