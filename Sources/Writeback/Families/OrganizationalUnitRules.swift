import ActiveDirectory
import Inspection
import LDAP

/// The names of the organizational units.
enum OrganizationalUnitRules {
    static let all = [names]

    static let names = Rule(
        "WB-DOM-007", family: "Domains", title: "No organizational unit of users has a name with reserved characters",
        rationale:
            "Where such characters stand in the names of organizational units, writeback may fail for the users below (event 33001).",
        decision: .init(
            base: "<domain>", scope: "subtree", filter: "(objectClass=organizationalUnit)",
            attributes: ["distinguishedName"],
            reading:
                "No name begins with a blank or #, ends with a blank, or holds one of , + \" \\ < > ; = / or a line break; read as the name "
                + "is, not as the distinguished name escapes it. A note where no user is below. An answer proves that there is none only if the "
                + "caller may see the children of every container."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Choose a name without these characters; look for scripts and applications that know the old one.",
                "Rename the unit. The policies that are linked to it and the rights on it stay.",
            ],
            command: "Rename-ADObject -Identity <organizational unit> -NewName <new name>",
            undo: .command("Rename-ADObject -Identity <organizational unit> -NewName <former name>")),
        references: [.reservedNameCharacters], grade: .source,
        judge: .overDomains { _, forest, domain in judge(forest, domain) })

    private static func judge(_ forest: ForestUnderJudgement, _ domain: Domain) -> [Judgement] {
        let units = domain.security.organizationalUnits
        let fact = forest.fact(
            "organizational units", units.words { "\($0.count), \($0.withReservedNames.count) with such names" },
            source: "distinguished names below \(domain.distinguishedName)")
        var judgements = (units.known?.withReservedNames ?? []).map { judge($0, forest, domain) }
        if !units.isSettled {
            judgements.append(
                Judgement(
                    forest.subject(of: domain), .undecided,
                    "Not every organizational unit of \(domain.dnsName) was seen", because: [fact]))
        } else if judgements.isEmpty {
            judgements.append(
                Judgement(
                    forest.subject(of: domain), .met,
                    "No organizational unit of \(domain.dnsName) has a name with reserved characters", because: [fact]))
        }
        return judgements
    }

    private static func judge(
        _ unit: OrganizationalUnits.Unit, _ forest: ForestUnderJudgement, _ domain: Domain
    ) -> Judgement {
        let name = unit.distinguishedName.inOneLine
        let found = ReservedNameCharacter.all(in: unit.name).map(\.name).joined(separator: ", ")
        let subject = Subject(
            kind: .organizationalUnit, domain: domain.dnsName, name: name, id: unit.guid.known?.description)
        let facts = [
            forest.fact("reserved in its name", found, source: "name of \(name)"),
            forest.fact(
                "users below it", unit.holdsUsers.words { $0 ? "there are some" : "none" },
                source: "(&(objectCategory=person)(objectClass=user)) below it"),
        ]
        let title = "The name of organizational unit \(name) holds \(found)"
        let remedy = Self.remedy(unit, forest, domain)
        switch unit.holdsUsers.known {
        case true?: return Judgement(subject, .notMet, title, because: facts, remedy: remedy)
        case false? where unit.holdsUsers.isSettled:
            return Judgement(
                subject, .notMet, severity: .information, title + ", and no user is below it", because: facts,
                remedy: remedy)
        default:
            return Judgement(
                subject, .undecided, title + "; whether users are below it is not known", because: facts,
                remedy: remedy)
        }
    }

    /// Nil where no name can be made of the old one.
    private static func remedy(
        _ unit: OrganizationalUnits.Unit, _ forest: ForestUnderJudgement, _ domain: Domain
    ) -> Remedy? {
        let old = unit.distinguishedName
        guard let name = ReservedNameCharacter.replacing(in: unit.name), let parent = old.parent else { return nil }
        let relative = RelativeDistinguishedName("OU", name)
        let new = parent.child(relative)
        var alternatives: [Remedy.Command] = []
        // A control character that is not escaped would break the line that it stands in.
        if CommandText.isPrintable(old.description) {
            let server = domain.pdcConsensus.host ?? forest.run.vantage.server
            let change = ["dn: \(old)", "changetype: modrdn", "newrdn: \(relative)", "deleteoldrdn: 1"]
            alternatives = [
                SambaTools(server: server).command(
                    "ou rename \(CommandText.posix(old.description)) \(CommandText.posix(new.description))",
                    undo: "ou rename \(CommandText.posix(new.description)) \(CommandText.posix(old.description))"),
                Remedy.Command(
                    tool: "ldbmodify, with Samba's tools",
                    text: "printf '%s\\n' \(change.map(CommandText.posix).joined(separator: " ")) | "
                        + "ldbmodify -H \(CommandText.posix("ldap://" + server)) -U Administrator"),
            ]
        }
        return Remedy(
            steps: names.remedy.steps + [
                "The commands call it \(name); take another name where one is called so already."
            ],
            command: renaming(old, to: name), alternatives: alternatives,
            // No command holds a line break.
            undo: CommandText.isPrintable(unit.name)
                ? .command(renaming(new, to: unit.name)) : .steps("Give it its former name again."))
    }

    private static func renaming(_ object: DistinguishedName, to name: String) -> String {
        "Rename-ADObject -Identity \(CommandText.powerShell(object.inOneLine)) -NewName \(CommandText.powerShell(name))"
    }
}

extension DistinguishedName {
    /// The text with control characters escaped as in RFC 4514, as nearly every server writes them.
    var inOneLine: String {
        guard description.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return description }
        return description.unicodeScalars.map { scalar in
            guard scalar.value < 0x20 else { return String(scalar) }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
