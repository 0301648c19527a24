import ActiveDirectory
import Inspection
import LDAP

/// The PDC emulator: writeback goes to it whatever domain controller Connect prefers.
enum PDCRules {
    static let all = [ownerRegistered, witnessesAgree, answersLDAP, writable]

    private static let family = "PDC emulator"

    private static let findTheOwner = Remedy(
        steps: [
            "Find out which domain controller is meant to hold the role, and whether the old owner can come back.",
            "If it can, bring it back. If it cannot, seize the role on a healthy writable domain controller; the old owner must "
                + "then never return to the network.",
        ],
        command: nil, undo: .irreversible)

    static let ownerRegistered = Rule(
        "WB-PDC-001", family: family, title: "The PDC emulator role of each domain has a living owner",
        rationale:
            "Connect sends every password that it writes back to the PDC emulator. A role whose owner was removed leaves it "
            + "nowhere to go.",
        decision: .init(
            base: "<domain>", scope: "base", filter: "(objectClass=*)", attributes: ["fSMORoleOwner"],
            reading:
                "The name must lead to an NTDS Settings object. A name with \\0ADEL: is that of a removed domain controller."
        ),
        severities: .always(.blocker), remedy: findTheOwner,
        references: [.writebackPDC2017, .roleOwnerAttribute, .moveRole], grade: .source,
        judge: .overDomains { _, forest, domain in
            [
                RoleJudgement(role: "PDC emulator", of: "domain \(domain.dnsName)", holder: domain.pdcEmulator)
                    .judge(forest.subject(of: domain), base: domain.distinguishedName.description, in: forest)
            ]
        })

    static let witnessesAgree = Rule(
        "WB-PDC-002", family: family, title: "Everyone who can be asked names the same PDC emulator",
        rationale:
            "Connect finds the PDC emulator by DNS, the domain controllers by the directory. Where they differ, passwords are "
            + "written to the wrong host, or to none.",
        decision: .init(
            base: "<domain>; _ldap._tcp.pdc._msdcs.<domain>; netlogon", scope: "base", filter: "(objectClass=*)",
            attributes: ["fSMORoleOwner", "SRV", "DS_PDC_FLAG"],
            reading:
                "The owner as each writable domain controller holds it, the SRV record and the PDC flag of each netlogon answer. "
                + "DNS and netlogon prove nothing by themselves: they are not authenticated."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: [
                "Compare what each source says, in the facts of this finding.",
                "If domain controllers differ, replication has not carried the last transfer: repair it.",
                "If only DNS differs, let the PDC emulator register its records again, and delete the wrong record.",
            ],
            command: "nltest /dsregdns", undo: .notNeeded),
        references: [.writebackPDC2017, .domainFlags], grade: .source,
        judge: .overDomains { _, forest, domain in [consensus(forest, domain)] })

    private static func consensus(_ forest: ForestUnderJudgement, _ domain: Domain) -> Judgement {
        let subject = forest.subject(of: domain)
        let consensus = domain.pdcConsensus
        let facts = consensus.witnesses.map { witness in
            Fact(
                statement: witness.source.words + (witness.counted ? "" : ", not counted"),
                value: witness.host.words { $0 }, source: witness.source.place(in: domain),
                observedOn: witness.observedOn, at: forest.run.startedAt, authenticated: witness.authenticated)
        }
        let host = consensus.host ?? "no host"
        switch consensus.agreement {
        case .confirmed:
            return Judgement(
                subject, .met, "\(host) is the PDC emulator of \(domain.dnsName), by every witness", because: facts)
        case .confirmedInPart:
            return Judgement(
                subject, .undecided, severity: .warning,
                "\(host) is the PDC emulator of \(domain.dnsName), but not every witness could be asked",
                because: facts)
        case .contradicted:
            let named = Set(consensus.witnesses.filter(\.counted).compactMap(\.host.known)).sorted()
            return Judgement(
                subject, .notMet,
                "Witnesses contradict each other on the PDC emulator of \(domain.dnsName): "
                    + (named.isEmpty ? "none is named" : named.joined(separator: ", ")), because: facts,
                remedy: forest.correctingPDCRecord(of: domain))
        case .unconfirmed:
            return Judgement(
                subject, .undecided, "No second witness confirms the PDC emulator of \(domain.dnsName)",
                because: facts)
        }
    }

