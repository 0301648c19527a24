import LDAP

/// Whether this host has the mechanism of the bind, and can tie it to TLS.
struct SASLStage {
    /// The library's name and version.
    let library: String
    let installed: [SASLMechanism]
    /// What becomes of a channel binding that the mechanism is given.
    let channelBinding: ChannelBindingUse
    let isInsideTLS: Bool

    func stage(_ mechanism: SASLMechanism) -> ConnectionStage {
        let names = installed.map(\.rawValue).sorted()
        var seen = [ConnectionStage.Sighting(library, names.isEmpty ? "no mechanism" : names.joined(separator: " "))]
        guard installed.contains(mechanism) else {
            return ConnectionStage(
                .saslMechanism, .failed, seen: seen,
                meaning: "This host has no SASL mechanism \(mechanism.rawValue).",
                advice:
                    "Install the package libsasl2-modules-gssapi-mit (so on Debian and Ubuntu; else cyrus-sasl-gssapi)."
            )
        }
        let (words, canBind) = binding
        seen.append(.init(mechanism.rawValue, words))
        guard isInsideTLS, !canBind else {
            return ConnectionStage(
                .saslMechanism, .passed, seen: seen, meaning: "This host has \(mechanism.rawValue).")
        }
        return ConnectionStage(
            .saslMechanism, .passed, seen: seen,
            meaning: "This host has \(mechanism.rawValue), but \(words).",
            advice: "Bind with --transport sealed, which needs no channel binding.")
    }

    private var binding: (words: String, canBind: Bool) {
        switch channelBinding {
        case .sent, .notUsed: ("sends channel bindings", true)
        case .unsupported: ("cannot send a channel binding: a server that demands one refuses it inside TLS", false)
        case .unknown: ("it is not known whether it sends channel bindings", false)
        }
    }
}
