import ActiveDirectory
import Testing

@Suite struct NetlogonResponseTests {
    static let head = NetlogonCaptures.extendedHead
    static let names = NetlogonCaptures.extendedNames

    @Test func theExtendedFormWithAnAddress() throws {
        let response = try NetlogonResponse(NetlogonCaptures.extended)
        #expect(response.form == .version5Extended)
        #expect(response.operation == .extendedLogonResponse)
        #expect(response.flags?.rawValue == 0x3F3FD)
        #expect(response.flags?.contains([.pdc, .writable, .globalCatalog, .webService, .windowsServer2016]) == true)
        #expect(response.domainGUID == ObjectGUID("6d9c3f1a-52b4-4c0e-9e21-0123456789ab"))
        #expect(response.forest == "corp.example.test")
        #expect(response.domain == "emea.corp.example.test")
        #expect(response.hostName == "dc01.emea.corp.example.test")
        #expect(response.netbiosDomain == "EMEA")
        #expect(response.netbiosComputerName == "DC01")
        #expect(response.userName == nil)
        #expect(response.site == "Löhne")
        #expect(response.clientSite == "Löhne")
        #expect(response.address == "10.1.2.3")
        #expect(response.nextClosestSite == nil)
        #expect(response.version == [.version1, .version5Extended, .version5ExtendedWithAddress])
        #expect(!response.isPaused)
        #expect(!response.isUserUnknown)
    }

    /// The four tails, told apart by the version behind them.
    @Test(
        arguments: [
            ("05000000 ffffffff", nil, nil),
            ("10 0200 0000 0a010203 0000000000000000 0d000000 ffffffff", "10.1.2.3", nil),
            ("c046 15000000 ffffffff", nil, "Löhne"),
            ("044d61696e00 15000000 ffffffff", nil, "Main"),
            ("10 0200 0000 0a010203 0000000000000000 c046 1d000000 ffffffff", "10.1.2.3", "Löhne"),
            // The site is asked for and there is none.
            ("00 15000000 ffffffff", nil, nil),
            // An address of another family.
            ("1c 1700 0000 00000000 fe800000000000000000000000000001 00000000 0d000000 ffffffff", nil, nil),
        ] as [(String, String?, String?)]) func tailsAreToldApart(tail: String, address: String?, site: String?) throws
    {
        let response = try NetlogonResponse(captured(Self.head + Self.names + tail))
        #expect(response.address == address)
        #expect(response.nextClosestSite == site)
        #expect(response.version?.contains([.version1, .version5Extended]) == true)
        #expect(response.clientSite == "Löhne")
    }

    @Test func bytesBehindTheEndAreIgnored() throws {
        let plain = try NetlogonResponse(NetlogonCaptures.extended)
        #expect(try NetlogonResponse(NetlogonCaptures.extended + captured("00112233445566")) == plain)
    }

    @Test func aLostTailCostsOnlyTheTail() throws {
        let response = try NetlogonResponse(captured(Self.head + Self.names))
        #expect(response.site == "Löhne")
        #expect(response.version == nil)
        #expect(response.address == nil)
    }

    @Test(arguments: [
        ("1800", NetlogonResponse.Operation.extendedPaused, true, false),
        ("1900", .extendedUserUnknown, false, true),
    ]) func pausedAndUserUnknown(code: String, operation: NetlogonResponse.Operation, paused: Bool, unknown: Bool)
        throws
    {
        let response = try NetlogonResponse(captured(code + Self.head.dropFirst(4) + Self.names))
        #expect(response.operation == operation)
        #expect(response.isPaused == paused)
        #expect(response.isUserUnknown == unknown)
    }

    /// The older forms have codes of their own; the answer of a Windows NT 4.0 emulating server ends after three names.
    @Test(arguments: [("1300", false, false), ("1400", true, false), ("1500", false, true)])
    func theNT40Form(code: String, paused: Bool, unknown: Bool) throws {
        let body = "5c005c0044004300310000 00 610000 00 43004f005200500000 00 01000000 ffff ffff"
        let response = try NetlogonResponse(captured(code + body))
        #expect(response.form == .nt40)
        #expect(response.netbiosComputerName == "DC1")
        #expect(response.userName == "a")
        #expect(response.netbiosDomain == "CORP")
        #expect(response.flags == nil)
        #expect(response.version == .version1)
        #expect(response.isPaused == paused)
        #expect(response.isUserUnknown == unknown)
    }

