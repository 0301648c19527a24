import ActiveDirectory
import LDAP

/// Tells an attribute that has no value from one that the caller may not read: Active Directory leaves out both without a word.
struct AttributeEvidence {
    private let entry: Entry
    private let descriptor: SecurityDescriptor?
    private let objectClass: ObjectGUID
    private let sid: SecurityIdentifier?
    private let caller: Token?

    init(
        _ entry: Entry, descriptor: Observed<SecurityDescriptor>, objectClass: ObjectGUID, sid: SecurityIdentifier?,
        caller: Observed<Token>
    ) {
        self.entry = entry
        self.descriptor = descriptor.known
        self.objectClass = objectClass
        self.sid = sid
        self.caller = caller.known
    }

    /// What is known of an attribute.
    func state(of attribute: String) -> AttributeReading.State {
        // The descriptor comes only to whoever asks with the control for it, and is never empty.
        if entry[attribute]?.isEmpty == false { return .read }
        guard let descriptor, let caller, let right = RightsCatalogue.wellKnown.readProperty(attribute) else {
            return .unknown
        }
        let check = AccessCheck(descriptor, ofClass: objectClass, principalSelf: sid)
        switch check.decision(on: right, for: caller).answer {
        case .granted: return .empty
        case .denied: return .mayNotRead
        case .undecided: return .unknown
        }
    }

    /// An observation of the attribute with what is known of why it is not there.
    func proved<Value: Sendable>(_ observed: Observed<Value>, _ attribute: String) -> Observed<Value> {
        guard case .notReturned = observed else { return observed }
        return switch state(of: attribute) {
        case .empty: .absent
        case .mayNotRead: .hidden(why: "the bound account is not granted to read \(attribute) of this object")
        case .read, .unknown: .notReturned
        }
    }
}
