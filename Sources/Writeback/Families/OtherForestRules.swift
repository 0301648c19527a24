import ActiveDirectory
import Inspection
import LDAP

/// Other forests, in which a user could have a second account.
enum OtherForestRules {
    static let all = [noneInSight]

    static let noneInSight = Rule(
        "WB-FOR-004", family: "Forest", title: "No other forest is in sight in which users could have a second account",
        rationale:
            "A user who is enabled in more than one forest that Connect reads cannot be written back (80230402, event 33003). Which forests "
            + "it reads, and whom it takes for one user, is not in the directory (WB-CON-009); trusts show which may be.",
        decision: .init(
            base: "CN=System,<domain>", scope: "one", filter: "(objectClass=trustedDomain)",
            attributes: ["trustPartner", "trustType", "trustAttributes"],
            reading:
                "No trust with a domain outside of the forest: type 1 or 2, without the attribute WITHIN_FOREST. Forests need no trust to be "
                + "connected to one tenant, and an empty answer proves nothing."),
        severities: .always(.information),
        remedy: Remedy(
            steps: [
                "See on the Connect server whether the other forest is connected too.",
                "If it is, leave each user enabled in one of them only.",
            ],
            command: "Get-ADSyncConnector | Where-Object ConnectorTypeName -eq 'AD' | Select-Object Name",
            undo: .notNeeded),
        references: [
            .writebackTroubleshooting, .inference("A forest that is trusted may be connected to the same tenant"),
        ],
        grade: .inference,
        judge: .overForest { _, forest in judge(forest) })

    private static func judge(_ forest: ForestUnderJudgement) -> Judgement {
        let own = Set((forest.forest.domains.known ?? []).map { $0.dnsName.lowercased() })
        let outside = forest.domains.flatMap { $0.trusts.known ?? [] }.filter { $0.leadsOutside(of: own) }
        let partners = Set(outside.map { $0.partner.lowercased() }).sorted()
        let facts = forest.domains.map { domain in
            forest.fact(
                "trusts of \(domain.dnsName)",
                domain.trusts.words { $0.isEmpty ? "none" : $0.map(\.partner).sorted().joined(separator: ", ") },
                source: "CN=System,\(domain.distinguishedName)")
        }
        let root = forest.forest.rootDomain
        if !partners.isEmpty {
            return Judgement(
                forest.forestSubject, .notMet,
                "Forest \(root) has trusts with \(partners.joined(separator: ", ")), where users may have a second account",
                because: facts)
        }
        let isWhole = forest.domainGaps.isEmpty && forest.domains.allSatisfy { $0.trusts.isSettled }
        return Judgement(
            forest.forestSubject, isWhole ? .met : .undecided,
            isWhole
                ? "Forest \(root) has trusts with no other forest"
                : "Whether forest \(root) has trusts with other forests is not known", because: facts)
    }
}

extension Trust {
    /// Whether it is with a Windows domain that is not of the forest. What was not read could be either, and the name decides.
    fileprivate func leadsOutside(of own: Set<String>) -> Bool {
        guard !own.contains(partner.lowercased()) else { return false }
        if let type = type.known, type != 1, type != 2 { return false }
        return attributes.known.map { !TrustAttributes(rawValue: $0).contains(.withinForest) } ?? true
    }
}
