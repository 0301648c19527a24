import Writeback

/// The facts of a finding as lines; what several hosts say alike stands on one.
enum FactText {
    static func lines(_ facts: [Fact], verbose: Bool) -> [String] {
        var order: [Key] = []
        var hosts: [Key: [String]] = [:]
        for fact in facts {
            let key = Key(fact, verbose: verbose)
            if hosts[key] == nil { order.append(key) }
            hosts[key, default: []].append(fact.observedOn)
        }
        return order.map { key in
            let all = hosts[key] ?? []
            let shown = all.count > 4 && !verbose ? all.prefix(3) + ["\(all.count - 3) more"] : all[...]
            var notes = ["on " + shown.joined(separator: ", ")]
            if let source = key.source { notes.append(source) }
            if let moment = key.moment { notes.append(moment) }
            // What was not observed, such as a date out of the catalogue, can have been neither proved nor forged.
            if key.isOpen { notes.append("not authenticated") }
            let body = "\(key.statement): \(key.value)"
            return key.isObserved
                ? "\(body) (\(notes.joined(separator: "; ")))" : "\(body) (\(shown.joined(separator: ", ")))"
        }
    }

    private struct Key: Hashable {
        var statement: String
        var value: String
        var source: String?
        var moment: String?
        var isObserved: Bool
        var isOpen: Bool

        init(_ fact: Fact, verbose: Bool) {
            statement = fact.statement
            value = fact.value
            source = verbose ? fact.source : nil
            moment = verbose ? fact.at.map(UTCTime.words) : nil
            isObserved = fact.at != nil
            isOpen = fact.at != nil && !fact.authenticated
        }
    }
}
