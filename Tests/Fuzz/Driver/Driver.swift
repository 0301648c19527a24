import CFuzzing
import FoundationEssentials
import FuzzTargets

/// Chosen by the environment: libFuzzer takes every argument for its own.
private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["ADINSPECT_FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
        fatalError("ADINSPECT_FUZZ_TARGET names no target: “\(name)”; there are \(names)")
    }
    return target
}()

/// Ends the process when a property does not hold, which is what libFuzzer looks for.
@_cdecl("fuzzing_try_input")
public func tryInput(_ size: Int) {
    do {
        try target.check((0..<size).map { fuzzing_input_byte($0) })
    } catch {
        fatalError("\(target.rawValue): \(error)")
    }
}
