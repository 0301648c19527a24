import Inspection

/// The synchronization rules by whose link the service picks the account of a user.
enum SynchronizationRuleRules {
    static let all = [users, inetOrgPersons]

    static let users = rule(
        "WB-CON-020", .blocker, grade: .source, tag: "Microsoft.InfromADUserAccountEnabled", objectClass: "user",
        reading:
            "A rule of this tag is there for the connector, and not disabled. Disabled, with a rule of somebody's own that is inbound, for users, "
            + "not disabled and synchronizes passwords in its place, is undecided: whether its link is enough is not written anywhere.",
        references: [.writebackConcept])

    static let inetOrgPersons = rule(
        "WB-CON-021", .information, grade: .inference, tag: "Microsoft.InfromADInetOrgPersonAccountEnabled",
        objectClass: "inetOrgPerson",
        reading:
            "As WB-CON-020, for accounts of class inetOrgPerson. That they need their twin of that rule is inferred.",
        references: [
            .configurationElements, .inference("Accounts of class inetOrgPerson hang on the twin of the rule"),
        ])

    private static func rule(
        _ id: RuleIdentifier, _ severity: Severity, grade: Reference.Grade, tag: String, objectClass: String,
        reading: String, references: [Reference]
    ) -> Rule {
        ConnectRules.rule(
            id, severity, grade: grade,
            "The synchronization rule that finds accounts of class \(objectClass) is in force",
            because:
                "To find the account of a reset, the engine follows the link that carries the rule \(tag); without it the user is not found.",
            in: "SynchronizationRules/SynchronizationRule_{…}.xml",
            of: ["immutable-tag", "disabled", "connector", "EnablePasswordSync"], reading: reading,
            then: Remedy(
                steps: [
                    "Enable the rule in the Synchronization Rules Editor.",
                    "If it is gone, run the wizard, which makes it again.",
                    "Run a full synchronisation: Start-ADSyncSyncCycle -PolicyType Initial.",
                ],
                undo: .steps("Disable the rule again.")),
            references: references,
            judge: .overConnectors { _, connector in
                [judge(connector, tag: tag, objectClass: objectClass)]
            })
    }

    private static func judge(_ connector: JudgedConnector, tag: String, objectClass: String) -> Judgement {
        let name = connector.connector.name
        let rules = connector.export.rules
        let own = (rules.known ?? []).filter {
            $0.connector == connector.connector.id && $0.direction.lowercased() == "inbound"
        }
        let tagged = own.filter { isTagged($0, tag) }
        let others = own.filter {
            $0.isDisabled.known == false && $0.synchronizesPasswordHashes.known == true
                && $0.sourceObjectType.lowercased() == objectClass.lowercased() && $0.immutableTag.known == nil
        }
        let words = tagged.map { "\($0.name): \($0.isDisabled.words { $0 ? "disabled" : "in force" })" }
        let facts =
            [
                connector.fact(
                    tag, rules.words { _ in words.isEmpty ? "no such rule" : words.joined(separator: "; ") },
                    in: "immutable-tag, disabled")
            ]
            + others.map { connector.fact("a rule of somebody's own", $0.name, in: "EnablePasswordSync") }
        if tagged.contains(where: { $0.isDisabled.known == false }) {
            return Judgement(connector.subject, .met, "Rule \(tag) is in force on connector \(name)", because: facts)
        }
        guard rules.isValue, others.isEmpty, tagged.allSatisfy({ $0.isDisabled.known == true }) else {
            return Judgement(
                connector.subject, .undecided,
                "Whether a rule like \(tag) is in force on connector \(name) is not known", because: facts)
        }
        return Judgement(
            connector.subject, .notMet,
            tagged.isEmpty
                ? "Connector \(name) has no rule \(tag)" : "Rule \(tag) is disabled on connector \(name)",
            because: facts)
    }

    /// Versions of a rule end in a number: `.003`.
    private static func isTagged(_ rule: SynchronizationRule, _ tag: String) -> Bool {
        guard let own = rule.immutableTag.known?.lowercased() else { return false }
        return own == tag.lowercased() || own.hasPrefix(tag.lowercased() + ".")
    }
}
