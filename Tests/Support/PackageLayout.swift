import Foundation

/// Where this package's own files lie.
package enum PackageLayout {
    /// The folder with `Package.swift`.
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The `adinspect` of the same build as the running tests.
    package static func adinspect() throws -> String {
        let running = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let bundle = CommandLine.arguments.compactMap { argument in
            argument.hasSuffix(".xctest") ? URL(fileURLWithPath: argument).deletingLastPathComponent().path : nil
        }
        let candidates = bundle + [running, root + "/.build/debug"]
        for folder in candidates {
            let executable = folder + "/adinspect"
            if FileManager.default.isExecutableFile(atPath: executable) { return executable }
        }
        throw NotBuilt(looked: candidates)
    }

    package struct NotBuilt: Error, CustomStringConvertible {
        let looked: [String]
        package var description: String { "No built adinspect in \(looked.joined(separator: ", ")): run swift build" }
    }
}
