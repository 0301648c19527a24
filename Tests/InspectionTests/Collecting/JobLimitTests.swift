import Testing

@testable import Inspection

@Suite struct JobLimitTests {
    private actor Meter {
        private(set) var running = 0
        private(set) var highest = 0
        private(set) var done = 0

        func enter() {
            running += 1
            highest = max(highest, running)
        }
        func leave() {
            running -= 1
            done += 1
        }
    }

    @Test(
        "no more jobs run at a time than allowed, and all of them run",
        arguments: [(-1, 1), (0, 1), (1, 1), (3, 3), (64, 64)])
    func limit(_ allowed: Int, _ highest: Int) async {
        let limit = JobLimit(allowed)
        let meter = Meter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    await limit.run {
                        await meter.enter()
                        for _ in 0..<10 { await Task.yield() }
                        await meter.leave()
                    }
                }
            }
        }
        #expect(await meter.done == 200)
        #expect(await meter.highest <= highest)
    }

    @Test("jobs that wait in line get their turn after an interruption too")
    func cancelled() async {
        let limit = JobLimit(1)
        let meter = Meter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await limit.run {
                        await meter.enter()
                        await meter.leave()
                    }
                }
            }
            group.cancelAll()
        }
        #expect(await meter.done == 20)
        #expect(await meter.highest == 1)
    }
}