    @Test(arguments: [0, 7, 12, 18, 22, 26, 255]) func otherOperationCodesAreRefused(code: UInt8) {
        let error = #expect(throws: NetlogonError.self) {
            try NetlogonResponse([code, 0] + NetlogonCaptures.extended.dropFirst(2))
        }
        #expect(error?.code == .unknownOperation)
        #expect(error?.detail.contains("\(code)") == true)
    }

    // MARK: - Names

    /// What follows the head up to where a reader must have stopped.
    @Test(arguments: [
        ("c018", "a pointer to itself"), ("c01a c018", "two that lead to each other"),
        ("0161 c018", "to its own labels"),
        ("c0ff", "out of the answer"), ("ffff", "far out of the answer"), ("c100", "forward"),
        ("4061", "the reserved kind 01"), ("8061", "the reserved kind 10"),
    ]) func namesThatDoNotEndAreRefused(name: String, what: String) {
        let error = #expect(throws: NetlogonError.self, "\(what)") {
            try NetlogonResponse(captured(Self.head + name + "00 00 00 00 00 00 00 00 00"))
        }
        #expect(error?.code == .malformed)
    }

    @Test(arguments: ["05616263", "0161", "c0", "", "3f00"]) func namesThatAreCutOffAreRefused(name: String) {
        let error = #expect(throws: NetlogonError.self) { try NetlogonResponse(captured(Self.head + name)) }
        #expect(error?.code == .truncated)
    }

    @Test func namesLongerThanDNSAllowsAreRefused() {
        let label = "3f" + String(repeating: "61", count: 63)
        let error = #expect(throws: NetlogonError.self) {
            try NetlogonResponse(captured(Self.head + String(repeating: label, count: 5) + "00"))
        }
        #expect(error?.code == .malformed)
    }

    /// Each name adds a label and a pointer to the one before: the chain is long, and ends.
    @Test func aChainOfPointersEnds() throws {
        let chained = Self.head + "0161 00" + "0162 c018" + "0163 c01b" + "0164 c01f" + "c023" + "00" + "c027" + "c027"
        let response = try NetlogonResponse(captured(chained))
        #expect(response.forest == "a")
        #expect(response.domain == "b.a")
        #expect(response.hostName == "c.b.a")
        #expect(response.netbiosDomain == "d.c.b.a")
        #expect(response.site == "d.c.b.a")
    }

    /// A NetBIOS domain name may hold a full stop.
    @Test func aDottedNetBIOSName() throws {
        let names = "00 00 00" + "04434f5250 0158 00" + "00 00 00 00"
        #expect(try NetlogonResponse(captured(Self.head + names)).netbiosDomain == "CORP.X")
    }

    // MARK: - Captured

    @Test func sambaExtended() throws {
        let response = try Self.answered(NetlogonCaptures.sambaExtended)
        #expect(response.form == .version5Extended)
        #expect(response.flags?.rawValue == 0x11BD)
        #expect(response.flags?.contains([.pdc, .writable]) == true)
        #expect(response.domainGUID?.description == "d2cf3253-ee81-4a42-8e5a-a3107598cbcd")
        #expect(response.forest == "corp.example.test")
        #expect(response.domain == "corp.example.test")
        #expect(response.hostName == "dc1.corp.example.test")
        #expect(response.netbiosDomain == "CORP")
        #expect(response.netbiosComputerName == "DC1")
        #expect(response.site == "Default-First-Site-Name")
        #expect(response.clientSite == "Default-First-Site-Name")
        #expect(response.address == nil)
        #expect(response.version == [.version1, .version5Extended])
    }

    @Test func sambaExtendedWithAddress() throws {
        let response = try Self.answered(NetlogonCaptures.sambaExtendedWithAddress)
        #expect(response.address == "10.77.0.11")
        #expect(response.clientSite == "Default-First-Site-Name")
        #expect(response.version?.contains(.version5ExtendedWithAddress) == true)
    }

    @Test func sambaVersion5() throws {
        let response = try Self.answered(NetlogonCaptures.sambaVersion5)
        #expect(response.form == .version5)
        #expect(response.operation == .logonResponse)
        #expect(response.netbiosComputerName == "DC1")
        #expect(response.netbiosDomain == "CORP")
        #expect(response.domainGUID?.description == "d2cf3253-ee81-4a42-8e5a-a3107598cbcd")
        #expect(response.hostName == "dc1.corp.example.test")
        #expect(response.address == "10.77.0.11")
        #expect(response.flags?.rawValue == 0x11BD)
        #expect(response.version == [.version1, .version5])
        #expect(response.site == nil)
    }

    @Test func sambaNT40() throws {
        let response = try Self.answered(NetlogonCaptures.sambaNT40)
        #expect(response.form == .nt40)
        #expect(response.netbiosComputerName == "DC1")
        #expect(response.netbiosDomain == "CORP")
        #expect(response.hostName == nil)
    }

    static func answered(_ datagram: [UInt8]) throws -> NetlogonResponse {
        let answer = try NetlogonAnswerReader(messageID: 7).answer(inDatagram: datagram)
        guard case .response(let response) = answer else {
            Issue.record("\(String(describing: answer))")
            throw CancellationError()
        }
        return response
    }
}
