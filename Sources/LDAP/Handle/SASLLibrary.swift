import CCyrusSASL
import COpenLDAP

/// What the SASL library of this host offers to clients. Cyrus SASL loads its plugins once a process.
package enum SASLLibrary {
    /// The library's name and version, such as `Cyrus SASL 2.1.28`.
    package static var version: String {
        var name: UnsafePointer<CChar>?
        var version: UnsafePointer<CChar>?
        unsafe sasl_version_info(&name, &version, nil, nil, nil, nil)
        guard let name = unsafe name, let version = unsafe version else { return "" }
        return unsafe String(cString: name) + " " + String(cString: version)
    }

    /// The mechanisms that are installed; a mechanism that is not here needs a package of the distribution.
    package static var installedMechanisms: [SASLMechanism] { plugins.map(\.mechanism) }

    /// What becomes of a channel binding that a bind by `mechanism` is given.
    package static func channelBinding(by mechanism: SASLMechanism) -> ChannelBindingUse {
        guard let plugin = plugins.first(where: { $0.mechanism == mechanism }), plugin.sendsChannelBinding else {
            return .unsupported
        }
        return isGated ? .unknown : .sent
    }

    /// Whether the library sends the binding of the GSS mechanisms only with the security flag SASL_SEC_NONSTD_CBIND, which libldap
    /// does not set: the development branch, 2.2, has it; 2.1, in which distributions send the binding by patch, has not.
    private static var isGated: Bool {
        var major: Int32 = 0
        var minor: Int32 = 0
        unsafe sasl_version_info(nil, nil, &major, &minor, nil, nil)
        return (major, minor) >= (2, 2)
    }

    private struct Plugin {
        let mechanism: SASLMechanism
        let sendsChannelBinding: Bool
    }

    private static var plugins: [Plugin] {
        // Has libldap start the library, once and under its own lock, as it would for a bind.
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        guard unsafe ldap_get_option(nil, LDAP_OPT_X_SASL_MECHLIST, &names) == 0 else { return [] }
        let found = PluginList()
        withExtendedLifetime(found) {
            _ = unsafe sasl_client_plugin_info(
                nil,
                { mechanism, stage, list in
                    guard stage == SASL_INFO_LIST_MECH, let list = unsafe list,
                        let plug = unsafe mechanism?.pointee.plug, let name = unsafe plug.pointee.mech_name
                    else { return }
                    let features = unsafe Int32(bitPattern: plug.pointee.features)
                    unsafe Unmanaged<PluginList>.fromOpaque(list).takeUnretainedValue().plugins.append(
                        Plugin(
                            mechanism: SASLMechanism(rawValue: String(cString: name)),
                            sendsChannelBinding: features & SASL_FEAT_CHANNEL_BINDING != 0))
                }, Unmanaged.passUnretained(found).toOpaque())
        }
        return found.plugins
    }

    /// What the library's callback fills.
    private final class PluginList {
        var plugins: [Plugin] = []
    }
}
