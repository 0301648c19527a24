import LDAP
import Networking
import Testing

@testable import Inspection

@Suite("the library's advice in the words of the command line") struct OptionAdviceTests {
    @Test("a setting becomes its option, and the advice a sentence")
    func options() {
        for (setting, option) in [(AdvisedSetting.trust, "with --ca-file"), (.operationTimeout, "--timeout")] {
            let error = LDAPError(
                .timedOut, during: .search, server: "dc1:389", meaning: "too late", advice: "see \(setting.words)")
            #expect(error.adviceInOptions == "See \(option).")
            #expect(error.explanation.advice == "See \(option).")
        }
        #expect(LDAPError(.closed, during: .close, server: "dc1:389", meaning: "closed").adviceInOptions == nil)
        #expect(TLSProblem.selfSigned.adviceInOptions.hasSuffix("issued it with --ca-file."))
        #expect(TLSProblem.revoked.adviceInOptions == TLSProblem.revoked.advice)
    }
}
