import SwiftASN1

/// The simple paged results control (RFC 2696) of a request. The cookie of these servers is the number of entries already sent.
struct PagedResults {
    static let oid = "1.2.840.113556.1.4.319"

    let size: Int
    let offset: Int

    init(_ value: [UInt8]) throws {
        let parts = try BER.nodes(SwiftASN1.BER.parse(value))
        guard parts.count == 2 else { throw NotARequest() }
        size = try parts[0].integer()
        let cookie = try parts[1].text()
        guard let offset = cookie.isEmpty ? 0 : Int(cookie), offset >= 0 else { throw NotARequest() }
        self.offset = offset
    }

    static func cookie(_ offset: Int) -> [UInt8] { Array(String(offset).utf8) }
}
