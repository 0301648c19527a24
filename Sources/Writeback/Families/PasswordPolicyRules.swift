import Inspection

/// What the domain's password policy asks of a password that is written back.
enum PasswordPolicyRules {
    static let all = [noWeakerThanTheCloud]

    /// What Microsoft Entra ID asks of every password at least.
    private static let cloudLength = 8

    static let noWeakerThanTheCloud = Rule(
        "WB-DOM-008", family: "Domains", title: "The domain's password policy asks no less than the cloud's",
        rationale:
            "A password that is written back is held to the domain's history, complexity, length and age (0x80230619, event 33008). The "
            + "domain's rules hold even where the cloud's are stricter.",
        decision: .init(
            base: "<domain>", scope: "base", filter: "(objectClass=*)",
            attributes: ["minPwdLength", "pwdProperties", "pwdHistoryLength", "lockoutThreshold"],
            reading:
                "8 characters or more, and complexity (DOMAIN_PASSWORD_COMPLEX) is required. History and lockout are told, not judged: the "
                + "cloud lets a forgotten password be chosen again. A fine-grained policy may ask for more or less of its users."
        ),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["Raise the domain's policy in the group policy that is linked to the domain root."],
            command:
                "Set-ADDefaultDomainPasswordPolicy -Identity <domain> -MinPasswordLength 8 -ComplexityEnabled $true",
            undo: .steps("Set the former values again.")),
        references: [.writebackConcept, .writebackTroubleshooting, .cloudPasswordPolicy], grade: .source,
        judge: .overDomains { _, forest, domain in [judge(forest, domain)] })

    private static func judge(_ forest: ForestUnderJudgement, _ domain: Domain) -> Judgement {
        let policy = domain.passwordPolicy
        let subject = forest.subject(of: domain)
        func fact(_ statement: String, _ value: String, _ attribute: String) -> Fact {
            forest.fact(statement, value, source: "\(attribute) of \(domain.distinguishedName)")
        }
        let facts = [
            fact("minimum length", policy.minimumPasswordLength.words(String.init), "minPwdLength"),
            fact("complexity", policy.complexityRequired.words { $0 ? "required" : "not required" }, "pwdProperties"),
            fact("history", policy.passwordHistoryLength.words { "\($0) passwords" }, "pwdHistoryLength"),
            fact(
                "lockout", policy.lockoutThreshold.words { $0 == 0 ? "never" : "after \($0) attempts" },
                "lockoutThreshold"),
        ]
        var faults: [String] = []
        if let length = policy.minimumPasswordLength.known, length < cloudLength {
            faults.append("\(length) characters are enough")
        }
        if policy.complexityRequired.known == false { faults.append("complexity is not required") }
        if !faults.isEmpty {
            return Judgement(
                subject, .notMet,
                "Domain \(domain.dnsName) asks less of a password than the cloud: \(faults.joined(separator: ", "))",
                because: facts, remedy: remedy(policy, domain, forest))
        }
        guard policy.minimumPasswordLength.isValue, policy.complexityRequired.isValue else {
            return Judgement(
                subject, .undecided, "What domain \(domain.dnsName) asks of a password was not read whole",
                because: facts)
        }
        return Judgement(
            subject, .met, "Domain \(domain.dnsName) asks no less of a password than the cloud", because: facts)
    }

    private static func remedy(
        _ policy: PasswordPolicy, _ domain: Domain, _ forest: ForestUnderJudgement
    ) -> Remedy {
        var options: [(set: String, former: String)] = []
        var now: [String] = []
        var before: [String] = []
        if let length = policy.minimumPasswordLength.known, length < cloudLength {
            now.append("-MinPasswordLength \(cloudLength)")
            before.append("-MinPasswordLength \(length)")
            options.append(("--min-pwd-length=\(cloudLength)", "--min-pwd-length=\(length)"))
        }
        if policy.complexityRequired.known == false {
            now.append("-ComplexityEnabled $true")
            before.append("-ComplexityEnabled $false")
            options.append(("--complexity=on", "--complexity=off"))
        }
        let command = "Set-ADDefaultDomainPasswordPolicy -Identity \(CommandText.powerShell(domain.dnsName)) "
        return Remedy(
            steps: noWeakerThanTheCloud.remedy.steps, command: command + now.joined(separator: " "),
            alternatives: [
                forest.samba(in: domain).command(
                    "domain passwordsettings set \(options.map(\.set).joined(separator: " "))",
                    undo: "domain passwordsettings set \(options.map(\.former).joined(separator: " "))")
            ],
            undo: .command(command + before.joined(separator: " ")))
    }
}
