import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Writeback

/// Names that anybody could have given an object, in commands that an administrator copies.
@Suite struct CommandTextTests {
    private static let names = [
        "plain", "o'brien", "'; reboot #", "a'\u{301}; reboot #", "a'\u{FE0F}$(reboot)", "$(reboot)", "`reboot`", "a\\",
        "\"", "",
        "‘a’ ‚b‛", "a\nb",
    ]

    @Test(arguments: names)
    func aPosixShellReadsOneWord(name: String) async throws {
        let output = try await runSuccessfully("sh", ["-c", "printf '[%s]' \(CommandText.posix(name))"])
        #expect(output.unicodeScalars.elementsEqual("[\(name)]".unicodeScalars))
        let bare = try await runSuccessfully("sh", ["-c", "printf '[%s]' \(CommandText.bare(name))"])
        #expect(bare.unicodeScalars.elementsEqual("[\(name)]".unicodeScalars))
    }

    @Test(arguments: [
        ("plain", "'plain'"), ("o'b", "'o''b'"), ("‘a’", "'‘‘a’’'"), ("‚‛", "'‚‚‛‛'"), ("a'\u{301}", "'a''\u{301}'"),
        ("$(x)`\"", "'$(x)`\"'"), ("", "''"),
    ])
    func powerShellReadsOneString(name: String, quoted: String) {
        #expect(CommandText.powerShell(name).unicodeScalars.elementsEqual(quoted.unicodeScalars))
    }

    @Test(arguments: [
        "\"", "\"\u{301}", "“", "”", "„", "%PATH%", "a!", "a^", "`", "a\nb", "a\u{1}", "\u{85}", "\u{2028}", "\u{2029}",
        "$(x)",
        "${x}", "$x", "$_", "$?", "$$",
    ])
    func betweenDoubleMarksItIsNotPlain(text: String) { #expect(!CommandText.isPlain(text)) }

    @Test(arguments: ["OU=Löhne,DC=a", "it's", "CORP\\pGMSA_1$", "a & b | c", "a$ b", "$:", "a$,b", ""])
    func betweenDoubleMarksItIsPlain(text: String) { #expect(CommandText.isPlain(text)) }

    @Test(arguments: [
        ("a.b/c:d=e,f@g%h+i-j_k", "a.b/c:d=e,f@g%h+i-j_k"), ("a b", "'a b'"), ("", "''"), ("é", "'é'"), ("~", "'~'"),
    ])
    func quotationMarksOnlyWhereTheyAreNeeded(text: String, word: String) { #expect(CommandText.bare(text) == word) }

    @Test func aSlashEndsNoPathOfADSI() {
        let change = DescriptorChange(
            object: DistinguishedName("OU=a/b,DC=corp"), before: SecurityDescriptor(control: .daclPresent, dacl: nil),
            server: "dc1")
        #expect(change.saved.commands[0].text.hasPrefix("$object = [ADSI]'LDAP://OU=a\\/b,DC=corp'; "))
        #expect(change.saved.commands[1].text.contains("'dn: OU=a/b,DC=corp'"))
    }
}
