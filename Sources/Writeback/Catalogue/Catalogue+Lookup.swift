extension Catalogue {
    /// The rule of a name, however it is capitalised.
    package static func rule(named name: String) -> Rule? {
        let wanted = name.uppercased()
        return rules.first { $0.id.rawValue == wanted }
    }

    /// The identifiers that somebody may have meant who wrote one that there is not: those that hold it, else those that differ least.
    package static func identifiers(near name: String, count: Int = 3) -> [RuleIdentifier] {
        let wanted = Array(name.uppercased().prefix(64))
        let near = rules.map { rule -> (id: RuleIdentifier, distance: Int) in
            let id = rule.id.rawValue
            let holds = wanted.count > 1 && id.contains(String(wanted))
            return (rule.id, holds ? 0 : distance(from: wanted, to: Array(id)))
        }
        return near.sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }.prefix(count).map(\.id)
    }

    /// How many characters must be put in, taken out, exchanged, or swapped with their neighbours (Damerau, Levenshtein).
    private static func distance(from one: [Character], to other: [Character]) -> Int {
        var before = Array(0...other.count)
        var last = before
        for (line, character) in one.enumerated() {
            var row = [line + 1]
            for (column, wanted) in other.enumerated() {
                var least = min(last[column] + (character == wanted ? 0 : 1), last[column + 1] + 1, row[column] + 1)
                if line > 0, column > 0, character == other[column - 1], one[line - 1] == wanted {
                    least = min(least, before[column - 1] + 1)
                }
                row.append(least)
            }
            (before, last) = (last, row)
        }
        return last[other.count]
    }
}
