/// An error as it is told to a person: what was tried, what came back, what it means, what to do, and the exit code.
package struct CommandFailure: Error, Sendable, CustomStringConvertible {
    package var status: ExitStatus
    /// The end of "could not …".
    package var attempted: String
    /// Raw, in the words of whoever said it.
    package var returned: String
    package var meaning: String
    package var advice: String

    package init(_ status: ExitStatus, attempted: String, returned: String, meaning: String, advice: String) {
        self.status = status
        self.attempted = attempted
        self.returned = returned
        self.meaning = meaning
        self.advice = advice
    }

    package var description: String {
        """
        adinspect: could not \(MessageText.onOneLine(attempted))
          came back: \(MessageText.onOneLine(returned.isEmpty ? "nothing" : returned))
          means:     \(MessageText.onOneLine(meaning))
          do:        \(MessageText.onOneLine(advice))
        """
    }
}

extension CommandFailure {
    /// A value that cannot be read, or a choice that can never work; nothing has been sent anywhere.
    static func usage(_ attempted: String, _ returned: String, meaning: String, advice: String) -> CommandFailure {
        CommandFailure(.usage, attempted: attempted, returned: returned, meaning: meaning, advice: advice)
    }

    /// The value of an option, or of the variable that stands for it, cannot be read.
    ///
    /// - Parameters:
    ///   - name: As the caller wrote it: `--timeout` or `ADINSPECT_TIMEOUT`.
    ///   - expected: What can stand after "give".
    static func unreadable(_ name: String, _ value: String, expected: String) -> CommandFailure {
        .usage(
            "read \(name)", value.isEmpty ? "an empty value" : "\"\(value)\"",
            meaning: "The value is none that \(name) can have.", advice: "Give \(expected).")
    }

    /// Two options of which only one can hold.
    static func exclusive(_ one: String, _ other: String, advice: String) -> CommandFailure {
        .usage(
            "follow both \(one) and \(other)", "both are set", meaning: "They exclude each other.", advice: advice)
    }

    /// A file that was named and cannot be had.
    static func file(
        _ status: ExitStatus, _ attempted: String, _ returned: String,
        meaning: String = "The file is not there or may not be read.",
        advice: String = "Check the path and its permissions."
    ) -> CommandFailure {
        CommandFailure(status, attempted: attempted, returned: returned, meaning: meaning, advice: advice)
    }
}
