import Foundation
import Testing
import Writeback

@testable import Reports

/// Names that somebody could have given an object, and what becomes of commands that hold them.
@Suite struct ScriptCommandTests {
    static let hostile = [
        "CN=plain", "CN=with blank", "CN=o'brien", "CN='; reboot #", "CN=$(reboot)", "CN=`reboot`", "CN=${IFS}reboot",
        "CN=a\\,b", "CN=a\\'b", "CN=trailing\\", "CN=\"quoted\"", "CN=a;reboot", "CN=a|reboot", "CN=a&reboot",
        "CN=!reboot",
        "CN=%PATH%", "CN=‘typographic’ ‚and‛", "CN=“double”", "CN=日本語", "CN=a'$(reboot)'b", "CN=''", "CN=-rf",
        "CN=@x #y",
        "CN=a'\u{301}; reboot #", "CN=a'\u{FE0F}; reboot #", "CN=a\"\u{301}$\u{301}(reboot)", "CN=’\u{301}; reboot #",
        "CN={reboot}", "CN=(reboot)", "CN=[reboot]", "CN=~root", "CN=*", "CN=a\\27b",
    ]
    static let refused = [
        "CN=a\nreboot", "CN=a\rreboot", "CN=a\u{0}b", "CN=a\u{1B}[2J", "CN=a\u{202E}b", "CN=a\u{2028}reboot",
        "CN=a\u{85}b", "CN=<placeholder>", "CN=a>b", "CN=a\u{7F}b", "CN=a\tb",
    ]

    private static func samba(_ name: String) -> String {
        "samba-tool dsacl set --objectdn=\(CommandText.posix(name)) --sddl=\(CommandText.posix("(OA;;CR;;;S-1-5-11)"))"
    }

    private static func adsi(_ name: String) -> String {
        "$object = [ADSI]\(CommandText.powerShell("LDAP://" + name)); "
            + "$object.psbase.Options.SecurityMasks = 'Dacl'; "
            + "$object.psbase.ObjectSecurity.SetSecurityDescriptorSddlForm('D:(A;;GA;;;BA)', 'Access'); "
            + "$object.psbase.CommitChanges()"
    }

    /// A shell is the judge: what the tool is given must be the name, and nothing else may happen.
    @Test(arguments: hostile)
    func aPosixShellReadsTheName(name: String) throws {
        let ldif =
            "printf '%s\\n' \(CommandText.posix("dn: " + name)) 'changetype: modify' | ldbmodify -H 'ldap://dc1' -U Administrator"
        for (text, expected) in [(Self.samba(name), "--objectdn=\(name)"), (ldif, "dn: \(name)")] {
            let command = try PosixCommand(text)
            let script =
                "samba-tool() { printf '[%s]\\n' \"$@\"; }\nldbmodify() { cat; }\nreboot() { echo REBOOTED; }\n"
                + command.text
            let folder = FileManager.default.temporaryDirectory.appending(path: "shell-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let run = try Oracle.run(["bash", "-c", script], in: folder)
            #expect(run.status == 0 && !run.text.contains("REBOOTED\n"), "\(run.text)")
            #expect(run.text.contains(expected), "\(run.text)")
        }
    }

    /// PowerShell is not on this host: of the string nothing may be left over when it is read by its rules.
    @Test(arguments: hostile)
    func powerShellReadsTheName(name: String) throws {
        let identity = try PowerShellCommand("Enable-ADAccount -Identity \(CommandText.powerShell(name))")
        #expect(identity.text == "Enable-ADAccount -Identity \(CommandText.powerShell(name))")
        #expect(identity.program == "Enable-ADAccount" && identity.lines == [identity.text] && !identity.needsModule)
        let statements = try PowerShellReader(identity.text).statements
        #expect(
            statements == [
                [
                    [
                        .init(text: "Enable-ADAccount", isQuoted: false), .init(text: "-Identity", isQuoted: false),
                        .init(text: name, isQuoted: true),
                    ]
                ]
            ])
        let descriptor = try PowerShellCommand(Self.adsi(name))
        #expect(descriptor.text == Self.adsi(name) && descriptor.program == "[ADSI]")
    }

