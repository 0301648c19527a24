import Foundation
import LDAP

// ldapsearch URL NAME [CA-FILE] <PASSWORD-FILE: prints as LDIF the entries that an LDAP URL (RFC 4516) asks for.
func fail(_ text: String, _ status: Int32) -> Never {
    FileHandle.standardError.write(Data((text + "\n").utf8))
    exit(status)
}

let arguments = CommandLine.arguments
guard (3...4).contains(arguments.count), let line = readLine() else {
    fail("usage: ldapsearch URL NAME [CA-FILE] <PASSWORD-FILE", 64)
}
do {
    let url = try LDAPURL(parsing: arguments[1])
    let security: TransportSecurity = url.scheme == .ldaps ? .ldaps : .startTLS
    let connection = try await LDAPConnection.connect(
        to: LDAPEndpoint(host: url.host ?? "localhost", port: url.port ?? security.defaultPort),
        configuration: .init(security: security, trust: arguments.count == 4 ? .file(arguments[3]) : .system))
    try await connection.bind(.simple(name: arguments[2], password: LDAPPassword(Array(line.utf8))))
    let request = SearchRequest(
        base: url.distinguishedName ?? DistinguishedName(""),
        scope: url.scope == .sub ? .subtree : url.scope == .one ? .oneLevel : .base,
        filter: url.filter ?? .present("objectClass"), attributes: url.attributes.map(\.description), pageSize: 500)
    // As OpenLDAP's ldapsearch -LLL -o ldif-wrap=no writes it.
    var writer = LDIFWriter(lineWidth: nil, base64: .whereUnprintable, writesVersion: false)
    for try await case .entry(let entry) in connection.search(request) {
        var record: [UInt8] = []
        try writer.write(entry, to: &record)
        FileHandle.standardOutput.write(Data(record))
    }
} catch let error as LDAPError {
    fail("ldapsearch: \(error)\n\(error.advice ?? "")", max(1, error.resultCode?.rawValue ?? 1))
} catch {
    fail("ldapsearch: \(error)", 64)
}
