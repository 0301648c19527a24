import Foundation
import Testing
import Writeback

@testable import Reports

@Suite struct FixScriptTests {
    private static let saved = Remedy.SavedDescriptor(
        object: "OU=Staff,DC=corp,DC=example,DC=test", sddl: "D:PAI(A;;GA;;;BA)",
        commands: [
            .init(
                tool: "Windows PowerShell",
                text: "$object = [ADSI]'LDAP://OU=Staff,DC=corp,DC=example,DC=test'; "
                    + "$object.psbase.Options.SecurityMasks = 'Dacl'; "
                    + "$object.psbase.ObjectSecurity.SetSecurityDescriptorSddlForm('D:PAI(A;;GA;;;BA)', 'Access'); "
                    + "$object.psbase.CommitChanges()"),
            .init(
                tool: "ldbmodify, with Samba's tools",
                text: "printf '%s\\n' 'dn: OU=Staff,DC=corp,DC=example,DC=test' | ldbmodify -H 'ldap://dc1'"),
        ])
    private static let sync = "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN 'CN=svc,DC=corp'"
    private static let dsacls =
        #"dsacls "OU=Staff,DC=corp,DC=example,DC=test" /I:S /G "CORP\svc:CA;Reset Password;user""#
    private static let samba =
        "samba-tool dsacl set --objectdn='OU=Staff,DC=corp,DC=example,DC=test' --sddl='(A;;GA;;;BA)'"

    private static func finding(
        _ rule: RuleIdentifier, _ remedy: Remedy?, outcome: Outcome = .notMet, title: String = "something is wrong",
        name: String = "corp.example.test", waiver: Waiver? = nil
    ) -> Finding {
        Finding(
            rule: rule, ruleVersion: 1, plane: .directory,
            subject: Subject(kind: .domain, domain: name, name: name, id: nil), outcome: outcome, severity: .blocker,
            title: title,
            because: [
                Fact(
                    statement: "right", value: "denied", source: "nTSecurityDescriptor", observedOn: "dc1",
                    at: ForestFixture.start, authenticated: true)
            ], remedy: remedy, references: [], waiver: waiver)
    }

    private static func remedy(
        _ command: String?, _ alternatives: String..., undo: Remedy.Undo = .notNeeded
    ) -> Remedy {
        Remedy(
            steps: ["Do it."], command: command, alternatives: alternatives.map { .init(tool: "a tool", text: $0) },
            undo: undo)
    }

    private static func script(_ findings: [Finding]) -> [String: String] {
        var report = Scenario.healthy.report
        report.findings = findings
        return texts(report)
    }

    private static func texts(_ report: ReadinessReport) -> [String: String] {
        FixScript(report, tool: ForestFixture.tool).files.reduce(into: [:]) { $0[$1.name] = $1.text }
    }

