import ActiveDirectory
import Inspection
import LDAP

/// What a domain controller refuses by default, and whether it has caught up with the others.
enum DomainControllerStateRules {
    static let all = [remoteChanges, synchronized]

    private static let family = "Domain controllers"

    static let remoteChanges = Rule(
        "WB-DC-007", family: family, title: "The PDC emulator takes the older remote calls that change a password",
        rationale:
            "From Windows Server 2025 on, a domain controller refuses the older calls of the SAM interface that change a password, and all of "
            + "them for members of Protected Users. Connect changes passwords over SMB; which call it makes is written nowhere. Resets go "
            + "another way.",
        decision: .init(
            base: "<domain>", scope: "subtree",
            filter: "(&(objectCategory=computer)(userAccountControl:1.2.840.113556.1.4.803:=8192))",
            attributes: ["operatingSystem", "operatingSystemVersion"],
            reading:
                "Older than Windows Server 2025. The policy that allows the calls again is on the domain controllers, not in the directory."
        ),
        severities: .always(.information),
        remedy: Remedy(
            steps: [
                "Let a test user change a password in the cloud, and not only reset it.",
                "Where that fails with access denied, set Configure SAM change password RPC methods policy (Computer Configuration, "
                    + "Administrative Templates, System, Security Account Manager) on the domain controllers.",
            ],
            undo: .steps("Set the policy to Not configured again.")),
        references: [
            .newIn2025, .connectPorts, .inference("A call that is refused to everybody is refused to Connect"),
        ],
        grade: .inference,
        judge: .overPDCEmulators { _, forest, controller in
            let subject = forest.subject(of: controller)
            let name = "PDC emulator \(controller.displayName)"
            let system = OperatingSystemRelease(controller.operatingSystem)
            let facts = forest.operatingSystemFacts(controller)
            switch system.isAtLeast(.server2025) {
            case true?:
                return Judgement(
                    subject, .notMet,
                    "\(name) runs \(system.displayName), which refuses older remote calls that change a password",
                    because: facts)
            case false?:
                return Judgement(
                    subject, .met, "\(name) runs \(system.displayName), which takes remote calls of any age",
                    because: facts)
            case nil:
                return Judgement(
                    subject, .undecided, "Whether \(name) refuses remote calls that change a password is not known",
                    because: facts)
            }
        })

    static let synchronized = Rule(
        "WB-DC-008", family: family, title: "Each domain controller has finished its first synchronisation",
        rationale:
            "Until it has, a domain controller may not know the users, the permissions and the policies that writeback needs, and what is "
            + "written there may not reach the others.",
        decision: .init(
            base: "(rootDSE)", scope: "base", filter: "(objectClass=*)", attributes: ["isSynchronized"],
            reading:
                "TRUE. How far each lags behind the others is not judged: highestCommittedUSN counts every domain controller's own writes."
        ),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "See which partner it waits for, and repair the replication.",
                "Until then keep it out of Connect's preferred domain controllers.",
            ],
            command: "repadmin /showrepl <DC>", undo: .notNeeded),
        references: [
            .rootDSE, .inference("A domain controller that has not synchronised lacks what the others have"),
        ],
        grade: .inference,
        judge: .overWritableControllers { _, forest, controller in judgeSynchronization(forest, controller) })

    private static func judgeSynchronization(
        _ forest: ForestUnderJudgement, _ controller: DomainController
    ) -> Judgement {
        let subject = forest.subject(of: controller)
        let name = controller.displayName
        let state = controller.rootDSE.flatMap(\.isSynchronized)
        let facts = [
            forest.fact(
                "synchronised", state.words { $0 ? "yes" : "no" }, source: "isSynchronized of rootDSE",
                on: controller)
        ]
        switch state.known {
        case false?:
            return Judgement(
                subject, .notMet, "\(name) has not finished its first synchronisation", because: facts,
                remedy: Remedy(
                    steps: synchronized.remedy.steps,
                    command: CommandText.isPlain(name) ? "repadmin /showrepl \"\(name)\"" : nil, undo: .notNeeded))
        case true? where state.isValue:
            return Judgement(subject, .met, "\(name) has finished its first synchronisation", because: facts)
        default:
            return Judgement(
                subject, .undecided, "Whether \(name) has finished its first synchronisation is not known",
                because: facts)
        }
    }
}
