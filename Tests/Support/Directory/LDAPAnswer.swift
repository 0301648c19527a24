/// Encodes the messages of a server (RFC 4511, section 4).
struct LDAPAnswer {
    enum Kind: UInt8 {
        case bindResponse = 0x61
        case searchDone = 0x65
        case modifyResponse = 0x67
        case addResponse = 0x69
        case deleteResponse = 0x6B
        case renameResponse = 0x6D
        case compareResponse = 0x6F
        case extendedResponse = 0x78
    }

    private let ber: BER

    init(_ ber: BER) { self.ber = ber }

    func result(
        _ kind: Kind, id: Int, _ result: ScriptedResult, name: String? = nil, value: [UInt8]? = nil,
        controls: [[UInt8]] = []
    ) -> [UInt8] {
        var parts = [
            ber.integer(result.code, tag: 0x0A), ber.text(result.matchedDN), ber.text(result.diagnosticMessage),
        ]
        if !result.referrals.isEmpty { parts.append(ber.sequence(result.referrals.map { ber.text($0) }, tag: 0xA3)) }
        if let name { parts.append(ber.text(name, tag: 0x8A)) }
        if let value { parts.append(ber.octets(value, tag: 0x8B)) }
        return message(id, ber.sequence(parts, tag: kind.rawValue), controls: controls)
    }

    func entry(id: Int, dn: String, _ attributes: [DirectoryEntry.Attribute]) -> [UInt8] {
        let list = attributes.map { attribute in
            ber.sequence([ber.text(attribute.name), ber.sequence(attribute.values.map { ber.octets($0) }, tag: 0x31)])
        }
        return message(id, ber.sequence([ber.text(dn), ber.sequence(list)], tag: 0x64))
    }

    func reference(id: Int, _ uris: [String]) -> [UInt8] {
        message(id, ber.sequence(uris.map { ber.text($0) }, tag: 0x73))
    }

    /// Unsolicited, with message ID 0 (RFC 4511, section 4.4.1).
    func noticeOfDisconnection(_ result: ScriptedResult) -> [UInt8] {
        self.result(.extendedResponse, id: 0, result, name: "1.3.6.1.4.1.1466.20036")
    }

    /// The simple paged results control (RFC 2696) of an answer.
    func pagedResults(cookie: [UInt8]) -> [UInt8] {
        let value = ber.sequence([ber.integer(0), ber.octets(cookie)])
        return ber.sequence([ber.text(PagedResults.oid), ber.octets(value)])
    }

    /// The header of a message that says it is 2 GiB long, and few bytes of it.
    static let lyingLength: [UInt8] = [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF, 0x02, 0x01, 0x01]

    private func message(_ id: Int, _ body: [UInt8], controls: [[UInt8]] = []) -> [UInt8] {
        ber.sequence([ber.integer(id), body] + (controls.isEmpty ? [] : [ber.sequence(controls, tag: 0xA0)]))
    }
}
