import COpenLDAP
import Glibc

/// What libldap's own parsers make of a text, for ours to be held against. Only public functions of libldap are called.
package enum LibldapOracle {
    /// One attribute of a relative name (`LDAPAVA`).
    package struct Attribute: Hashable, Sendable {
        package let type: String
        package let value: [UInt8]
        /// Whether the value came as `#hex`.
        package let isEncoded: Bool

        package init(type: String, value: [UInt8], isEncoded: Bool) {
            self.type = type
            self.value = value
            self.isEncoded = isEncoded
        }
    }

    /// How strictly a name is read.
    package enum NameForm: Sendable {
        /// `LDAP_DN_FORMAT_LDAPV3`: RFC 4514, section 3.
        case rfc4514
        /// `LDAP_DN_FORMAT_LDAP`: with the older forms, as ours is.
        case liberal

        fileprivate var flags: UInt32 {
            switch self {
            case .rfc4514: 0x10
            case .liberal: 0x00
            }
        }
    }

    /// `ldap_str2dn`; nil when it refuses the text.
    package static func relativeNames(of text: String, as form: NameForm) -> [[Attribute]]? {
        unsafe withName(text, form) { name in
            guard let name = unsafe name else { return [] }
            var relativeNames: [[Attribute]] = []
            while let relativeName = unsafe name[relativeNames.count] {
                var attributes: [Attribute] = []
                while let attribute = unsafe relativeName[attributes.count] {
                    unsafe attributes.append(
                        Attribute(
                            type: String(decoding: octets(attribute.pointee.la_attr), as: UTF8.self),
                            value: octets(attribute.pointee.la_value),
                            isEncoded: attribute.pointee.la_flags & 0x02 != 0))
                }
                relativeNames.append(attributes)
            }
            return relativeNames
        }
    }

    /// `ldap_str2dn`, then `ldap_dn2str` in the form of RFC 4514; nil when either refuses.
    package static func rewritten(_ text: String) -> String? {
        unsafe withName(text, .liberal) { name in
            var output: UnsafeMutablePointer<CChar>?
            guard unsafe ldap_dn2str(name, &output, NameForm.rfc4514.flags) == LDAP_SUCCESS,
                let output = unsafe output
            else { return nil }
            defer { unsafe ldap_memfree(output) }
            return unsafe String(validatingCString: output)
        }
    }

    /// The filter in BER, as `ldap_search_ext` would send it; nil when the text is refused.
    ///
    /// By way of the assertion control (RFC 4528), whose value is a filter and nothing else: no connection is needed.
    package static func encodedFilter(_ text: String) -> [UInt8]? {
        var handle: OpaquePointer?
        guard unsafe ldap_create(&handle) == LDAP_SUCCESS, let handle = unsafe handle else { return nil }
        defer { unsafe ldap_unbind_ext(handle, nil, nil) }
        var value = unsafe berval()
        let characters = text.utf8CString
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: characters.count)
        defer { unsafe copy.deallocate() }
        _ = unsafe copy.initialize(from: characters)
        guard unsafe ldap_create_assertion_control_value(handle, copy.baseAddress, &value) == LDAP_SUCCESS else {
            return nil
        }
        defer { unsafe ldap_memfree(value.bv_val) }
        return unsafe octets(value)
    }

    /// `ldap_bv2escaped_filter_value`.
    package static func escapedFilterValue(_ value: [UInt8]) -> String? {
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: value.count + 1)
        defer { unsafe copy.deallocate() }
        _ = unsafe copy.initialize(from: value.map { CChar(bitPattern: $0) } + [0])
        var input = unsafe berval(bv_len: ber_len_t(value.count), bv_val: copy.baseAddress)
        var output = unsafe berval()
        guard unsafe ldap_bv2escaped_filter_value(&input, &output) == 0 else { return nil }
        // Where nothing needs an escape, the output may be the input itself.
        defer { if unsafe output.bv_val != input.bv_val { unsafe ldap_memfree(output.bv_val) } }
        return unsafe String(validating: octets(output), as: UTF8.self)
    }

    private static func withName<Result>(
        _ text: String, _ form: NameForm, _ body: (LDAPDN?) -> Result?
    ) -> Result? {
        var name: LDAPDN?
        guard unsafe parse(text, &name, form.flags) == LDAP_SUCCESS else { return nil }
        defer { unsafe ldap_dnfree(name) }
        return unsafe body(name)
    }

    /// A text that holds NUL is given with its length, since no C string can hold it.
    private static func parse(_ text: String, _ name: inout LDAPDN?, _ flags: UInt32) -> Int32 {
        guard text.utf8.contains(0) else { return unsafe ldap_str2dn(text, &name, flags) }
        return unsafe Array(text.utf8CString).withUnsafeBufferPointer { characters in
            var value = unsafe berval(
                bv_len: ber_len_t(characters.count - 1), bv_val: UnsafeMutablePointer(mutating: characters.baseAddress))
            return unsafe ldap_bv2dn(&value, &name, flags)
        }
    }

    private static func octets(_ value: berval) -> [UInt8] {
        guard let start = unsafe value.bv_val else { return [] }
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(value.bv_len)))
    }
}
