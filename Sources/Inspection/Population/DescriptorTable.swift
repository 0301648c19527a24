import ActiveDirectory

/// Distinct descriptors, numbered as they come. One that came before is told by its bytes and not read again.
struct DescriptorTable {
    /// What became of a user's descriptor.
    enum Place: Hashable {
        case kept(Int32)
        /// It is no descriptor.
        case unreadable
        /// The table is full.
        case left
    }

    /// Where a descriptor stood that came before, as a place to look first.
    typealias Guess = Int32

    /// A descriptor as it came, and the one that is kept for it: two that differ in what access does not depend on are one.
    private struct Spelling {
        var bytes: [UInt8]
        var place: Int32
    }

    private let maximumCount: Int
    private let maximumBytes: Int
    private(set) var descriptors: [PopulationDescriptor] = []
    private(set) var isFull = false
    private var spellings: [Spelling] = []
    private var numbers: [Key: Int32] = [:]
    private var bytes = 0

    init(maximumCount: Int, maximumBytes: Int) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    /// - Parameter guess: Looked at first, and set to where it was: users of one container have the same descriptor more often than
    ///   not, and to compare two costs a tenth of what it costs to look one up.
    mutating func place(of bytes: [UInt8], guess: inout Guess?) -> Place {
        if let number = guess {
            let spelling = spellings[Int(number)]
            if Key.areEqual(spelling.bytes, bytes) { return .kept(spelling.place) }
        }
        let key = Key(bytes)
        if let number = numbers[key] {
            guess = number
            return .kept(spellings[Int(number)].place)
        }
        guard let kept = try? PopulationDescriptor(SecurityDescriptor(bytes: bytes)) else { return .unreadable }
        let keptKey = Key(kept.bytes)
        if let number = numbers[keptKey] {
            let place = spellings[Int(number)].place
            guess = remember(key, place) ?? number
            return .kept(place)
        }
        guard descriptors.count < maximumCount else {
            isFull = true
            return .left
        }
        let place = Int32(truncatingIfNeeded: descriptors.count)
        guard let number = remember(keptKey, place) else {
            isFull = true
            return .left
        }
        descriptors.append(kept)
        guess = keptKey == key ? number : remember(key, place) ?? number
        return .kept(place)
    }

    /// Nil where there is no more room.
    private mutating func remember(_ key: Key, _ place: Int32) -> Guess? {
        guard bytes + key.bytes.count <= maximumBytes else { return nil }
        bytes += key.bytes.count
        let number = Guess(truncatingIfNeeded: spellings.count)
        spellings.append(Spelling(bytes: key.bytes, place: place))
        numbers[key] = number
        return number
    }

    /// Bytes with a digest of them. The standard library hashes and compares an array byte by byte, which would cost more than all
    /// else that is done with a user.
    private struct Key: Hashable {
        let bytes: [UInt8]
        private let digest: UInt64

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            digest = Self.digest(bytes)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(digest) }

        static func == (left: Self, right: Self) -> Bool {
            left.digest == right.digest && areEqual(left.bytes, right.bytes)
        }

        /// Looks at every byte, so that the compiler can take many at a time: thirty times as fast as `==`.
        static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
            guard left.count == right.count else { return false }
            var difference: UInt8 = 0
            for index in left.indices { difference |= left[index] ^ right[index] }
            return difference == 0
        }

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
