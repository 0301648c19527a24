import Inspection
import LDAP

// What is done to one domain controller.
extension ForestUnderJudgement {
    /// Switches replication on again where it is off.
    ///
    /// - Parameter bits: The `options` of its NTDS Settings object.
    func replicatingAgain(_ controller: DomainController, options bits: UInt32) -> Remedy {
        let off = [(UInt32(0x2), "DISABLE_INBOUND_REPL"), (0x4, "DISABLE_OUTBOUND_REPL")]
            .filter { bits & $0.0 != 0 }.map(\.1)
        let host = controller.displayName
        let isPlain = CommandText.isPlain(host)
        func repadmin(_ sign: String) -> String {
            "repadmin /options \"\(host)\" " + off.map { sign + $0 }.joined(separator: " ")
        }
        // The tool takes one option at a time.
        func samba(_ sign: String, _ word: String) -> String {
            off.map { "samba-tool drs options \(word) --dsa-option=\(sign)\($0) -U Administrator" }
                .joined(separator: " && ")
        }
        let alternative = SambaTools.word(host).map {
            Remedy.Command(tool: SambaTools.tool, text: samba("-", $0), undo: samba("+", $0))
        }
        return Remedy(
            steps: DomainControllerRules.replicates.remedy.steps, command: isPlain ? repadmin("-") : nil,
            alternatives: alternative.map { [$0] } ?? [],
            undo: isPlain
                ? .command(repadmin("+")) : .steps("Set the former options again: 0x\(String(bits, radix: 16))."))
    }

    /// Removes what the directory knows of a domain controller that is gone; nil where its server object is not known, or
    /// has a name that does not stand in ntdsutil's command.
    func removingMetadata(of controller: DomainController) -> Remedy? {
        guard let server = controller.ntdsSettings.known?.parent?.description, CommandText.isPlain(server),
            !server.contains(" ")
        else {
            return nil
        }
        let home = controller.domain.flatMap { self.domain(named: $0) }
        // Not on the host that is gone, should it be the one that the run was bound to.
        let writer = home.map { self.writer(of: $0) } ?? run.vantage.server
        let alternative =
            controller.name.hasPrefix("-") || HostName(writer) == HostName(controller.displayName)
            ? nil
            : SambaTools(server: writer).command(
                "domain demote --remove-other-dead-server=\(CommandText.posix(controller.name))")
        return Remedy(
            steps: DomainControllerRules.answersLDAP.remedy.steps,
            command: "ntdsutil \"metadata cleanup\" \"remove selected server \(server)\" quit quit",
            alternatives: alternative.map { [$0] } ?? [], undo: .irreversible)
    }
}
