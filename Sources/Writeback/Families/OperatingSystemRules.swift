import ActiveDirectory
import Inspection
import LDAP

/// What the domain controllers run, against the baseline that was chosen.
enum OperatingSystemRules {
    static let all = [baseline, levelFits]

    private static let family = "Operating systems"
    private static let asked = "(&(objectCategory=computer)(userAccountControl:1.2.840.113556.1.4.803:=8192))"

    static let baseline = Rule(
        "WB-DC-002", family: family, title: "Each domain controller runs a Windows Server that the baseline asks for",
        rationale:
            "Microsoft has asked for other versions at other times. Today any that is supported will do, and the password "
            + "policy control is what decides technically.",
        decision: .init(
            base: "<domain>", scope: "subtree", filter: asked,
            attributes: ["operatingSystem", "operatingSystemVersion", "operatingSystemServicePack"],
            reading:
                "`current`: extended support has not ended on the as-of date. `2021-09`: Windows Server 2016 or later. "
                + "`seed-2021`: 2008 R2 SP1 or later. No text, a text not known, and Samba's own text decide nothing. The machine "
                + "itself wrote the text."),
        severities: [.current: .warning, .september2021: .blocker, .seed2021: .blocker],
        remedy: Remedy(
            steps: [
                "Add a domain controller with a supported Windows Server, move the roles to it, and demote the old one."
            ],
            command: nil, undo: .irreversible),
        references: [.writebackTutorial, .lifecycle, .lifecycle2025, .writeback2016OrLater, .writeback2008R2],
        grade: .source,
        judge: .overWritableControllers { _, forest, controller in judgeBaseline(forest, controller) })

    private static func judgeBaseline(_ forest: ForestUnderJudgement, _ controller: DomainController) -> Judgement {
        let subject = forest.subject(of: controller)
        let name = controller.displayName
        let system = OperatingSystemRelease(controller.operatingSystem)
        var facts = forest.operatingSystemFacts(controller)
        guard system.family == .windowsServer else {
            return Judgement(subject, .undecided, undecidedTitle(name, system), because: facts)
        }
        let text = "\(name) runs \(system.displayName)"
        switch forest.baseline {
        case .current:
            guard let release = system.release, let end = SupportDates.extendedEnd[release] else {
                return Judgement(
                    subject, .undecided, "\(text), whose end of support is not known", because: facts)
            }
            facts.append(
                Fact(
                    statement: "extended support ends", value: end.description, source: "Microsoft lifecycle",
                    observedOn: "the catalogue", at: nil, authenticated: false))
            return CalendarDay(forest.asOf) > end
                ? Judgement(subject, .notMet, "\(text); its support ended on \(end)", because: facts)
                : Judgement(subject, .met, "\(text), supported until \(end)", because: facts)
        case .september2021:
            return judge(system.isAtLeast(.server2016), text, "Windows Server 2016", subject, facts)
        case .seed2021:
            return judge(atLeast2008R2SP1(system), text, "Windows Server 2008 R2 SP1", subject, facts)
        }
    }

    private static func judge(
        _ enough: Bool?, _ text: String, _ asked: String, _ subject: Subject, _ facts: [Fact]
    ) -> Judgement {
        switch enough {
        case true?: Judgement(subject, .met, text, because: facts)
        case false?: Judgement(subject, .notMet, "\(text); \(asked) or later is asked for", because: facts)
        case nil:
            Judgement(
                subject, .undecided, "\(text), and whether that is \(asked) or later is not known", because: facts)
        }
    }

    /// Nil where neither the service pack's text nor the build tells: 7600 is the release without it.
    private static func atLeast2008R2SP1(_ system: OperatingSystemRelease) -> Bool? {
        guard system.release == .server2008R2 else { return system.isAtLeast(.server2008R2) }
        if let pack = system.servicePackNumber { return pack >= 1 }
        return system.build == nil ? nil : false
    }

    private static func undecidedTitle(_ name: String, _ system: OperatingSystemRelease) -> String {
        switch system.family {
        case .unstated: "\(name) does not state its operating system"
        case .samba: "\(name) runs \(system.displayName), which no baseline speaks of"
        case .windowsClient, .other, .windowsServer:
            "\(name) states \(system.displayName), which is no Windows Server that is known"
        }
    }

