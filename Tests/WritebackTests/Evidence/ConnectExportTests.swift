import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite struct ConnectExportTests {
    static let forestFile = "Connectors/Connector_{6f1d1b1e-2c54-4a7e-9b44-0d5a3f1c0a11}.xml"
    static let tenantFile = "Connectors/Connector_{b7a3a6d2-58a8-4d0f-8f4f-6f8f4c0d9e22}.xml"
    static let settingsFile = "GlobalSettings/MV.xml"
    static let ruleFile = "SynchronizationRules/SynchronizationRule_{81606011-bf6a-4ecf-8fd3-0a0df8460500}.xml"
    static let all = [forestFile, tenantFile, settingsFile, ruleFile]

    static func text(_ file: String) throws -> String { try EvidenceFixture.text("Connect/export/" + file) }

    static func read(_ files: [(String, [UInt8])], inPiecesOf size: Int = 4096) throws -> ConnectExport {
        var reader = ConnectExportReader(directory: "export")
        for (index, (path, bytes)) in files.enumerated()
        where try reader.begin(path, writtenAt: Date(timeIntervalSince1970: Double(1000 - index))) {
            var rest = bytes[...]
            while !rest.isEmpty {
                try reader.append(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            try reader.endFile()
        }
        return try reader.finish()
    }

    /// The export with one text in one file replaced.
    static func read(_ file: String, _ old: String, _ new: String) throws -> ConnectExport {
        let text = try text(file)
        try #require(text.contains(old))
        return try read([(file, Array(text.replacing(old, with: new).utf8))])
    }

    static func fixture() throws -> ConnectExport {
        try read(all.map { ($0, Array(try text($0).utf8)) } + [("readme.txt", [])])
    }

    @Test func theForestConnectorIsRead() throws {
        let forest = try #require(try Self.fixture().forests.first)
        #expect(forest.id == "6f1d1b1e-2c54-4a7e-9b44-0d5a3f1c0a11" && forest.name == "corp.example.test")
        #expect(forest.forestName == .value("corp.example.test"))
        #expect(
            forest.accountName == .value("MSOL_0a1b2c3d4e5f") && forest.accountDomain == .value("CORP.EXAMPLE.TEST"))
        #expect(forest.signsAndSeals == .value(true) && forest.usesTLS == .value(false))
        #expect(forest.checksRevocation == .value(false) && forest.usesSimpleBind == .value(false))
        #expect(forest.synchronizesPasswordHashes == .value(true) && forest.mayWritePasswords == .value(true))
        #expect(forest.allowsLowSecurity == .value(false))
        #expect(forest.changedAt.known == (try EvidenceFixture.date("2026-11-02T07:40:05Z")).addingTimeInterval(0.713))
        #expect(forest.runProfiles == ["Full Import", "Full Synchronization"])
        #expect(forest.partitions.map(\.isSelected) == [true, false])
    }

    @Test func thePartitionIsRead() throws {
        let partition = try #require(try Self.fixture().forests.first?.partitions.first)
        #expect(partition.distinguishedName == "DC=corp,DC=example,DC=test" && partition.isDomain == .value(true))
        #expect(partition.domainName == .value("corp.example.test") && partition.netbiosName == .value("CORP"))
        #expect(partition.preferredDomainControllers == .value(["dc1.corp.example.test"]))
        #expect(partition.lastDomainController == .value("dc1.corp.example.test"))
        #expect(partition.failsOver == .value(true) && partition.signsAndSeals == .value(true))
        #expect(partition.accountName == .absent && partition.accountDomain == .absent)
        #expect(partition.includedContainers == ["DC=corp,DC=example,DC=test"] && partition.excludedContainers == [])
        #expect(partition.objectClasses == ["user", "inetOrgPerson", "group"])
    }

    @Test func theTenantConnectorIsRead() throws {
        let tenant = try #require(try Self.fixture().tenants.first)
        #expect(tenant.accountName == .value("Sync_SYNC01_5d6e7f8091a2@example.onmicrosoft.com"), "blanks are cut off")
        #expect(tenant.serverName == "SYNC01" && tenant.writesPasswordsBack == .value(true))
        #expect(tenant.authority == .value("https://login.windows.net/example.onmicrosoft.com"))
        #expect(tenant.runProfiles == ["Full Import", "Full Synchronization", "Export"])
        #expect(tenant.passwordWritebackChangedAt.isValue && tenant.changedAt.isValue)
    }

    @Test func settingsAndRulesAreRead() throws {
        let export = try Self.fixture()
        let settings = try #require(export.settings.known)
        #expect(settings.build == .value(try #require(ConnectBuild("2.5.79.0"))) && settings.isStaging == .value(false))
        #expect(settings.passwordWriteback == .value(true) && settings.passwordHashSync == .value(true))
        #expect(settings.groupWriteback == .value(false) && settings.groupWritebackForest == .absent)
        #expect(settings.deviceWriteback == .value(false) && settings.userWriteback == .value(false))
        #expect(settings.exchangeHybrid == .value(false) && settings.deviceWritebackContainer == .absent)
        #expect(settings.anchorAttribute == .value("mS-DS-ConsistencyGuid"))
        let rule = try #require(export.rules.known?.first)
        #expect(
            rule.name == "In from AD - User Join" && rule.direction == "Inbound" && rule.isDisabled == .value(false))
        #expect(rule.connector == export.forests.first?.id && rule.precedence == .value(100))
        #expect(rule.synchronizesPasswordHashes == .value(true) && rule.linkType == "Provision")
        #expect(rule.immutableTag == .value("Microsoft.InfromADUserJoin.003"))
    }

    @Test func datesAreFacts() throws {
        let export = try Self.fixture()
        #expect(export.writtenAt == .value(Date(timeIntervalSince1970: 997)), "the oldest file counts")
        #expect(export.configurationChangedAt == export.tenants[0].changedAt)
        var reader = ConnectExportReader(directory: "export")
        #expect(try reader.begin(Self.forestFile, writtenAt: nil))
        try reader.append(Array(Self.text(Self.forestFile).utf8))
        try reader.endFile()
        let undated = try reader.finish()
        #expect(undated.writtenAt.state == "notCollected")
        #expect(undated.settings.state == "notCollected" && undated.rules.state == "notCollected")
    }

    @Test func everyEncodingPieceSizeAndSeparatorReadsTheSame() throws {
        let expected = try Self.fixture()
        for index in 0..<6 {
            let files = try Self.all.map { file in
                (
                    file.replacing("/", with: "\\").uppercased(),
                    EvidenceFixture.encodings(of: try Self.text(file))[index].bytes
                )
            }
            for size in [1, 1000] { #expect(try Self.read(files, inPiecesOf: size) == expected) }
        }
    }

    @Test func oneLineOrIndentedIsTheSame() throws {
        let expected = try Self.fixture()
        let files = try Self.all.map { file in
            let lines = try Self.text(file).split(separator: "\n").map { $0.drop { $0 == " " } }
            return (file, Array(lines.joined().utf8))
        }
        #expect(try Self.read(files) == expected)
        let indented = try Self.all.map { ($0, Array(try Self.text($0).replacing("><", with: ">\r\n\t<").utf8)) }
        #expect(try Self.read(indented) == expected)
    }

    @Test func noPreferredControllersAreProvedAbsent() throws {
        let list = "<preferred-dcs><preferred-dc>dc1.corp.example.test</preferred-dc></preferred-dcs>"
        for without in ["", "<preferred-dcs />", "<preferred-dcs></preferred-dcs>"] {
            let partition = try Self.read(Self.forestFile, list, without).forests[0].partitions[0]
            #expect(partition.preferredDomainControllers == .absent)
        }
        let two = list.replacing("</preferred-dcs>", with: "<preferred-dc> DC2 </preferred-dc></preferred-dcs>")
        #expect(
            try Self.read(Self.forestFile, list, two).forests[0].partitions[0].preferredDomainControllers
                == .value(["dc1.corp.example.test", "DC2"]))
    }

    @Test func aParameterStandsInForAnElementThatIsNotThere() throws {
        let partition = try Self.read(Self.forestFile, "<last-dc>dc1.corp.example.test</last-dc>", "").forests[0]
            .partitions[0]
        #expect(partition.lastDomainController == .value("dc1.corp.example.test"))
        let forest = try Self.read(Self.forestFile, "<forest-name>corp.example.test</forest-name>", "").forests[0]
        #expect(forest.forestName == .value("corp.example.test"))
    }

    @Test(arguments: [
        ("UserName-less", "Sync_SYNC01_5d6e7f8091a2@example.onmicrosoft.com", "", nil),
        ("an application", "Sync_SYNC01_5d6e7f8091a2@example.onmicrosoft.com", "ConnectSyncProvisioning_SYNC01", nil),
        ("a name with _", "Sync_SYNC01_5d", "Sync_MY_SYNC_5d", "MY_SYNC"),
        ("no name", "Sync_SYNC01_5d", "Sync_5d", nil),
    ]) func theServerIsInTheAccountsName(_: String, old: String, new: String, server: String?) throws {
        #expect(try Self.read(Self.tenantFile, old, new).tenants[0].serverName == server)
    }

    @Test func aConnectorToSomethingElseIsNamed() throws {
        let export = try Self.read(
            Self.tenantFile, "Windows Azure Active Directory (Microsoft)", "Generic LDAP (Microsoft)")
        #expect(export.tenants.isEmpty && export.others.map(\.category) == ["Extensible2"])
    }

    @Test func aFileOfMegabytesOfSchemaIsNotHeld() throws {
        let parts = try Self.text(Self.forestFile).split(separator: "<directory-schema>", maxSplits: 1)
        var reader = ConnectExportReader(directory: "export")
        #expect(try reader.begin(Self.forestFile, writtenAt: nil))
        try reader.append(Array((parts[0] + "<directory-schema>").utf8))
        let attribute =
            "<attribute-type id=\"A1\" m:range-upper=\"256\"><name>x</name><syntax>1.2.3</syntax></attribute-type>"
        let piece = Array(String(repeating: attribute, count: 640).utf8)
        for _ in 0..<40 { try reader.append(piece) }
        try reader.append(Array(parts[1].utf8))
        try reader.endFile()
        let base = try Self.read([(Self.forestFile, Array(Self.text(Self.forestFile).utf8))])
        #expect(try reader.finish().forests == base.forests)
    }

    // MARK: - Bad input

    @Test(arguments: [
        ("<selected>1<", "<selected>maybe<", "ma-partition-data", "0, 1, True or False"),
        ("2026-11-02 07:40:05.713", "yesterday", "", "a time"),
        ("<ma-data>", "<saved-mv-configuration>", "<saved-mv-configuration>", "<ma-data>"),
        ("<category>AD</category>", "", "no ma-data/category", "an export"),
        ("<name>DC=corp,DC=example,DC=test</name>", "", "no name", "an export"),
    ]) func anotherShapeIsOneErrorWithItsPlace(old: String, new: String, found: String, expected: String) throws {
        let error = try EvidenceFixture.failure { _ = try Self.read(Self.forestFile, old, new) }
        #expect(error.code == .unexpected && error.file == Self.forestFile, "\(error)")
        #expect(error.expected.contains(expected), "\(error)")
        #expect(!error.description.contains("\n"), "\(error)")
    }

    @Test func xmlCutShortAnywhereIsTruncated() throws {
        let whole = Array(try Self.text(Self.forestFile).utf8)
        for length in stride(from: 0, to: whole.count - 12, by: 97) {
            let error = try EvidenceFixture.failure {
                _ = try Self.read([(Self.forestFile, Array(whole.prefix(length)))])
            }
            #expect(error.code == .truncated, "\(length): \(error)")
        }
    }

    @Test func aDirectoryThatIsNoExportSaysSo() throws {
        for files in [[], [("a.txt", [])], [(Self.settingsFile, Array(try Self.text(Self.settingsFile).utf8))]] {
            let error = try EvidenceFixture.failure { _ = try Self.read(files) }
            #expect(error.code == .unexpected && error.file == "export" && error.expected.contains("Get-ADSync"))
        }
    }

    @Test func twoExportsInOneDirectoryAreRefused() throws {
        for file in [Self.forestFile, Self.settingsFile] {
            let bytes = Array(try Self.text(file).utf8)
            let error = try EvidenceFixture.failure {
                _ = try Self.read([("Pilot/" + file, bytes), ("Production/" + file, bytes)])
            }
            #expect(error.code == .unexpected && error.file.hasPrefix("Production/"), "\(error)")
        }
    }

    @Test func aValueOfMegabytesIsRefused() throws {
        let error = try EvidenceFixture.failure {
            _ = try Self.read(
                Self.forestFile, "MSOL_0a1b2c3d4e5f</forest", String(repeating: "M", count: 70_000) + "</forest")
        }
        #expect(error.code == .tooLarge)
    }
}

