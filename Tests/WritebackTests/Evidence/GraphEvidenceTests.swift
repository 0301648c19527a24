import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite struct GraphEvidenceTests {
    static func read(_ text: String) throws -> GraphEvidence {
        var evidence = GraphEvidence()
        try evidence.add(Array(text.utf8), file: "graph.json", writtenAt: nil)
        return evidence
    }

    static func fixture(_ names: String...) throws -> GraphEvidence {
        var evidence = GraphEvidence()
        for name in names { try evidence.add(EvidenceFixture.bytes("Graph/\(name).json"), file: name, writtenAt: nil) }
        return evidence
    }

    @Test func cliAndPowerShellReadTheSameInEveryEncoding() throws {
        let expected = try Self.fixture("subscribedSkus").subscriptions
        let sku = try #require(expected.known?.first)
        #expect(expected.isValue && sku.partNumber == .value("EMS") && sku.capabilityStatus == .value("Enabled"))
        #expect(sku.enabledUnits == .value(25) && sku.consumedUnits == .value(14))
        #expect(sku.plans.known?.map(\.id) == [.value(GraphServicePlan.entraP1)])
        #expect(
            sku.plans.known?.map(\.status) == [.value("Success")]
                && sku.plans.known?.first?.name == .value("AAD_PREMIUM"))
        #expect(sku.tenantID == .value("0b6e7c1a-5b7d-4c53-9f0c-2c0b8b1d7e01"))
        let text = try EvidenceFixture.text("Graph/subscribedSkus-powershell.json")
        for (name, bytes) in EvidenceFixture.encodings(of: text) {
            var evidence = GraphEvidence()
            try evidence.add(bytes, file: "x", writtenAt: nil)
            #expect(evidence.subscriptions == expected, "\(name)")
        }
    }

    @Test func usersAreReadWithPlansAndRoles() throws {
        let user = try #require(try Self.fixture("user-admin").users.known?.first)
        #expect(user.isSynchronized == .absent, "null: never synchronized")
        #expect(user.assignedPlans.known?.first?.status == .value("Enabled"))
        #expect(user.assignedLicenses == .value(["efccb6f7-5641-4e0e-bd10-b4976e1bf68e"]))
        #expect(user.roles == .value(["8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2"]) && user.isEnabled == .value(true))
        #expect(user.onPremisesDomain == .notReturned, "not selected is not absent")
    }

    @Test func theOtherAnswersAreRead() throws {
        let evidence = try Self.fixture(
            "organization", "onPremisesSynchronization", "authorizationPolicy", "userRegistrationDetails")
        let tenant = try #require(evidence.organizations.known?.first)
        #expect(tenant.isSynchronized == .value(true) && tenant.verifiedDomains.known?.count == 2)
        #expect(tenant.lastSynchronizedAt == .value(try EvidenceFixture.date("2026-11-02T08:10:11Z")))
        let features = try #require(evidence.synchronization.known?.first)
        #expect(features.passwordHashSync == .value(true) && features.passwordWritebackNotInUse == .value(false))
        #expect(features.deviceWriteback == .value(false) && features.groupWriteback == .value(false))
        #expect(evidence.authorizationPolicies.known?.first?.administratorsMayReset == .value(true))
        let registration = try #require(evidence.registrations.known?.first)
        #expect(registration.isEnabled == .value(true) && registration.isRegistered == .value(true))
        #expect(registration.isCapable == .value(true) && registration.isAdministrator == .value(false))
        #expect(evidence.users.state == "notCollected" && evidence.subscriptions.state == "notCollected")
        #expect(
            evidence.files.map(\.kind) == [
                .organization, .onPremisesSynchronization, .authorizationPolicy, .userRegistrationDetails,
            ])
    }

    @Test func domainsAreReadWithoutAContext() throws {
        let domain = try #require(
            try Self.read(#"[{"Id":"corp.example.test","AuthenticationType":"Federated","IsVerified":true}]"#).domains
                .known?.first)
        #expect(domain.name == .value("corp.example.test") && domain.authenticationType == .value("Federated"))
    }

    @Test func aPageThatWasNotFollowedIsPartial() throws {
        let text = try EvidenceFixture.text("Graph/subscribedSkus.json")
            .replacing("\"value\":", with: "\"@odata.nextLink\": \"https://graph.microsoft.com/x\", \"value\":")
        var evidence = try Self.read(text)
        #expect(evidence.subscriptions.state == "partial" && evidence.subscriptions.known?.count == 1)
        try evidence.add(EvidenceFixture.bytes("Graph/subscribedSkus.json"), file: "more", writtenAt: nil)
        #expect(evidence.subscriptions.state == "partial" && evidence.subscriptions.known?.count == 2)
    }

    /// Get-MgUser without -All stops at 100, and says nothing.
    @Test(arguments: [(99, "value"), (100, "partial"), (999, "partial")])
    func exactlyOnePageOfABareListIsPartial(count: Int, state: String) throws {
        let users = [String](repeating: #"{"UserPrincipalName":"a@b"}"#, count: count).joined(separator: ",")
        #expect(try Self.read("[\(users)]").users.state == state)
    }

    /// ConvertTo-Json without -Depth turns what is deeper into the names of its types.
    @Test func whatPowerShellFlattenedIsNotCollected() throws {
        let text =
            #"[{"SkuPartNumber":"EMS","PrepaidUnits":"Microsoft.Graph.X","ServicePlans":["Microsoft.Graph.Y","Z"]}]"#
        let sku = try #require(try Self.read(text).subscriptions.known?.first)
        #expect(sku.plans.why?.contains("-Depth") == true && sku.enabledUnits.why?.contains("-Depth") == true)
    }

    @Test func additionalPropertiesBelongToTheObject() throws {
        let text = #"{"UserPrincipalName":"a@b","AdditionalProperties":{"onPremisesSyncEnabled":true}}"#
        #expect(try Self.read(text).users.known?.first?.isSynchronized == .value(true))
    }

    @Test func anEmptyListWithItsContextIsProvedEmpty() throws {
        let text = #"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#subscribedSkus","value":[]}"#
        #expect(try Self.read(text).subscriptions == .value([]))
    }

    @Test(arguments: [
        (
            #"{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}}"#,
            EvidenceError.Code.refused, "error" as String?
        ),
        ("[]", .unexpected, nil as String?), (#"{"value":[{"x":1}]}"#, .unexpected, "value[0]"),
        (#"{"skuPartNumber":"EMS","consumedUnits":"many"}"#, .unexpected, "consumedUnits"),
        (
            #"[{"skuPartNumber":"A"},{"skuPartNumber":"B","servicePlans":[{"servicePlanId":7}]}]"#, .unexpected,
            "[1].servicePlans[0].servicePlanId"
        ),
        (#"[{"skuPartNumber":"A","servicePlans":5}]"#, .unexpected, "[0].servicePlans"), ("true", .unexpected, nil),
    ]) func anotherShapeIsOneErrorWithItsKeys(text: String, code: EvidenceError.Code, key: String?) throws {
        let error = try EvidenceFixture.failure { _ = try Self.read(text) }
        #expect(error.code == code && error.place == key.map { .key($0) }, "\(error)")
    }
}
