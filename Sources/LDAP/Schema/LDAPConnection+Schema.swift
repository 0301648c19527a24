extension LDAPConnection {
    /// Reads the schema that governs an entry, by default that of the whole server: the entry names its subschema entry, which
    /// holds the descriptions (RFC 4512, section 4.4).
    ///
    /// - Throws: ``LDAPError``, with ``LDAPError/Code/schemaUnavailable`` when the server names no subschema entry or shows none;
    ///   or `CancellationError`.
    public func schema(governing name: DistinguishedName = DistinguishedName("")) async throws -> DirectorySchema {
        let governed = try await read(name, attributes: ["subschemaSubentry"])
        guard let subentry = governed?.text("subschemaSubentry") else {
            throw LDAPError.schemaUnavailable(server, "the server names no subschema entry")
        }
        let request = SearchRequest(
            base: DistinguishedName(subentry), scope: .base, filter: .equals("objectClass", "subschema"),
            attributes: DirectorySchema.attributes)
        var found: Entry?
        for try await case .entry(let entry) in search(request) where found == nil { found = entry }
        guard let found else {
            throw LDAPError.schemaUnavailable(server, "the server does not show its subschema entry \(subentry)")
        }
        return DirectorySchema(found)
    }
}

extension LDAPError {
    fileprivate static func schemaUnavailable(_ server: String, _ meaning: String) -> LDAPError {
        LDAPError(
            .schemaUnavailable, during: .search, server: server, meaning: meaning,
            advice: "Bind as somebody who may read it.")
    }
}
