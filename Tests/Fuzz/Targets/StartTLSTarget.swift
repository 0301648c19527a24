import LDAP
import Networking

/// Once settled, further bytes change nothing.
func checkStartTLS(_ input: [UInt8]) throws(BrokenProperty) {
    let preamble = TLSDiagnosis.Preamble.startTLS
    var settled: ExchangeProgress?
    for length in 0...min(input.count, 256) {
        let progress = preamble.progress(Array(input.prefix(length)))
        if let settled {
            try require(progress == settled, "settled as \(settled), then \(progress) at \(length) bytes")
        } else if progress != .needMore {
            settled = progress
        }
    }
}
