/// An IPv4 address, or an IPv6 address with its zone (RFC 4007).
package enum IPAddress: Hashable, Sendable {
    /// The address as a number: 127.0.0.1 is `0x7F00_0001`.
    case v4(UInt32)
    /// The upper and lower half as numbers, and the index of the interface that a link-local address belongs to
    /// (0: none).
    case v6(high: UInt64, low: UInt64, scope: UInt32 = 0)

    package enum Family: Hashable, Sendable, CaseIterable {
        case v4
        case v6
    }

    package static let loopbackV4 = IPAddress.v4(0x7F00_0001)
    package static let loopbackV6 = IPAddress.v6(high: 0, low: 1)

    package var family: Family {
        switch self {
        case .v4: .v4
        case .v6: .v6
        }
    }

    /// The address in network byte order, 4 or 16 bytes, without the zone.
    package var bytes: [UInt8] {
        switch self {
        case .v4(let number): Self.bigEndian(number)
        case .v6(let high, let low, _): Self.bigEndian(high) + Self.bigEndian(low)
        }
    }

    /// An address from its bytes in network order; nil unless there are 4 or 16 of them.
    package init?(bytes: some Collection<UInt8>, scope: UInt32 = 0) {
        switch bytes.count {
        case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
        case 16:
            self = .v6(
                high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
                low: bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) },
                scope: scope)
        default: return nil
        }
    }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
