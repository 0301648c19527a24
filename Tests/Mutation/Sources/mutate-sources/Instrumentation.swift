/// A file in which every mutation is built in, and chosen by its number when the program runs.
///
/// A site becomes `mutant(7, a == b, a != b)`. The first form holds the sites within it; the second is as it was written, since
/// only one mutation is made at a time: so the file does not grow with the depth.
struct Instrumentation {
    /// The function that each site calls, for the target that the files belong to.
    static let support = """
        // Written by mutate-sources.
        import FoundationEssentials

        private let active = Int(ProcessInfo.processInfo.environment["ADINSPECT_MUTANT"] ?? "") ?? 0

        package func mutant<Value>(
            _ number: Int, _ original: @autoclosure () -> Value, _ mutated: @autoclosure () -> Value
        ) -> Value {
            number == active ? mutated() : original()
        }

        package func mutantCondition(
            _ number: Int, _ original: @autoclosure () -> Bool, _ mutated: @autoclosure () -> Bool
        ) -> Bool {
            number == active ? mutated() : original()
        }

        """

    private(set) var text: [UInt8] = []
    private(set) var mutants: [Mutant] = []

    private let bytes: [UInt8]
    /// Which alternative is taken, by the number of the mutant; the first where nothing is said.
    private let choices: [Int: Int]

    init(of source: String, file: String, sites: [Site], firstNumber: Int, choices: [Int: Int]) {
        bytes = Array(source.utf8)
        self.choices = choices
        // The outer before the inner; of two at the same place the later found is the outer.
        let ordered = sites.enumerated().sorted { one, other in
            let (a, b) = (one.element.range, other.element.range)
            if a.lowerBound != b.lowerBound { return a.lowerBound < b.lowerBound }
            if a.upperBound != b.upperBound { return a.upperBound > b.upperBound }
            return one.offset > other.offset
        }.map(\.element)
        var seen: [String: Int] = [:]
        for (index, site) in ordered.enumerated() {
            let number = firstNumber + index
            let mutated = site.alternatives[min(choices[number] ?? 0, site.alternatives.count - 1)].onOneLine
            let key = "\(site.declaration)\u{0}\(site.original)\u{0}\(mutated)"
            seen[key, default: 0] += 1
            mutants.append(
                Mutant(
                    number: number, file: file, line: site.line, column: site.column, declaration: site.declaration,
                    kind: site.kind, original: site.original, mutated: mutated, occurrence: seen[key] ?? 1,
                    alternatives: site.alternatives.count, begin: 0, end: 0, statementBegin: 0, statementEnd: 0))
        }
        // Where each byte of the file has gone to: the statements are found by it.
        var moved = [Int](repeating: 0, count: bytes.count + 1)
        var index = 0
        write(0..<bytes.count, ordered, &index, &moved)
        moved[bytes.count] = text.count
        for (index, site) in ordered.enumerated() {
            mutants[index].statementBegin = moved[site.statement.lowerBound]
            mutants[index].statementEnd = moved[site.statement.upperBound]
        }
    }

    private mutating func write(_ range: Range<Int>, _ sites: [Site], _ next: inout Int, _ moved: inout [Int]) {
        var position = range.lowerBound
        while next < sites.count, sites[next].range.lowerBound < range.upperBound {
            let index = next
            let site = sites[index]
            next += 1
            copy(position..<site.range.lowerBound, &moved)
            let choice = choices[mutants[index].number] ?? 0
            mutants[index].begin = text.count
            if choice < site.alternatives.count {
                text += Array("\(site.function)(\(mutants[index].number), ".utf8)
                write(site.range, sites, &next, &moved)
                text += Array(", \(site.alternatives[choice]))".utf8)
            } else {
                write(site.range, sites, &next, &moved)
            }
            mutants[index].end = text.count
            position = site.range.upperBound
        }
        copy(position..<range.upperBound, &moved)
    }

    private mutating func copy(_ range: Range<Int>, _ moved: inout [Int]) {
        for position in range {
            moved[position] = text.count
            text.append(bytes[position])
        }
    }
}

extension Site {
    /// Said outright, a condition is a matter of less guessing for the compiler.
    fileprivate var function: String {
        switch kind {
        case .severity, .outcome, .literal: "mutant"
        case .comparison, .connective, .negation, .condition: "mutantCondition"
        }
    }
}