    static let levelFits = Rule(
        "WB-DC-004", family: family, title: "Each domain controller's functional level fits its operating system",
        rationale:
            "The text is written by the machine and can be old or forged; the level of its NTDS Settings object is not.",
        decision: .init(
            base: "CN=NTDS Settings,<server>", scope: "base", filter: "(objectClass=*)",
            attributes: ["msDS-Behavior-Version"],
            reading: "2016, 2019 and 2022 have level 7, 2025 has 7 or 10, each earlier release its own."),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["Ask whoever runs the host what it is, before its support is relied on."], command: nil,
            undo: .notNeeded),
        references: [.functionalLevels, .inference("A level that no such release reports contradicts the text")],
        grade: .inference,
        judge: .overWritableControllers { _, forest, controller in judgeLevel(forest, controller) })

    private static func judgeLevel(_ forest: ForestUnderJudgement, _ controller: DomainController) -> Judgement {
        let subject = forest.subject(of: controller)
        let name = controller.displayName
        let system = OperatingSystemRelease(controller.operatingSystem)
        let facts =
            forest.operatingSystemFacts(controller) + [
                forest.fact(
                    "functional level", controller.functionalLevel.words { $0.name },
                    source: "msDS-Behavior-Version of \(controller.ntdsSettings.words(\.description))")
            ]
        guard let release = system.release, let levels = levels(of: release),
            let level = controller.functionalLevel.known
        else {
            return Judgement(
                subject, .undecided, "Whether the functional level of \(name) fits its operating system is not known",
                because: facts)
        }
        return levels.contains(level.rawValue)
            ? Judgement(subject, .met, "The functional level of \(name) fits \(release)", because: facts)
            : Judgement(
                subject, .notMet, "\(name) says it runs \(release), and has the functional level of \(level.name)",
                because: facts)
    }

    private static func levels(of release: WindowsServerRelease) -> Set<Int>? {
        switch release {
        case .windows2000: [0]
        case .server2003, .server2003R2: [2]
        case .server2008: [3]
        case .server2008R2: [4]
        case .server2012: [5]
        case .server2012R2: [6]
        case .server2016, .server2019, .server2022: [7]
        case .server2025: [7, 10]
        default: nil
        }
    }
}

/// The last day of extended support; `docs/baselines.md` names the source of each. A release that is not here has none that was found.
enum SupportDates {
    static let extendedEnd: [WindowsServerRelease: CalendarDay] = [
        .windows2000: CalendarDay(2010, 7, 13),
        .server2003: CalendarDay(2015, 7, 14),
        .server2003R2: CalendarDay(2015, 7, 14),
        .server2008: CalendarDay(2020, 1, 14),
        .server2008R2: CalendarDay(2020, 1, 14),
        .server2012: CalendarDay(2023, 10, 10),
        .server2012R2: CalendarDay(2023, 10, 10),
        .server2016: CalendarDay(2027, 1, 12),
        .version1709: CalendarDay(2019, 4, 9),
        .version1803: CalendarDay(2019, 11, 12),
        .server2019: CalendarDay(2029, 1, 9),
        .version1903: CalendarDay(2020, 12, 8),
        .version1909: CalendarDay(2021, 5, 11),
        .version2004: CalendarDay(2021, 12, 14),
        .version20H2: CalendarDay(2022, 8, 11),
        .server2022: CalendarDay(2031, 10, 14),
        .server2025: CalendarDay(2034, 11, 14),
    ]
}

extension OperatingSystemRelease {
    /// What the texts that were read whole say; one that was not read says nothing.
    init(_ facts: OperatingSystemFacts) {
        self.init(name: facts.name.known, version: facts.version.known, servicePack: facts.servicePack.known)
    }
}

extension ForestUnderJudgement {
    func operatingSystemFacts(_ controller: DomainController) -> [Fact] {
        let source = "of \(controller.computerAccount.words(\.description))"
        return [
            fact("operating system", controller.operatingSystem.name.words { $0 }, source: "operatingSystem \(source)"),
            fact(
                "version", controller.operatingSystem.version.words { $0 }, source: "operatingSystemVersion \(source)"),
        ]
    }
}
