import Foundation
import Inspection
import Testing

@testable import Reports

@Suite struct DiscoveryTextTests {
    private func render(_ scenario: Scenario, width: Int = 80, verbose: Bool = false) -> String {
        DiscoveryTextReport(layout: TextLayout(width: width, verbose: verbose)).render(scenario.discovered)
    }

    /// Set ADINSPECT_WRITE_GOLDEN=1 and run this test to write the files anew; then read the difference before it is committed.
    @Test(arguments: [("discover.80.txt", 80), ("discover.200.txt", 200), ("discovery.json", 0)])
    func looksAsCommitted(name: String, width: Int) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden/\(name)")
            .standardizedFileURL
        let text =
            width > 0
            ? render(.healthy, width: width)
            : JSONReport(tool: ForestFixture.tool).render(discovery: Scenario.healthy.discovered)
        if ProcessInfo.processInfo.environment["ADINSPECT_WRITE_GOLDEN"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func judgesNothing() {
        for scenario in Scenario.allCases where scenario != .hostile {
            let text = render(scenario, width: 200)
            for word in ["READY", "BLOCKER", "WARNING", "exit code"] { #expect(!text.contains(word), "\(word)") }
        }
    }

    @Test func deletedOwnersAreNamedByTheirServer() {
        let text = render(.broken, width: 200)
        #expect(text.contains(#/ForestDnsZones +the forest +OLDDC +Default-First-Site-Name +deleted/#))
    }

    @Test func saysWhatCouldNotBeReadAndWhy() throws {
        let text = render(.unreadable, width: 200)
        let list = try #require(text.firstRange(of: "\nNOT READ\n")).upperBound
        let gaps = text[list...]
        for line in [
            "functionalLevel of corp.example.test: hidden (the server says insufficientAccessRights)",
            "subnets of Löhne: not returned\n",
            "roles.schemaMaster of corp.example.test: not reached (dc2 did not answer)",
            "trusts of corp.example.test: read in part (time limit)",
            "operatingSystem.build, operatingSystem.name, operatingSystem.release",
            "NOT ASKED  3 facts (-v lists them)",
        ] {
            #expect(gaps.contains(line), "\(line)")
        }
        #expect(render(.unreadable, width: 200, verbose: true).contains("upnSuffixes of corp.example.test: not asked"))
    }

    @Test func trustsInWords() {
        #expect(
            render(.healthy, width: 200).contains(
                #/corp\.example\.test +partner\.example +two-way +Active Directory domain +forest-transitive/#))
    }

    @Test func emptyListsAreNoneAndUnreadOnesAreNot() {
        let empty = render(.empty, width: 200)
        #expect(empty.contains("SITES\n  none\n"))
        #expect(empty.contains("  Suffixes  none\n"))
        let unread = render(.unreadable, width: 200)
        #expect(unread.contains("  Features  not returned\n"))
        #expect(unread.contains(#/PASSWORD SETTINGS OBJECTS\n.*\n +corp\.example\.test +not returned/#))
    }
}
