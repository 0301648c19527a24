/// Answers searches from a directory.
struct DirectorySearch {
    let tree: DirectoryTree
    let behaviour: DirectoryBehaviour

    private var answer: LDAPAnswer { LDAPAnswer(BER(longLengths: behaviour.longLengths)) }

    /// The messages of the answer, the result last.
    func messages(_ search: ReceivedRequest.Search, of request: ReceivedRequest, isBound: Bool) -> [[UInt8]] {
        let id = request.messageID
        let isRoot = search.base.isEmpty && search.scope == 0
        if isRoot, search.attributes.map({ $0.lowercased() }) == ["netlogon"], let netlogon = behaviour.netlogon {
            let blob = netlogon(search.filter.terms, request.carriedBy)
            let entry = blob.map { [answer.entry(id: id, dn: "", [.init(name: "netlogon", values: [$0])])] } ?? []
            return entry + [answer.result(.searchDone, id: id, .success)]
        }
        if behaviour.requiresBind, !isBound, !isRoot {
            return [answer.result(.searchDone, id: id, .bindFirst)]
        }
        guard let base = tree.entry(base: search.base) else {
            if let uri = tree.referral(for: search.base) {
                return [answer.result(.searchDone, id: id, .referral(uri))]
            }
            let matched = tree.nearestAncestor(of: search.base)
            return [answer.result(.searchDone, id: id, .noSuchObject(matchedDN: matched))]
        }
        let found = tree.entries(under: base, scope: search.scope).filter { search.filter.matches($0) == true }
        return page(found, of: search, request)
    }

    private func page(
        _ found: [DirectoryEntry], of search: ReceivedRequest.Search, _ request: ReceivedRequest
    ) -> [[UInt8]] {
        let id = request.messageID
        var result = ScriptedResult.success
        var sent = found
        var controls: [[UInt8]] = []
        var isFirst = true
        if let control = request.control(PagedResults.oid) {
            guard let paging = try? PagedResults(control.value ?? []) else {
                return [answer.result(.searchDone, id: id, .protocolError)]
            }
            isFirst = paging.offset == 0
            let start = min(paging.offset, found.count)
            let end = min(found.count, start + min(max(paging.size, 0), behaviour.maximumPageSize))
            sent = Array(found[start..<end])
            let isLast = end == found.count || paging.size == 0
            controls = [answer.pagedResults(cookie: isLast ? [] : PagedResults.cookie(end))]
        } else if found.count > behaviour.maximumPageSize {
            sent = Array(found.prefix(behaviour.maximumPageSize))
            result = .sizeLimitExceeded
        }
        if search.sizeLimit > 0, sent.count > search.sizeLimit {
            sent = Array(sent.prefix(search.sizeLimit))
            result = .sizeLimitExceeded
        }
        if behaviour.refusesRangesBehindTheLast, request.control("1.2.840.113556.1.4.1948") == nil,
            sent.contains(where: { isBehindTheLast(search.attributes, of: $0) })
        {
            return [answer.result(.searchDone, id: id, .operationsError)]
        }
        var messages = sent.map { entry in
            let echoed = behaviour.echoesBase && search.scope == 0 && !search.base.hasPrefix("<")
            return answer.entry(id: id, dn: echoed ? search.base : entry.dn, select(search.attributes, of: entry))
        }
        let references = search.scope == 2 && isFirst ? tree.references(at: search.base) : []
        messages += references.map { answer.reference(id: id, [$0]) }
        return messages + [answer.result(.searchDone, id: id, result, controls: controls)]
    }

    /// The attributes that were asked for and may be read.
    private func select(_ requested: [String], of entry: DirectoryEntry) -> [DirectoryEntry.Attribute] {
        let wanted = requested.map { $0.lowercased() }
        let all = wanted.isEmpty || wanted.contains("*")
        let operational = wanted.contains("+")
        return entry.attributes.compactMap { attribute in
            let name = attribute.name.lowercased()
            guard !entry.withheld.contains(name) else { return nil }
            let asked = wanted.first { $0 == name || $0.hasPrefix(name + ";") }
            let isOperational = entry.operational.contains(name)
            guard asked != nil || (isOperational ? operational : all) else { return nil }
            return range(attribute, asked: asked)
        }
    }

    private func isBehindTheLast(_ requested: [String], of entry: DirectoryEntry) -> Bool {
        requested.contains { requested in
            let parts = requested.lowercased().split(separator: ";range=")
            let start = parts.count == 2 ? parts[1].split(separator: "-").first.flatMap { Int($0) } : nil
            return start.map { $0 >= entry[String(parts[0])]?.bytes.count ?? 0 } ?? false
        }
    }

    /// Cuts a long attribute into ranges (MS-ADTS 3.1.1.3.1.3.3).
    private func range(_ attribute: DirectoryEntry.Attribute, asked: String?) -> DirectoryEntry.Attribute? {
        let asked = behaviour.repeatsFirstRange ? nil : asked
        let option = asked?.split(separator: ";").first { $0.hasPrefix("range=") }
        guard option != nil || attribute.values.count > behaviour.maximumValues else { return attribute }
        let bounds = option?.dropFirst(6).split(separator: "-") ?? ["0"]
        guard let start = bounds.first.flatMap({ Int($0) }), start >= 0, start < attribute.values.count else {
            return nil
        }
        let last = bounds.count > 1 ? Int(bounds[1]) ?? Int.max : Int.max
        let end = min(attribute.values.count - 1, last, start + behaviour.maximumValues - 1)
        guard end >= start else { return nil }
        let label = end == attribute.values.count - 1 ? "*" : String(end)
        return .init(name: "\(attribute.name);range=\(start)-\(label)", values: Array(attribute.values[start...end]))
    }
}
