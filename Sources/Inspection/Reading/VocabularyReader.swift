import ActiveDirectory
import LDAP

/// Reads what the forest itself says of the rights and attributes that entries name: in which property set the attributes of passwords
/// are, and what the identifiers mean that not every forest has.
struct VocabularyReader: Sendable {
    let configuration: Directory
    let schemaNamingContext: DistinguishedName?
    let configurationNamingContext: DistinguishedName?

    /// Attributes whose property set decides an access.
    private static let deciding = [
        "lockoutTime", "pwdLastSet", "userAccountControl", "msDS-User-Account-Control-Computed", "accountExpires",
        "adminCount", "sAMAccountName", "objectSid", "objectGUID", "member", "memberOf", "minPwdAge",
        "msDS-ResultantPSO", "msDS-PSOApplied", "tokenGroups", "nTSecurityDescriptor",
    ]
    private static let termsAtATime = 40

    func run(_ descriptors: [SecurityDescriptor]) async -> Observed<RightsVocabulary> {
        let known = RightsCatalogue.wellKnown
        var unknown: Set<ObjectGUID> = []
        for guid in descriptors.flatMap(\.objectTypes)
        where known.attribute(guid) == nil && known.propertySet(guid) == nil && known.className(guid) == nil
            && known.controlAccessRight(guid) == nil && known.validatedWrite(guid) == nil
        {
            unknown.insert(guid)
        }
        let wanted = unknown.sorted { $0.description < $1.description }
        var vocabulary = RightsVocabulary()
        let names = await search(
            schemaNamingContext, Self.deciding.map { .equals("lDAPDisplayName", $0) }, Self.schemaAttributes)
        guard let entries = names.known else { return names.map { _ in vocabulary } }
        vocabulary.add(schema: entries)
        let more = await search(
            schemaNamingContext, wanted.map { .equals("schemaIDGUID", $0.wire) }, Self.schemaAttributes)
        vocabulary.add(schema: more.known ?? [])
        let rights = await search(
            configurationNamingContext?.child("CN", "Extended-Rights"),
            wanted.map { .equals("rightsGuid", $0.description) }, ["cn", "rightsGuid", "displayName", "validAccesses"])
        vocabulary.add(rights: rights.known ?? [])
        for answer in [names, more, rights] where answer.isBroken || answer.isHidden {
            return .partial(vocabulary, why: answer.why ?? answer.state)
        }
        return .value(vocabulary)
    }

    private static let schemaAttributes = ["objectClass", "schemaIDGUID", "lDAPDisplayName", "attributeSecurityGUID"]

    private func search(
        _ base: DistinguishedName?, _ terms: [LDAPFilter], _ attributes: [String]
    ) async -> Observed<[Entry]> {
        guard let base else { return .notReturned }
        var found: [Entry] = []
        for part in terms.parts(of: Self.termsAtATime) {
            let answer = await configuration.search(base, .oneLevel, .or(Array(part)), attributes)
            found += answer.known ?? []
            if answer.isBroken || answer.isHidden { return .partial(found, why: answer.why ?? answer.state) }
        }
        return terms.isEmpty ? .value([]) : found.isEmpty ? .notReturned : .value(found)
    }
}

extension RightsVocabulary {
    fileprivate mutating func add(schema entries: [Entry]) {
        for entry in entries {
            let reader = EntryReader(entry)
            guard let guid = reader.guid("schemaIDGUID").known, let name = entry.text("lDAPDisplayName") else {
                continue
            }
            if (entry.texts("objectClass") ?? []).contains("classSchema") {
                classes.append(Class(guid: guid, name: name))
            } else {
                attributes.append(
                    Attribute(guid: guid, name: name, propertySet: reader.guid("attributeSecurityGUID").known))
            }
        }
    }

    fileprivate mutating func add(rights entries: [Entry]) {
        for entry in entries {
            guard let guid = entry.text("rightsGuid").flatMap({ ObjectGUID($0) }), let name = entry.text("cn") else {
                continue
            }
            rights.append(
                Right(
                    guid: guid, name: name, displayName: entry.text("displayName") ?? name,
                    validAccesses: EntryReader(entry).flags("validAccesses").known ?? 0))
        }
    }
}
