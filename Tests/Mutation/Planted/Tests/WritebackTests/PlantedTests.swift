import Testing
import Writeback

@Suite struct PlantedTests {
    @Test func everyBranchAndBound() {
        #expect(Tested.severity == .blocker)
        #expect(Tested.judge(nil, isOpen: false, ["a"]) == .undecided)
        #expect(Tested.judge(8, isOpen: true, ["a"]) == .undecided)
        #expect(Tested.judge(8, isOpen: false, []) == .notApplicable)
        #expect(Tested.judge(8, isOpen: false, ["a"]) == .met)
        #expect(Tested.judge(8, isOpen: false, ["b"]) == .notMet)
        #expect(Tested.judge(7, isOpen: false, ["a"]) == .notMet)
        #expect(Tested.answer(.met) == .granted)
        #expect(Tested.answer(.notMet) == .denied)
        #expect(Tested.answer(.undecided) == .undecided)
        #expect(Tested.count(to: 3) == 3)
    }

    @Test func hardlyAnything() throws {
        #expect(Untested.judge(9, ["x"]).outcome == .notMet)
        #expect(Untested.judge(9, []).outcome == .met)
        #expect(try !Untested.read(""))
    }
}
