/// What a domain controller answers to a netlogon ping: the value of the `netlogon` attribute (MS-ADTS 6.3.1).
///
/// It comes without authentication and can be forged.
public struct NetlogonResponse: Sendable, Hashable {
    /// The structure that the answer has.
    public enum Form: String, Sendable, Hashable {
        /// NETLOGON_SAM_LOGON_RESPONSE_NT40 (MS-ADTS 6.3.1.7).
        case nt40
        /// NETLOGON_SAM_LOGON_RESPONSE (MS-ADTS 6.3.1.8).
        case version5
        /// NETLOGON_SAM_LOGON_RESPONSE_EX (MS-ADTS 6.3.1.9).
        case version5Extended
    }

    /// What the server answers (MS-ADTS 6.3.1.3).
    public enum Operation: UInt16, Sendable, Hashable {
        case logonResponse = 19
        case paused = 20
        case userUnknown = 21
        case extendedLogonResponse = 23
        case extendedPaused = 24
        case extendedUserUnknown = 25
    }

    /// The structure of the answer.
    public let form: Form
    /// The code at the front of the answer.
    public let operation: Operation
    /// Nil in the NT 4.0 form, which has none.
    public let flags: DomainControllerFlags?
    /// `objectGUID` of the domain.
    public let domainGUID: ObjectGUID?
    /// The DNS name of the forest. This and every following name is nil where the form has none, or where it is empty.
    public let forest: String?
    /// The DNS name of the domain.
    public let domain: String?
    /// The DNS name of the server.
    public let hostName: String?
    /// The NetBIOS name of the domain.
    public let netbiosDomain: String?
    /// Without the two backslashes that the older forms put in front.
    public let netbiosComputerName: String?
    /// The account name, as it stood in the request.
    public let userName: String?
    /// The site of the server.
    public let site: String?
    /// The site of the client, by its address; nil when no subnet holds it.
    public let clientSite: String?
    /// The site that is next closest to the client's, where the request asked for it.
    public let nextClosestSite: String?
    /// The server's IPv4 address as text.
    public let address: String?
    /// The server's view of the form; nil when the bytes end before it.
    public let version: NetlogonVersion?

    /// Whether the server has its netlogon service paused, and must not be used.
    public var isPaused: Bool { operation == .paused || operation == .extendedPaused }

    /// Whether the server does not know the account that the request names.
    public var isUserUnknown: Bool { operation == .userUnknown || operation == .extendedUserUnknown }

    /// Reads an attribute value. Bytes after its end are ignored.
    public init(_ bytes: [UInt8]) throws(NetlogonError) {
        var reader = NetlogonByteReader(bytes)
        let code = try reader.unsigned16("operation code")
        guard let operation = Operation(rawValue: code) else {
            throw NetlogonError(.unknownOperation, "operation code \(code) answers no ping", received: bytes)
        }
        let parts: Parts
        switch operation {
        case .logonResponse, .paused, .userUnknown: parts = try Parts(older: &reader)
        case .extendedLogonResponse, .extendedPaused, .extendedUserUnknown: parts = try Parts(extended: &reader)
        }
        self.operation = operation
        form = parts.form
        flags = parts.flags
        domainGUID = parts.domainGUID
        forest = Self.stated(parts.forest)
        domain = Self.stated(parts.domain)
        hostName = Self.stated(parts.hostName)
        netbiosDomain = Self.stated(parts.netbiosDomain)
        netbiosComputerName = Self.stated(String(parts.netbiosComputerName.drop { $0 == "\\" }))
        userName = Self.stated(parts.userName)
        site = Self.stated(parts.site)
        clientSite = Self.stated(parts.clientSite)
        nextClosestSite = Self.stated(parts.tail.nextClosestSite)
        address = parts.tail.address
        version = parts.tail.version
    }

    private static func stated(_ text: String) -> String? { text.isEmpty ? nil : text }
}

/// The fields while they are being read.
private struct Parts {
    var form: NetlogonResponse.Form
    var flags: DomainControllerFlags?
    var domainGUID: ObjectGUID?
    var forest = ""
    var domain = ""
    var hostName = ""
    var netbiosDomain = ""
    var netbiosComputerName = ""
    var userName = ""
    var site = ""
    var clientSite = ""
    var tail = NetlogonTail()

    /// The two forms of operation codes 19 to 21.
    init(older reader: inout NetlogonByteReader) throws(NetlogonError) {
        netbiosComputerName = try reader.unicodeText("server name")
        userName = try reader.unicodeText("user name")
        netbiosDomain = try reader.unicodeText("NetBIOS domain name")
        // The NT 4.0 form ends here. Where the other goes on with a GUID, this has its version and eight set bytes.
        var end = reader
        if let version = NetlogonTail.version(endingAt: &end), !version.contains(.version5) {
            form = .nt40
            tail.version = version
            return
        }
        form = .version5
        domainGUID = try reader.guid("domain GUID")
        _ = try reader.take(16, for: "null GUID")
        forest = try reader.name("forest name")
        domain = try reader.name("domain name")
        hostName = try reader.name("host name")
        // This form holds the address as a little-endian number.
        tail.address = NetlogonTail.text(ofAddress: try reader.take(4, for: "address").reversed())
        flags = DomainControllerFlags(rawValue: try reader.unsigned32("flags"))
        tail.version = NetlogonTail.version(endingAt: &reader)
    }

    /// The form of operation codes 23 to 25.
    init(extended reader: inout NetlogonByteReader) throws(NetlogonError) {
        form = .version5Extended
        _ = try reader.unsigned16("reserved field")
        flags = DomainControllerFlags(rawValue: try reader.unsigned32("flags"))
        domainGUID = try reader.guid("domain GUID")
        forest = try reader.name("forest name")
        domain = try reader.name("domain name")
        hostName = try reader.name("host name")
        netbiosDomain = try reader.name("NetBIOS domain name")
        netbiosComputerName = try reader.name("NetBIOS computer name")
        userName = try reader.name("user name")
        site = try reader.name("site name")
        clientSite = try reader.name("client site name")
        tail = NetlogonTail(after: reader)
    }
}
