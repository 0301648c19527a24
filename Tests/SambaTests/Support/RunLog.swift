import Foundation

/// The log that `--log-file` wrote.
struct RunLog: Sendable {
    struct Line: Sendable {
        let time: String
        let text: String

        func speaks(of host: String) -> Bool { text.contains("host=\"\(host).\(domain)\"") }
    }

    /// In the order in which they were written; times are ISO 8601 with one number of digits, so texts compare as times.
    let lines: [Line]

    init(file: String) throws {
        lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { line in
            Line(time: String(line.prefix { $0 != " " }), text: String(line.drop { $0 != " " }.dropFirst()))
        }
    }

    func lines(_ message: String) -> [Line] { lines.filter { $0.text.contains(" \(message) ") } }
}
