import Inspection

/// Everything of a forest that could not be read, and why. Taken from the JSON, so that both reports leave out the same.
struct UnobservedSection {
    private struct Gap: Hashable {
        var keys: [String]
        var state: String
        var why: String
    }

    private var order: [Gap] = []
    private var places: [Gap: [String]] = [:]

    init(_ forest: Forest) {
        collect(JSONForest.value(forest), place: forest.rootDomain, path: "")
    }

    private mutating func collect(_ value: JSONValue, place: String, path: String) {
        switch value {
        case .array(let values):
            for value in values { collect(value, place: place, path: path) }
        case .object(let members):
            let named = ["hostName", "dnsName", "partner", "name"].lazy.compactMap { key -> String? in
                if case .string(let name)? = members[key] { name } else { nil }
            }.first
            // A level and an operating system have names that are no place of their own.
            let isPlace = named != nil && members["value"] == nil && path != "operatingSystem."
            let here = isPlace ? named ?? place : place
            let prefix = isPlace ? "" : path
            if case .object(let gaps)? = members["unobserved"] { add(gaps, place: here, path: prefix) }
            for (key, member) in members.sorted(by: { $0.key < $1.key }) where key != "unobserved" {
                collect(member, place: here, path: "\(prefix)\(key).")
            }
        default: break
        }
    }

    private mutating func add(_ gaps: [String: JSONValue], place: String, path: String) {
        var byReason: [[String]: [String]] = [:]
        for (key, reason) in gaps {
            guard case .object(let reason) = reason, case .string(let state)? = reason["state"],
                case .string(let why)? = reason["why"]
            else { continue }
            byReason[[state, why], default: []].append(path + key)
        }
        for (reason, keys) in byReason.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let gap = Gap(keys: keys.sorted(), state: reason[0], why: reason[1])
            if places[gap] == nil { order.append(gap) }
            places[gap, default: []].append(place)
        }
    }

    func write(to page: inout TextPage) {
        let notRead = order.filter { $0.state != "notCollected" }
        let notAsked = order.filter { $0.state == "notCollected" }
        if !notRead.isEmpty {
            page.heading("NOT READ")
            for gap in notRead { write(gap, to: &page) }
        }
        guard !notAsked.isEmpty else { return }
        if page.layout.verbose {
            page.heading("NOT ASKED")
            for gap in notAsked { write(gap, to: &page) }
        } else {
            let count = notAsked.reduce(0) { $0 + $1.keys.count * (places[$1]?.count ?? 0) }
            page.heading("NOT ASKED", "\(Words.count(count, "fact")) (-v lists them)")
        }
    }

    private func write(_ gap: Gap, to page: inout TextPage) {
        let all = places[gap] ?? []
        let shown = all.count > 4 && !page.layout.verbose ? all.prefix(3) + ["\(all.count - 3) more"] : all[...]
        let state =
            switch gap.state {
            case "notReturned": "not returned"
            case "partial": "read in part"
            case "unreachable": "not reached"
            case "notCollected": "not asked"
            default: gap.state
            }
        let reason = gap.why.isEmpty || gap.why == Observed<Bool>.notReturned.why ? "" : " (\(gap.why))"
        page.paragraph(
            "\(gap.keys.joined(separator: ", ")) of \(shown.joined(separator: ", ")): \(state)\(reason)",
            label: [TextPage.Piece("  -")], margin: 4)
    }
}
