/// An error as it is told to a person: what was tried, what came back, what it means, what to do, and the exit code.
package struct CommandFailure: Error, Sendable, CustomStringConvertible {
    package var status: ExitStatus
    package var attempted: String
    package var returned: String?
    package var meaning: String
    package var advice: String?

    package init(
        _ status: ExitStatus, attempted: String, returned: String? = nil, meaning: String, advice: String? = nil
    ) {
        self.status = status
        self.attempted = attempted
        self.returned = returned
        self.meaning = meaning
        self.advice = advice
    }

    package var description: String {
        var lines = ["adinspect: could not \(attempted)"]
        if let returned, !returned.isEmpty { lines.append("  came back: \(Self.shown(returned))") }
        lines.append("  means:     \(Self.shown(meaning))")
        if let advice { lines.append("  do:        \(Self.shown(advice))") }
        return lines.joined(separator: "\n")
    }

    /// Texts of servers may hold anything; control characters would reach the terminal.
    private static func shown(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                        ? "\u{FFFD}" : scalar
                }))
    }
}
