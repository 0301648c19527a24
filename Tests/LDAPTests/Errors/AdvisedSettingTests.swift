import Foundation
import LDAP
import TestSupport
import Testing

@Suite("what errors advise") struct AdvisedSettingTests {
    @Test("a setting is named as the library names it, and anew by who has another name for it")
    func reword() {
        for setting in AdvisedSetting.allCases {
            let advice = "Before it, \(setting.words), and behind it."
            #expect(AdvisedSetting.reword(advice) { "(\($0))" } == "Before it, (\(setting)), and behind it.")
        }
        #expect(AdvisedSetting.reword("Renew the certificate.") { _ in "?" } == "Renew the certificate.")
    }

    /// An option of one program in the texts of a library is of no use to any other.
    @Test("no text of the library names an option of a command line")
    func noOptions() throws {
        let folder = PackageLayout.root + "/Sources/LDAP"
        var files = 0
        for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init()
        where path.hasSuffix(".swift") {
            files += 1
            for line in try String(contentsOfFile: folder + "/" + path, encoding: .utf8).split(separator: "\n") {
                #expect(line.firstMatch(of: /"[^"]*--[a-z]/) == nil, "\(path): \(line)")
            }
        }
        #expect(files > 50)
    }
}
