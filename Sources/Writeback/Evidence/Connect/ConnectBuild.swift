/// The build of Microsoft Entra Connect: `2.5.79.0`.
public struct ConnectBuild: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The four numbers.
    public let numbers: [Int]

    /// Reads two to four numbers with full stops between them; missing ones are 0. nil for another text.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil }
        guard (2...4).contains(parts.count), numbers.count == parts.count else { return nil }
        self.numbers = numbers + [Int](repeating: 0, count: 4 - numbers.count)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let build = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no build number")
        }
        self = build
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var description: String { numbers.map(String.init).joined(separator: ".") }

    public static func < (left: Self, right: Self) -> Bool { left.numbers.lexicographicallyPrecedes(right.numbers) }
}
