extension RightsCatalogue {
    /// An entry in words: `Allow CORP\MSOL_0a1b2c3d4e5f: Reset Password, on descendant user objects`.
    ///
    /// - Parameter name: The name of an account or group, where the caller knows it. Without one, the well-known name or the
    ///   SID stands there.
    public func words(
        for entry: AccessControlEntry, naming name: (SecurityIdentifier) -> String? = { _ in nil }
    ) -> String {
        let verb =
            switch entry.kind.effect {
            case .allows: "Allow"
            case .denies: "Deny"
            case .none: "Entry of type 0x" + hexadecimal(entry.kind.rawValue) + " for"
            }
        let who = entry.trustee.map { name($0) ?? $0.wellKnownName ?? $0.description } ?? "nobody that is known"
        var text = "\(verb) \(who): \(words(for: entry.mask, objectType: entry.objectType)), on \(scope(of: entry))"
        if entry.kind.isConditional { text += ", on a condition" }
        if entry.isInherited { text += " (inherited)" }
        return text
    }

    /// A right that is wanted, in words: `Reset Password`, `write lockoutTime`.
    public func words(for right: DirectoryRight) -> String {
        words(for: right.mask, objectType: right.objectTypes.last)
    }

    private func words(for mask: AccessMask, objectType: ObjectGUID?) -> String {
        let mask = mask.mappedForDirectory
        if objectType == nil, mask.isSuperset(of: .fullControl) { return "full control" }
        var parts: [String] = []
        var rest = mask
        if mask.contains(.controlAccess) {
            rest.remove(.controlAccess)
            if let objectType {
                let name = name(ofObjectType: objectType, for: .controlAccess)
                parts.append(
                    controlAccessRight(objectType)?.displayName ?? "control access to "
                        + (name ?? objectType.description))
            } else {
                parts.append("all extended rights")
            }
        }
        let access = mask.intersection([.readProperty, .writeProperty])
        if !access.isEmpty {
            rest.subtract(access)
            let verb =
                access == .readProperty ? "read" : access == .writeProperty ? "write" : "read and write"
            parts.append(verb + " " + properties(objectType))
        }
        if mask.contains(.validatedWrite) {
            rest.remove(.validatedWrite)
            parts.append(
                objectType.map { name(ofObjectType: $0, for: .validatedWrite) ?? "validated write \($0)" }
                    ?? "all validated writes")
        }
        let children = mask.intersection([.createChild, .deleteChild])
        if !children.isEmpty {
            rest.subtract(children)
            let verb =
                children == .createChild ? "create" : children == .deleteChild ? "delete" : "create and delete"
            let what = objectType.map { (className($0) ?? $0.description) + " objects" } ?? "all child objects"
            parts.append(verb + " " + what)
        }
        for (bit, name) in Self.wholeObjectRights where mask.contains(bit) {
            rest.remove(bit)
            parts.append(name)
        }
        if !rest.isEmpty { parts.append("0x" + String(rest.rawValue, radix: 16)) }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }

    private func properties(_ objectType: ObjectGUID?) -> String {
        guard let objectType else { return "all properties" }
        if let set = propertySet(objectType) { return "the property set " + set.displayName }
        if let attribute = attribute(objectType) { return attribute.name }
        if let name = className(objectType) { return "all properties of \(name) objects" }
        return objectType.description
    }

    private func scope(of entry: AccessControlEntry) -> String {
        let descendants =
            entry.inheritedObjectType.map { "descendant \(className($0) ?? $0.description) objects" }
            ?? "all descendant objects"
        let handedDown = !entry.flags.isDisjoint(with: [.containerInherit, .objectInherit])
        let near = entry.flags.contains(.noPropagate) ? " one level down" : ""
        switch (entry.isInForce, handedDown) {
        case (true, false): return "this object"
        case (true, true): return "this object and \(descendants)\(near)"
        case (false, true): return descendants + near
        case (false, false): return "no object"
        }
    }

    private static let wholeObjectRights: [(AccessMask, String)] = [
        (.listContents, "list contents"), (.listObject, "list object"), (.deleteTree, "delete subtree"),
        (.delete, "delete"), (.readControl, "read permissions"), (.writeDACL, "modify permissions"),
        (.writeOwner, "modify owner"),
    ]
}
