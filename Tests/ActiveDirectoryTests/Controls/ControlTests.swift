import ActiveDirectory
import LDAP
import TestSupport
import Testing

@Suite("controls of Active Directory") struct ControlTests {
    /// The values as ldapsearch sends them (`-E '1.2.840.113556.1.4.801=::MAMCAQc='`, `-E extendedDn=1`).
    @Test("are sent with the values that other clients send")
    func encoding() {
        let table: [(LDAPControl, String, [UInt8]?)] = [
            (.securityDescriptorParts(), "801", [0x30, 3, 2, 1, 7]),
            (.securityDescriptorParts([.discretionaryACL]), "801", [0x30, 3, 2, 1, 4]),
            (.securityDescriptorParts([.withoutSystemACL, .systemACL]), "801", [0x30, 3, 2, 1, 15]),
            (.securityDescriptorParts(.init(rawValue: 0x180)), "801", [0x30, 4, 2, 2, 1, 0x80]),
            (.securityDescriptorParts(.init(rawValue: -1)), "801", [0x30, 3, 2, 1, 0xFF]),
            (.extendedNames(), "529", [0x30, 3, 2, 1, 1]),
            (.extendedNames(.hexadecimal), "529", [0x30, 3, 2, 1, 0]),
            (.searchOptions([.domainScope, .phantomRoot]), "1340", [0x30, 3, 2, 1, 3]),
            (.showDeleted(), "417", nil), (.showRecycled(), "2064", nil), (.showDeactivatedLinks(), "2065", nil),
            (.domainScope(), "1339", nil), (.rangeRetrievalWithoutError(), "1948", nil),
        ]
        for (control, number, value) in table {
            #expect(control.identifier == "1.2.840.113556.1.4." + number)
            #expect(control.value == value)
            #expect(!control.isCritical)
        }
        #expect(LDAPControl.securityDescriptorParts(isCritical: true).isCritical)
        #expect(LDAPControl.showDeleted(isCritical: true).isCritical)
    }

    @Test("are read back, also with Active Directory's five-byte lengths")
    func decoding() {
        let long = LDAPControl(.securityDescriptorFlags, value: [0x30, 0x84, 0, 0, 0, 3, 2, 1, 7])
        #expect(SecurityDescriptorParts(long) == .withoutSystemACL)
        let longer = LDAPControl(.securityDescriptorFlags, value: [0x30, 0x84, 0, 0, 0, 6, 2, 0x84, 0, 0, 0, 1, 4])
        #expect(SecurityDescriptorParts(longer)?.rawValue == nil)  // the inner length says that a byte is missing
        let inner = LDAPControl(.securityDescriptorFlags, value: [0x30, 0x84, 0, 0, 0, 7, 2, 0x84, 0, 0, 0, 1, 4])
        #expect(SecurityDescriptorParts(inner) == .discretionaryACL)
        for parts in [SecurityDescriptorParts.owner, .group, .systemACL, .withoutSystemACL, .init(rawValue: .min)] {
            #expect(SecurityDescriptorParts(.securityDescriptorParts(parts)) == parts)
        }
        #expect(SearchOptions(.searchOptions(.phantomRoot)) == .phantomRoot)
        #expect(ExtendedNameForm(.extendedNames(.text)) == .text)
        #expect(ExtendedNameForm(LDAPControl(.extendedDN)) == .hexadecimal)
        #expect(ExtendedNameForm(LDAPControl(.extendedDN, value: [0x30, 3, 2, 1, 9])) == nil)
        #expect(SearchOptions(.securityDescriptorParts()) == nil)
        #expect(SecurityDescriptorParts(.searchOptions(.phantomRoot)) == nil)
    }

    @Test(
        "with a malformed value are none",
        arguments: [
            [], [0x30], [0x30, 3, 2, 1], [0x30, 0], [0x30, 3, 4, 1, 7], [0x31, 3, 2, 1, 7], [2, 1, 7],
            [0x30, 6, 2, 1, 7, 2, 1, 7], [0x30, 3, 2, 1, 7, 0], [0x30, 2, 2, 0], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x30, 7, 2, 5, 1, 0, 0, 0, 0], [0x30, 0x80, 2, 1, 7], [0x30, 0x80, 2, 1, 7, 0],
        ] as [[UInt8]])
    func malformed(_ value: [UInt8]) {
        #expect(SecurityDescriptorParts(LDAPControl(.securityDescriptorFlags, value: value)) == nil)
        #expect(SearchOptions(LDAPControl(.searchOptions, value: value)) == nil)
        #expect(ExtendedNameForm(LDAPControl(.extendedDN, value: value)) == nil)
    }

    @Test("random damage to a value does not crash")
    func damage() {
        var source = SeededRandom(seed: 17)
        for _ in 0..<10_000 {
            let value = source.damaged(source.damaged([0x30, 0x84, 0, 0, 0, 3, 2, 1, 7]))
            _ = SecurityDescriptorParts(LDAPControl(.securityDescriptorFlags, value: value))
        }
    }

    private static func rootDSE(_ controls: [ControlOID], host: String? = "dc1.corp.example.test") -> RootDSE {
        RootDSE(values: { name in
            switch name {
            case "supportedControl": controls.map { Array($0.rawValue.utf8) }
            case "dnsHostName": host.map { [Array($0.utf8)] } ?? []
            default: []
            }
        })
    }

    @Test("only those that the server names are sent")
    func onlySupported() throws {
        let root = Self.rootDSE([.securityDescriptorFlags, .showDeleted])
        let wanted: [LDAPControl] = [
            .showDeleted(isCritical: true), .showRecycled(), .securityDescriptorParts(), .domainScope(),
        ]
        #expect(try root.supported(among: wanted) == [.showDeleted(isCritical: true), .securityDescriptorParts()])
        #expect(try Self.rootDSE([]).supported(among: [.domainScope()]) == [])
    }

    @Test("a critical one that the server does not name is refused here, with the server's name and what to do")
    func critical() throws {
        let error = #expect(throws: UnsupportedControlError.self) {
            try Self.rootDSE([.showDeleted]).supported(among: [.securityDescriptorParts(isCritical: true)])
        }
        let text = try #require(error).description
        #expect(text.contains("security descriptor flags (1.2.840.113556.1.4.801)"))
        #expect(text.contains("dc1.corp.example.test does not name it in supportedControl"))
        let other = UnsupportedControlError.self
        #expect(throws: other) {
            try Self.rootDSE([], host: nil).supported(among: [LDAPControl(identifier: "1.2.3", isCritical: true)])
        }
    }

    /// As a domain controller of Windows Server 2022 lists them in `supportedControl`.
    @Test("every number that Windows lists and a search can use has a name, and each name is its own")
    func names() {
        let numbers = [
            319, 417, 473, 474, 528, 529, 801, 802, 841, 970, 1339, 1340, 1504, 1852, 1948, 2026, 2064, 2065, 2066,
            2090, 2206, 2211, 2239, 2309, 521, 619, 805, 1338, 1413,
        ]
        let oids = numbers.map { "1.2.840.113556.1.4.\($0)" } + ["2.16.840.1.113730.3.4.9", "2.16.840.1.113730.3.4.10"]
        let names = oids.compactMap { ControlOID(rawValue: $0).name }
        #expect(Set(names).count == oids.count)
        #expect(ControlOID(rawValue: "1.2.3").name == nil)
        #expect(ControlOID.policyHints.name == "password policy hints")
        #expect(ControlOID.policyHintsDeprecated.name == "password policy hints (deprecated number)")
    }
}
