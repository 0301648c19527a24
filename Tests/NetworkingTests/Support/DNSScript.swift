import Networking

/// Builds DNS answers to given questions.
struct DNSScript {
    let question: [UInt8]

    init(_ question: [UInt8]) { self.question = question }

    /// The name asked for, with dots.
    var name: String {
        var labels: [String] = []
        var position = 12
        while position < question.count, question[position] != 0 {
            let end = position + 1 + Int(question[position])
            labels.append(String(decoding: question[position + 1..<end], as: UTF8.self))
            position = end
        }
        return labels.joined(separator: ".")
    }

    private var questionSection: [UInt8] { Array(question[12..<questionEnd]) }

    private var questionEnd: Int { 12 + name.utf8.count + 2 + 4 }

    var type: UInt16 { UInt16(question[questionEnd - 4]) << 8 | UInt16(question[questionEnd - 3]) }

    func answer(code: UInt8 = 0, _ records: [[UInt8]] = []) -> [UInt8] {
        Array(question[0..<2]) + [0x81, 0x80 | code, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0] + questionSection
            + records.flatMap(\.self)
    }

    /// A record owned by the name asked for (by a compression pointer), or by another.
    static func record(owner: [UInt8] = [0xC0, 12], type: UInt8, timeToLive: UInt8 = 60, _ data: [UInt8]) -> [UInt8] {
        owner + [0, type, 0, 1, 0, 0, 0, timeToLive, 0, UInt8(data.count)] + data
    }

    static func service(_ priority: UInt8, _ weight: UInt8, _ port: UInt16, _ target: String) -> [UInt8] {
        record(
            type: 33, [0, priority, 0, weight, UInt8(port >> 8), UInt8(port & 0xFF)] + wireName(target))
    }

    static func wireName(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }
}