@Suite struct ConnectBuildTests {
    @Test func buildsAreComparedByNumbersNotByText() throws {
        let old = try #require(ConnectBuild("2.5.9.0")), new = try #require(ConnectBuild("2.5.79.0"))
        #expect(old < new && new.description == "2.5.79.0" && ConnectBuild("1.1")?.description == "1.1.0.0")
    }

    @Test(arguments: ["", "2", "2.5.79.0.1", "2..1", "2.x", "-1.2", "2.+5", "99999999999999999999.1", " 2.5"])
    func whatIsNoBuildIsRefused(text: String) {
        #expect(ConnectBuild(text) == nil)
    }
}

@Suite struct EvidenceTimeTests {
    @Test(arguments: [
        ("2025-01-02T03:04:05Z", 1_735_787_045.0), ("2025-01-02 03:04:05.678", 1_735_787_045.678),
        ("2025-01-02T03:04:05.6780000", 1_735_787_045.678), ("2025-01-02T04:04:05+01:00", 1_735_787_045),
        ("2025-01-02", 1_735_776_000), ("/Date(1735787045678)/", 1_735_787_045.678),
        ("/Date(1735787045678+0100)/", 1_735_787_045.678), ("2025-01-02T03:04:05z", 1_735_787_045),
    ]) func timesAreRead(text: String, seconds: Double) throws {
        let date = try #require(EvidenceTime.date(text))
        #expect(abs(date.timeIntervalSince1970 - seconds) < 0.001)
    }

    @Test(arguments: [
        "", "2025-02-30", "2025-13-01T00:00:00Z", "yesterday", "/Date(x)/", "/Date()/", "/Date(+)/",
        "/Date(99999999999999999999)/", "2025-01-02T25:00:00Z", "2025/01/02", "2025-01-02T03:04", "01/02/2025 03:04:05",
        "2025-01-02T03:04:05ZZ", "٢٠٢٥-01-02",
    ]) func whatIsNoTimeIsNone(text: String) {
        #expect(EvidenceTime.date(text) == nil)
    }
}
