import ActiveDirectory
import Inspection

/// The domain controllers of one domain.
struct DomainControllerTable {
    let controllers: [DomainController]
    /// Nil for those whose domain is not known.
    let domain: String?
    let holders: RoleHolders
    /// Whether clocks and ports are shown too.
    let detailed: Bool

    /// Beyond so many, only those that stand out are listed unless asked for.
    static let listed = 24

    /// The domain controllers of a forest by domain, in the order of the forest's domains; those of no known domain last.
    static func all(of forest: Forest, detailed: Bool) -> [Self] {
        let holders = RoleHolders(forest)
        var order: [String] = (forest.domains.known ?? []).map(\.dnsName)
        var seen = Set(order.map(HostNameText.canonical))
        var groups: [String?: [DomainController]] = [:]
        for controller in forest.domainControllers.known ?? [] {
            let key = controller.domain.map(HostNameText.canonical)
            groups[key, default: []].append(controller)
            if let name = controller.domain, let key, seen.insert(key).inserted { order.append(name) }
        }
        let known = order.compactMap { name in
            groups[HostNameText.canonical(name)].map {
                Self(controllers: $0, domain: name, holders: holders, detailed: detailed)
            }
        }
        let homeless = groups[nil].map { Self(controllers: $0, domain: nil, holders: holders, detailed: detailed) }
        return known + (homeless.map { [$0] } ?? [])
    }

    func write(to page: inout TextPage) {
        let place = domain ?? "no known domain"
        page.heading("DOMAIN CONTROLLERS", "\(place) · \(counts)")
        let isShown =
            page.layout.verbose || controllers.count <= Self.listed ? controllers.map { _ in true } : outstanding
        let shown = zip(controllers, isShown).filter(\.1).map(\.0)
        // Whole names where there is room; else without the domain that stands in the heading.
        let whole = table(shown, short: false)
        (whole.naturalWidth <= page.layout.width ? whole : table(shown, short: true)).write(to: &page)
        let rest = zip(controllers, isShown).filter { !$0.1 }.map(\.0)
        if !rest.isEmpty {
            page.paragraph("+ \(rest.count) more that answer: \(systems(rest)) (-v lists them)", margin: 2)
        }
    }

    private var counts: String {
        let answering = controllers.count { $0.reachability.state == .answered }
        let readOnly = controllers.count { $0.kind == .readOnly }
        var parts = ["\(controllers.count) known", "\(answering) answered"]
        if readOnly > 0 { parts.append("\(readOnly) read-only") }
        return parts.joined(separator: ", ")
    }

    /// Role holders, and whatever is not simply a domain controller that answers; then the first others, up to the limit.
    private var outstanding: [Bool] {
        let standsOut = controllers.map { controller in
            controller.reachability.state != .answered || controller.kind == .notAMachine || controller.kind == .unknown
                || holders.roles(of: controller).known?.isEmpty == false
        }
        var room = max(0, 10 - standsOut.count(where: \.self))
        return standsOut.map { standsOut in
            if standsOut { return true }
            room -= 1
            return room >= 0
        }
    }

    private func systems(_ rest: [DomainController]) -> String {
        var counts: [String: Int] = [:]
        for controller in rest { counts[Words.system(controller.operatingSystem), default: 0] += 1 }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let parts = sorted.prefix(4).map { "\($0.value) × \($0.key)" }
        return parts.joined(separator: ", ") + (sorted.count > 4 ? ", \(sorted.count - 4) other systems" : "")
    }

    private func table(_ shown: [DomainController], short: Bool) -> TextTable {
        var columns: [TextTable.Column] = [
            .init("Host"), .init("Site", leavesAt: 1, breaksWords: true), .init("Operating system", minimum: 19),
            .init("Kind"),
            .init("Roles", minimum: 12),
            .init("LDAP"),
        ]
        if detailed { columns += [.init("Clock", leavesAt: 2), .init("Ports", leavesAt: 3, minimum: 34)] }
        return TextTable(columns: columns, rows: shown.map { TextTable.Row(cells($0, short: short)) })
    }

    private func cells(_ controller: DomainController, short: Bool) -> [TextPage.Piece] {
        let roles = holders.roles(of: controller).known ?? []
        var cells = [
            TextPage.Piece(
                short ? HostNameText.short(controller.displayName, in: domain) : controller.displayName,
                roles.contains(.pdcEmulator) ? .strong : .plain),
            TextPage.Piece(Words.of(controller.site) { $0 }),
            TextPage.Piece(Words.system(controller.operatingSystem, short: short)),
            TextPage.Piece(Words.kind(controller)),
            TextPage.Piece(roles.map(\.shortName).joined(separator: ", ")),
            Words.reachability(controller.reachability),
        ]
        if detailed {
            cells.append(TextPage.Piece(Words.of(controller.clockOffsetSeconds) { clock($0) }))
            cells.append(TextPage.Piece(ports(controller)))
        }
        return cells
    }

    private func clock(_ seconds: Double) -> String {
        "\(seconds > 0 ? "+" : "")\(Words.decimal(seconds)) s"
    }

    /// Ports by what they met: `88, 389 open; 445 refused`. Those not probed are not named.
    private func ports(_ controller: DomainController) -> String {
        var groups: [String: [Int]] = [:]
        for (port, state) in controller.ports {
            if let state = state.known { groups[state.rawValue, default: []].append(port) }
        }
        return groups.sorted { $0.key < $1.key }
            .map { "\($0.value.sorted().map(String.init).joined(separator: ", ")) \($0.key)" }.joined(separator: "; ")
    }
}
