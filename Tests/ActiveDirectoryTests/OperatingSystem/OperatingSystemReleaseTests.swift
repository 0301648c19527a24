import ActiveDirectory
import TestSupport
import Testing

@Suite struct OperatingSystemReleaseTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String?
        var version: String?
        var servicePack: String?
        var family = OperatingSystemRelease.Family.windowsServer
        var release: WindowsServerRelease?
        var build: Int?
        var number: Int?
        var display: String

        var testDescription: String { "\(name ?? "-") | \(version ?? "-") | \(servicePack ?? "-")" }
    }

    static let rows: [Row] = [
        // Releases, name and version as Windows writes them.
        Row(
            name: "Windows 2000 Server", version: "5.0 (2195)", servicePack: "Service Pack 4", release: .windows2000,
            build: 2195,
            number: 4, display: "Windows 2000 Service Pack 4 (build 2195)"),
        Row(
            name: "Windows Server 2003", version: "5.2 (3790)", servicePack: "Service Pack 2", release: .server2003,
            build: 3790,
            number: 2, display: "Windows Server 2003 Service Pack 2 (build 3790)"),
        Row(
            name: "Windows Server 2003 R2", version: "5.2 (3790)", release: .server2003R2, build: 3790,
            display: "Windows Server 2003 R2 (build 3790)"),
        Row(
            name: "Windows Server® 2008 Standard", version: "6.0 (6001)", servicePack: "Service Pack 1",
            release: .server2008,
            build: 6001, number: 1, display: "Windows Server 2008 Service Pack 1 (build 6001)"),
        Row(
            name: "Windows Server® 2008 Standard without Hyper-V", version: "6.0 (6002)", servicePack: "Service Pack 2",
            release: .server2008, build: 6002, number: 2, display: "Windows Server 2008 Service Pack 2 (build 6002)"),
        Row(
            name: "Windows Server 2008 R2 Enterprise", version: "6.1 (7601)", servicePack: "Service Pack 1",
            release: .server2008R2, build: 7601, number: 1,
            display: "Windows Server 2008 R2 Service Pack 1 (build 7601)"),
        Row(
            name: "Windows Server 2008 R2 Standard", version: "6.1 (7600)", release: .server2008R2, build: 7600,
            display: "Windows Server 2008 R2 (build 7600)"),
        Row(
            name: "Windows Server 2012 Datacenter", version: "6.2 (9200)", release: .server2012, build: 9200,
            display: "Windows Server 2012 (build 9200)"),
        Row(
            name: "Windows Server 2012 R2 Standard", version: "6.3 (9600)", release: .server2012R2, build: 9600,
            display: "Windows Server 2012 R2 (build 9600)"),
        Row(
            name: "Windows Server 2016 Datacenter", version: "10.0 (14393)", release: .server2016, build: 14393,
            display: "Windows Server 2016 (build 14393)"),
        Row(
            name: "Windows Server 2019 Standard Evaluation", version: "10.0 (17763)", release: .server2019,
            build: 17763,
            display: "Windows Server 2019 (build 17763)"),
        Row(
            name: "Hyper-V Server 2019", version: "10.0 (17763)", release: .server2019, build: 17763,
            display: "Windows Server 2019 (build 17763)"),
        Row(
            name: "Windows Server 2022 Datacenter Azure Edition", version: "10.0 (20348)", release: .server2022,
            build: 20348,
            display: "Windows Server 2022 (build 20348)"),
        Row(
            name: "Windows Server 2022 Standard", version: "10.0.20348", release: .server2022, build: 20348,
            display: "Windows Server 2022 (build 20348)"),
        Row(
            name: "Windows Server 2022 Standard", version: "10.0.20348.2113", release: .server2022, build: 20348,
            display: "Windows Server 2022 (build 20348)"),
        Row(
            name: "Windows Server 2025 Datacenter", version: "10.0 (26100)", release: .server2025, build: 26100,
            display: "Windows Server 2025 (build 26100)"),
        // A name without a year: only the build tells.
        Row(
            name: "Windows Server Standard", version: "10.0 (18362)", release: .version1903, build: 18362,
            display: "Windows Server, version 1903 (build 18362)"),
        Row(
            name: "Windows Server Datacenter", version: "10.0 (18363)", release: .version1909, build: 18363,
            display: "Windows Server, version 1909 (build 18363)"),
        Row(name: "Windows Server Standard", display: "Windows Server Standard"),
        // A no-break space for a blank, a year before Server, a lone sign.
        Row(
            name: "Windows\u{A0}Server\u{A0}2016\u{A0}Standard", version: "10.0\u{A0}(14393)", release: .server2016,
            build: 14393,
            display: "Windows Server 2016 (build 14393)"),
        Row(name: "Windows Server\u{AE}2008", release: .server2008, display: "Windows Server 2008"),
        Row(name: "Windows Server(R) 2008 R2 Standard", release: .server2008R2, display: "Windows Server 2008 R2"),
        Row(name: "Windows 2000 Advanced Server", release: .windows2000, display: "Windows 2000"),
        // Previews.
        Row(
            name: "Windows Server 2003", version: "5.2 (3718)", servicePack: "Service Pack 1, v.624",
            release: .server2003,
            build: 3718, number: 1, display: "Windows Server 2003 Service Pack 1 (build 3718)"),
        Row(
            name: "Windows Server 2025 Standard", version: "10.0 (26040)", release: .server2025, build: 26040,
            display: "Windows Server 2025 (build 26040)"),
        // Build first: the name contradicts it.
        Row(
            name: "Windows Server 2012 R2 Standard", version: "10.0 (20348)", release: .server2022, build: 20348,
            display: "Windows Server 2022 (build 20348)"),
        Row(
            name: "Windows Server 2012 R2 Standard", version: "10.0 (26200)", build: 26200,
            display: "Windows Server 2012 R2 Standard (build 26200, newer than known)"),
        // Newer than known.
        Row(
            name: "Windows Server 2028 Standard", version: "10.0 (29000)", build: 29000,
            display: "Windows Server 2028 Standard (build 29000, newer than known)"),
        // Name second: the version is missing or unreadable.
        Row(name: "Windows Server 2019 Standard", release: .server2019, display: "Windows Server 2019"),
        Row(name: "Windows Server 2019 Standard", version: "ten", release: .server2019, display: "Windows Server 2019"),
        Row(name: "Windows Server Standard", version: "ten", display: "Windows Server Standard (ten)"),
        // No name, or one that was branded away.
        Row(version: "10.0 (20348)", release: .server2022, build: 20348, display: "Windows Server 2022 (build 20348)"),
        Row(version: "5.2 (3718)", release: .server2003, build: 3718, display: "Windows Server 2003 (build 3718)"),
        Row(
            name: "Contoso Branch Appliance", version: "10.0 (17763)", release: .server2019, build: 17763,
            display: "Windows Server 2019 (build 17763)"),
        // A client shares its build with a server.
        Row(
            name: "Windows 7 Professional", version: "6.1 (7601)", servicePack: "Service Pack 1",
            family: .windowsClient,
            build: 7601, number: 1, display: "Windows 7 Professional Service Pack 1 (build 7601)"),
        Row(
            name: "Windows 10 Pro", version: "10.0 (19045)", family: .windowsClient, build: 19045,
            display: "Windows 10 Pro (build 19045)"),
        // Samba.
        Row(name: "Samba", version: "4.17.12-Debian", family: .samba, display: "Samba 4.17.12-Debian"),
        Row(name: "Samba", version: "4.4.0pre1-GIT-3664d09", family: .samba, display: "Samba 4.4.0pre1-GIT-3664d09"),
        Row(name: "Samba", family: .samba, display: "Samba"),
        Row(name: "Samba", version: "10.0 (20348)", family: .samba, display: "Samba 10.0 (20348)"),
        // Members that are no Windows.
        Row(name: "Red Hat Server", version: "8.4 (Ootpa)", family: .other, display: "Red Hat Server 8.4 (Ootpa)"),
        Row(name: "OneFS", version: "v8.1.2.0", family: .other, display: "OneFS v8.1.2.0"),
        Row(name: "EMC File Server", version: "5.6.50", family: .other, display: "EMC File Server 5.6.50"),
        Row(name: "Data Domain OS", version: "7.2.0.5", family: .other, display: "Data Domain OS 7.2.0.5"),
        Row(name: "NetApp Release 9.18.1RC1", family: .other, display: "NetApp Release 9.18.1RC1"),
        Row(name: "pc-linux-gnu", family: .other, display: "pc-linux-gnu"),
        Row(name: "unknown", family: .other, display: "unknown"),
        Row(version: "4.17.12", family: .other, display: "4.17.12"),
        // Nothing: every Samba server that joined.
        Row(family: .unstated, display: "not stated"),
        Row(name: "", version: " ", servicePack: "\u{A0}", family: .unstated, display: "not stated"),
    ]

    @Test(arguments: rows) func textsAreRead(row: Row) {
        let system = OperatingSystemRelease(name: row.name, version: row.version, servicePack: row.servicePack)
        #expect(system.family == row.family)
        #expect(system.release == row.release)
        #expect(system.build == row.build)
        #expect(system.servicePackNumber == row.number)
        #expect(system.displayName == row.display)
        #expect(system.isSamba == (row.family == .samba))
    }

    @Test func releasesAreInOrder() {
        #expect(WindowsServerRelease.all == WindowsServerRelease.all.sorted())
        #expect(WindowsServerRelease.server2003 < .server2003R2)
        #expect(WindowsServerRelease.server2012R2 < .server2016)
        #expect(WindowsServerRelease.server2019 < .version1903)
        #expect(WindowsServerRelease.version20H2 < .server2022)
        #expect(Set(WindowsServerRelease.all).count == WindowsServerRelease.all.count)
    }

    @Test(
        arguments: [
            ("Windows Server 2008 R2 Standard", "6.1 (7601)", false),
            ("Windows Server 2012 Standard", "6.2 (9200)", true),
            ("Windows Server 2022 Standard", "10.0 (20348)", true),
            ("Windows Server 2028 Standard", "10.0 (29000)", true),
            // Between known builds.
            ("Windows Server Standard", "10.0 (17000)", true),
            ("Windows Server Standard", nil, nil), ("Samba", "4.17.12", nil), (nil, nil, nil),
            ("Windows 10 Pro", "10.0 (19045)", nil),
            ("OneFS", "v8", nil),
        ] as [(String?, String?, Bool?)]) func twentyTwelveOrLater(name: String?, version: String?, expected: Bool?)
    {
        #expect(OperatingSystemRelease(name: name, version: version).isAtLeast(.server2012) == expected)
    }

    /// The level does not tell the operating system: 2016, 2019 and 2022 all report 7. The texts do.
    @Test func releasesOfOneLevelAreToldApart() {
        let releases = ["10.0 (14393)", "10.0 (17763)", "10.0 (20348)"].map {
            OperatingSystemRelease(name: "Windows Server Standard", version: $0).release
        }
        #expect(releases == [.server2016, .server2019, .server2022])
    }

    @Test func randomTextsDoNotCrash() {
        var random = SeededRandom(seed: 2)
        let seeds = Self.rows.flatMap { [$0.name, $0.version, $0.servicePack] }.compactMap(\.self)
        for _ in 0..<10_000 {
            let texts = (0..<3).map { _ in
                String(decoding: random.damaged(Array((seeds.randomElement(using: &random) ?? "").utf8)), as: UTF8.self)
            }
            let system = OperatingSystemRelease(name: texts[0], version: texts[1], servicePack: texts[2])
            guard !system.displayName.isEmpty, system.release == nil || system.isAtLeast(.windows2000) == true else {
                Issue.record("\(system)")
                return
            }
        }
    }
}
