public import LDAP

extension RootDSE {
    /// Those of `controls` that the server names in `supportedControl`, and so may be sent; the others are left out.
    ///
    /// A server must ignore a control that it does not know and that is not critical (RFC 4511, section 4.1.11), but some
    /// refuse the operation all the same.
    ///
    /// - Throws: ``UnsupportedControlError`` for a critical control that the server does not name: the operation would be
    ///   refused, or mean something else without it.
    public func supported(among controls: [LDAPControl]) throws(UnsupportedControlError) -> [LDAPControl] {
        var supported: [LDAPControl] = []
        for control in controls {
            if supportedControls.contains(control.identifier) {
                supported.append(control)
            } else if control.isCritical {
                throw UnsupportedControlError(control: ControlOID(rawValue: control.identifier), server: dnsHostName)
            }
        }
        return supported
    }
}

/// A server does not name a control without which an operation makes no sense.
public struct UnsupportedControlError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The control.
    public let control: ControlOID
    /// The server's host name, as its rootDSE gives it.
    public let server: String?

    /// What was tried, what came back, what it means, and what to do.
    public var description: String {
        let control = control.name.map { "\($0) (\(self.control.rawValue))" } ?? self.control.rawValue
        return "The control \(control) was to be sent as critical, but \(server ?? "the server") does not name it in "
            + "supportedControl: the server would refuse the operation. Ask another server, or do without the control."
    }
}
