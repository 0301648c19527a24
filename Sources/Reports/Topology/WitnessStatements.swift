import Inspection

/// What the witnesses of a domain's PDC emulator say, those that say the same taken together.
struct WitnessStatements {
    /// Everything that names one host.
    struct Naming {
        /// As the first witness writes it.
        var host: String
        var statements: [String]
        var count: Int
    }

    private let consensus: PDCConsensus
    private let domain: String
    /// Whether hosts are written whole, and each statement says whether it was proved.
    private let full: Bool

    init(_ domain: Domain, full: Bool = false) {
        consensus = domain.pdcConsensus
        self.domain = domain.dnsName
        self.full = full
    }

    /// By host, the one that most name first.
    var namings: [Naming] {
        var order: [String] = []
        var groups: [String: [PDCConsensus.Witness]] = [:]
        for witness in consensus.witnesses {
            guard let host = witness.host.known else { continue }
            let key = HostNameText.canonical(host)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(witness)
        }
        return order.map { key in
            let witnesses = groups[key] ?? []
            return Naming(
                host: witnesses.first?.host.known ?? key, statements: statements(of: witnesses),
                count: witnesses.count(where: \.counted))
        }
        .enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
    }

    /// Witnesses that were heard and name nobody. A domain controller without the PDC flag is one only where it is named: all others
    /// rightly lack it.
    var denials: [String] {
        let named = Set(namings.map { HostNameText.canonical($0.host) })
        let heard = consensus.witnesses.filter { witness in
            guard case .absent = witness.host else { return false }
            return witness.source != .netlogonFlag || named.contains(HostNameText.canonical(witness.observedOn))
        }
        return statements(of: heard)
    }

    /// Witnesses that could not be heard, and why.
    var unheard: [String] {
        var groups: [(why: String, witnesses: [PDCConsensus.Witness])] = []
        for witness in consensus.witnesses where witness.host.known == nil && !witness.host.isSettled {
            let why = witness.host.why ?? witness.host.state
            if let index = groups.firstIndex(where: { $0.why == why }) {
                groups[index].witnesses.append(witness)
            } else {
                groups.append((why, [witness]))
            }
        }
        return groups.map { "\(statements(of: $0.witnesses).joined(separator: ", ")): \($0.why)" }
    }

    var agreement: String {
        switch consensus.agreement {
        case .confirmed: "confirmed"
        case .confirmedInPart: "confirmed, though not every witness could be asked"
        case .contradicted: "CONTRADICTED"
        case .unconfirmed: "not confirmed"
        }
    }

    /// All of it in one sentence, for a line below the host.
    var summary: String {
        let all = namings
        var parts = all.map { naming in
            let who = naming.statements.joined(separator: " · ")
            return all.count == 1 ? who : "\(HostNameText.short(naming.host, in: domain)) by \(who)"
        }
        parts += denials.map { "no host by \($0)" }
        parts += unheard.map { "not asked: \($0)" }
        return ([agreement] + (parts.isEmpty ? ["no witness"] : [parts.joined(separator: "; ")])).joined(
            separator: ": ")
    }

    private func statements(of witnesses: [PDCConsensus.Witness]) -> [String] {
        var order: [Phrase] = []
        var hosts: [Phrase: [String]] = [:]
        for witness in witnesses {
            let phrase = Phrase(witness, domain: domain, full: full)
            if hosts[phrase] == nil { order.append(phrase) }
            hosts[phrase, default: []].append(HostNameText.short(witness.observedOn, in: full ? nil : domain))
        }
        return order.map { phrase in
            let all = hosts[phrase] ?? []
            let shown = all.count > 6 && !full ? all.prefix(5) + ["\(all.count - 5) more"] : all[...]
            // Which DNS server told the record matters only where it is argued about.
            let who = phrase.isRecord && !full ? "" : phrase.joint + shown.joined(separator: ", ")
            return phrase.what + who + phrase.note
        }
    }

    private struct Phrase: Hashable {
        var what: String
        var joint: String
        var note: String
        var isRecord: Bool

        init(_ witness: PDCConsensus.Witness, domain: String, full: Bool) {
            isRecord = witness.source == .serviceRecord
            (what, joint) =
                switch witness.source {
                case .ownerAttribute: ("fSMORoleOwner", " on ")
                case .serviceRecord: (full ? "SRV record _ldap._tcp.pdc._msdcs.\(domain)" : "SRV record", " from ")
                case .netlogonFlag: ("netlogon flag", " of ")
                }
            var notes: [String] = []
            if full { notes.append(witness.authenticated ? "authenticated" : "not authenticated") }
            if !witness.counted { notes.append("not counted") }
            note = notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"
        }
    }
}
