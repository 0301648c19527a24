import Networking

/// The running of the stages: asks, measures, and has each stage judged.
struct ConnectionWalk: Sendable {
    /// What became of it, apart from the stages.
    struct Ending: Sendable {
        var server: String?
        var principal: String?
        var strength: Int?
    }

    let opening: Opening
    let log: StageLog
    let probesPosture: Bool

    var options: CollectionOptions { opening.options }
    var board: HostBoard { opening.board }
    var domain: String { opening.domain }
    var isSimple: Bool { if case .simple = options.identity { true } else { false } }

    func run() async -> Ending {
        opening.progress(.stage("asking DNS"))
        guard let records = await names() else { return Ending() }
        let hosts = Self.unique(options.servers + records.map(\.target))
        guard await addresses(hosts) else { return Ending() }

        // Side by side from here on: what is silent costs one timeout in all.
        opening.progress(.stage("connecting"))
        let kerberos = preparation
        async let readiness = prepare(kerberos, records)
        async let reached = reach(hosts, records)
        let way = await reached
        let realms = await readiness
        log.add(saslStage)
        let ticket = await tickets(kerberos, realms, hasWay: way != nil)
        await clocks(way, kerberos, realms)
        guard let way else { return Ending() }
        return await directory(way, kerberos, realms, hasTicket: ticket)
    }
}
