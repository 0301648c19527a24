import ActiveDirectory
import TestSupport
import Testing

@Suite struct NTDSSettingsNameTests {
    static let sites = "CN=Sites,CN=Configuration,DC=corp,DC=example,DC=test"

    @Test(arguments: [
        ("CN=NTDS Settings,CN=DC1,CN=Servers,CN=Default-First-Site-Name,", "DC1", "Default-First-Site-Name"),
        ("cn=ntds settings,cn=dc1,cn=servers,cn=Löhne,", "dc1", "Löhne"),
        (#"CN=NTDS Settings,CN=DC1,CN=Servers,CN=L\C3\B6hne,"#, "DC1", "Löhne"),
        (
            "CN=NTDS Settings,CN=DC1,CN=Servers,CN=Standardname-des-ersten-Standorts,", "DC1",
            "Standardname-des-ersten-Standorts"
        ),
        (#"CN=NTDS Settings,CN=DC1,CN=Servers,CN=Hamburg\, Nord,"#, "DC1", "Hamburg, Nord"),
        (#"CN=NTDS Settings,CN=DC1,CN=Servers,CN=Hamburg\2C Nord,"#, "DC1", "Hamburg, Nord"),
        (#"CN=NTDS Settings,CN=OLD SRV$,CN=Servers,CN=A\+B \"x\" \\ y,"#, "OLD SRV$", #"A+B "x" \ y"#),
        ("CN=NTDS Settings, CN=DC1 , CN=Servers, CN=Main,", "DC1", "Main"),
        (#"CN=NTDS Settings,CN=\ DC1\ ,CN=Servers,CN=Main,"#, " DC1 ", "Main"),
    ]) func serverAndSite(start: String, server: String, site: String) throws {
        let name = try #require(NTDSSettingsName(start + Self.sites))
        #expect(name.serverName == server)
        #expect(name.siteName == site)
        #expect(!name.isDeleted)
        #expect(name.deletedGUID == nil)
    }

    /// `fSMORoleOwner` of a removed domain controller: the mark holds a line feed, escaped or real.
    @Test(arguments: [#"\0A"#, #"\0a"#, "\n"]) func aRemovedOwner(lineFeed: String) throws {
        let mark = lineFeed + "DEL:6d9c3f1a-52b4-4c0e-9e21-0123456789ab"
        let name = try #require(
            NTDSSettingsName("CN=NTDS Settings\(mark),CN=OLDSERVER\(mark),CN=Servers,CN=Main,\(Self.sites)"))
        #expect(name.isDeleted)
        #expect(name.serverName == "OLDSERVER")
        #expect(name.siteName == "Main")
        #expect(name.deletedGUID == ObjectGUID("6d9c3f1a-52b4-4c0e-9e21-0123456789ab"))
    }

    @Test func aDeletedServerAboveALivingName() throws {
        let name = try #require(
            NTDSSettingsName(
                #"CN=NTDS Settings,CN=OLD\0ADEL:6d9c3f1a-52b4-4c0e-9e21-0123456789ab,CN=Servers,CN=Main,"# + Self.sites)
        )
        #expect(name.isDeleted)
        #expect(name.deletedGUID == nil)
        #expect(name.serverName == "OLD")
    }

    @Test func aConflictIsNotADeletion() throws {
        let name = try #require(
            NTDSSettingsName(
                #"CN=NTDS Settings,CN=DC1\0ACNF:6d9c3f1a-52b4-4c0e-9e21-0123456789ab,CN=Servers,CN=Main,"# + Self.sites)
        )
        #expect(!name.isDeleted)
        #expect(name.serverName == "DC1")
    }

    @Test(arguments: [
        "CN=NTDS Settings,CN=DC1,CN=LostAndFoundConfig,CN=Configuration,DC=corp",
        "CN=NTDS Settings,CN=DC1,CN=Servers,CN=Main", "CN=NTDS Settings,CN=DC1",
    ]) func aNameOfAnotherShapeHasNoSite(text: String) {
        #expect(NTDSSettingsName(text)?.serverName == "DC1")
        #expect(NTDSSettingsName(text)?.siteName == nil)
    }

    @Test(arguments: [
        "", "CN=NTDS Settings", "CN=DC1,CN=Servers", "NTDS Settings,CN=DC1", "CN=NTDS Settings,DC1",
        "CN=NTDS Settings,CN=DC1\\",
        "CN=NTDS Settings,", "OU=NTDS Settings,CN=DC1,CN=Servers", ",,,", "=NTDS Settings,CN=DC1",
    ]) func anythingElseIsNone(text: String) {
        #expect(NTDSSettingsName(text) == nil)
    }

    @Test func randomDamageDoesNotCrash() {
        var random = SeededRandom(seed: 4)
        let original = Array(
            (#"CN=NTDS Settings\0ADEL:6d9c3f1a-52b4-4c0e-9e21-0123456789ab,CN=DC\,1,CN=Servers,CN=Löhne,"# + Self.sites)
                .utf8)
        for _ in 0..<10_000 {
            _ = NTDSSettingsName(String(decoding: random.damaged(original), as: UTF8.self))
        }
    }
}
