import Foundation

/// Writes credentials caches (MIT's file format, version 4) with whatever times and types a test needs.
package struct CredentialCacheFile {
    package struct Entry {
        package var service: [String]
        package var starts: UInt32
        package var ends: UInt32
        package var renewableUntil: UInt32 = 0
        package var sessionType: UInt16 = 18
        /// The ticket's own encryption type, one byte; nil writes a ticket that is none.
        package var ticketType: UInt8? = 18
        /// The realm of the service, if it is not the client's: `X-CACHECONF:` marks a note of the library's.
        package var serviceRealm: String?

        package init(
            service: [String], starts: UInt32, ends: UInt32, renewableUntil: UInt32 = 0, sessionType: UInt16 = 18,
            ticketType: UInt8? = 18, serviceRealm: String? = nil
        ) {
            self.service = service
            self.starts = starts
            self.ends = ends
            self.renewableUntil = renewableUntil
            self.sessionType = sessionType
            self.ticketType = ticketType
            self.serviceRealm = serviceRealm
        }
    }

    package var realm = "KRB.EXAMPLE.TEST"
    package var client = "alice"
    package var entries: [Entry] = []

    package init(realm: String = "KRB.EXAMPLE.TEST", client: String = "alice", entries: [Entry] = []) {
        self.realm = realm
        self.client = client
        self.entries = entries
    }

    package func write(to path: String) throws {
        var bytes: [UInt8] = [5, 4, 0, 0] + principal([client], realm: realm)
        for entry in entries {
            bytes += principal([client], realm: realm)
            bytes += principal(entry.service, realm: entry.serviceRealm ?? realm)
            bytes += big(entry.sessionType) + data([UInt8](repeating: 7, count: 32))
            bytes += big(entry.starts) + big(entry.starts) + big(entry.ends) + big(entry.renewableUntil)
            // is_skey, flags, no addresses, no authorization data.
            bytes += [0] + big(UInt32(0)) + big(UInt32(0)) + big(UInt32(0))
            bytes += data(entry.ticketType.map(ticket) ?? [1, 2, 3]) + data([])
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// Ticket ::= [APPLICATION 1], RFC 4120 section 5.3, for the service `s` of realm `R`.
    private func ticket(type: UInt8) -> [UInt8] {
        let version: [UInt8] = [0xA0, 3, 2, 1, 5]
        let realm: [UInt8] = [0xA1, 3, 0x1B, 1, 0x52]
        let service: [UInt8] = [0xA2, 14, 0x30, 12, 0xA0, 3, 2, 1, 2, 0xA1, 5, 0x30, 3, 0x1B, 1, 0x73]
        let sealed: [UInt8] = [0xA3, 12, 0x30, 10, 0xA0, 3, 2, 1, type, 0xA2, 3, 4, 1, 0]
        let fields = version + realm + service + sealed
        return [0x61, UInt8(fields.count + 2), 0x30, UInt8(fields.count)] + fields
    }

    private func principal(_ components: [String], realm: String) -> [UInt8] {
        big(UInt32(1)) + big(UInt32(components.count)) + data(Array(realm.utf8))
            + components.flatMap { data(Array($0.utf8)) }
    }

    private func data(_ bytes: [UInt8]) -> [UInt8] { big(UInt32(bytes.count)) + bytes }

    private func big(_ number: some FixedWidthInteger) -> [UInt8] {
        stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
