package import ArgumentParser

/// The root of the command line.
package struct AdinspectCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "adinspect",
        abstract:
            "Says whether Entra password writeback can be enabled against an Active Directory, and if not, what is in the way.",
        discussion: """
            It binds over LDAP, reads, and never writes to the directory.

            Exit codes: 0 ready, 1 ready with warnings, 2 not ready, 3 undecided, 4 no domain controller reached or bound to, \
            64 command line, 65 a file is not what it should be, 66 a file is not there, 70 a fault of adinspect, \
            73 output cannot be written, 130 and 143 signals. `adinspect help COMMAND` tells where a command differs.
            """,
        version: ToolVersion.current,
        subcommands: [CheckCommand.self, DiscoverCommand.self, PDCCommand.self])

    package init() {}
}

/// The version of the tool.
package enum ToolVersion {
    package static let current = "0.1.0"
}
