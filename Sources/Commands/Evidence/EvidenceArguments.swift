package import ArgumentParser
import FoundationEssentials
import Writeback

/// What is given beside the directory.
package struct EvidenceArguments: ParsableArguments {
    @Option(
        name: .customLong("connect-export"),
        help: ArgumentHelp(
            "What Get-ADSyncServerConfiguration -Path wrote on the Connect server.", valueName: "DIR"))
    package var connectExport: String?

    @Option(
        name: .customLong("run-history"),
        help: ArgumentHelp(
            "What Get-ADSyncRunProfileResult -RunStepDetails | ConvertTo-Json -Depth 10 wrote there.",
            valueName: "FILE"))
    package var runHistory: String?

    @Option(
        help: ArgumentHelp(
            "What secedit /export wrote on the Connect server or a domain controller (repeatable).", valueName: "FILE"))
    package var secedit: [String] = []

    @Option(
        help: ArgumentHelp(
            "An answer of Microsoft Graph, of az rest or the SDK for PowerShell (repeatable).", valueName: "FILE"))
    package var graph: [String] = []

    @Option(
        help: ArgumentHelp(
            "What `adinspect egress --format json` printed where the Connect server stands (repeatable).",
            valueName: "FILE"))
    package var egress: [String] = []

    @Option(
        name: .customLong("enabling-admin"),
        help: ArgumentHelp("Who is to enable writeback, to be looked for in --graph.", valueName: "UPN"))
    package var enablingAdministrator: String?

    @Option(
        name: .customLong("test-user"),
        help: ArgumentHelp(
            "A user to try a reset with, to be looked for in --graph (repeatable).", valueName: "UPN"))
    package var testUsers: [String] = []

    @Option(
        help: ArgumentHelp("What people answer where no file can (repeatable).", valueName: "FILE"))
    package var attest: [String] = []

    @Option(
        help: ArgumentHelp("Findings that somebody decided to live with (repeatable).", valueName: "FILE"))
    package var waivers: [String] = []

    @Option(
        name: .customLong("max-evidence-age"),
        help: ArgumentHelp("Set files aside that are older: 30d (the default), 12h.", valueName: "TIME"))
    package var maximumAge: String?

    @Option(
        help: ArgumentHelp(
            "What synchronises: connect, cloud-sync, or auto: told by the accounts that are found.", valueName: "NAME"))
    package var engine: String?

    @Option(
        name: .customLong("writeback"),
        help: ArgumentHelp(
            "What is to be written back: password (the default), device, group, exchange, consistency-guid, key-credentials or all (repeatable, or separated by commas).",
            valueName: "WHAT"))
    package var writebacks: [String] = []

    package init() {}

    /// Reads every file that was named, before anything is sent anywhere.
    ///
    /// - Throws: ``CommandFailure``: 64 for an option, 65 for a file that is not what it should be, 66 for one that is not there.
    func evidence(_ environment: [String: String]) throws -> Evidence {
        let options = OptionTexts(environment: environment)
        let files = EvidenceFiles()
        var evidence = Evidence()
        evidence.maximumAge =
            try options.value(
                maximumAge, "MAX_EVIDENCE_AGE", expected: "a number of days or hours, such as 30d or 12h", Self.age)
            ?? Evidence.defaultMaximumAge
        evidence.enablingAdministrator = try options.enablingAdministrator(enablingAdministrator)
        evidence.testUsers = try options.testUsers(testUsers)
        evidence.connectExport = try options.text(connectExport, "CONNECT_EXPORT").map(files.connectExport)
        evidence.runHistory = try options.text(runHistory, "RUN_HISTORY").map(files.runHistory)
        evidence.securityPolicies = try options.list(secedit, "SECEDIT").map(files.securityPolicy)
        evidence.graph = try files.graph(options.list(graph, "GRAPH"))
        evidence.egress = try options.list(egress, "EGRESS").map(files.egress)
        evidence.attestations = try options.list(attest, "ATTEST").flatMap(files.attestations)
        evidence.waivers = try options.list(waivers, "WAIVERS").flatMap(files.waivers)
        return evidence
    }

    /// - Throws: ``CommandFailure`` with exit code 64.
    func engine(_ environment: [String: String]) throws -> SyncEngine {
        try OptionTexts(environment: environment).choice(engine, "ENGINE", SyncEngine.self) ?? .automatic
    }

    /// - Throws: ``CommandFailure`` with exit code 64.
    func writebacks(_ environment: [String: String]) throws -> Set<WritebackKind> {
        let names = WritebackKind.allCases.map(\.rawValue).joined(separator: ", ")
        let asked = try OptionTexts(environment: environment).list(
            writebacks, "WRITEBACK", expected: "all, or some of \(names)"
        ) { text -> [WritebackKind]? in
            let words = text.split(separator: ",")
            let kinds = words.map {
                $0 == "all" ? WritebackKind.allCases : [WritebackKind(rawValue: String($0))].compactMap(\.self)
            }
            return words.isEmpty || kinds.contains(where: \.isEmpty) ? nil : kinds.flatMap(\.self)
        }
        return asked.isEmpty ? [.password] : Set(asked.joined())
    }

    private static func age(_ text: String) -> TimeInterval? {
        guard let unit = ["d": 86_400.0, "h": 3_600.0][text.suffix(1)], let number = Int(text.dropLast()),
            (1...36_500).contains(number), text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Double(number) * unit
    }
}
