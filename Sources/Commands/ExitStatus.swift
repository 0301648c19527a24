/// The exit codes of every command.
package enum ExitStatus: Int32, Sendable {
    case ready = 0
}
