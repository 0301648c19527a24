import ActiveDirectory

extension ObjectGUID {
    /// The text form, as in `00299570-246d-11d0-a768-00aa006e0529`.
    var text: String {
        let digits = bytes.map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}
