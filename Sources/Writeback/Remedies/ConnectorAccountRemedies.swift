import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

// How the connector account is let in again, taken out of use, or made an ordinary account.
extension ForestUnderJudgement {
    /// Enables, unlocks, or lifts the expiry of an account, whichever of these keeps it out.
    func lettingIn(_ account: ConnectorAccount, _ faults: [LogonFault]) -> Remedy {
        let identity = CommandText.powerShell(account.distinguishedName.description)
        var undo: [String] = []
        var values: [SambaTools.Value] = []
        for fault in faults {
            switch fault {
            case .disabled:
                undo.append("Disable-ADAccount -Identity \(identity)")
                let flags = account.userAccountControl.known ?? []
                values.append(
                    .init(
                        attribute: "userAccountControl", value: String(flags.subtracting(.disabled).rawValue),
                        former: String(flags.rawValue)))
            case .locked:
                // The time of the lockout is not put back: that would be another lockout.
                values.append(.init(attribute: "lockoutTime", value: "0", former: "0"))
            case .expired(let end):
                let seconds = Self.seconds(end)
                undo.append("Set-ADAccountExpiration -Identity \(identity) -DateTime '\(Self.iso8601(seconds))'")
                values.append(
                    .init(attribute: "accountExpires", value: "0", former: String(Self.fileTime(end, seconds))))
            }
        }
        let isUndone = values.filter { $0.attribute != "lockoutTime" }
        let samba = samba(for: account)
        let name = account.distinguishedName.description
        var alternative = samba.replacing(values, of: name)
        alternative?.undo = isUndone.isEmpty ? nil : samba.replacing(isUndone, of: name)?.undo
        return Remedy(
            steps: ConnectorAccountRules.canLogOn.remedy.steps,
            command: faults.map { "\($0.cmdlet) -Identity \(identity)" }.joined(separator: "; "),
            alternatives: alternative.map { [$0] } ?? [],
            undo: undo.isEmpty ? .notNeeded : .command(undo.joined(separator: "; ")))
    }

    /// Takes an account out of use: disables it, and deletes one that is disabled and that another has taken the place of.
    func retiring(_ account: ConnectorAccount, isReplaced: Bool) -> Remedy {
        let identity = CommandText.powerShell(account.distinguishedName.description)
        let steps = ConnectorAccountRules.inUse.remedy.steps
        let word = account.samAccountName.known.flatMap(SambaTools.word)
        let samba = samba(for: account)
        guard account.userAccountControl.known?.contains(.disabled) == true else {
            return Remedy(
                steps: steps, command: "Disable-ADAccount -Identity \(identity)",
                alternatives: word.map { [samba.command("user disable \($0)", undo: "user enable \($0)")] } ?? [],
                undo: .command("Enable-ADAccount -Identity \(identity)"))
        }
        guard isReplaced else {
            return Remedy(
                steps: ["If Connect works with the account, enable it. If no server does, delete it."],
                undo: .steps("Disable the account again. One that was deleted comes back from the Recycle Bin alone."))
        }
        let isKept = forest.optionalFeatures.known?.contains { $0.lowercased() == "recycle bin feature" } == true
        return Remedy(
            steps: ["Make sure that nothing has missed it since it was disabled, and delete it."],
            command: "Remove-ADUser -Identity \(identity)",
            alternatives: word.map { [samba.command("user delete \($0)")] } ?? [],
            undo: isKept
                ? .command(
                    "Get-ADObject -Filter \"objectSid -eq '\(account.sid)'\" -IncludeDeletedObjects | Restore-ADObject")
                : .irreversible)
    }

    /// Takes an account out of the groups that make it an administrator, where it is a member of its own.
    func takingOut(_ account: ConnectorAccount, of groups: Set<SecurityIdentifier>) -> Remedy? {
        let direct = groups.filter { isMemberItself(account, of: $0) }
            .sorted { $0.description < $1.description }
        guard !direct.isEmpty else { return nil }
        let member = CommandText.powerShell(account.distinguishedName.description)
        func each(_ verb: String) -> String {
            direct.map { "\(verb) -Identity '\($0)' -Members \(member)" }.joined(separator: "; ")
        }
        var steps = ConnectorAccountRules.noAdministrator.remedy.steps
        if direct.count < groups.count {
            steps.append("It comes into the other groups through these, or by a group that is a member of them.")
        }
        return Remedy(
            steps: steps, command: each("Remove-ADGroupMember"),
            alternatives: direct.compactMap { removal(of: account, from: $0) },
            undo: .command(each("Add-ADGroupMember")))
    }

