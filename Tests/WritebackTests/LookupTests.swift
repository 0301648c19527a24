import Testing

@testable import Writeback

@Suite struct LookupTests {
    @Test(arguments: ["WB-PDC-001", "wb-pdc-001", "Wb-Pdc-001"])
    func aRuleIsFoundHoweverItIsCapitalised(name: String) {
        #expect(Catalogue.rule(named: name)?.id == "WB-PDC-001")
    }

    @Test(arguments: ["", "WB-PDC-01", "WB-PDC-001 ", "PDC"])
    func nothingElseIsFound(name: String) { #expect(Catalogue.rule(named: name) == nil) }

    @Test(arguments: [
        ("WB-PDC-0001", "WB-PDC-001"), ("wb-pcd-003", "WB-PDC-003"), ("PDC", "WB-PDC-001"),
        ("BW-ACL-001", "WB-ACL-001"),
        ("WB-PORT-446", "WB-PORT-445"), ("network", "WB-NET-001"),
    ])
    func theNearestComesFirst(name: String, nearest: RuleIdentifier) {
        #expect(Catalogue.identifiers(near: name).first == nearest)
    }

    @Test func asManyAsAreAskedFor() {
        #expect(Catalogue.identifiers(near: "PDC") == ["WB-PDC-001", "WB-PDC-002", "WB-PDC-003"])
        #expect(Catalogue.identifiers(near: String(repeating: "x", count: 100_000), count: 2).count == 2)
    }
}
