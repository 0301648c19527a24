/// The prerequisites in the tenant: judged by answers of Microsoft Graph.
enum CloudRules {
    static let all = LicenceRules.all + EnablingAdministratorRules.all + TestUserRules.all + TenantRules.all

    static let place = "anywhere, signed in to the tenant"

    static func rule(
        _ id: RuleIdentifier, version: Int = 1, _ severity: Severity, _ title: String, because rationale: String,
        of answers: [String], attributes: [String], reading: String, then steps: [String], references: [Reference],
        grade: Reference.Grade = .source,
        _ judge: @escaping @Sendable (Rule, EvidenceUnderJudgement) -> [Judgement]
    ) -> Rule {
        Rule(
            id, version: version, plane: .cloud, family: "cloud", title: title, rationale: rationale,
            decision: .init(
                base: "Microsoft Graph, by --graph", scope: "-", filter: "-", attributes: attributes, reading: reading),
            severities: .always(severity), remedy: Remedy(steps: steps, undo: .notNeeded), references: references,
            grade: grade, judge: .evidence(.init(place: place, command: command(for: answers)), judge))
    }

    private static func command(for answers: [String]) -> String {
        answers.map { "az rest --method get --url 'https://graph.microsoft.com/v1.0/\($0)'" }.joined(separator: "; ")
    }

    /// What is selected of a user.
    static func user(_ placeholder: String) -> String {
        "users/\(placeholder)?$select=id,userPrincipalName,accountEnabled,assignedPlans,onPremisesSyncEnabled,"
            + "onPremisesDistinguishedName,onPremisesSecurityIdentifier&$expand=memberOf"
    }
}
