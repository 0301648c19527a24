/// A token is coded as its SIDs in the order of their text, each with its reasons, and its gaps.
extension Token: Codable {
    private struct Member: Codable {
        let sid: SecurityIdentifier
        let reasons: [Reason]
    }

    private enum CodingKeys: String, CodingKey { case sids, gaps }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        for member in try container.decode([Member].self, forKey: .sids) {
            for reason in member.reasons { insert(member.sid, reason) }
        }
        for gap in try container.decode([Gap].self, forKey: .gaps) { insert(gap) }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sids.map { Member(sid: $0, reasons: members[$0] ?? []) }, forKey: .sids)
        try container.encode(gaps, forKey: .gaps)
    }
}

extension Token.Gap: Codable {
    private enum CodingKeys: String, CodingKey { case groupsOf, why }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let domain = try container.decodeIfPresent(SecurityIdentifier.self, forKey: .groupsOf)
        self.init(domain.map(Reach.groups(of:)) ?? .anyGroup, why: try container.decode(String.self, forKey: .why))
    }

    /// The domain whose groups may be missing is left out where it may be any.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if case .groups(let domain) = reach { try container.encode(domain, forKey: .groupsOf) }
        try container.encode(why, forKey: .why)
    }
}
