/// Who asks: the SIDs by which somebody may be granted or denied something in one domain, and why each is among them
/// (MS-DTYP 2.5.2).
///
/// Privileges are no part of it: what a domain controller grants by one, as taking ownership, is not judged here.
public struct Token: Sendable, Hashable {
    /// Why a SID is in a token.
    public struct Reason: Sendable, Hashable, Codable {
        /// The kind of reason. An open set.
        public struct Kind: RawRepresentable, Sendable, Hashable, Codable {
            public let rawValue: String

            public init(rawValue: String) {
                self.rawValue = rawValue
            }

            /// The account's own SID.
            public static let account = Self(rawValue: "account")
            /// The account's primary group.
            public static let primaryGroup = Self(rawValue: "primaryGroup")
            /// A SID that an account or group had in an earlier domain.
            public static let sidHistory = Self(rawValue: "sidHistory")
            /// A group, direct or through other groups.
            public static let group = Self(rawValue: "group")
            /// A SID that every logon of this kind has: Everyone, Authenticated Users.
            public static let logon = Self(rawValue: "logon")
        }

        /// The kind of reason.
        public let kind: Kind
        /// The SID of the same token through which this one came, where it is known: a nested group is reached through
        /// another.
        public let through: SecurityIdentifier?

        public init(_ kind: Kind, through: SecurityIdentifier? = nil) {
            self.kind = kind
            self.through = through
        }
    }

    /// Something that could not be found out, and may hide further SIDs.
    public struct Gap: Sendable, Hashable {
        /// Which SIDs may be missing.
        public enum Reach: Sendable, Hashable {
            /// Those of the groups of one domain; for the Builtin groups the domain is `S-1-5-32`.
            case groups(of: SecurityIdentifier)
            /// Those of any account, group or Builtin group.
            case anyGroup
        }

        /// Which SIDs may be missing.
        public let reach: Reach
        /// What was tried, and what came back.
        public let why: String

        public init(_ reach: Reach, why: String) {
            self.reach = reach
            self.why = why
        }

        func mayHold(_ sid: SecurityIdentifier) -> Bool {
            switch reach {
            case .groups(let domain): sid.domain == domain
            // Everyone, SELF, the logon types and their like are in a token by the logon, never by a membership.
            case .anyGroup:
                sid.authority == 5 && [21, 32].contains(sid.subAuthorities.first) && sid.subAuthorities.count > 1
            }
        }
    }

    /// Every SID with the reasons why it is there, these in the order in which they were found.
    public private(set) var members: [SecurityIdentifier: [Reason]] = [:]
    /// What could not be found out. While there is anything, an entry for a SID that may be missing counts as it would if the
    /// SID were there and as it would if not; where that makes a difference the answer is undecided.
    public private(set) var gaps: [Gap] = []

    /// One bit or more for the last number of each SID. Most entries of a list are for somebody else, and most of those are told
    /// by it without a look at the table: that makes a check three times as fast.
    private var lastNumbers = [UInt64](repeating: 0, count: 16)

    private static func place(of sid: SecurityIdentifier) -> (word: Int, bit: UInt64) {
        let scattered = ((sid.subAuthorities.last ?? 0) &* 0x9E37_79B1) >> 22
        return (Int(scattered >> 6), 1 << UInt64(scattered & 63))
    }

    /// Makes a token of SIDs, each as of a group.
    public init(_ sids: some Sequence<SecurityIdentifier> = [SecurityIdentifier](), gaps: [Gap] = []) {
        for sid in sids { insert(sid, .init(.group)) }
        self.gaps = gaps
    }

    /// Adds a SID, or another reason for one that is there. Returns whether the SID is new.
    @discardableResult
    public mutating func insert(_ sid: SecurityIdentifier, _ reason: Reason) -> Bool {
        var reasons = members[sid] ?? []
        let isNew = reasons.isEmpty
        if !reasons.contains(reason) { reasons.append(reason) }
        members[sid] = reasons
        let place = Self.place(of: sid)
        lastNumbers[place.word] |= place.bit
        return isNew
    }

    /// Notes something that could not be found out.
    public mutating func insert(_ gap: Gap) {
        if !gaps.contains(gap) { gaps.append(gap) }
    }

    /// Whether the SID is in the token.
    public func contains(_ sid: SecurityIdentifier) -> Bool {
        let place = Self.place(of: sid)
        return lastNumbers[place.word] & place.bit != 0 && members[sid] != nil
    }

    /// The SIDs, in the order of their text.
    public var sids: [SecurityIdentifier] { members.keys.sorted { $0.description < $1.description } }

    /// Whether a SID is in a token, as far as it is known.
    enum Membership { case held, possible, notHeld }

    func membership(of sid: SecurityIdentifier) -> Membership {
        if contains(sid) { return .held }
        return gaps.contains { $0.mayHold(sid) } ? .possible : .notHeld
    }
}
