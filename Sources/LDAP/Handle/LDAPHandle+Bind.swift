import CCyrusSASL
import COpenLDAP
import Glibc
import Networking

extension LDAPHandle {
    /// Sends a simple bind and returns its message id.
    func requestSimpleBind(name: String, password: SecretBytes?) throws(LibraryFailure) -> Int32 {
        var message: Int32 = 0
        var code: Int32 = 0
        if let password {
            password.withBytes { span in
                unsafe span.withUnsafeBufferPointer { bytes in
                    var credential = unsafe berval(
                        bv_len: UInt(bytes.count),
                        bv_val: UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.assumingMemoryBound(
                            to: CChar.self))
                    unsafe code = ldap_sasl_bind(ld, name, nil, &credential, nil, nil, &message)
                }
            }
        } else {
            var credential = unsafe berval(bv_len: 0, bv_val: nil)
            unsafe code = ldap_sasl_bind(ld, name, nil, &credential, nil, nil, &message)
        }
        guard code == 0 else { throw lastFailure(fallback: code) }
        return message
    }

    /// Sets what the SASL layer must come to, and whether the bind is tied to TLS.
    func setSASLProtection(_ protection: SASLProtection) throws(LibraryFailure) {
        try set(LDAP_OPT_X_SASL_SSF_MIN, size: UInt(clamping: protection.minimumStrength))
        try set(LDAP_OPT_X_SASL_SSF_MAX, size: UInt(clamping: protection.maximumStrength))
        // Set both ways: SASL_CBINDING in an ldap.conf must decide neither.
        let binding = protection.bindsChannel ? LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT : LDAP_OPT_X_SASL_CBINDING_NONE
        try set(LDAP_OPT_X_SASL_CBINDING, Int32(binding))
    }

    /// Takes the next step of a SASL bind. `message` is the server's answer to the step before; nil for the first.
    func stepSASLBind(_ exchange: SASLExchange, answer message: MessageReference?) throws(LibraryFailure) -> SASLStep {
        var identifier: Int32 = 0
        let context = unsafe Unmanaged.passUnretained(exchange).toOpaque()
        let code = unsafe ldap_sasl_interactive_bind(
            ld, nil, exchange.request.mechanism.rawValue, nil, nil, UInt32(LDAP_SASL_QUIET), answerInteraction, context,
            message?.pointer, &exchange.chosenMechanism, &identifier)
        switch code {
        case LDAP_SUCCESS: return .finished
        case LDAP_SASL_BIND_IN_PROGRESS: return .waiting(for: identifier)
        default: throw lastFailure(fallback: code)
        }
    }
}

/// A SASL bind under way: what libldap's callback needs, and the mechanism pointer that must be handed back at every step.
@safe final class SASLExchange {
    let request: SASLRequest
    fileprivate var chosenMechanism: UnsafePointer<CChar>?
    /// What prompts are answered with; both must outlive the call that asks.
    fileprivate let emptyAnswer: UnsafeMutablePointer<CChar>?
    fileprivate let authorizationIdentity: UnsafeMutablePointer<CChar>?

    init(_ request: SASLRequest) {
        self.request = request
        unsafe chosenMechanism = nil
        unsafe emptyAnswer = strdup("")
        unsafe authorizationIdentity = strdup(request.authorizationIdentity ?? "")
    }

    deinit {
        unsafe free(emptyAnswer)
        unsafe free(authorizationIdentity)
    }
}

enum SASLStep {
    case finished
    case waiting(for: Int32)
}

/// Called by libldap while the SASL context exists, which is the only time when a credential can be set on it.
private let answerInteraction:
    @convention(c) (OpaquePointer?, UInt32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Int32 = {
        ld, _, context, interactions in
        guard let context = unsafe context else { return LDAP_PARAM_ERROR }
        let exchange = unsafe Unmanaged<SASLExchange>.fromOpaque(context).takeUnretainedValue()
        if let credential = exchange.request.credential,
            let address = unsafe UnsafeMutableRawPointer(bitPattern: credential.gssCredentialAddress)
        {
            let code = unsafe ldap_set_option(ld, Int32(LDAP_OPT_X_SASL_GSS_CREDS), address)
            guard code == 0 else { return LDAP_LOCAL_ERROR }
        }
        guard var interaction = unsafe interactions?.assumingMemoryBound(to: sasl_interact_t.self) else {
            return LDAP_SUCCESS
        }
        while unsafe interaction.pointee.id != UInt(SASL_CB_LIST_END) {
            let isIdentity = unsafe interaction.pointee.id == UInt(SASL_CB_USER)
            let answer = unsafe isIdentity ? exchange.authorizationIdentity : exchange.emptyAnswer
            guard let answer = unsafe answer else { return LDAP_NO_MEMORY }
            unsafe interaction.pointee.result = UnsafeRawPointer(answer)
            unsafe interaction.pointee.len = UInt32(clamping: strlen(answer))
            unsafe interaction += 1
        }
        return LDAP_SUCCESS
    }
