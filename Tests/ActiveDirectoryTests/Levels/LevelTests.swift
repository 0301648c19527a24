import ActiveDirectory
import Foundation
import Testing

@Suite struct FunctionalLevelTests {
    @Test(arguments: [
        ("0", "Windows 2000"), ("1", "Windows Server 2003 interim"), ("2", "Windows Server 2003"),
        ("3", "Windows Server 2008"), ("4", "Windows Server 2008 R2"), ("5", "Windows Server 2012"),
        ("6", "Windows Server 2012 R2"), ("7", "Windows Server 2016"), ("10", "Windows Server 2025"),
        ("8", "level 8, not known"), ("9", "level 9, not known"), ("-1", "level -1, not known"),
        ("11", "level 11, newer than known"), ("4711", "level 4711, newer than known"),
    ]) func everyNumberHasAName(text: String, name: String) throws {
        let level = try #require(FunctionalLevel(text))
        #expect(level.name == name)
        #expect(level.isKnown == !name.hasPrefix("level"))
    }

    /// 10 follows 7; 8 and 9 do not exist, and a newer one still is "at least 2016".
    @Test func levelsAreOrderedByNumber() {
        #expect(FunctionalLevel.windowsServer2025 > .windowsServer2016)
        #expect(FunctionalLevel(rawValue: 11) > .windowsServer2025)
        #expect(FunctionalLevel.windowsServer2003Interim < .windowsServer2003)
    }

    @Test func codedAsItsNumber() throws {
        let data = try JSONEncoder().encode([FunctionalLevel(rawValue: 42)])
        #expect(String(decoding: data, as: UTF8.self) == "[42]")
        #expect(try JSONDecoder().decode([FunctionalLevel].self, from: data) == [FunctionalLevel(rawValue: 42)])
    }

    @Test(arguments: ["", "seven", "7.0"]) func textThatIsNoNumberIsRefused(text: String) {
        #expect(FunctionalLevel(text) == nil)
    }
}

@Suite struct SchemaVersionTests {
    @Test(arguments: [
        ("13", "Windows 2000"), ("30", "Windows Server 2003"), ("31", "Windows Server 2003 R2"),
        ("44", "Windows Server 2008"), ("47", "Windows Server 2008 R2"), ("56", "Windows Server 2012"),
        ("69", "Windows Server 2012 R2"), ("87", "Windows Server 2016"), ("88", "Windows Server 2019 or 2022"),
        ("90", "Windows Server 2025 preview"), ("91", "Windows Server 2025"), ("92", "version 92, newer than known"),
        ("50", "version 50, not known"),
    ]) func everyNumberHasAName(text: String, name: String) throws {
        let version = try #require(SchemaVersion(text))
        #expect(version.name == name)
        #expect((version.release == nil) == name.hasPrefix("version"))
    }

    @Test func versionsAreOrderedByNumber() {
        #expect(SchemaVersion.windowsServer2003R2 >= .windowsServer2003)
        #expect(SchemaVersion(rawValue: 200) > .windowsServer2025)
    }
}
