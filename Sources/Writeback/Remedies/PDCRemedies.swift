import Inspection

// How the PDC emulator's role moves, and how DNS follows it.
extension ForestUnderJudgement {
    /// Puts the record right where DNS alone names another host than all else does; nil where more than DNS is wrong.
    func correctingPDCRecord(of domain: Domain) -> Remedy? {
        let witnesses = domain.pdcConsensus.witnesses.filter(\.counted)
        let recorded = witnesses.filter { $0.source == .serviceRecord }.compactMap(\.host.known)
        let owners = witnesses.filter { $0.source != .serviceRecord && $0.host.known != nil }.compactMap(\.host.known)
        guard let owner = owners.min(), owners.allSatisfy({ HostName($0) == HostName(owner) }) else { return nil }
        let wrong = Set(recorded.filter { HostName($0) != HostName(owner) }).sorted()
        guard let first = wrong.first else { return nil }
        let isRoot = domain.dnsName.lowercased() == forest.rootDomain.lowercased()
        // The root domain's records of this kind have a zone of their own; those of another stand in the domain's.
        let zone = isRoot ? "_msdcs.\(domain.dnsName)" : domain.dnsName
        let record = DNSRecord(
            server: owner, zone: zone, name: isRoot ? "_ldap._tcp.pdc" : "_ldap._tcp.pdc._msdcs")
        let isRecorded = recorded.contains { HostName($0) == HostName(owner) }
        return Remedy(
            steps: [
                "DNS alone is wrong: the domain controllers agree that \(owner) holds the role.",
                "Let it register its records again, and delete the wrong record. The commands take it to have port 389, priority 0 and "
                    + "weight 100, as Netlogon registers it, and to stand in the zone \(zone).",
            ],
            command: "nltest /server:\(CommandText.powerShell(owner)) /dsregdns"
                + wrong.map { "; " + record.powerShellRemoval(of: $0) }.joined(),
            alternatives: wrong.count > 1
                ? [] : [isRecorded ? record.removal(of: first) : record.replacement(of: first, by: owner)],
            undo: .command(wrong.map(record.powerShellAddition).joined(separator: "; ")))
    }

    /// Moves the role to another domain controller of the domain that `suits`; nil where none does.
    func movingPDCRole(
        from holder: DomainController, steps: [String], where suits: (DomainController) -> Bool
    ) -> Remedy? {
        let candidates = controllers.filter { other in
            other.kind == .writable && other.reachability.state == .answered
                && other.domain?.lowercased() == holder.domain?.lowercased() && suits(other)
        }
        guard
            let target = candidates.filter({ HostName($0.displayName) != HostName(holder.displayName) })
                .min(by: { $0.displayName < $1.displayName })
        else { return nil }
        let transfer = "fsmo transfer --role=pdc"
        let there = SambaTools(server: target.displayName).command(transfer)
        let back = SambaTools(server: holder.displayName).command(transfer)
        return Remedy(
            steps: steps, command: Self.move(to: target),
            alternatives: [Remedy.Command(tool: there.tool, text: there.text, undo: back.text)],
            undo: .command(Self.move(to: holder)))
    }

    private static func move(to controller: DomainController) -> String {
        "Move-ADDirectoryServerOperationMasterRole -Identity \(CommandText.powerShell(controller.name)) "
            + "-OperationMasterRole PDCEmulator"
    }
}

/// The commands on one SRV record of the PDC emulator.
private struct DNSRecord {
    let server: String
    let zone: String
    let name: String

    private func values(_ host: String) -> String { CommandText.posix("\(host) 389 0 100") }

    private func command(_ verb: String, _ values: String) -> String {
        let place = [server, zone, name].map(CommandText.posix).joined(separator: " ")
        return "samba-tool dns \(verb) \(place) SRV \(values) -U Administrator"
    }

    func replacement(of old: String, by new: String) -> Remedy.Command {
        Remedy.Command(
            tool: SambaTools.tool, text: command("update", "\(values(old)) \(values(new))"),
            undo: command("update", "\(values(new)) \(values(old))"))
    }

    func removal(of host: String) -> Remedy.Command {
        Remedy.Command(
            tool: SambaTools.tool, text: command("delete", values(host)), undo: command("add", values(host)))
    }

    private var powerShellPlace: String {
        "-ComputerName \(CommandText.powerShell(server)) -ZoneName \(CommandText.powerShell(zone))"
    }

    func powerShellRemoval(of host: String) -> String {
        "Get-DnsServerResourceRecord \(powerShellPlace) -Name \(name) -RRType Srv | "
            + "Where-Object { $_.RecordData.DomainName.TrimEnd('.') -eq \(CommandText.powerShell(host)) } | "
            + "Remove-DnsServerResourceRecord \(powerShellPlace)"
    }

    func powerShellAddition(of host: String) -> String {
        "Add-DnsServerResourceRecord -Srv \(powerShellPlace) -Name \(name) -DomainName \(CommandText.powerShell(host)) "
            + "-Priority 0 -Weight 100 -Port 389"
    }
}
