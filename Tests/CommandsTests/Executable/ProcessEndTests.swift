import Commands
import Glibc
import Testing

/// How the process ends while calls that it no longer waits for go on.
@Suite struct ProcessEndTests {
    /// libkrb5's destructor takes its locks away, and the thread that still waits for a silent KDC then aborts the process.
    @Test func itEndsWithoutTheDestructorsOfItsLibraries() async {
        await #expect(processExitsWith: .exitCode(3)) {
            atexit { abort() }
            ProcessEnvironment.exit(.undecided)
        }
    }
}
