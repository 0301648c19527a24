/// The exit codes of every command. `docs/` and `--help` tell them; scripts build on them.
package enum ExitStatus: Int32, Sendable {
    /// `check`, `user`: ready. `discover`: everything was read. `pdc`: named, confirmed by the host and another witness.
    /// `egress`: all met.
    case success = 0
    /// `check`, `user`: ready with warnings. `pdc`: as 0, but a witness could not be asked. `egress`: warnings.
    case warnings = 1
    /// `check`, `user`: not ready. `pdc`: the witnesses contradict each other. `egress`: a path is blocked.
    case negative = 2
    /// `check`, `user`, `egress`: undecided. `discover`: partial. `pdc`: the named host was not asked, or is the only
    /// witness.
    case undecided = 3
    /// No domain controller was reached, or none could be bound to.
    case notConnected = 4
    /// The command line cannot work as given (EX_USAGE).
    case usage = 64
    /// A file is not what it should be (EX_DATAERR).
    case badFile = 65
    /// A file or an object named by the caller is not there (EX_NOINPUT).
    case notFound = 66
    /// A fault of this program (EX_SOFTWARE).
    case internalError = 70
    /// The output cannot be written (EX_CANTCREAT).
    case cannotWrite = 73
    /// Ended by SIGHUP: the terminal is gone.
    case hungUp = 129
    /// Ended by SIGINT.
    case interrupted = 130
    /// Ended by SIGTERM.
    case terminated = 143
}
