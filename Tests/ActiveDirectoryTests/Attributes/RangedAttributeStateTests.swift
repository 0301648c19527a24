import ActiveDirectory
import LDAP
import TestSupport
import Testing

@Suite("ranged attributes, without a connection") struct RangedAttributeStateTests {
    typealias Action = RangedAttributeState.Action

    /// `member;range=0-2` with the values 0, 1, 2: the number of a value is its place in the directory.
    private static func attribute(_ description: String, _ values: [Int]) -> Entry.Attribute {
        Entry.Attribute(description: description, values: Self.values(values))
    }

    private static func values(_ numbers: some Sequence<Int>) -> [[UInt8]] { numbers.map { Array("\($0)".utf8) } }

    /// What a server does, answer by answer; nil is a refusal.
    private static func run(
        _ answers: [[Entry.Attribute]?], limits: RangedAttributeState.Limits = .init()
    ) -> (asked: [String], end: Action?) {
        var state = RangedAttributeState(attribute: "member", limits: limits)
        var asked: [String] = []
        for answer in answers {
            let action = answer.map { state.received($0) } ?? state.refused()
            guard case .read(let description) = action else { return (asked, action) }
            asked.append(description)
        }
        return (asked, nil)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answers: [[Entry.Attribute]?]
        let asked: [String]
        let end: Action
    }

    static let cases: [Case] = [
        Case(
            testDescription: "an attribute that comes whole",
            answers: [[attribute("cn", [9]), attribute("member", [0, 1])]], asked: [], end: .finish(values(0...1))),
        Case(testDescription: "an attribute that does not come", answers: [[]], asked: [], end: .finish([])),
        Case(
            testDescription: "one range that is the last",
            answers: [[attribute("member;range=0-*", [0, 1])]], asked: [], end: .finish(values(0...1))),
        Case(
            testDescription: "three ranges",
            answers: [
                [attribute("member;range=0-2", [0, 1, 2])], [attribute("member;range=3-5", [3, 4, 5])],
                [attribute("member;range=6-*", [6])],
            ],
            asked: ["member;range=3-*", "member;range=6-*"], end: .finish(values(0...6))),
        Case(
            testDescription: "letter case of the server's own, and options in another",
            answers: [
                [attribute("Member;Range=0-1", [0, 1])], [attribute("MEMBER;RANGE=2-*", [2])],
            ], asked: ["member;range=2-*"], end: .finish(values(0...2))),
        Case(
            testDescription: "the server's limit shrinks from answer to answer",
            answers: [
                [attribute("member;range=0-3", [0, 1, 2, 3])], [attribute("member;range=4-5", [4, 5])],
                [attribute("member;range=6-6", [6])], [attribute("member;range=7-*", [7])],
            ],
            asked: ["member;range=4-*", "member;range=6-*", "member;range=7-*"], end: .finish(values(0...7))),
        Case(
            testDescription: "values removed in between: an empty last range (Samba)",
            answers: [[attribute("member;range=0-1", [0, 1])], [attribute("member;range=2-*", [])]],
            asked: ["member;range=2-*"], end: .finish(values(0...1))),
        Case(
            testDescription: "an empty range that is not the last",
            answers: [[attribute("member;range=0-1", [0, 1])], [attribute("member;range=2-3", [])]],
            asked: ["member;range=2-*"], end: .fail(.didNotAdvance, values(0...1))),
        Case(
            testDescription: "a range that does not advance",
            answers: [[attribute("member;range=0-1", [0, 1])], [attribute("member;range=0-1", [0, 1])]],
            asked: ["member;range=2-*"], end: .fail(.didNotAdvance, values(0...1))),
        Case(
            testDescription: "a range that begins early and ends late",
            answers: [[attribute("member;range=0-1", [0, 1])], [attribute("member;range=1-*", [1, 2, 3])]],
            asked: ["member;range=2-*"], end: .finish(values(0...3))),
        Case(
            testDescription: "a range that begins late",
            answers: [[attribute("member;range=0-1", [0, 1])], [attribute("member;range=3-*", [3])]],
            asked: ["member;range=2-*"], end: .fail(.gap, values(0...1))),
        Case(
            testDescription: "a first answer from the middle, as it was asked for",
            answers: [[attribute("member;range=4-5", [4, 5])], [attribute("member;range=0-*", [0, 1])]],
            asked: ["member;range=0-*"], end: .finish(values(0...1))),
        Case(
            testDescription: "a range and, empty, the attribute without one (member)",
            answers: [
                [attribute("member", []), attribute("member;range=0-1", [0, 1])],
                [attribute("member;range=2-*", [2]), attribute("member", [])],
            ], asked: ["member;range=2-*"], end: .finish(values(0...2))),
        Case(
            testDescription: "a range and, with values, the attribute without one (msDS-ReplValueMetaData)",
            answers: [
                [attribute("member", [0, 1]), attribute("member;range=0-1", [0, 1])],
                [attribute("member;range=2-*", [2])],
            ], asked: ["member;range=2-*"], end: .finish(values(0...2))),
        Case(
            testDescription: "the rest comes without a range: the server found that it all fits",
            answers: [[attribute("member;range=0-1", [0, 1])], [attribute("member", [5, 6, 7])]],
            asked: ["member;range=2-*"], end: .finish(values(5...7))),
        Case(
            testDescription: "values removed in between: the attribute is left out",
            answers: [[attribute("member;range=0-1", [0, 1])], [attribute("cn", [9])]],
            asked: ["member;range=2-*"], end: .finish(values(0...1))),
        Case(
            testDescription:
                "values removed in between: the server refuses, the last known value is still the last (Windows)",
            answers: [[attribute("member;range=0-1", [0, 1])], nil, [attribute("member;range=1-*", [1])]],
            asked: ["member;range=2-*", "member;range=1-*"], end: .finish(values(0...1))),
        Case(
            testDescription: "the server refuses for another reason",
            answers: [[attribute("member;range=0-1", [0, 1])], nil, nil],
            asked: ["member;range=2-*", "member;range=1-*"], end: .fail(.refused, values(0...1))),
        Case(
            testDescription: "a refusal, and then the values are there after all",
            answers: [
                [attribute("member;range=0-1", [0, 1])], nil, [attribute("member;range=1-2", [1, 2])],
                [attribute("member;range=3-*", [3])],
            ],
            asked: ["member;range=2-*", "member;range=1-*", "member;range=3-*"], end: .finish(values(0...3))),
        Case(
            testDescription: "a value added in between comes twice, and is kept once",
            answers: [[attribute("member;range=0-1", [0, 1])], [attribute("member;range=2-*", [1, 2])]],
            asked: ["member;range=2-*"], end: .finish(values(0...2))),
        Case(
            testDescription: "a range that is none",
            answers: [[attribute("member;range=5-2", [5])]], asked: [], end: .fail(.malformedRange, [])),
        Case(
            testDescription: "a range that promises more values than come",
            answers: [[attribute("member;range=0-1499", [0, 1])]], asked: [], end: .fail(.malformedRange, [])),
        Case(
            testDescription: "a range that promises fewer values than come",
            answers: [[attribute("member;range=0-0", [0, 1])]], asked: [], end: .fail(.malformedRange, [])),
        Case(
            testDescription: "bounds that no sum can hold",
            answers: [
                [attribute("member;range=0-9223372036854775807", [0])]
            ], asked: [], end: .fail(.malformedRange, [])),
        Case(
            testDescription: "a last range from where no values are",
            answers: [
                [attribute("member;range=0-0", [0])], [attribute("member;range=9223372036854775807-*", [1])],
            ], asked: ["member;range=1-*"], end: .fail(.gap, values(0...0))),
        Case(
            testDescription: "an attribute of another language is another attribute",
            answers: [[attribute("member;lang-de;range=0-0", [7]), attribute("member", [0])]],
            asked: [], end: .finish(values(0...0))),
    ]

