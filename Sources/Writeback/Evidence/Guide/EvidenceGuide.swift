/// Which commands make the files that `check` takes as evidence: where each is run, which option takes the file, what it decides.
package struct EvidenceGuide: Sendable {
    /// Lines to be copied into one tool.
    package struct Commands: Sendable, Hashable {
        /// The tool, where a place offers several: `az, in any shell`.
        package var tool: String
        package var lines: [String]
    }

    /// One file, or folder.
    package struct File: Sendable, Hashable {
        package var name: String
        /// The option of `check` that takes it.
        package var option: String
        /// What is in it.
        package var holds: String
        /// Ways to make it; any of them does.
        package var commands: [Commands]
        package var note: String?
        /// The rules that it decides, alone or with others.
        package var decides: [RuleIdentifier]
    }

    /// Where files are made.
    package struct Place: Sendable, Hashable {
        package var name: String
        package var how: String
        /// What is run once, before the files are made.
        package var preparation: [Commands]
        package var files: [File]
    }

    /// What no file decides, and a person may answer.
    package struct Question: Sendable, Hashable {
        package var rule: RuleIdentifier
        package var title: String
        package var place: String
        package var command: String
    }

    package let places: [Place]
    package let questions: [Question]
    /// The command line that takes all of it, in words.
    package let check: [String]

    package init(_ names: EvidenceNames) { self.init(names, rules: Catalogue.rules) }

    init(_ names: EvidenceNames, rules: [Rule]) {
        let plans = [
            EvidencePlan.connectServer, EvidencePlan.controllers, EvidencePlan.tenant(names),
            EvidencePlan.egress(names),
        ]
        let places = plans.map { $0.place(rules.filter(\.isDecidedByFiles)) }
        self.places = places
        questions = rules.filter { $0.isAttestable || $0.isQuestion }.compactMap { rule in
            rule.decidedBy.map {
                Question(rule: rule.id, title: rule.title, place: $0.place, command: $0.command)
            }
        }
        var check = ["adinspect", "check", names.domain ?? "DOMAIN"]
        for file in places.flatMap(\.files) { check += [file.option, CommandText.bare(file.name)] }
        check += ["--enabling-admin", CommandText.bare(names.administrator)]
        for user in names.users { check += ["--test-user", CommandText.bare(user)] }
        self.check = check + ["--attest", "attest.yaml"]
    }

    /// The answers that people may give, as a file to fill in.
    package var attestations: [String] {
        ["attestations:"]
            + questions.map {
                "  - {rule: \($0.rule), answer: yes, who: NAME, date: DATE, expires: DATE}"
            }
    }
}

/// Whose evidence it is. What is not named stands as a word in capitals.
package struct EvidenceNames: Sendable {
    package var cloud: EvidenceCloud
    package var domain: String?
    package var enablingAdministrator: String?
    package var testUsers: [String]

    package init(
        cloud: EvidenceCloud = .public, domain: String? = nil, enablingAdministrator: String? = nil,
        testUsers: [String] = []
    ) {
        self.cloud = cloud
        self.domain = domain
        self.enablingAdministrator = enablingAdministrator
        self.testUsers = testUsers
    }

    var administrator: String { enablingAdministrator ?? "ADMIN-UPN" }
    var users: [String] { testUsers.isEmpty ? ["TEST-USER-UPN"] : testUsers }
}

/// The cloud that the tenant lives in: each has its own Graph. Named as `egress` names them.
package enum EvidenceCloud: String, Sendable, CaseIterable {
    case `public`
    case usgov
    case china

    var graph: String {
        switch self {
        case .public: "https://graph.microsoft.com/v1.0/"
        case .usgov: "https://graph.microsoft.us/v1.0/"
        case .china: "https://microsoftgraph.chinacloudapi.cn/v1.0/"
        }
    }

    /// What `az cloud set` calls it.
    var azure: String {
        switch self {
        case .public: "AzureCloud"
        case .usgov: "AzureUSGovernment"
        case .china: "AzureChinaCloud"
        }
    }

    /// What `Connect-MgGraph` calls it.
    var environment: String {
        switch self {
        case .public: "Global"
        case .usgov: "USGov"
        case .china: "China"
        }
    }
}

extension Rule {
    var isDecidedByFiles: Bool {
        if case .evidence = judge { true } else { false }
    }

    fileprivate var isQuestion: Bool {
        if case .question = judge { true } else { false }
    }
}

extension CommandText {
    /// One word for a POSIX shell, in quotation marks only where it needs them.
    package static func bare(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "_./:=,@%+-".utf8.contains(byte)
            }
        }
        return plain && !text.isEmpty ? text : posix(text)
    }
}
