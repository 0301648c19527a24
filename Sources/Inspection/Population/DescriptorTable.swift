import ActiveDirectory

/// Distinct descriptors, numbered as they come. One that came before is told by its bytes and not read again.
struct DescriptorTable {
    /// Why a user's descriptor has no number.
    enum Place: Hashable {
        case kept(Int32)
        /// It is no descriptor.
        case unreadable
        /// The table is full.
        case left
    }

    private let maximumCount: Int
    private let maximumBytes: Int
    private(set) var descriptors: [PopulationDescriptor] = []
    private(set) var isFull = false
    /// As they came and, where those differ, as they are kept: two of the first can be one of the second.
    private var places: [Key: Int32] = [:]
    private var bytes = 0

    init(maximumCount: Int, maximumBytes: Int) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    mutating func place(of bytes: [UInt8]) -> Place {
        let key = Key(bytes)
        if let place = places[key] { return .kept(place) }
        guard let kept = try? PopulationDescriptor(SecurityDescriptor(bytes: bytes)) else { return .unreadable }
        let keptKey = Key(kept.bytes)
        if let place = places[keptKey] {
            remember(key, place)
            return .kept(place)
        }
        guard descriptors.count < maximumCount, self.bytes + kept.bytes.count <= maximumBytes else {
            isFull = true
            return .left
        }
        let place = Int32(truncatingIfNeeded: descriptors.count)
        descriptors.append(kept)
        self.bytes += kept.bytes.count
        places[keptKey] = place
        remember(key, place)
        return .kept(place)
    }

    /// Spellings that differ in what is not kept save a reading, no more; they share the room, and nothing is lost without them.
    private mutating func remember(_ key: Key, _ place: Int32) {
        guard places[key] == nil, bytes + key.bytes.count <= maximumBytes else { return }
        places[key] = place
        bytes += key.bytes.count
    }

    /// The bytes with a digest of them. The standard library hashes an array byte by byte, which costs more than all else that is
    /// done with a user.
    private struct Key: Hashable {
        let bytes: [UInt8]
        private let digest: UInt64

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            digest = Self.digest(bytes)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(digest) }

        static func == (left: Self, right: Self) -> Bool { left.digest == right.digest && left.bytes == right.bytes }

        private static func digest(_ bytes: [UInt8]) -> UInt64 {
            var digest = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
            var position = 0
            while position + 8 <= bytes.count {
                var word: UInt64 = 0
                for offset in 0..<8 { word |= UInt64(bytes[position + offset]) << UInt64(8 * offset) }
                digest = (digest ^ word) &* 0xFF51_AFD7_ED55_8CCD
                digest ^= digest >> 32
                position += 8
            }
            while position < bytes.count {
                digest = (digest ^ UInt64(bytes[position])) &* 0xFF51_AFD7_ED55_8CCD
                position += 1
            }
            return digest ^ (digest >> 29)
        }
    }
}
