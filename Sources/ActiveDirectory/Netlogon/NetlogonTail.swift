/// What follows the names of an extended netlogon answer: an address, a site, and the version (MS-ADTS 6.3.1.9).
struct NetlogonTail {
    var address: String?
    var nextClosestSite = ""
    var version: NetlogonVersion?

    init() {}

    /// Reads whatever stands at the reader's place.
    ///
    /// Which of the two optional fields are there is said only by the version behind them. So all four ways are tried, and the
    /// one counts in which the version and its eight set bytes follow, and say what was found. An answer that fits none of them
    /// keeps its names and loses the rest.
    init(after reader: NetlogonByteReader) {
        for (hasAddress, hasSite) in [(false, false), (true, false), (false, true), (true, true)] {
            var attempt = reader
            var tail = NetlogonTail()
            if hasAddress {
                guard let address = Self.socketAddress(from: &attempt) else { continue }
                tail.address = Self.text(ofSocketAddress: address)
            }
            if hasSite {
                guard let site = try? attempt.name("next closest site") else { continue }
                tail.nextClosestSite = site
            }
            guard let version = Self.version(endingAt: &attempt),
                version.contains(.version5ExtendedWithAddress) == hasAddress,
                version.contains(.withClosestSite) == hasSite
            else { continue }
            tail.version = version
            self = tail
            return
        }
    }

    /// The version, when LmNtToken and Lm20Token (both all set bits) follow it.
    static func version(endingAt reader: inout NetlogonByteReader) -> NetlogonVersion? {
        guard let version = try? reader.unsigned32("version"), let tokens = try? reader.unsigned32("tokens"),
            tokens == .max
        else { return nil }
        return NetlogonVersion(rawValue: version)
    }

    private static func socketAddress(from reader: inout NetlogonByteReader) -> ArraySlice<UInt8>? {
        guard let size = try? reader.unsigned8("address size") else { return nil }
        return try? reader.take(Int(size), for: "address")
    }

    /// The address in a sockaddr_in of Windows: the family little-endian, port and address big-endian. Nil for other families.
    private static func text(ofSocketAddress bytes: ArraySlice<UInt8>) -> String? {
        let bytes = Array(bytes)
        guard bytes.count >= 8, bytes[0] == 2, bytes[1] == 0 else { return nil }
        return text(ofAddress: Array(bytes[4..<8]))
    }

    static func text(ofAddress bytes: [UInt8]) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }
}
