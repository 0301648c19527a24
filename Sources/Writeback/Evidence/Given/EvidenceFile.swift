public import FoundationEssentials
public import Inspection

/// One file that was given, and whether it could decide anything.
public struct EvidenceFile: Sendable, Hashable, Codable {
    public var kind: EvidenceKind
    /// As the caller named it.
    public var name: String
    /// When it was last written, as the file system says, or when its contents say that it was made.
    public var madeAt: Observed<Date>
    /// Why nothing follows from it; nil where it was used.
    public var setAside: String?

    public init(kind: EvidenceKind, name: String, madeAt: Observed<Date>, setAside: String?) {
        self.kind = kind
        self.name = name
        self.madeAt = madeAt
        self.setAside = setAside
    }
}
