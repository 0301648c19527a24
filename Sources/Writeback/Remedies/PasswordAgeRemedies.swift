import Inspection
import LDAP

// How a minimum password age is taken out of a policy, and put back as it was.
extension ForestUnderJudgement {
    func withoutMinimumAge(_ domain: Domain, formerly age: PasswordPolicy.Duration) -> Remedy {
        let set =
            "Set-ADDefaultDomainPasswordPolicy -Identity \(CommandText.powerShell(domain.dnsName)) -MinPasswordAge "
        let samba = samba(in: domain)
        let name = domain.distinguishedName.description
        let command =
            age.wholeDays.map {
                samba.command(
                    "domain passwordsettings set --min-pwd-age=0",
                    undo: "domain passwordsettings set --min-pwd-age=\($0)")
            } ?? samba.replacing([.init(attribute: "minPwdAge", value: "0", former: age.intervals)], of: name)
        return Remedy(
            steps: DomainRules.minimumAge.remedy.steps, command: set + "0.00:00:00",
            alternatives: [command].compactMap(\.self),
            undo: .command(
                age.timeSpan.map { set + $0 }
                    ?? "Set-ADObject -Identity \(CommandText.powerShell(name)) -Replace @{minPwdAge = \(age.intervals)}"
            ))
    }

    func withoutMinimumAge(
        _ policy: PasswordSettingsObject, of domain: Domain, formerly age: PasswordPolicy.Duration
    ) -> Remedy {
        let name = policy.distinguishedName.description
        let identity = CommandText.powerShell(name)
        let set = "Set-ADFineGrainedPasswordPolicy -Identity \(identity) -MinPasswordAge "
        let attribute = "msDS-MinimumPasswordAge"
        let samba = samba(in: domain)
        let named = SambaTools.word(policy.name).map { "domain passwordsettings pso set \($0) --min-pwd-age=" }
        let byTool = named.flatMap { named in
            age.wholeDays.map { samba.command("\(named)0", undo: "\(named)\($0)") }
        }
        let command =
            byTool ?? samba.replacing([.init(attribute: attribute, value: "0", former: age.intervals)], of: name)
        return Remedy(
            steps: DomainRules.fineGrainedMinimumAge.remedy.steps, command: set + "0.00:00:00",
            alternatives: [command].compactMap(\.self),
            undo: .command(
                age.timeSpan.map { set + $0 }
                    ?? "Set-ADObject -Identity \(identity) -Replace @{'\(attribute)' = \(age.intervals)}"))
    }
}

extension PasswordPolicy.Duration {
    /// In days, which is all that samba-tool takes; nil where it is not so many.
    fileprivate var wholeDays: Int64? {
        guard case .seconds(let seconds) = self, seconds >= 0, seconds.isMultiple(of: 86_400) else { return nil }
        return seconds / 86_400
    }

    /// As a TimeSpan of .NET: `1.00:00:00`; nil where it is never over.
    fileprivate var timeSpan: String? {
        guard case .seconds(let seconds) = self, seconds >= 0 else { return nil }
        let parts = [seconds % 86_400 / 3600, seconds % 3600 / 60, seconds % 60]
        return "\(seconds / 86_400)." + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// As the directory holds it: intervals of 100 ns, negative (MS-ADTS 3.1.1.2.2.2.8).
    fileprivate var intervals: String {
        guard case .seconds(let seconds) = self else { return String(Int64.min) }
        let (intervals, isTooLong) = seconds.multipliedReportingOverflow(by: -10_000_000)
        return isTooLong ? String(Int64.min) : String(intervals)
    }
}
