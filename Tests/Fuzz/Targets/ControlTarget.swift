import ActiveDirectory
import LDAP

/// A value says one thing or nothing; what can be written again reads the same.
func checkControl(_ input: [UInt8]) throws(BrokenProperty) {
    if let result = SortResult(LDAPControl(.serverSortResponse, value: input)) {
        try require(!result.resultCode.isClientSide, "a server's code that is libldap's own: \(result.resultCode)")
        try require(
            result.attribute.map { !$0.description.isEmpty && !$0.description.utf8.contains(0) } ?? true,
            "an attribute without a name, or with a zero byte")
        try require(
            SortResult(LDAPControl(.serverSortResponse, value: input + [0])) == nil, "what follows is not regarded")
    }
    let parts = SecurityDescriptorParts(LDAPControl(.securityDescriptorFlags, value: input))
    if let parts {
        try require(SecurityDescriptorParts(.securityDescriptorParts(parts)) == parts, "reads differently: \(parts)")
        try require(SecurityDescriptorParts(.extendedNames()) == nil, "another control is read")
    }
    // All three are one integer.
    let options = SearchOptions(LDAPControl(.searchOptions, value: input))
    try require(options?.rawValue == parts?.rawValue, "one integer is read in two ways")
    if let form = ExtendedNameForm(LDAPControl(.extendedDN, value: input)) {
        try require(form.rawValue == parts?.rawValue, "one integer is read in two ways")
        try require(ExtendedNameForm(.extendedNames(form)) == form, "reads differently: \(form)")
    }
    let text = String(decoding: input, as: UTF8.self)
    let key = SortKey(AttributeDescription(text), orderingRule: text, isReversed: true)
    try require(
        (LDAPControl.sort(by: [key, key]).value?.count ?? 0) > 4 * text.utf8.count, "a request that leaves out")
}
