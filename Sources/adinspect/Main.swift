import Commands
import Dispatch

/// The executable. What must happen before there is a second thread happens here; everything else is in `Commands`.
@main struct Main {
    static func main() {
        let environment = ProcessEnvironment.variables
        let kerberos = ProcessEnvironment.prepare(environment)
        let context = CommandContext(
            environment: environment, output: DescriptorSink.standardOutput, errors: DescriptorSink.standardError,
            input: StandardInput(), kerberosConfigurationFile: kerberos, hostName: ProcessEnvironment.hostName)
        let arguments = Array(CommandLine.arguments.dropFirst())
        let work = Task { await Application.run(arguments, context) }
        let interruption = Interruption {
            work.cancel()
        } givingUp: { status in
            context.end()
            ProcessEnvironment.exit(status)
        }
        interruption.listen()
        Task {
            let status = await work.value
            context.end()
            ProcessEnvironment.exit(interruption.status ?? status)
        }
        dispatchMain()
    }
}
