package import FoundationEssentials
package import Networking

/// Finds out which KDCs are alive, all side by side.
///
/// Over TCP, as libkrb5 will ask them (`KerberosConfiguration` says so). It costs one timeout in all, and less if no more
/// is wanted than what answers first.
package enum KDCSurvey {
    package struct Candidate: Hashable, Sendable {
        package let realm: KerberosRealm
        package let address: SocketAddress

        package init(realm: KerberosRealm, address: SocketAddress) {
            self.realm = realm
            self.address = address
        }
    }

    package struct Finding: Hashable, Sendable {
        package let candidate: Candidate
        package let result: ProbeResult
        /// What the KDC said; nil if it is not alive.
        package let answer: KDCAnswer?
        /// This host's clock when the answer came.
        package let received: Date

        /// How far the KDC's clock is ahead of this host's, in seconds. Connecting takes one round trip and asking another,
        /// so that half of a round trip is a quarter of the time that passed.
        package var clockOffset: Double? {
            answer?.clockOffset(received: received, roundTrip: result.elapsed / .seconds(1) / 2)
        }
    }

    /// - Parameters:
    ///   - wanted: how many live KDCs a realm needs; the survey ends once each has them. Nil waits for all.
    ///   - timeout: how long one KDC may take.
    /// - Returns: what was found out, in the order in which it came; a KDC not waited for is missing.
    package static func run(
        _ candidates: [Candidate], wanted: Int? = nil, timeout: Duration, using loop: ProbeLoop
    ) async -> [Finding] {
        await withTaskGroup(of: Finding.self) { group in
            for candidate in Set(candidates) {
                let probe = KDCProbe(realm: candidate.realm, nonce: .random(in: 0...0x7FFF_FFFF))
                group.addTask {
                    let result = await loop.submit(
                        .stream(
                            probe.framed, to: candidate.address, timeout: timeout, limit: KDCProbe.longestAnswer + 4,
                            progress: KDCProbe.progress))
                    return Finding(
                        candidate: candidate, result: result, answer: result.answer.flatMap(KDCProbe.answer(framed:)),
                        received: Date())
                }
            }
            var missing: [KerberosRealm: Int] = [:]
            for candidate in candidates { missing[candidate.realm] = wanted }
            var findings: [Finding] = []
            for await finding in group {
                findings.append(finding)
                if finding.answer != nil, let count = missing[finding.candidate.realm] {
                    missing[finding.candidate.realm] = count > 1 ? count - 1 : nil
                }
                if wanted != nil, missing.isEmpty {
                    group.cancelAll()
                    break
                }
            }
            return findings
        }
    }

    /// The configuration that lists those found alive, those that answered first in front. A realm of which none is alive
    /// stands there with an empty list.
    package static func configuration(
        of findings: [Finding], defaultRealm: KerberosRealm? = nil
    ) throws(KerberosConfiguration.Invalid) -> KerberosConfiguration {
        var live: [KerberosRealm: [SocketAddress]] = [:]
        for finding in findings {
            live[finding.candidate.realm, default: []] += finding.answer == nil ? [] : [finding.candidate.address]
        }
        return try KerberosConfiguration(defaultRealm: defaultRealm, liveKDCs: live)
    }
}
