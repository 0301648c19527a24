import COpenLDAP
import Glibc

/// Owns one `LDAPMessage *` that libldap returned. It stays on its connection's thread.
@safe final class MessageReference {
    let pointer: OpaquePointer
    /// The protocol operation's tag.
    let tag: UInt
    let identifier: Int32

    enum Kind: Equatable {
        case searchEntry, searchReference, result
    }

    var kind: Kind {
        switch tag {
        case UInt(LDAP_RES_SEARCH_ENTRY): .searchEntry
        case UInt(LDAP_RES_SEARCH_REFERENCE): .searchReference
        default: .result
        }
    }

    static var intermediateResponse: UInt { UInt(LDAP_RES_INTERMEDIATE) }

    /// Whether a server may answer an operation with such a message (RFC 4511, section 4.2 and onwards).
    func isAnswer(to operation: LDAPError.Operation) -> Bool {
        switch operation {
        case .bind: tag == UInt(LDAP_RES_BIND)
        case .search:
            [UInt(LDAP_RES_SEARCH_ENTRY), UInt(LDAP_RES_SEARCH_REFERENCE), UInt(LDAP_RES_SEARCH_RESULT)].contains(tag)
        case .compare: tag == UInt(LDAP_RES_COMPARE)
        case .whoAmI, .startTLS: tag == UInt(LDAP_RES_EXTENDED)
        case .connect, .close: false
        }
    }

    init(taking pointer: OpaquePointer, type: Int32) {
        unsafe self.pointer = pointer
        identifier = unsafe ldap_msgid(pointer)
        tag = UInt(UInt32(bitPattern: type))
    }

    deinit {
        unsafe ldap_msgfree(pointer)
    }
}

/// The result part that every final answer carries (RFC 4511, section 4.1.9).
struct ServerResult: Sendable {
    var code: LDAPResultCode
    var matchedDN: DistinguishedName?
    var diagnosticMessage: String?
    var referrals: [String]
    var controls: [LDAPControl]
}

extension LDAPHandle {
    enum Received {
        case message(MessageReference)
        case nothing
        /// A header claims more than the limit on incoming messages.
        case tooLarge
        case failed(LibraryFailure)
    }

    /// Takes the next message that has come, without waiting.
    func receive() -> Received {
        var none = timeval()
        var message: OpaquePointer?
        // liblber tells an oversized message by errno alone; libldap calls it a server that is down.
        errno = 0
        let type = unsafe ldap_result(ld, Int32(LDAP_RES_ANY), Int32(LDAP_MSG_ONE), &none, &message)
        let systemError = errno
        if type == 0 { return .nothing }
        guard type > 0, let message = unsafe message else {
            if systemError == ERANGE { return .tooLarge }
            return .failed(lastFailure(fallback: LDAPResultCode.libraryServerDown.rawValue))
        }
        return .message(unsafe MessageReference(taking: message, type: type))
    }

    func result(of message: MessageReference) throws(LibraryFailure) -> ServerResult {
        var code: Int32 = 0
        var matched: UnsafeMutablePointer<CChar>?
        var text: UnsafeMutablePointer<CChar>?
        var referrals: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        var controls: UnsafeMutablePointer<UnsafeMutablePointer<ldapcontrol>?>?
        let parsed = unsafe ldap_parse_result(
            ld, message.pointer, &code, &matched, &text, &referrals, &controls, 0)
        defer {
            unsafe ldap_memfree(matched)
            unsafe ldap_memfree(text)
            unsafe ldap_memvfree(
                UnsafeMutableRawPointer(referrals)?.assumingMemoryBound(to: UnsafeMutableRawPointer?.self))
            unsafe ldap_controls_free(controls)
        }
        guard parsed == 0 else { throw LibraryFailure(code: LDAPResultCode(rawValue: parsed)) }
        return unsafe ServerResult(
            code: LDAPResultCode(rawValue: code),
            matchedDN: matched.map { unsafe DistinguishedName(String(cString: $0)) },
            diagnosticMessage: text.map { unsafe String(cString: $0) }, referrals: strings(referrals),
            controls: decode(controls))
    }

    /// The identity in the answer to "Who am I?" (RFC 4532), without its `u:` or `dn:`.
    func identity(in message: MessageReference) throws(LibraryFailure) -> String {
        var value: UnsafeMutablePointer<berval>?
        let code = unsafe ldap_parse_extended_result(ld, message.pointer, nil, &value, 0)
        defer { if let value = unsafe value { unsafe ber_bvfree(value) } }
        guard code == 0 else { throw lastFailure(fallback: code) }
        let bytes = unsafe value.map { unsafe [UInt8]($0.pointee) } ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        for prefix in ["u:", "dn:"] where text.hasPrefix(prefix) { return String(text.dropFirst(prefix.count)) }
        return text
    }

