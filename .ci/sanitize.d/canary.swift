// Programs with one mistake each that a sanitizer must report, and correct ones on which it must be silent: `canary NAME`.
// .ci/sanitize runs them before the tests: a run without reports means something only where a mistake is reported.
import Foundation
import Synchronization

/// Runs the body on two threads and waits for both.
func twice(_ body: @escaping @Sendable () -> Void) {
    let ended = DispatchSemaphore(value: 0)
    for _ in 0..<2 {
        Thread.detachNewThread {
            body()
            ended.signal()
        }
    }
    ended.wait()
    ended.wait()
}

final class Unguarded: @unchecked Sendable {
    var number = 0
}

final class Guarded: Sendable {
    let numbers = Mutex<[Int]>([])
}

/// An object's memory, used after it went.
@inline(never) func useAfterFree() -> Int {
    let memory = UnsafeMutablePointer<Int>.allocate(capacity: 4)
    memory.initialize(repeating: 7, count: 4)
    memory.deallocate()
    return memory[2]
}

/// An object that nothing refers to and that was never released.
@inline(never) func leak() {
    _ = Unmanaged.passRetained(Unguarded())
}

switch CommandLine.arguments.dropFirst().first {
case "race":
    let shared = Unguarded()
    twice { for _ in 0..<1000 { shared.number += 1 } }
case "contended":
    // Each thread holds the lock long enough for the other to have to wait.
    let shared = Guarded()
    twice {
        for number in 0..<50 {
            shared.numbers.withLock {
                $0.append(number)
                usleep(500)
            }
        }
    }
    precondition(shared.numbers.withLock { $0.count } == 100)
case "leak":
    // On a thread of its own: the main thread's stack may still hold the address.
    twice { for _ in 0..<10 { leak() } }
case "use-after-free":
    exit(useAfterFree() == 7 ? 0 : 1)
case "sound":
    let shared = Guarded()
    twice { shared.numbers.withLock { $0.append(1) } }
default:
    exit(64)
}
