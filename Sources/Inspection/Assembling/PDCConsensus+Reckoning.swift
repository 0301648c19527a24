import Networking

extension PDCConsensus {
    /// Puts what the witnesses say together.
    ///
    /// - Parameter identity: the one name of a host by which it is compared: its NTDS Settings object where it has one, else its name
    ///   without letter case and trailing dot.
    init(witnesses: [Witness], identity: (String) -> String) {
        let sorted = witnesses.sorted {
            ($0.source.rank, $0.observedOn, $0.host.known ?? "") < ($1.source.rank, $1.observedOn, $1.host.known ?? "")
        }
        let counted = sorted.filter(\.counted)
        var hosts: [String: String] = [:]
        for witness in counted {
            // The name as a server object has it is what a person wants to see, so the first spelling stays.
            if let host = witness.host.known { hosts[identity(host)] = hosts[identity(host)] ?? host }
        }
        guard let named = hosts.first, hosts.count == 1 else {
            self.init(witnesses: sorted, agreement: hosts.isEmpty ? .unconfirmed : .contradicted, host: nil)
            return
        }
        let own = counted.filter { $0.source != .serviceRecord && identity($0.observedOn) == named.key }
        let isDenied = own.contains { $0.source == .netlogonFlag && $0.host.isProvedAbsent }
        let isConfirmed = own.contains { $0.host.known != nil }
        let agrees = counted.contains { witness in
            witness.host.known != nil && !own.contains(witness)
        }
        let couldNotBeAsked = counted.contains { witness in
            // A flag that is not set is an answer; everything else that names nobody is not.
            witness.host.known == nil && !(witness.source == .netlogonFlag && witness.host.isProvedAbsent)
        }
        let agreement: Agreement =
            if isDenied { .contradicted } else if !isConfirmed || !agrees { .unconfirmed } else if couldNotBeAsked {
                .confirmedInPart
            } else { .confirmed }
        // An owner without a host is named by its distinguished name, which is no host.
        let isHost = agreement != .contradicted && DomainName.isValid(named.value)
        self.init(witnesses: sorted, agreement: agreement, host: isHost ? named.value : nil)
    }
}

extension PDCConsensus.Witness.Source {
    fileprivate var rank: Int {
        switch self {
        case .ownerAttribute: 0
        case .serviceRecord: 1
        case .netlogonFlag: 2
        }
    }
}

extension Observed {
    /// Whether it is proved not to be there.
    var isProvedAbsent: Bool {
        if case .absent = self { true } else { false }
    }
}
