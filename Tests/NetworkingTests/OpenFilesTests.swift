import Testing

@testable import Networking

@Suite struct OpenFilesTests {
    @Test("the limit is what the system allows, and stays so")
    func raised() throws {
        let limits = try String(decoding: SmallFile.read("/proc/self/limits"), as: UTF8.self)
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max open files") })
        let hard = try #require(line.split(separator: " ").compactMap { UInt64($0) }.last)
        #expect(OpenFiles.raiseLimit() == hard)
        #expect(OpenFiles.raiseLimit() == hard)
    }
}
