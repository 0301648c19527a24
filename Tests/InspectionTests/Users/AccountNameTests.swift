import ActiveDirectory
import LDAP
import TestSupport
import Testing

@testable import Inspection

@Suite struct AccountNameTests {
    @Test(arguments: [
        ("alice", AccountName.samAccountName("alice")),
        ("alice@corp.example.test", .principal("alice@corp.example.test")),
        ("a@b@corp.example.test", .principal("a@b@corp.example.test")),
        ("CORP\\alice", .downLevel(domain: "CORP", name: "alice")),
        ("corp.example.test\\svc$", .downLevel(domain: "corp.example.test", name: "svc$")),
        (
            "CN=alice,CN=Users,DC=corp,DC=example,DC=test",
            .distinguishedName(DistinguishedName("CN=alice,CN=Users,DC=corp,DC=example,DC=test"))
        ),
        ("S-1-5-21-1-2-3-1106", .sid(SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1106]))),
    ])
    func reads(text: String, name: AccountName) {
        #expect(AccountName(text) == name)
    }

    @Test func readsAGUID() {
        for text in ["00299570-246d-11d0-a768-00aa006e0529", "{00299570-246d-11d0-a768-00aa006e0529}"] {
            guard let guid = ObjectGUID(text) else { continue }
            #expect(AccountName(text) == .guid(guid))
        }
        #expect(ObjectGUID("00299570-246d-11d0-a768-00aa006e0529") != nil)
    }

    @Test(arguments: ["", "\\alice", "CORP\\", "a\\b\\c", "@corp", "alice@", "al\u{0}ice", "al\nice", "\u{7F}"])
    func refuses(text: String) {
        #expect(AccountName(text) == nil)
    }

    /// Whatever a person types: it is read without harm, and what it becomes is one filter of one term for each way to mean it.
    @Test func anyTextGivesAFilterThatHoldsItAsAValue() throws {
        var random = SeededRandom(seed: 0xACC0_0747)
        let pieces = [
            "S-1-", "5-21-", "CN=", ",", "\\", "@", "*", "(", ")", "&", "|", "=", "\u{0}", "ß", "𝕏", "{", "}", "-",
            "0029",
            "DC=", "#", "+", "\"", ";", "<SID=", "<GUID=", ">", " ", "99999999999999999999", "a",
        ]
        var read = 0
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &random)
            let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            guard let name = AccountName(text) else { continue }
            read += 1
            let filter = name.filter(inDomain: "corp.example.test").description
            #expect(filter.hasPrefix("("), "\(text)")
            // An asterisk or a parenthesis of the text stands escaped: it can neither match everything nor end the term.
            #expect(!filter.contains("*"), "\(text) \(filter)")
            let open = filter.count { $0 == "(" }
            #expect(open == filter.count { $0 == ")" } && open <= 4, "\(text) \(filter)")
        }
        #expect(read > 5_000)
    }
}