    /// Whether the token does not say that the account came into a group by another one, or by its primary group.
    private func isMemberItself(_ account: ConnectorAccount, of group: SecurityIdentifier) -> Bool {
        let reasons = account.tokens.flatMap { $0.token.known?.members[group] ?? [] }
        let isNested = reasons.contains { $0.through.map { $0 != account.sid } ?? false }
        return !isNested && !reasons.contains { $0.kind == .primaryGroup }
    }

    /// samba-tool knows groups and members by their names alone, in the domain of its server.
    private func removal(of account: ConnectorAccount, from group: SecurityIdentifier) -> Remedy.Command? {
        guard let full = forest.security.name(of: group), let member = account.samAccountName.known,
            let name = full.split(separator: "\\").last.map(String.init), let word = SambaTools.word(name),
            let memberWord = SambaTools.word(member),
            group.domain == account.sid.domain || group.domain == .builtinDomain
        else { return nil }
        let words = "\(word) \(memberWord)"
        return samba(for: account).command("group removemembers \(words)", undo: "group addmembers \(words)")
    }

    /// Clears what is left of a membership in a protected group.
    func clearingAdminCount(of account: ConnectorAccount) -> Remedy {
        let name = account.distinguishedName.description
        let identity = CommandText.powerShell(name)
        let change = samba(for: account).replacing([.init(attribute: "adminCount", value: nil, former: "1")], of: name)
        return Remedy(
            steps: [
                "Make sure that it is in no protected group any more; else the PDC emulator sets it again within the hour.",
                "Clear adminCount, and switch inheritance on again on the account's own DACL.",
            ],
            command: "Set-ADUser -Identity \(identity) -Clear adminCount"
                + (CommandText.isPlain(name) ? "; dsacls \"\(name)\" /P:N" : ""),
            alternatives: [change].compactMap(\.self),
            undo: .command(
                "Set-ADUser -Identity \(identity) -Replace @{adminCount = 1}"
                    + (CommandText.isPlain(name) ? "; dsacls \"\(name)\" /P:Y" : "")))
    }

    // MARK: - Times

    /// Whole seconds since 1970. What no FILETIME can be is held at a bound.
    private static func seconds(_ moment: Date) -> Int64 {
        Int64(max(-11_644_473_600, min(900_000_000_000, moment.timeIntervalSince1970.rounded(.down))))
    }

    private static func iso8601(_ seconds: Int64) -> String {
        let day = CalendarDay(Date(timeIntervalSince1970: Double(seconds)))
        let rest = ((seconds % 86_400) + 86_400) % 86_400
        let parts = [rest / 3600, rest % 3600 / 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(day)T\(parts.joined(separator: ":"))Z"
    }

    /// Intervals of 100 ns since 1601 (MS-DTYP 2.3.3). The seconds apart, so that none of them is lost to rounding.
    private static func fileTime(_ moment: Date, _ seconds: Int64) -> Int64 {
        let fraction = max(0, min(1, moment.timeIntervalSince1970 - Double(seconds)))
        return (seconds + 11_644_473_600) * 10_000_000 + Int64((fraction * 10_000_000).rounded())
    }
}

/// What keeps an account from logging on.
enum LogonFault: Sendable {
    case disabled, locked
    case expired(Date)

    var words: String {
        switch self {
        case .disabled: "disabled"
        case .locked: "locked"
        case .expired: "expired"
        }
    }

    fileprivate var cmdlet: String {
        switch self {
        case .disabled: "Enable-ADAccount"
        case .locked: "Unlock-ADAccount"
        case .expired: "Clear-ADAccountExpiration"
        }
    }
}