    @Test("what is asked for and how it ends", arguments: cases)
    func table(_ row: Case) {
        let (asked, end) = Self.run(row.answers)
        #expect(asked == row.asked)
        #expect(end == row.end)
    }

    @Test("a refusal before anything came is the end")
    func refusedAtOnce() {
        var state = RangedAttributeState(attribute: "member")
        #expect(state.refused() == .fail(.refused, []))
    }

    @Test("limits of values, bytes and answers end it with what came")
    func limits() {
        let answers = (0..<10).map { [Self.attribute("member;range=\(2 * $0)-\(2 * $0 + 1)", [2 * $0, 2 * $0 + 1])] }
        #expect(Self.run(answers, limits: .init(values: 5)).end == .fail(.limit, Self.values(0..<5)))
        #expect(Self.run(answers, limits: .init(bytes: 3)).end == .fail(.limit, Self.values(0..<3)))
        let few = Self.run(answers, limits: .init(answers: 3))
        #expect(few.end == .fail(.limit, Self.values(0..<6)))
        #expect(few.asked.count == 2)
    }

    @Test("once it has ended it says the same again")
    func endIsFinal() {
        var state = RangedAttributeState(attribute: "member")
        let end = state.received([Self.attribute("member;range=0-*", [0])])
        #expect(end == .finish(Self.values(0...0)))
        #expect(state.received([Self.attribute("member;range=1-2", [1, 2])]) == end)
        #expect(state.refused() == end)
    }

    @Test("whatever a server says, it ends")
    func randomServers() {
        var random = SeededRandom(seed: 41)
        for _ in 0..<2000 {
            var state = RangedAttributeState(attribute: "member", limits: .init(values: 50, answers: 40))
            var reads = 0
            while reads <= 41 {
                let lower = Int.random(in: 0...12, using: &random)
                let upper = Bool.random(using: &random) ? "*" : "\(Int.random(in: 0...20, using: &random))"
                let count = Int.random(in: 0...8, using: &random)
                let answer = [Self.attribute("member;range=\(lower)-\(upper)", Array(lower..<(lower + count)))]
                let action =
                    Int.random(in: 0...9, using: &random) == 0 ? state.refused() : state.received(answer)
                guard case .read = action else { break }
                reads += 1
            }
            #expect(reads <= 41)
            #expect(state.valuesSoFar.count <= 50)
        }
    }
}
