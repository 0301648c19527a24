import Foundation

// mutate-sources ROOT COPY REPORT CHOICES FILE…
//
// Writes FILE…, paths below ROOT, to the same paths below COPY with every mutation built in, and beside the first the function that
// chooses among them. REPORT becomes a JSON object of the mutants and of what was skipped; CHOICES is one of numbers of mutants
// and which alternative to take.

struct Report: Encodable {
    var mutants: [Mutant] = []
    var skipped: [SkippedSite] = []
}

/// Written only where it differs, so that what was built of it stays built.
func write(_ bytes: [UInt8], to url: URL) throws {
    if let there = try? Data(contentsOf: url), [UInt8](there) == bytes { return }
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
}

let arguments = CommandLine.arguments.dropFirst().map { $0 }
guard arguments.count > 4 else {
    FileHandle.standardError.write(Data("usage: mutate-sources ROOT COPY REPORT CHOICES FILE…\n".utf8))
    exit(64)
}
let root = URL(filePath: arguments[0], directoryHint: .isDirectory)
let copy = URL(filePath: arguments[1], directoryHint: .isDirectory)
let choices = try JSONDecoder().decode([String: Int].self, from: Data(contentsOf: URL(filePath: arguments[3])))
let chosen = Dictionary(uniqueKeysWithValues: choices.compactMap { key, value in Int(key).map { ($0, value) } })
var report = Report()
for file in arguments[4...] {
    let source = try String(contentsOf: root.appending(path: file), encoding: .utf8)
    let found = SiteFinder.find(in: source, file: file)
    let instrumented = Instrumentation(
        of: source, file: file, sites: found.sites, firstNumber: report.mutants.count + 1, choices: chosen)
    try write(instrumented.text, to: copy.appending(path: file))
    report.mutants += instrumented.mutants
    report.skipped += found.skipped
}
// `Sources/Writeback/…`: the target's folder.
for target in Set(arguments[4...].map { $0.split(separator: "/").prefix(2).joined(separator: "/") }) {
    try write(Array(Instrumentation.support.utf8), to: copy.appending(path: "\(target)/Mutant.swift"))
}
let encoder = JSONEncoder()
encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
try encoder.encode(report).write(to: URL(filePath: arguments[2]))
