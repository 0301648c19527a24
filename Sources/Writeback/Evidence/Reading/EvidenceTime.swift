import ActiveDirectory
import FoundationEssentials

/// Points in time as the files write them.
enum EvidenceTime {
    /// A text such as `2025-01-02T03:04:05.678Z`, `2025-01-02 03:04:05.678`, `2025-01-02`, or `/Date(1735787045678)/`; nil for another.
    ///
    /// The offset may be missing: Connect writes UTC without saying so. The fraction may have any number of digits.
    static func date(_ text: String) -> Date? {
        if let milliseconds = milliseconds(text) { return Date(timeIntervalSince1970: milliseconds / 1000) }
        // The same digits without their separators are a GeneralizedTime, which knows the calendar.
        let characters = Array(text.utf8)
        guard characters.count <= 64, characters.count >= 10, characters[4] == UInt8(ascii: "-"),
            characters[7] == UInt8(ascii: "-")
        else { return nil }
        let day = digits(characters[0..<4] + characters[5..<7] + characters[8..<10])
        guard let day else { return nil }
        if characters.count == 10 { return GeneralizedTime(day + "000000Z")?.date }
        guard characters.count >= 19, characters[10] == UInt8(ascii: "T") || characters[10] == UInt8(ascii: " "),
            characters[13] == UInt8(ascii: ":"), characters[16] == UInt8(ascii: ":"),
            let time = digits(characters[11..<13] + characters[14..<16] + characters[17..<19])
        else { return nil }
        var rest = String(decoding: characters[19...].filter { $0 != UInt8(ascii: ":") }, as: UTF8.self)
        if !rest.contains(where: { "Zz+-".contains($0) }) { rest += "Z" }
        return GeneralizedTime(day + time + rest.replacing("z", with: "Z"))?.date
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> String? {
        bytes.allSatisfy { (0x30...0x39).contains($0) } ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// `/Date(1735787045678)/` or `/Date(1735787045678+0100)/`, as PowerShell 5.1 writes a date: the offset changes nothing.
    private static func milliseconds(_ text: String) -> Double? {
        guard text.hasPrefix("/Date("), text.hasSuffix(")/") else { return nil }
        let body = text.dropFirst(6).dropLast(2)
        let sign = body.dropFirst().firstIndex { $0 == "+" || $0 == "-" }
        guard body.count <= 24, let number = Int64(body[..<(sign ?? body.endIndex)]),
            sign.map({ body[$0...].dropFirst().allSatisfy(\.isNumber) }) ?? true,
            // Years 1 to 9999, those of .NET.
            (-62_135_596_800_000...253_402_300_799_999).contains(number)
        else { return nil }
        return Double(number)
    }
}
