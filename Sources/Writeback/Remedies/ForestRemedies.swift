import ActiveDirectory
import Inspection
import LDAP

// What is changed for a whole forest or domain, and cannot be taken back: no more than is asked for.
extension ForestUnderJudgement {
    func raisingLevel(of domain: Domain) -> Remedy {
        Remedy(
            steps: DomainRules.functionalLevel.remedy.steps + [Self.higher],
            command:
                "Set-ADDomainMode -Identity \(CommandText.powerShell(domain.dnsName)) -DomainMode Windows2003Domain",
            alternatives: [Self.onSamba("domain level raise --domain-level=2003")], undo: .irreversible)
    }

    func raisingForestLevel() -> Remedy {
        Remedy(
            steps: ForestRules.functionalLevel.remedy.steps + [Self.higher],
            command:
                "Set-ADForestMode -Identity \(CommandText.powerShell(forest.rootDomain)) -ForestMode Windows2003Forest",
            alternatives: [Self.onSamba("domain level raise --forest-level=2003")], undo: .irreversible)
    }

    private static let higher =
        "The commands raise it to what is asked for; as high as the oldest domain controller allows is better."

    /// Samba takes a level from its own database alone, not over the network.
    private static func onSamba(_ words: String) -> Remedy.Command {
        Remedy.Command(tool: "samba-tool, on a Samba domain controller", text: "samba-tool \(words)")
    }

    func enablingRecycleBin() -> Remedy {
        // An operation of rootDSE, which has no name (MS-ADTS 3.1.1.3.3.22).
        let change = [
            "dn: ", "changetype: modify", "add: enableOptionalFeature",
            "enableOptionalFeature: CN=Partitions,\(forest.configurationNamingContext):\(Self.recycleBin)",
        ]
        let master = forest.domainNamingMaster.known?.host.known
        // Below the level at which it can be enabled, the level comes first. An attribute that is proved absent is level 0.
        let level =
            forest.functionalLevel.known ?? (forest.functionalLevel.isSettled ? FunctionalLevel(rawValue: 0) : nil)
        var steps = ForestRules.recycleBin.remedy.steps
        if let level, level < FunctionalLevel(rawValue: 4) {
            steps.insert("Raise the forest functional level to Windows Server 2008 R2 or later first.", at: 0)
        }
        return Remedy(
            steps: steps,
            command: "Enable-ADOptionalFeature 'Recycle Bin Feature' -Scope ForestOrConfigurationSet "
                + "-Target \(CommandText.powerShell(forest.rootDomain))",
            alternatives: [
                Remedy.Command(
                    tool:
                        "ldbmodify, on \(master ?? "the domain naming master"), where that is a Samba domain controller",
                    // Samba lets nobody do it over the network.
                    text: "printf '%s\\n' \(change.map(CommandText.posix).joined(separator: " ")) | "
                        + "ldbmodify -H \"$(testparm -s --parameter-name='private dir' 2>/dev/null)/sam.ldb\"")
            ], undo: .irreversible)
    }

    /// The feature's GUID (MS-ADTS 3.1.1.9.1).
    private static let recycleBin = "766ddcd8-acd0-445e-f3b9-a7f9b6744f2a"
}
