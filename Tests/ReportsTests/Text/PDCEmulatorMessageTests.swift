import Inspection
import Testing

@testable import Reports

@Suite struct PDCEmulatorMessageTests {
    private func message(_ scenario: Scenario) throws -> String? {
        let domain = try #require(scenario.snapshots.first?.forest.domains.known?.first)
        return PDCEmulatorMessage.text(for: domain, layout: TextLayout(width: 200))
    }

    @Test func nothingIsSaidWhereAllAgree() throws {
        #expect(try message(.healthy) == nil)
    }

    @Test func contradictingWitnessesAreNamedWithWhatTheySay() throws {
        let text = try #require(try message(.contradicted))
        #expect(
            text.hasPrefix(
                "The witnesses contradict each other on who the PDC emulator of corp.example.test is; no name"))
        let said = """
              dc1.corp.example.test is named by
                - fSMORoleOwner on dc1.corp.example.test, dc2.corp.example.test (authenticated)
                - netlogon flag of dc1.corp.example.test (not authenticated)
              dc2.corp.example.test is named by
                - SRV record _ldap._tcp.pdc._msdcs.corp.example.test from 10.20.0.2 (not authenticated)
              no host is named by
                - netlogon flag of dc2.corp.example.test (not authenticated)

            """
        #expect(text.contains(said))
        #expect(text.contains("nltest /dsregdns"))
    }

    @Test func whoCouldNotBeAskedIsNamedWithTheReason() throws {
        let text = try #require(try message(.broken))
        #expect(text.hasPrefix("Nothing confirms who the PDC emulator"))
        #expect(
            text.contains(
                "  could not be asked\n    - fSMORoleOwner on dc1.corp.example.test (authenticated): no answer"))
    }

    @Test func aNameThatIsPrintedMayStillHaveASilentWitness() throws {
        #expect(try #require(try message(.partial)).hasPrefix("Not every witness could be asked"))
    }

    @Test func noWitnessAtAll() {
        var domain = ForestFixture.domain()
        domain.pdcConsensus = PDCConsensus(witnesses: [], agreement: .unconfirmed, host: nil)
        #expect(PDCEmulatorMessage.text(for: domain, layout: TextLayout())?.contains("There is no witness.") == true)
    }

    @Test func hostsDifferingInCaseAndTrailingDotAreOne() {
        var domain = ForestFixture.domain()
        domain.pdcConsensus.witnesses[2].host = .value("DC1.corp.example.test.")
        #expect(WitnessStatements(domain).namings.count == 1)
    }
}
