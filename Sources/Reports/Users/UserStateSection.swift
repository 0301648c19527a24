import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Writeback

/// The user as read: names, state, policy, and what the bound account may not see.
struct UserStateSection {
    private static let margin = 24

    private let report: UserReport

    init(_ report: UserReport) {
        self.report = report
    }

    func write(to page: inout TextPage) {
        let user = report.user
        page.heading("USER", user.distinguishedName.description)
        row("Names", [user.samAccountName.known, user.userPrincipalName.known].compactMap(\.self), to: &page)
        row("Class", user.kind == .inetOrgPerson ? "inetOrgPerson" : "user", to: &page)
        row("SID", Words.of(user.sid, \.description), to: &page)
        row("Account flags", Words.of(user.userAccountControl, Self.flags), to: &page)
        row("As of now", Words.of(user.computedAccountControl, Self.flags), to: &page)
        row("Locked out last", never(user.lockoutTime), to: &page)
        row("Password last set", set(user.passwordLastSet), to: &page)
        row("Account expires", never(user.expires), to: &page)
        row("adminCount", Words.of(user.adminCount) { String($0) }, to: &page)
        row("PDC emulator", Words.of(report.pdcEmulator) { $0 }, to: &page)
        policy(to: &page)
        unread(to: &page)
    }

    private func policy(to page: inout TextPage) {
        let policy = report.policy
        let from =
            switch policy.settings {
            case .value(let name): "from \(name)"
            case .absent: "the domain's own"
            default: "not known whose: \(policy.settings.why ?? policy.settings.state)"
            }
        page.heading("PASSWORD POLICY", from)
        row("Minimum age", Words.of(policy.minimumPasswordAge, Words.duration), to: &page)
        row("Minimum length", Words.of(policy.minimumPasswordLength) { String($0) }, to: &page)
        row("History", Words.of(policy.passwordHistoryLength) { String($0) }, to: &page)
        row("Complexity", Words.of(policy.complexityRequired) { $0 ? "required" : "not required" }, to: &page)
    }

    private func unread(to page: inout TextPage) {
        let missing = report.unreadAttributes
        guard !missing.isEmpty else { return }
        let denied = missing.filter { $0.state == .mayNotRead }.map(\.name)
        let unknown = missing.filter { $0.state == .unknown }.map(\.name)
        page.heading("NOT READ", "attributes of the user, as \(report.run.vantage.principal)")
        if !denied.isEmpty { row("May not read", denied.joined(separator: ", "), to: &page) }
        if !unknown.isEmpty {
            row(
                "Did not come back", "\(unknown.joined(separator: ", ")): it is not known whether it may be read",
                to: &page)
        }
        let open = report.allObstacles.filter { $0.outcome == .undecided }.map(\.title)
        if !open.isEmpty { row("Undecided for it", open.joined(separator: "; "), to: &page) }
    }

    // MARK: In words

    private static func flags(_ control: UserAccountControl) -> String {
        let names = UserAccountControl.bitNames.filter { control.contains($0.bit) }.map(\.name)
        return names.isEmpty ? "none" : names.joined(separator: ", ")
    }

    private func never(_ time: Observed<Date>) -> String {
        if case .absent = time { return "never" }
        return Words.of(time, UTCTime.words)
    }

    private func set(_ time: Observed<Date>) -> String {
        if case .absent = time { return "not since a change was asked for: it must be changed at the next logon" }
        return Words.of(time, UTCTime.words)
    }

    private func row(_ label: String, _ values: [String], to page: inout TextPage) {
        row(label, values.isEmpty ? "not returned" : values.joined(separator: ", "), to: &page)
    }

    private func row(_ label: String, _ text: String, to page: inout TextPage) {
        page.paragraph(text, label: [TextPage.Piece("  " + label, .faint)], margin: Self.margin)
    }
}
