import COpenLDAP
import Glibc

extension LDAPHandle {
    static var pagedResultsIdentifier: String { LDAP_CONTROL_PAGEDRESULTS }

    /// Sends a search and returns its message id.
    func requestSearch(_ request: SearchRequest, page: PagedSearchState.PageRequest?) throws(LibraryFailure) -> Int32 {
        var controls = request.controls
        if let page { controls.append(try pageControl(page)) }
        var message: Int32 = 0
        var code: Int32 = 0
        unsafe withControls(controls) { controls in
            unsafe withCStrings(request.attributes) { attributes in
                unsafe code = ldap_search_ext(
                    ld, request.base.description, request.scope.rawValue, request.filter.description, attributes, 0,
                    controls, nil, nil, request.sizeLimit, &message)
            }
        }
        guard code == 0 else { throw lastFailure(fallback: code) }
        return message
    }

    /// Asks the server who it takes the caller for (RFC 4532) and returns the message id.
    func requestWhoAmI() throws(LibraryFailure) -> Int32 {
        var message: Int32 = 0
        let code = unsafe ldap_whoami(ld, nil, nil, &message)
        guard code == 0 else { throw lastFailure(fallback: code) }
        return message
    }

    /// Tells the server that nobody waits for this operation any more.
    func abandon(_ message: Int32) {
        unsafe ldap_abandon_ext(ld, message, nil, nil)
    }

    private func pageControl(_ page: PagedSearchState.PageRequest) throws(LibraryFailure) -> LDAPControl {
        var value = unsafe berval()
        var cookie = page.cookie.map { CChar(bitPattern: $0) }
        let code = unsafe cookie.withUnsafeMutableBufferPointer { buffer in
            var cookie = unsafe berval(bv_len: UInt(buffer.count), bv_val: buffer.baseAddress)
            return unsafe ldap_create_page_control_value(ld, page.size, &cookie, &value)
        }
        guard code == 0 else { throw lastFailure(fallback: code) }
        defer { unsafe ber_memfree(value.bv_val) }
        return LDAPControl(identifier: Self.pagedResultsIdentifier, isCritical: true, value: unsafe [UInt8](value))
    }

    /// The cookie in a paged-results response control (RFC 2696); nil when it is malformed.
    func pageCookie(in control: LDAPControl) -> [UInt8]? {
        var found: [UInt8]?
        unsafe withControls([control]) { controls in
            guard let first = unsafe controls?.pointee else { return }
            var estimate: Int32 = 0
            var cookie = unsafe berval()
            guard unsafe ldap_parse_pageresponse_control(ld, first, &estimate, &cookie) == 0 else { return }
            defer { unsafe ber_memfree(cookie.bv_val) }
            found = unsafe [UInt8](cookie)
        }
        return found
    }
}

extension [UInt8] {
    /// A copy: a `berval` is not terminated and its memory belongs to a message.
    init(_ value: berval) {
        self =
            unsafe value.bv_val == nil
            ? [] : [UInt8](UnsafeRawBufferPointer(start: value.bv_val, count: Int(value.bv_len)))
    }
}

extension String {
    /// The text of a `berval`; what is not UTF-8 is replaced.
    init(decodingUTF8 value: berval) {
        self =
            unsafe value.bv_val == nil
            ? ""
            : String(
                decoding: UnsafeRawBufferPointer(start: value.bv_val, count: Int(value.bv_len)), as: UTF8.self)
    }
}

/// A NULL-terminated array of C strings; nil for none.
private func withCStrings(_ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Void) {
    guard !texts.isEmpty else { return body(nil) }
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) } + [nil]
    defer { for index in 0..<texts.count { unsafe free(pointers[index]) } }
    unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
}

/// A NULL-terminated array of controls; nil for none.
private func withControls(
    _ controls: [LDAPControl], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<ldapcontrol>?>?) -> Void
) {
    guard !controls.isEmpty else { return body(nil) }
    let structures = UnsafeMutablePointer<ldapcontrol>.allocate(capacity: controls.count)
    var pointers: [UnsafeMutablePointer<ldapcontrol>?] = unsafe []
    for (index, control) in controls.enumerated() {
        var value = unsafe berval(bv_len: 0, bv_val: nil)
        if let bytes = control.value {
            // A value of no bytes still needs a pointer: NULL means that the control carries no value.
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: Swift.max(bytes.count, 1))
            for (offset, byte) in bytes.enumerated() { unsafe copy[offset] = CChar(bitPattern: byte) }
            unsafe value = berval(bv_len: UInt(bytes.count), bv_val: copy)
        }
        unsafe (structures + index).initialize(
            to: ldapcontrol(
                ldctl_oid: strdup(control.identifier), ldctl_value: value, ldctl_iscritical: control.isCritical ? 1 : 0)
        )
        unsafe pointers.append(structures + index)
    }
    unsafe pointers.append(nil)
    defer {
        for index in controls.indices {
            unsafe free(structures[index].ldctl_oid)
            unsafe structures[index].ldctl_value.bv_val?.deallocate()
        }
        unsafe structures.deallocate()
    }
    unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
}