    /// Lines that a shell would run.
    private static func executable(_ text: String?) -> [Substring] {
        (text ?? "").split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("\u{FEFF}#") }
    }

    private static let rights = finding(
        "WB-ACL-001", remedy(sync, dsacls, samba, undo: .restore([saved])), title: "svc may not reset passwords")

    @Test func aStepSaysWhyAndHasAVariantForEachShell() throws {
        let files = Self.script([Self.rights])
        let windows = try #require(files["fix.ps1"])
        #expect(
            windows.contains(
                """
                # Step 1 of 1: WB-ACL-001, blocker
                # Why:      svc may not reset passwords
                # Because:  right: denied (on dc1)
                # Do:       Do it.
                # Saved:    saved-1.sddl is the DACL of OU=Staff,DC=corp,DC=example,DC=test as it was read
                # Undo:     see undo.ps1
                Write-Host 'Step 1 of 1: WB-ACL-001'
                if (Get-Command Set-ADSyncPasswordWritebackPermissions -ErrorAction SilentlyContinue) {
                    Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN 'CN=svc,DC=corp'
                } else {
                    dsacls 'OU=Staff,DC=corp,DC=example,DC=test' /I:S /G 'CORP\\svc:CA;Reset Password;user'
                    Assert-Done
                }

                """))
        #expect(windows.hasPrefix("\u{FEFF}# "), "Windows PowerShell would read another encoding")
        #expect(
            Self.executable(files["fix.sh"]) == [
                "set -eu", "echo 'Step 1 of 1: WB-ACL-001'",
                "samba-tool dsacl set --objectdn=OU=Staff,DC=corp,DC=example,DC=test '--sddl=(A;;GA;;;BA)'",
            ])
        #expect(files["saved-1.sddl"] == "D:PAI(A;;GA;;;BA)\n")
        #expect(Self.executable(files["undo.ps1"]).last?.hasPrefix("$object = [ADSI]'LDAP://OU=Staff,") == true)
        #expect(
            Self.executable(files["undo.sh"]).last
                == "printf '%s\\n' 'dn: OU=Staff,DC=corp,DC=example,DC=test' | ldbmodify -H ldap://dc1")
    }

    @Test func onlyWhatIsNotMetAndNotWaivedIsMended() {
        let command = Self.remedy("Enable-ADAccount -Identity 'a'")
        let waiver = Waiver(reason: "r", owner: "o", expires: ForestFixture.start)
        let files = Self.script([
            Self.finding("WB-ACC-001", command, outcome: .undecided),
            Self.finding("WB-ACC-002", command, outcome: .met),
            Self.finding("WB-ACC-003", command, waiver: waiver), Self.finding("WB-ACC-004", nil),
            Self.finding("WB-ACC-005", Self.remedy(nil), title: "to be done by hand"),
        ])
        #expect(Set(files.keys) == ["fix.ps1", "fix.sh", "undo.ps1", "undo.sh"])
        #expect(files["fix.ps1"]?.contains("Enable-ADAccount") == false)
        #expect(files["fix.ps1"]?.contains("# -:        WB-ACC-005 to be done by hand\n") == true)
        #expect(files["fix.sh"]?.contains("mended by no command") == true)
        #expect(Self.script([])["fix.sh"]?.contains("# Nothing was found that a command mends.\n") == true)
    }

    @Test func theSafestComesFirstAndUndoGoesBackwards() throws {
        let files = Self.script([
            Self.finding("WB-T-004", Self.remedy("Set-ADForestMode -Identity 'a'", undo: .irreversible)),
            Self.finding("WB-T-003", Self.remedy("Set-ADUser -Identity 'c'", undo: .steps("Set it back."))),
            Self.finding("WB-T-002", Self.remedy(Self.samba, undo: .restore([Self.saved]))),
            Self.finding(
                "WB-T-001",
                Self.remedy("Enable-ADAccount -Identity 'b'", undo: .command("Disable-ADAccount -Identity 'b'"))),
            Self.finding("WB-T-000", Self.remedy("repadmin /syncall dc1", undo: .notNeeded)),
        ])
        let order = { (text: String?) in (text ?? "").matches(of: #/WB-T-\d\d\d(?=,|\n)/#).map { String($0.output) } }
        #expect(order(files["fix.ps1"]) == (0...4).map { "WB-T-00\($0)" })
        #expect(order(files["undo.ps1"]) == (0...4).reversed().map { "WB-T-00\($0)" })
        #expect(
            Self.executable(files["undo.ps1"]).filter { $0.hasPrefix("Disable") } == ["Disable-ADAccount -Identity 'b'"]
        )
        #expect(files["undo.ps1"]?.contains("# By hand:  Set it back.\n") == true)
        #expect(
            files["fix.ps1"]?.contains("# Not run:  it is IRREVERSIBLE, and is done by hand: Set-ADForestMode") == true)
        #expect(files["undo.sh"]?.contains("# Not run:  fix.sh did not run this step\n") == true)
        #expect(files["fix.ps1"]?.contains("# Not run:  no command for this shell does it; see fix.sh\n") == true)
        #expect(files["fix.sh"]?.contains("# Not run:  no command for this shell does it; see fix.ps1\n") == true)
    }

    @Test(arguments: [
        ("WB-ACL-008", remedy("dsacls \"CN=x\" /R 'CORP\\svc'"), "AdminSDHolder"),
        (
            "WB-ACL-001", remedy("dsacls \"CN=AdminSDHolder,CN=System,DC=a\" /G \"CORP\\svc:CA;Reset Password\""),
            "AdminSDHolder"
        ),
        (
            "WB-PDC-004",
            remedy("Move-ADDirectoryServerOperationMasterRole -Identity 'dc2' -OperationMasterRole PDCEmulator -Force"),
            "a role is moved or seized by hand"
        ), ("WB-PDC-001", remedy("samba-tool fsmo seize --role=pdc"), "a role is moved or seized by hand"),
        ("WB-ROLE-003", remedy("Set-ADObject -Identity 'x'"), "a role is moved or seized by hand"),
        ("WB-DOM-004", remedy("Set-ADDefaultDomainPasswordPolicy -Identity <domain>"), "a name is to be filled in"),
        ("WB-PDC-002", remedy("nltest /dsregdns"), "nltest is not known"),
        ("WB-ACL-002", remedy("Set-ADUser -Identity 'a\nreboot'"), "a control character"),
        ("WB-ACL-002", remedy("samba-tool x 'a\nreboot'"), "a control character"),
    ])
    func whatIsTextOnly(rule: String, remedy: Remedy, why: String) {
        let files = Self.script([Self.finding(RuleIdentifier(rawValue: rule), remedy)])
        #expect(Self.executable(files["fix.sh"]) == ["set -eu"])
        #expect(Self.executable(files["fix.ps1"]).count == 2, "only the preamble")
        let text = (files["fix.sh"] ?? "") + (files["fix.ps1"] ?? "")
        #expect(text.contains(why) && text.contains("# Not run:"), "\(text)")
        #expect(Self.executable(files["undo.sh"]) == ["set -eu"])
    }

    @Test func aFindingWithTheSameRemedyJoinsTheStep() {
        let remedy = Self.remedy("Enable-ADAccount -Identity 'a'")
        let files = Self.script([
            Self.finding("WB-ACC-002", remedy, title: "one"), Self.finding("WB-ACC-003", remedy, title: "two"),
        ])
        #expect(files["fix.ps1"]?.contains("Step 1 of 1: WB-ACC-002, WB-ACC-003, blocker\n# Why:      one\n") == true)
        #expect(Self.executable(files["fix.ps1"]).filter { $0.hasPrefix("Enable") }.count == 1)
    }

    @Test func aDACLThatTwoStepsChangeIsPutBackOnceAndLast() throws {
        let other = Self.finding("WB-ACL-002", Self.remedy(Self.samba + " --x=y", undo: .restore([Self.saved])))
        let undo = try #require(Self.script([Self.rights, other])["undo.sh"])
        #expect(undo.matches(of: #/ldbmodify -H/#).count == 1)
        let first = try #require(undo.firstRange(of: "# Step 2 of 2"))
        let last = try #require(undo.firstRange(of: "ldbmodify -H"))
        #expect(first.lowerBound < last.lowerBound && undo.contains("# Undo:     the DACL is put back below\n"))
    }

    @Test func aVariantIsRunWholeOrNotAtAll() {
        let files = Self.script([
            Self.finding(
                "WB-ACL-006",
                Self.remedy(nil, "samba-tool a 'x'", "samba-tool a 'x\u{1B}'", "dsacls 'a'", "dsacls \"$(x)\""))
        ])
        #expect(Self.executable(files["fix.sh"]) == ["set -eu"])
        #expect(files["fix.sh"]?.contains("another command of the same step is not run: samba-tool a x") == true)
        #expect(Self.executable(files["fix.ps1"]).count == 2)
    }

    @Test func aDACLThatIsOnlyPartlyWrittenIsNotWritten() {
        let writing = Self.saved.commands.map(\.text)
        let hostile = writing.map { $0.replacing("Staff", with: "St\u{202E}aff") }
        let files = Self.script([
            Self.finding(
                "WB-ACL-006",
                Remedy(
                    steps: ["Do it."], command: writing[0],
                    alternatives: (writing.dropFirst() + hostile).map { .init(tool: "a tool", text: $0) },
                    undo: .notNeeded))
        ])
        #expect(Self.executable(files["fix.sh"]) == ["set -eu"])
        #expect(Self.executable(files["fix.ps1"]).count == 2)
    }

    @Test func otherWaysAreComments() {
        let files = Self.script([Self.finding("WB-ACL-006", Self.remedy(Self.dsacls, Self.saved.commands[0].text))])
        #expect(files["fix.ps1"]?.contains("\nAssert-Done\n# Or:       $object = [ADSI]'LDAP://OU=Staff,") == true)
        let alone = Self.script([Self.finding("WB-ACL-001", Self.remedy(Self.sync))])["fix.ps1"]
        #expect(
            alone?.contains("} else {\n    Write-Warning 'Not done: Set-ADSyncPasswordWritebackPermissions is not")
                == true)
    }

    // MARK: - Every scenario

    @Test(arguments: Scenario.allCases)
    func theShellScriptsAreCleanForEveryScenario(scenario: Scenario) throws {
        try Self.expectClean(Self.texts(scenario.report))
    }

    @Test func theShellScriptsAreCleanWhateverTheNames() throws {
        let names = ScriptCommandTests.hostile + ScriptCommandTests.refused + [Scenario.escape]
        try Self.expectClean(
            Self.script(
                names.map { name in
                    Self.finding(
                        "WB-ACL-006",
                        Self.remedy(
                            "samba-tool dsacl set --objectdn=\(CommandText.posix(name))",
                            "Set-ADObject -Identity \(CommandText.powerShell(name))",
                            undo: .command("samba-tool x \(CommandText.posix(name))")), title: name, name: name)
                }))
    }

    private static func expectClean(_ files: [String: String]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fix-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["fix.sh", "undo.sh"] {
            let path = folder.appending(path: name)
            try Data(try #require(files[name]).utf8).write(to: path)
            for tool in [["bash", "-n"], ["dash", "-n"], ["shellcheck", "--norc"]] {
                let run = try Oracle.run(tool + [path.path], in: folder)
                #expect(run.status == 0, "\(tool[0]) on \(name): \(run.text)")
            }
        }
        for (name, text) in files {
            for line in executable(text) where name != "saved-1.sddl" {
                #expect(!line.contains("<") && !line.contains(">"), "\(name): \(line)")
            }
            #expect(
                !text.unicodeScalars.contains { $0 != "\n" && $0 != "\u{FEFF}" && VisibleText.isHazard($0) }, "\(name)")
            #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
        }
    }

    /// The shell is given nothing to run but the tools that the script is about, whatever the names are.
    @Test func aHostileNameRunsNothing() throws {
        let files = Self.script(
            ScriptCommandTests.hostile.map { name in
                Self.finding(
                    "WB-ACL-006", Self.remedy("samba-tool dsacl set --objectdn=\(CommandText.posix(name))"), title: name
                )
            })
        let folder = FileManager.default.temporaryDirectory.appending(path: "fix-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for tool in ["samba-tool", "reboot"] {
            let path = folder.appending(path: tool)
            try Data("#!/bin/sh\nprintf '\(tool) %s\\n' \"$3\"\n".utf8).write(to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path.path)
        }
        let script = folder.appending(path: "fix.sh")
        try Data(try #require(files["fix.sh"]).utf8).write(to: script)
        let run = try Oracle.run(["env", "PATH=\(folder.path):/usr/bin:/bin", "sh", script.path], in: folder)
        #expect(run.status == 0, "\(run.text)")
        let given = run.text.split(separator: "\n").filter { $0.hasPrefix("samba-tool ") }
        #expect(given.map { String($0.dropFirst(22)) } == ScriptCommandTests.hostile.map { "\($0)" })
        #expect(!run.text.split(separator: "\n").contains { $0.hasPrefix("reboot") })
    }

    @Test(arguments: Scenario.allCases)
    func theSameReportGivesTheSameScripts(scenario: Scenario) {
        let files = FixScript(scenario.report, tool: ForestFixture.tool).files
        #expect(files == FixScript(scenario.report, tool: ForestFixture.tool).files)
        #expect(files.map(\.name) == files.map(\.name).sorted())
        #expect(files.filter(\.isExecutable).map(\.name) == ["fix.sh", "undo.sh"])
    }

    @Test func aBrokenForestIsMended() throws {
        let files = Self.texts(Scenario.broken.report)
        #expect(Self.executable(files["fix.ps1"]).contains { $0.contains("Set-ADSyncPasswordWritebackPermissions") })
        #expect(Self.executable(files["fix.sh"]).contains { $0.hasPrefix("samba-tool dsacl set") })
        #expect(files["saved-1.sddl"]?.hasPrefix("D:") == true)
        #expect(Self.executable(files["undo.sh"]).contains { $0.contains("ldbmodify") })
    }
}
