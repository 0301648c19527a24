extension LDIFRecord {
    /// Makes sense of a record's lines, of which there is at least one.
    init(parsing lines: [LDIFLine]) throws(LDIFReadingError) {
        guard let first = lines.first, first.keyword == "dn" else {
            throw LDIFReadingError(
                .missingDistinguishedName, line: lines.first?.number ?? 1, "a record must begin with “dn:”")
        }
        var parser = LDIFRecordParser(lines: lines)
        parser.position = 1
        self.init(
            distinguishedName: try LDIFRecordParser.name(first), body: try parser.body(), line: first.number)
    }
}

/// Reads a record behind its `dn:` line (RFC 2849, `attrval-record` and `change-record`).
private struct LDIFRecordParser {
    let lines: [LDIFLine]
    var position = 0

    private var next: LDIFLine? { position < lines.count ? lines[position] : nil }

    private mutating func advance() { position += 1 }

    mutating func body() throws(LDIFReadingError) -> LDIFRecord.Body {
        var controls: [LDIFControl] = []
        while let line = next, line.keyword == "control" {
            controls.append(try control(line))
            advance()
        }
        guard let line = next, line.keyword == "changetype" else {
            guard controls.isEmpty else {
                throw missing("“changetype:” is expected behind a control")
            }
            return .content(try attributeValues())
        }
        advance()
        let change = try change(line)
        if let line = next { throw unexpected(line) }
        return .change(change, controls: controls)
    }

    // MARK: Changes

    private mutating func change(_ line: LDIFLine) throws(LDIFReadingError) -> LDIFChange {
        switch line.text?.lowercased() {
        case "add": return .add(try attributeValues())
        case "delete": return .delete
        case "modify": return .modify(try modifications())
        case "modrdn", "moddn": return try rename()
        default:
            throw LDIFReadingError(
                .unknownChange, line: line.number, "the type of a change is add, delete, modify, modrdn or moddn")
        }
    }

    private mutating func modifications() throws(LDIFReadingError) -> [LDIFModification] {
        var modifications: [LDIFModification] = []
        while let line = next {
            guard let operation = LDIFModification.Operation(rawValue: line.keyword) else {
                throw LDIFReadingError(
                    .unknownChange, line: line.number,
                    "a modification begins with “add:”, “delete:”, “replace:” or “increment:”")
            }
            guard let attribute = line.text, LDIFSyntax.isDescription(attribute.utf8) else {
                throw LDIFReadingError(
                    .invalidAttributeDescription, line: line.number, "the attribute to be modified is expected here")
            }
            advance()
            let description = AttributeDescription(attribute)
            var values: [LDIFValue] = []
            while let line = next, !line.isSeparator {
                guard line.name == attribute || AttributeDescription(line.name) == description else {
                    throw LDIFReadingError(
                        .attributeMismatch, line: line.number,
                        "a value of \(QuotedText.quoted(attribute)) is expected here, or “-”")
                }
                values.append(line.value)
                advance()
            }
            if next != nil { advance() }
            modifications.append(LDIFModification(operation: operation, attribute: attribute, values: values))
        }
        return modifications
    }

    private mutating func rename() throws(LDIFReadingError) -> LDIFChange {
        guard let line = next, line.keyword == "newrdn" else { throw missing("“newrdn:” is expected") }
        let newRDN = try Self.name(line)
        advance()
        guard let line = next, line.keyword == "deleteoldrdn", let text = line.text, ["0", "1"].contains(text) else {
            throw missing("“deleteoldrdn:” with 0 or 1 is expected")
        }
        advance()
        var newSuperior: DistinguishedName?
        if let line = next, line.keyword == "newsuperior" {
            newSuperior = try Self.name(line)
            advance()
        }
        return .rename(newRDN: newRDN, deletesOldRDN: text == "1", newSuperior: newSuperior)
    }

    // MARK: Parts

    private mutating func attributeValues() throws(LDIFReadingError) -> [LDIFAttributeValue] {
        var values: [LDIFAttributeValue] = []
        values.reserveCapacity(lines.count - position)
        while let line = next {
            // A second “dn:” most likely begins a record that no empty line sets apart.
            if line.isSeparator || LDIFSyntax.isKeyword(line.name) { throw unexpected(line) }
            values.append(LDIFAttributeValue(description: line.name, value: line.value))
            advance()
        }
        return values
    }

    /// A distinguished name: UTF-8, and in the file itself.
    static func name(_ line: LDIFLine) throws(LDIFReadingError) -> DistinguishedName {
        guard let text = line.text else {
            throw LDIFReadingError(
                .invalidDistinguishedName, line: line.number, "a distinguished name in UTF-8 is expected here")
        }
        return DistinguishedName(text)
    }

    /// `control: 1.2.840.113556.1.4.805 true: value`, where criticality and value may be left out.
    private func control(_ line: LDIFLine) throws(LDIFReadingError) -> LDIFControl {
        guard case .octets(let octets) = line.value else { throw notAControl(line) }
        let identifier = octets.prefix { ObjectIdentifierSyntax.isDigit($0) || $0 == UInt8(ascii: ".") }
        guard ObjectIdentifierSyntax.isNumeric(identifier) else { throw notAControl(line) }
        let behind = octets[identifier.endIndex...].drop { $0 == LDIFSyntax.space }
        let criticality = behind.prefix { $0 != LDIFSyntax.colon && $0 != LDIFSyntax.space }
        let isCritical: Bool
        switch String(decoding: criticality, as: UTF8.self).lowercased() {
        case "true": isCritical = true
        case "false", "": isCritical = false
        default: throw notAControl(line)
        }
        let rest = behind[criticality.endIndex...]
        guard !rest.allSatisfy({ $0 == LDIFSyntax.space }) else {
            return LDIFControl(
                identifier: String(decoding: identifier, as: UTF8.self), isCritical: isCritical)
        }
        guard rest.first == LDIFSyntax.colon else { throw notAControl(line) }
        return LDIFControl(
            identifier: String(decoding: identifier, as: UTF8.self), isCritical: isCritical,
            value: try LDIFLine.value(rest.dropFirst(), line: line.number))
    }

    // MARK: Errors

    private func notAControl(_ line: LDIFLine) -> LDIFReadingError {
        LDIFReadingError(
            .invalidControl, line: line.number,
            "an object identifier is expected, then true or false, then perhaps a colon and a value")
    }

    private func unexpected(_ line: LDIFLine) -> LDIFReadingError {
        LDIFReadingError(
            .unexpectedLine, line: line.number,
            "\(QuotedText.quoted(line.name)) has no place here; an empty line ends a record")
    }

    /// Something should stand at the next line, or behind the last.
    private func missing(_ meaning: String) -> LDIFReadingError {
        if let next { return LDIFReadingError(.unexpectedLine, line: next.number, meaning + " here") }
        return LDIFReadingError(
            .incompleteRecord, line: lines.last?.number ?? 1, meaning + " behind this line, and the record ends")
    }
}
