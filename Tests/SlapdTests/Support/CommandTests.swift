import TestSupport
import Testing

@Suite("running commands")
struct CommandTests {
    @Test func keepsStatusAndBothStreams() async throws {
        let result = try await run("sh", ["-c", "cat; echo words >&2; exit 7"], input: "grüße")
        #expect(result.status == 7)
        #expect(result.output == "grüße")
        #expect(result.errors == "words\n")
    }

    @Test func countsCPU() async throws {
        let busy = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"
        let result = try await run("sh", ["-c", busy], measuresCPU: true)
        #expect(try #require(result.cpuSeconds) > 0.02)
        let idle = try await run("true", measuresCPU: true)
        #expect(try #require(idle.cpuSeconds) < 0.05)
    }

    @Test("a grandchild that holds the output open does not outlive the timeout")
    func timeout() async throws {
        var output: String?
        // On a busy machine the shell may not even have started within the shorter of the times.
        for seconds in [2, 10, 25] where output != "begun\n" {
            let start = ContinuousClock.now
            let error = await #expect(throws: CommandTimedOut.self) {
                try await run("sh", ["-c", "echo begun; sleep 60 & sleep 60"], timeout: .seconds(seconds))
            }
            output = error?.partialOutput
            #expect(ContinuousClock.now - start < .seconds(45))
        }
        #expect(output == "begun\n")
    }

    @Test func setsAndRemovesVariables() async throws {
        let result = try await run(
            "sh", ["-c", "echo ${ONE-none} ${HOME-none}"], environment: ["ONE": "1", "HOME": nil])
        #expect(result.output == "1 none\n")
    }

    @Test func findsThePackage() async throws {
        let result = try await run("ls", ["Package.swift"], workingDirectory: PackageLayout.root)
        #expect(result.status == 0)
    }

    @Test func aMissingExecutableIs127() async throws {
        #expect(try await run("no-such-program").status == 127)
    }
}
