/// A version of TLS that this library speaks. Older ones are never offered (RFC 8996).
public enum TLSVersion: String, Sendable, Hashable, Comparable, CaseIterable,
    CustomStringConvertible
{
    /// RFC 5246.
    case tls12 = "TLS 1.2"
    /// RFC 8446.
    case tls13 = "TLS 1.3"

    /// The name, such as `TLS 1.3`.
    public var description: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// The version as it is written on the wire.
    var number: Int32 {
        switch self {
        case .tls12: 0x303
        case .tls13: 0x304
        }
    }

    /// The priority string of GnuTLS that allows this version and later ones, and no others.
    var gnuTLSPriorities: String {
        Self.allCases.filter { $0 >= self }.sorted(by: >)
            .reduce("NORMAL:-VERS-ALL") { $0 + ":+VERS-" + $1.gnuTLSName }
    }

    /// As GnuTLS calls it.
    var gnuTLSName: String {
        switch self {
        case .tls12: "TLS1.2"
        case .tls13: "TLS1.3"
        }
    }
}
