import Inspection
import Testing

/// Sentences that installers have written, as public captures show them.
@Suite struct InstallationHintTests {
    static let identifier = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

    @Test func theSentenceOfEntraConnect() throws {
        let hint = try #require(
            InstallationHint(
                description: "Account created by Microsoft Entra Connect with installation identifier "
                    + "\(Self.identifier) running on computer SYNC01 configured to synchronize to tenant "
                    + "corpexample.onmicrosoft.com. This account must have directory replication permissions in the "
                    + "local Active Directory and write permission on certain attributes to enable Hybrid Deployment."))
        #expect(hint.identifier == Self.identifier)
        #expect(hint.server == "SYNC01")
        #expect(hint.tenant == "corpexample.onmicrosoft.com")
        #expect(hint.possibleServers.first == "SYNC01")
    }

    @Test func theSentenceOfAzureADConnect() throws {
        let hint = try #require(
            InstallationHint(
                description: "Account created by Microsoft Azure Active Directory Connect with installation identifier "
                    + "'\(Self.identifier)' running on computer 'SRV-AAD' configured to synchronize to tenant "
                    + "'contoso.onmicrosoft.com'."))
        #expect(hint.identifier == Self.identifier)
        #expect(hint.server == "SRV-AAD")
        #expect(hint.tenant == "contoso.onmicrosoft.com")
    }

    /// In another language the server is one of the words: the directory knows which.
    @Test func aGermanSentence() throws {
        let hint = try #require(
            InstallationHint(
                description: "Konto erstellt von Microsoft Azure Active Directory Connect mit Installations-ID "
                    + "\(Self.identifier), das auf Computer WIN-SYNC2 ausgeführt wird und für die Synchronisierung mit "
                    + "dem Mandanten contoso.de konfiguriert ist."))
        #expect(hint.server == nil)
        #expect(hint.tenant == "contoso.de")
        #expect(hint.possibleServers.contains("WIN-SYNC2"))
    }

    @Test(arguments: [
        "", "Service desk", "The account of the printer on floor 3", String(repeating: "A", count: 100_000),
        "..... ((((", "0a1b2c3d4e5f60718293a4b5c6d7e8f",
    ])
    func anyOtherTextIsNoHint(_ text: String) {
        #expect(InstallationHint(description: text) == nil)
    }

    @Test func theIdentifierIsFoundInAnyCase() throws {
        let hint = try #require(InstallationHint(description: "ID: \(Self.identifier.uppercased())"))
        #expect(hint.identifier == Self.identifier)
        #expect(hint.tenant == nil)
        #expect(hint.possibleServers == ["ID"])
    }
}
