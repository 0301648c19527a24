/// How far the clocks are apart, by measurement: libkrb5 may correct for a difference in silence, and another program on this host
/// will not.
struct ClockStage {
    /// Kerberos allows no more (RFC 4120, section 1.6; "Maximum tolerance for computer clock synchronization" of the domain).
    static let tolerance = 300.0
    /// Clocks that are kept by a time service do not drift so far apart.
    static let drift = 60.0

    let usesKerberos: Bool

    /// - Parameters:
    ///   - controller: rootDSE `currentTime` of the domain controller, half of the round trip subtracted; nil when it did not come.
    ///   - kdc: the time in a KDC's error message, in the same way.
    func stage(
        controller: (host: String, offset: Double)?, kdc: (address: String, offset: Double)?
    ) -> ConnectionStage {
        var seen: [ConnectionStage.Sighting] = []
        if let controller {
            seen.append(
                .init("\(controller.host) (LDAP)", Self.words(controller.offset), offsetSeconds: controller.offset))
        }
        if let kdc { seen.append(.init("\(kdc.address) (KDC)", Self.words(kdc.offset), offsetSeconds: kdc.offset)) }
        let offsets = [controller?.offset, kdc?.offset].compactMap(\.self)
        guard let worst = offsets.max(by: { $0.magnitude < $1.magnitude }) else {
            return ConnectionStage(.clock, .notReached, meaning: "No domain controller and no KDC told its time.")
        }
        guard worst.magnitude > Self.drift else {
            return ConnectionStage(
                .clock, .passed, seen: seen,
                meaning: "This host's clock agrees with the domain's within \(Int(Self.drift)) s.")
        }
        let isTooFar = worst.magnitude > Self.tolerance
        let isAlone = offsets.count > 1 && offsets.allSatisfy { ($0 - worst).magnitude <= Self.drift }
        return ConnectionStage(
            .clock, isTooFar && usesKerberos ? .failed : .passed, seen: seen,
            meaning: meaning(isTooFar, isAlone: isAlone), advice: advice(controller, kdc, offsets, isAlone: isAlone))
    }

    private func meaning(_ isTooFar: Bool, isAlone: Bool) -> String {
        let who = isAlone ? "This host's clock alone is off" : "The clocks differ"
        guard isTooFar else { return "\(who), by less than the \(Int(Self.tolerance)) s that Kerberos allows." }
        return usesKerberos
            ? "\(who), by more than the \(Int(Self.tolerance)) s that Kerberos allows."
            : "\(who), by more than the \(Int(Self.tolerance)) s that Kerberos allows; a password over TLS does without."
    }

    private func advice(
        _ controller: (host: String, offset: Double)?, _ kdc: (address: String, offset: Double)?, _ offsets: [Double],
        isAlone: Bool
    ) -> String {
        // One of two that agrees with this host leaves the other as the one that is wrong.
        if !isAlone, let controller, let kdc {
            let agrees = { (offset: Double) in offset.magnitude <= Self.drift }
            if agrees(kdc.offset) { return "Set the clock of \(controller.host) by a time source of the domain." }
            if agrees(controller.offset) { return "Set the clock of the KDC at \(kdc.address) by a time source." }
        }
        return "Set this host's clock by a time source of the domain."
    }

    /// `3600.0 s ahead of this host`.
    static func words(_ offset: Double) -> String {
        // rootDSE tells whole seconds.
        guard offset.magnitude >= 1 else { return "the same time as this host, within 1 s" }
        let tenths = (offset.magnitude * 10).rounded() / 10
        return "\(tenths) s \(offset > 0 ? "ahead of" : "behind") this host"
    }
}
