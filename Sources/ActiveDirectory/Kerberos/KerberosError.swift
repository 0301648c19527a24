/// A Kerberos step that failed: what was tried, what came back, what it means, what to do.
package struct KerberosError: Error, Hashable, Sendable {
    /// The kind of failure; open, since libkrb5 has hundreds of codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package let code: Code
    /// What was tried, as the end of "Could not …".
    package let attempt: String
    /// libkrb5's own code or an errno, when there was one.
    package let rawCode: Int32?
    /// What came back, in the words of whoever said it.
    package let message: String

    package init(_ code: Code, attempt: String, rawCode: Int32? = nil, message: String) {
        self.code = code
        self.attempt = attempt
        self.rawCode = rawCode
        self.message = message
    }

    package var meaning: String { code.explanation.meaning }
    package var advice: String { code.explanation.advice }
}

extension KerberosError: CustomStringConvertible {
    package var description: String {
        let raw = rawCode.map { "\(message) (\($0))" } ?? message
        return "Could not \(attempt): \(raw). \(meaning) \(advice)"
    }
}