    /// The object identifier of an extended response (RFC 4511, section 4.12).
    func responseName(in message: MessageReference) throws(LibraryFailure) -> String? {
        var name: UnsafeMutablePointer<CChar>?
        let code = unsafe ldap_parse_extended_result(ld, message.pointer, &name, nil, 0)
        defer { unsafe ldap_memfree(name) }
        guard code == 0 else { throw lastFailure(fallback: code) }
        return unsafe name.map { unsafe String(cString: $0) }
    }

    /// The one unsolicited notification that RFC 4511 defines (section 4.4.1).
    static var noticeOfDisconnection: String { LDAP_NOTICE_OF_DISCONNECTION }

    func references(in message: MessageReference) throws(LibraryFailure) -> [String] {
        var referrals: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        let code = unsafe ldap_parse_reference(ld, message.pointer, &referrals, nil, 0)
        defer {
            unsafe ldap_memvfree(
                UnsafeMutableRawPointer(referrals)?.assumingMemoryBound(to: UnsafeMutableRawPointer?.self))
        }
        guard code == 0 else { throw lastFailure(fallback: code) }
        let addresses = unsafe strings(referrals)
        guard !addresses.isEmpty else {
            throw LibraryFailure(code: .libraryDecodingError, diagnosticMessage: "a reference to nowhere")
        }
        return addresses
    }

    /// Reads an entry in place: one copy a value, none a list.
    func entry(in message: MessageReference) throws(LibraryFailure) -> Entry {
        var ber: OpaquePointer?
        var name = unsafe berval()
        let code = unsafe ldap_get_dn_ber(ld, message.pointer, &ber, &name)
        defer { unsafe ber_free(ber, 0) }
        guard code == 0 else { throw lastFailure(fallback: code) }
        let distinguishedName = DistinguishedName(try unsafe text(name))
        var attributes: [Entry.Attribute] = []
        // Growing from one to two to four and on would cost more than a little that is not used.
        attributes.reserveCapacity(16)
        while true {
            var description = unsafe berval()
            var values: UnsafeMutablePointer<berval>?
            let code = unsafe ldap_get_attribute_ber(ld, message.pointer, ber, &description, &values)
            defer { unsafe ber_memfree(values) }
            guard code == 0 else { throw lastFailure(fallback: code) }
            guard unsafe description.bv_val != nil else { break }
            var copies: [[UInt8]] = []
            if var value = unsafe values {
                while unsafe value.pointee.bv_val != nil {
                    copies.append(unsafe [UInt8](value.pointee))
                    unsafe value += 1
                }
            }
            attributes.append(
                Entry.Attribute(
                    description: try unsafe text(description), values: copies))
        }
        return Entry(distinguishedName: distinguishedName, attributes: attributes)
    }

    /// A name as it came. Mended, it would be another one, and a later read by it would find another object or none.
    private func text(_ value: berval) throws(LibraryFailure) -> String {
        // Read where it lies: a dump of many entries has one such name for each attribute.
        let bytes = unsafe UnsafeRawBufferPointer(start: value.bv_val, count: Int(value.bv_len))
        guard let text = unsafe String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
            throw LibraryFailure(
                code: .libraryDecodingError, diagnosticMessage: "a name that is not UTF-8, or holds a zero byte")
        }
        return text
    }

    private func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
        var result: [String] = []
        var next = unsafe list
        while let pointer = unsafe next, let text = unsafe pointer.pointee {
            result.append(unsafe String(cString: text))
            unsafe next = pointer + 1
        }
        return result
    }

    private func decode(_ list: UnsafeMutablePointer<UnsafeMutablePointer<ldapcontrol>?>?) -> [LDAPControl] {
        var result: [LDAPControl] = []
        var next = unsafe list
        while let pointer = unsafe next, let control = unsafe pointer.pointee {
            let value = unsafe control.pointee.ldctl_value
            result.append(
                LDAPControl(
                    identifier: unsafe control.pointee.ldctl_oid.map { unsafe String(cString: $0) } ?? "",
                    isCritical: unsafe control.pointee.ldctl_iscritical != 0,
                    value: unsafe value.bv_val == nil ? nil : [UInt8](value)))
            unsafe next = pointer + 1
        }
        return result
    }
}