    static let answersLDAP = Rule(
        "WB-PDC-003", family: family, title: "The PDC emulator answers over LDAP",
        rationale: "Connect must be able to reach the PDC emulator of every domain that it writes to.",
        decision: .init(
            base: "(rootDSE)", scope: "base", filter: "(objectClass=*)", attributes: ["rootDSE"],
            reading:
                "No answer is a blocker while another domain controller of the same domain answers. Where none does, the fault "
                + "may lie on the way from this host, and it is undecided."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: [
                "See whether the host is up and its directory service runs.",
                "See whether a firewall between the sync server and the host drops TCP 389.",
                "If the host is lost for good, seize its role on another domain controller.",
            ],
            command: "Get-Service NTDS, Netlogon, Kdc", undo: .notNeeded),
        references: [.writebackPDC2017, .connectPorts], grade: .source,
        judge: .overPDCEmulators { _, forest, controller in
            let fact = forest.reachabilityFact(controller)
            let name = "PDC emulator \(controller.displayName)"
            switch controller.reachability.state {
            case .answered:
                return Judgement(forest.subject(of: controller), .met, "\(name) answers over LDAP", because: [fact])
            case .notAsked:
                return Judgement(forest.subject(of: controller), .undecided, "\(name) was not asked", because: [fact])
            case .refused, .silent, .noAddress, .closed:
                let others = forest.anotherAnswers(besides: controller)
                return Judgement(
                    forest.subject(of: controller), others ? .notMet : .undecided,
                    "\(name) \(forest.silenceWords(controller))", because: [fact], remedy: seeing(controller))
            }
        })

    private static func seeing(_ controller: DomainController) -> Remedy {
        var remedy = answersLDAP.remedy
        remedy.command =
            "Get-Service -ComputerName \(CommandText.powerShell(controller.displayName)) -Name NTDS, Netlogon, Kdc"
        return remedy
    }

    static let writable = Rule(
        "WB-PDC-004", family: family, title: "The PDC emulator is writable",
        rationale: "Connect does not follow a read-only domain controller's referral to a writable one.",
        decision: .init(
            base: "CN=NTDS Settings,<server>", scope: "base", filter: "(objectClass=*)",
            attributes: ["objectClass", "msDS-isRODC"],
            reading: "Class nTDSDSA, not nTDSDSARO, and a computer account that is no RODC's."),
        severities: .always(.blocker),
        // A transfer needs the owner's consent, and a read-only domain controller can hand no role over.
        remedy: Remedy(
            steps: [
                "Find out how the role came to a host that cannot hold it: no tool moves it there.",
                "It cannot be transferred from there. Seize it on a healthy writable domain controller, as whoever is responsible for the "
                    + "domain decides.",
            ],
            undo: .irreversible),
        references: [.connectPrerequisites, .moveRole], grade: .source,
        judge: .overPDCEmulators { _, forest, controller in
            let name = "PDC emulator \(controller.displayName)"
            let facts = [forest.kindFact(controller)]
            switch controller.kind {
            case .writable:
                return Judgement(forest.subject(of: controller), .met, "\(name) is writable", because: facts)
            case .readOnly:
                return Judgement(forest.subject(of: controller), .notMet, "\(name) is read-only", because: facts)
            case .notAMachine:
                return Judgement(forest.subject(of: controller), .notMet, "\(name) is no machine", because: facts)
            case .unknown:
                return Judgement(
                    forest.subject(of: controller), .undecided, "Whether \(name) is writable is not known",
                    because: facts)
            }
        })
}

extension PDCConsensus.Witness.Source {
    fileprivate var words: String {
        switch self {
        case .ownerAttribute: "role owner"
        case .serviceRecord: "DNS record"
        case .netlogonFlag: "netlogon PDC flag"
        }
    }

    fileprivate func place(in domain: Domain) -> String {
        switch self {
        case .ownerAttribute: "fSMORoleOwner of \(domain.distinguishedName)"
        case .serviceRecord: "_ldap._tcp.pdc._msdcs.\(domain.dnsName)"
        case .netlogonFlag: "DS_PDC_FLAG of the netlogon answer"
        }
    }
}
