import Foundation
import FuzzTargets
import TestSupport
import Testing

/// Every seed and every input that once broke a parser, through the same checks as the fuzzer's inputs.
@Suite struct KnownInputTests {
    static let folder = URL(fileURLWithPath: PackageLayout.root + "/Tests/Fuzz")

    static func files(_ kind: String, _ target: String) throws -> [URL] {
        let folder = folder.appending(path: kind).appending(path: target)
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }
    }

    @Test(arguments: FuzzTarget.allCases) func seedsHoldTheProperties(target: FuzzTarget) throws {
        let files = try Self.files("Seeds", target.rawValue)
        #expect(files.count >= 3, "a fuzzer without seeds finds little")
        for file in files {
            #expect(throws: Never.self, "\(file.lastPathComponent)") { try target.check(Array(Data(contentsOf: file))) }
        }
    }

    @Test(arguments: FuzzTarget.allCases) func whatOnceBrokeAParserNoLongerDoes(target: FuzzTarget) throws {
        for file in try Self.files("Crashers", target.rawValue) {
            #expect(throws: Never.self, "\(file.lastPathComponent)") { try target.check(Array(Data(contentsOf: file))) }
        }
    }

    /// Twice the input, twice the time: a parser that takes four times as long takes minutes for these.
    @Test(arguments: FuzzTarget.allCases) func largeInputsTakeNoMoreThanTheirShare(target: FuzzTarget) throws {
        for file in try Self.files("Seeds", target.rawValue) {
            let seed = try Array(Data(contentsOf: file))
            for piece in [seed, Array(seed.prefix(2)), Array(seed.suffix(2))] where !piece.isEmpty {
                let input = Array(repeatElement(piece, count: 32_768 / piece.count + 1).joined())
                let began = ContinuousClock.now
                #expect(throws: Never.self, "\(file.lastPathComponent), repeated") { try target.check(input) }
                #expect(ContinuousClock.now - began < .seconds(5), "\(file.lastPathComponent), repeated")
            }
        }
    }

    /// A misspelt folder would never be read.
    @Test(arguments: ["Seeds", "Crashers"]) func everyFolderBelongsToATarget(kind: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: kind).path)
        where !name.hasSuffix(".md") {
            #expect(FuzzTarget(rawValue: name) != nil, "\(kind)/\(name)")
        }
    }
}
