import FoundationEssentials
import Inspection

/// Which build of Connect runs.
enum ConnectBuildRules {
    static let all = [build]

    private static let oldestThatSynchronises = ConnectBuild("2.5.79.0")
    private static let endOfOlder = CalendarDay(2026, 9, 30)
    private static let lastOnACS = ConnectBuild("1.0.8641.0")

    static let build = ConnectRules.rule(
        "WB-CON-001", version: 2, .blocker, "Connect is of a build that the service still accepts",
        because:
            "From 2026-09-30 builds before 2.5.79.0 no longer synchronise; writeback of builds up to 1.0.8641.0 ended with Azure ACS in "
            + "November 2018.",
        in: "GlobalSettings/MV.xml", of: ["Microsoft.Synchronize.ServerConfigurationVersion"],
        reading:
            "2.5.79.0 or later. Before 2026-09-30 an older build is a warning, from that day on a blocker. Version 1 of this rule also asked "
            + "for the full import and synchronisation, which WB-CON-011 asks for now.",
        then: Remedy(
            steps: [
                "Upgrade Connect in place, or set up a staging server with the current build and swap the two.",
                "Export the configuration again.",
            ],
            undo: .steps("Make the server with the former build, if it was kept, the active one again.")),
        references: [.connectPrerequisites, .endOfACS],
        judge: .overExport { _, given, export in
            let build = export.settings.flatMap(\.build)
            let subject = given.subject(.syncServer)
            let facts = [
                export.fact("build", build.words(\.description), in: "ServerConfigurationVersion of MV.xml")
            ]
            guard let found = build.known else {
                return [Judgement(subject, .undecided, "Which build of Connect runs is not known", because: facts)]
            }
            if let oldestThatSynchronises, found >= oldestThatSynchronises {
                return [
                    Judgement(
                        subject, .met, "Connect \(found) is of a build that the service accepts", because: facts)
                ]
            }
            if let lastOnACS, found <= lastOnACS {
                return [
                    Judgement(subject, .notMet, "Connect \(found) writes nothing back since 2018-11", because: facts)
                ]
            }
            let hasEnded = CalendarDay(given.asOf) >= endOfOlder
            return [
                Judgement(
                    subject, .notMet, severity: hasEnded ? .blocker : .warning,
                    hasEnded
                        ? "Connect \(found) no longer synchronises since \(endOfOlder)"
                        : "Connect \(found) stops synchronising on \(endOfOlder)", because: facts)
            ]
        })
}
