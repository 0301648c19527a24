package import ActiveDirectory

/// What a command may touch of the process that it runs in; tests give another.
package struct CommandContext: Sendable {
    /// Environment variables.
    package var environment: [String: String]
    package var output: any TextSink
    package var errors: any TextSink
    /// Standard input, read whole or by a line without echo.
    package var input: any SecretInput
    /// The private krb5.conf that the environment of the process already names.
    package var kerberosConfigurationFile: KerberosConfigurationFile?
    /// The host's own name.
    package var hostName: String

    package init(
        environment: [String: String], output: any TextSink, errors: any TextSink, input: any SecretInput,
        kerberosConfigurationFile: KerberosConfigurationFile?, hostName: String
    ) {
        self.environment = environment
        self.output = output
        self.errors = errors
        self.input = input
        self.kerberosConfigurationFile = kerberosConfigurationFile
        self.hostName = hostName
    }

    /// Takes away what was made for the process; `exit` runs no `deinit`.
    package func end() {
        kerberosConfigurationFile?.remove()
    }
}

/// Where text goes.
package protocol TextSink: Sendable {
    /// Whether a person reads it on a terminal.
    var isTerminal: Bool { get }
    /// Columns of the terminal; nil where there is none.
    var width: Int? { get }
    /// - Throws: ``CommandFailure`` when it cannot be written.
    func write(_ text: String) throws
}

/// Where passwords come from.
package protocol SecretInput: Sendable {
    var isTerminal: Bool { get }
    /// Everything up to the end of input.
    func readAll() throws -> [UInt8]
    /// A line typed without echo.
    func prompt(_ text: String) throws -> [UInt8]
}
