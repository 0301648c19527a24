import ActiveDirectory
import FoundationEssentials
import Inspection

/// Who may call the SAM interface from elsewhere, as each computer restricts it.
enum RemoteSAMRules {
    static let all = [letsIn]

    private static let decider = Rule.Decider(
        place: "the Connect server and the domain controllers",
        command: "secedit /export /cfg \"$env:COMPUTERNAME.inf\"; reg query "
            + "HKLM\\System\\CurrentControlSet\\Control\\Lsa /v RestrictRemoteSam")

    static let letsIn = ConnectRules.rule(
        "WB-CON-006", version: 2, .blocker, "RestrictRemoteSAM lets the connector account in",
        because: "Writeback reads users through the SAM interface; the value outlives the policy that set it.",
        in: "secedit's files, one a computer, named after it", of: ["RestrictRemoteSAM"],
        reading:
            "Asked of the Connect server, of each PDC emulator and of each preferred domain controller. The value's descriptor grants read "
            + "control (Remote Access) to the connector account. A file of a domain controller is one that bears its name; its groups are "
            + "then those of its domain. Of any other file only what holds on every computer counts: an entry for the account, for a group "
            + "of its whole forest or for everybody; a local group, as Administrators, leaves it open, for what a member server has without "
            + "any value is just that. A value that is empty is not enforced. A file without the value proves nothing: secedit leaves out "
            + "what no policy sets, and the registry keeps what a policy once set; somebody has to look and say. Audit-only mode, in which "
            + "nobody is refused, is not in the file.",
        then: Remedy(
            steps: [
                "Add the connector account to the policy with Remote Access: Allow, or undefine the policy and delete the value.",
                "Run gpupdate /force on the computer, and make the file again.",
            ],
            undo: .steps("Put the former value of the policy back, as secedit's file has it.")),
        references: [.sspr0029, .samAccessControl, .restrictRemoteSAM], isAttestable: true,
        judge: .evidence(decider) { rule, given in
            let policies = given.usable.securityPolicies
            let everywhere = given.forests.flatMap { $0.forest.domainControllers.known ?? [] }
            // A short name that two domain controllers have is neither's.
            let named = policies.filter { policy in
                everywhere.filter { $0.isCalled(computer(of: policy)) }.count == 1
            }
            var judgements: [Judgement] = []
            for forest in given.forests {
                for controller in forest.controllers {
                    let own = named.filter { controller.isCalled(computer(of: $0)) }
                    guard !own.isEmpty || forest.isPDCEmulator(controller) || forest.isPreferred(controller) else {
                        continue
                    }
                    judgements.append(
                        judge(
                            rule, given, forest.subject(of: controller), own,
                            given.workingAccounts(of: forest).map { Caller($0, in: forest, on: controller) }))
                }
            }
            let callers = given.forests.flatMap { forest in
                given.workingAccounts(of: forest).map { Caller($0, in: forest, on: nil) }
            }
            let others = policies.filter { !named.contains($0) }
            return [judge(rule, given, given.subject(.syncServer), others, callers)] + judgements
        })

    /// The computer that a file is named after: `dc1.corp.example.test.inf`.
    private static func computer(of policy: SecurityPolicyExport) -> String {
        let name = policy.file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        guard let dot = name.lastIndex(of: "."), ["inf", "txt", "cfg"].contains(name[dot...].dropFirst().lowercased())
        else { return name }
        return String(name[..<dot])
    }

    private static func judge(
        _ rule: Rule, _ given: EvidenceUnderJudgement, _ subject: Subject, _ policies: [SecurityPolicyExport],
        _ callers: [Caller]
    ) -> Judgement {
        let words = "RestrictRemoteSAM on \(subject.name)"
        guard !policies.isEmpty else {
            let isNamed = given.files.contains { $0.kind == .securityPolicy && $0.setAside == nil }
            let unnamed = Fact(
                statement: "evidence", value: "no file given with --secedit is named after it",
                source: decider.command, observedOn: subject.name, at: nil, authenticated: false)
            return Judgement(
                subject, .undecided, "\(words) is not known",
                because: isNamed ? [unnamed] : given.missing(.securityPolicy, rule))
        }
        guard !callers.isEmpty else {
            return Judgement(
                subject, .undecided, "Whether \(words) lets the connector account in is not known: no account is",
                because: policies.map { fact($0) })
        }
        let names = callers.map(\.name).joined(separator: ", ")
        let answers = callers.map { caller -> AccessDecision.Answer in
            let each = policies.map { caller.answer($0.restrictRemoteSAM) }
            if each.contains(.denied) { return .denied }
            return each.allSatisfy { $0 == .granted } ? .granted : .undecided
        }
        let facts = policies.map { fact($0) }
        if answers.allSatisfy({ $0 == .granted }) {
            return Judgement(subject, .met, "\(words) lets \(names) in", because: facts)
        }
        if answers.allSatisfy({ $0 == .denied }) {
            return Judgement(subject, .notMet, "\(words) does not let \(names) in", because: facts)
        }
        return Judgement(subject, .undecided, "Whether \(words) lets \(names) in is not known", because: facts)
    }

    private static func fact(_ policy: SecurityPolicyExport) -> Fact {
        let value =
            switch policy.restrictRemoteSAM {
            case .absent: "empty, which is not enforced"
            case .notReturned: "not in the file: no policy sets it; the registry may still hold it"
            default: policy.restrictRemoteSAM.words { $0.sddl() }
            }
        return Fact(
            statement: "RestrictRemoteSAM", value: value, source: "[Registry Values]", observedOn: policy.file,
            at: policy.writtenAt.known, authenticated: false)
    }
}

/// The connector account as it comes to one computer.
private struct Caller {
    let name: String
    private let token: Token

    /// - Parameter controller: Nil for a computer of which no more is known.
    init(_ account: ConnectorAccount, in forest: ForestUnderJudgement, on controller: DomainController?) {
        name = forest.name(of: account)
        let own = account.tokens.first { $0.domain.lowercased() == controller?.domain?.lowercased() }
        token = own?.token.known ?? Self.everywhere(account)
    }

    func answer(_ value: Observed<SecurityDescriptor>) -> AccessDecision.Answer {
        switch value {
        // The policy is defined, and left blank.
        case .absent: .granted
        case .value(let descriptor):
            AccessCheck(descriptor, ofClass: .domainClass).decision(on: .readControl, for: token).answer
        default: .undecided
        }
    }

    /// What the account carries wherever it comes to: every other group is one that this computer may know it by.
    private static func everywhere(_ account: ConnectorAccount) -> Token {
        var token = Token([account.sid, .everyone, .authenticatedUsers, .network])
        let tokens = account.tokens.compactMap(\.token.known)
        for sid in tokens.first?.sids ?? [] where sid.domain != .builtinDomain {
            if tokens.allSatisfy({ $0.contains(sid) }) { token.insert(sid, .init(.group)) }
        }
        token.insert(Token.Gap(.anyGroup, why: "the local groups of that computer are not known"))
        return token
    }
}

extension EvidenceUnderJudgement {
    /// The account with which the export says that Connect works in the forest; without one, those that were judged.
    fileprivate func workingAccounts(of forest: ForestUnderJudgement) -> [ConnectorAccount] {
        let reached = usable.connectExport.map { connectors(of: $0) } ?? []
        let root = forest.forest.rootDomain
        let named = reached.filter { $0.forest?.forest.rootDomain == root }.compactMap(\.account)
        return named.isEmpty ? forest.connectorAccounts.judged : named
    }
}
