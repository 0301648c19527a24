package import ArgumentParser

/// The root of the command line.
package struct AdinspectCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "adinspect",
        abstract:
            "Says whether Entra password writeback can be enabled against an Active Directory, and if not, what is in the way.",
        discussion: """
            It binds over LDAP, reads, and never writes to the directory.

            EXIT CODES
              0 to 4  what was found: `adinspect help COMMAND` tells
              64      the command line cannot work as given
              65      a file is not what it should be
              66      a file is not there
              70      a fault of adinspect or of this host
              73      output cannot be written
              129, 130, 143  ended by SIGHUP, SIGINT, SIGTERM

            ENVIRONMENT
              Every option has a variable of its name, such as ADINSPECT_DNS_SERVER \
            or ADINSPECT_CA_FILE; lists are separated by blanks, flags are 1 or 0. \
            The command line wins. No variable holds a password.

            EXAMPLE
              adinspect check corp.example.com
            """,
        version: ToolVersion.current,
        subcommands: [
            CheckCommand.self, DiscoverCommand.self, PDCCommand.self, UserCommand.self, DoctorCommand.self,
            EgressCommand.self, EvidenceCommand.self, RulesCommand.self,
        ])

    package init() {}
}

/// The version of the tool.
package enum ToolVersion {
    package static let current = "0.1.0"
}