    @Test(arguments: refused)
    func whatAShellCouldObeyIsRefused(name: String) {
        #expect(throws: ScriptRefusal.self) { _ = try PosixCommand(Self.samba(name)) }
        #expect(throws: ScriptRefusal.self) { _ = try PowerShellCommand(Self.adsi(name)) }
        #expect(throws: ScriptRefusal.self) {
            _ = try PowerShellCommand("Enable-ADAccount -Identity \(CommandText.powerShell(name))")
        }
    }

    @Test(arguments: [
        // Of dsacls: between the double quotation marks of cmd.exe, which PowerShell reads otherwise.
        (
            #"dsacls "DC=corp,DC=example" /I:S /G "CORP\svc:CA;Reset Password;user""#,
            #"dsacls 'DC=corp,DC=example' /I:S /G 'CORP\svc:CA;Reset Password;user'"#
        ),
        (
            #"dsacls "OU=it's ‘so’" /G "CORP\o'b:CA;Unexpire Password""#,
            #"dsacls 'OU=it''s ‘‘so’’' /G 'CORP\o''b:CA;Unexpire Password'"#
        ),
        (
            "Set-ADDefaultDomainPasswordPolicy -Identity 'corp.example' -MinPasswordAge 0.00:00:00",
            "Set-ADDefaultDomainPasswordPolicy -Identity 'corp.example' -MinPasswordAge 0.00:00:00"
        ),
        (
            "Remove-ADGroupMember -Identity 'S-1-5-32-544' -Members \"svc\" -Confirm:$false",
            "Remove-ADGroupMember -Identity 'S-1-5-32-544' -Members 'svc' -Confirm:$false"
        ),
        (
            "Enable-ADAccount -Identity 'a'; Unlock-ADAccount -Identity 'a'",
            "Enable-ADAccount -Identity 'a'; Unlock-ADAccount -Identity 'a'"
        ),
        (
            "repadmin /options dc1.corp.example -DISABLE_INBOUND_REPL",
            "repadmin /options dc1.corp.example -DISABLE_INBOUND_REPL"
        ),
    ])
    func powerShellIsQuotedAnew(text: String, expected: String) throws {
        #expect(try PowerShellCommand(text).text == expected)
    }

    @Test func aProgramIsAskedHowItEnded() throws {
        let command = try PowerShellCommand(#"dsacls "DC=a" /I:S; Enable-ADAccount -Identity 'a'"#)
        #expect(command.lines == ["dsacls 'DC=a' /I:S", "Assert-Done", "Enable-ADAccount -Identity 'a'"])
        #expect(
            try PowerShellCommand("Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN 'CN=a'").needsModule)
    }

    @Test(arguments: [
        #"dsacls "OU=$(reboot)" /I:S"#, "dsacls \"OU=`reboot`\" /I:S", "dsacls \"OU=a” ; reboot; “\" /I:S",
        "dsacls 'OU=a\\' /I:S", "dsacls 'OU=\"a\"' /I:S", "dsacls \"open", "Enable-ADAccount -Identity 'open",
        "Enable-ADAccount -Identity $name", "Enable-ADAccount -Identity (reboot)",
        "Enable-ADAccount -Identity 'a'reboot",
        "Enable-ADAccount -Identity 'a' & reboot", "Enable-ADAccount -Identity a,b",
        "Enable-ADAccount -Identity 'a'; reboot",
        "Enable-ADAccount | Out-Null", "& 'C:\\evil.exe'", "'Enable-ADAccount' -Identity 'a'", "Get-Service NTDS", "",
        "net localgroup \"Pre-Windows 2000 Compatible Access\" /add", "w32tm /resync", "nltest /dsregdns",
        "ntdsutil quit",
        "Set-Content -Path 'C:\\x' -Value 'y'", "Remove-Item 'C:\\x'", "Set-ADx;reboot", ";",
        "Enable-ADAccount -Identity @x",
        "$object = [ADSI]'LDAP://CN=a'; reboot", "$object = [ADSI]'LDAP://CN=a' + 'b'", "Enable-ADAccount # 'a'",
        "Enable-ADAccount -Identity 'a'\u{301}; reboot", "dsacls \"OU=a$\u{301}(reboot)\" /I:S",
        "Enable-ADAccount -Identity 'a' ;", "Enable-ADAccount -X:$evil",
    ])
    func powerShellIsRefused(text: String) {
        #expect(throws: ScriptRefusal.self) { _ = try PowerShellCommand(text) }
    }

    @Test(arguments: [
        "samba-tool dsacl set --objectdn='open", "samba-tool dsacl set; reboot", "samba-tool dsacl set & reboot",
        "samba-tool $(reboot)", "samba-tool \"$(reboot)\"", "samba-tool \"`reboot`\"", "samba-tool a\\b", "reboot", "",
        "samba-tool dsacl set | sh", "cat x | ldbmodify", "printf '%b\\n' 'x' | ldbmodify",
        "printf 'x' | printf 'y' | ldbmodify",
        "samba-tool (reboot)", "samba-tool *", "samba-tool ~", "samba-tool #x", "chronyc makestep", "samba-tool {a,b}",
        "printf '%s\\n' 'x'", "samba-tool user x | ldbmodify -H x",
    ])
    func posixIsRefused(text: String) {
        #expect(throws: ScriptRefusal.self) { _ = try PosixCommand(text) }
    }

    @Test func posixIsQuotedAnew() throws {
        #expect(
            try PosixCommand("samba-tool  domain passwordsettings set --min-pwd-age=\"0\"").text
                == "samba-tool domain passwordsettings set --min-pwd-age=0")
        #expect(try PosixCommand("samba-tool x 'a b'").lines == ["samba-tool x 'a b'"])
        #expect(PosixCommand.isMeant(by: "printf '%s\\n' x | ldbmodify") && !PosixCommand.isMeant(by: "dsacls x"))
    }
}
