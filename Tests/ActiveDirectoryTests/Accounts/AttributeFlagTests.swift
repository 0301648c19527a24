import ActiveDirectory
import Foundation
import Testing

/// 32-bit values arrive signed.
@Suite struct AttributeFlagTests {
    @Test func aNegativeTextKeepsTheHighestBit() {
        #expect(GroupType("-2147483646") == [.security, .global])
        #expect(GroupType("-2147483643") == [.security, .domainLocal, .builtin])
        #expect(GroupType("8") == .universal)
        #expect(CrossRefFlags("-2147483648") == .disallowDelete)
        #expect(
            CrossRefFlags("-1946157056") == [.disallowDelete, .domainDisallowMove, .domainDisallowRename])
        #expect(CrossRefFlags("4294967295")?.rawValue == .max)
    }

    @Test(arguments: ["", "x", "0x2", "-2147483649", "4294967296", "9223372036854775808", "1.0"])
    func textThatIsNo32BitNumberIsRefused(text: String) {
        #expect(UserAccountControl(text) == nil)
    }

    @Test func partitionsByTheirFlags() throws {
        #expect(CrossRefFlags("3") == [.namingContext, .domain])
        #expect(CrossRefFlags("5") == [.namingContext, .notReplicatedToGlobalCatalogs])
        let configuration = try #require(CrossRefFlags("1"))
        #expect(!configuration.contains(.domain))
    }

    @Test(arguments: [
        ("512", ["normal account"]), ("514", ["disabled", "normal account"]),
        ("66048", ["normal account", "password does not expire"]),
        ("532480", ["domain controller", "trusted for delegation"]),
        ("83890176", ["workstation", "trusted to authenticate for delegation", "partial secrets"]),
        ("8388624", ["locked out", "password expired"]), ("0", []), ("-2147483648", ["0x80000000"]),
    ]) func userAccountControl(text: String, names: [String]) {
        #expect(UserAccountControl(text)?.names == names)
    }

    /// The options of a read-only domain controller's NTDS Settings object.
    @Test func optionsOfAReadOnlyDomainController() {
        #expect(
            DirectoryServiceOptions("37") == [.globalCatalog, .outboundReplicationDisabled, .generatesOwnTopology])
        #expect(DirectoryServiceOptions("1") == .globalCatalog)
    }

    @Test func passwordProperties() {
        #expect(PasswordProperties("1") == .complexity)
        #expect(PasswordProperties("17")?.names == ["complexity required", "reversible encryption"])
    }

    @Test(
        arguments: [
            ("8", TrustAttributes.forestTransitive), ("32", .withinForest),
            ("72", [.forestTransitive, .treatAsExternal]),
            ("20", [.quarantined, .crossOrganization]),
        ] as [(String, TrustAttributes)]) func trustAttributesSeenInTheField(text: String, expected: TrustAttributes)
    {
        #expect(TrustAttributes(text) == expected)
    }

    @Test func trustDirectionsAndTypesAreOpen() {
        #expect(TrustDirection(rawValue: 3) == .bidirectional)
        #expect(TrustDirection(rawValue: 3).name == "two-way")
        #expect(TrustDirection(rawValue: 9).name == "direction 9, not known")
        #expect(TrustType(rawValue: 2).name == "Active Directory domain")
        #expect(TrustType(rawValue: 77).name == "type 77, not known")
    }

    /// Two 32-bit halves in one number.
    @Test func ridAvailablePool() throws {
        let pool = try #require(RIDAvailablePool("4611686014132422209"))
        #expect(pool.next == 1_601)
        #expect(pool.last == 1_073_741_823)
        #expect(RIDAvailablePool(rawValue: -1).last == .max)
    }

    @Test func everyBitHasOneName() {
        func check<Bits: NamedBits>(_ type: Bits.Type) {
            var seen: UInt32 = 0
            for (bit, name) in type.bitNames {
                #expect(bit.rawValue.nonzeroBitCount == 1, "\(name)")
                #expect(seen & bit.rawValue == 0, "\(name)")
                seen |= bit.rawValue
            }
            #expect(Bits(rawValue: seen).names.count == type.bitNames.count)
        }
        check(UserAccountControl.self)
        check(GroupType.self)
        check(DirectoryServiceOptions.self)
        check(CrossRefFlags.self)
        check(PasswordProperties.self)
        check(TrustAttributes.self)
        check(DomainControllerFlags.self)
        check(NetlogonVersion.self)
    }

    @Test func codedAsOneNumber() throws {
        let data = try JSONEncoder().encode([DomainControllerFlags.writable])
        #expect(String(decoding: data, as: UTF8.self) == "[256]")
    }
}
