package import Inspection

/// What `pdc` says on standard error when the witnesses do not bear out a name, or not all of them could be asked.
package enum PDCEmulatorMessage {
    /// Who says what, what it means, and what to do; nil when every witness was asked and all agree.
    package static func text(for domain: Domain, layout: TextLayout) -> String? {
        let consensus = domain.pdcConsensus
        guard consensus.agreement != .confirmed else { return nil }
        var page = TextPage(layout)
        page.paragraph(opening(domain), consensus.agreement == .contradicted ? .bad : .caution)
        let said = WitnessStatements(domain, full: true)
        let namings = said.namings
        for naming in namings {
            page.paragraph("\(naming.host) is named by", margin: 2)
            for statement in naming.statements { item(statement, to: &page) }
        }
        section("no host is named by", said.denials, to: &page)
        section("could not be asked", said.unheard, to: &page)
        if namings.isEmpty, said.denials.isEmpty, said.unheard.isEmpty {
            page.paragraph("There is no witness.", margin: 2)
        }
        page.paragraph(meaning(consensus.agreement))
        page.paragraph(advice(consensus.agreement))
        return page.text
    }

    private static func section(_ title: String, _ lines: [String], to page: inout TextPage) {
        guard !lines.isEmpty else { return }
        page.paragraph(title, margin: 2)
        for line in lines { item(line, to: &page) }
    }

    private static func item(_ text: String, to page: inout TextPage) {
        page.paragraph(text, label: [TextPage.Piece("    -")], margin: 6)
    }

    private static func opening(_ domain: Domain) -> String {
        switch domain.pdcConsensus.agreement {
        case .confirmed, .confirmedInPart:
            "Not every witness could be asked who the PDC emulator of \(domain.dnsName) is; those that were agree."
        case .contradicted:
            "The witnesses contradict each other on who the PDC emulator of \(domain.dnsName) is; no name is printed."
        case .unconfirmed:
            "Nothing confirms who the PDC emulator of \(domain.dnsName) is; no name is printed."
        }
    }

    private static func meaning(_ agreement: PDCConsensus.Agreement) -> String {
        switch agreement {
        case .confirmed, .confirmedInPart:
            "The host that is named confirms it, and another witness agrees; whoever was not asked may think otherwise."
        case .contradicted:
            "Whoever follows the one goes to another host than whoever follows the other: a password written back may go to the "
                + "wrong host, or to none."
        case .unconfirmed:
            "The host that is named must itself confirm the role, and one other witness agree: DNS and netlogon answers are not "
                + "authenticated and prove nothing alone."
        }
    }

    private static func advice(_ agreement: PDCConsensus.Agreement) -> String {
        switch agreement {
        case .confirmed, .confirmedInPart, .unconfirmed:
            "Make the hosts above reachable from here, or run this where they are, and ask again."
        case .contradicted:
            "If domain controllers differ, repair replication (repadmin /showrepl); if only DNS differs, run nltest /dsregdns on the "
                + "PDC emulator and delete the wrong record."
        }
    }
}
