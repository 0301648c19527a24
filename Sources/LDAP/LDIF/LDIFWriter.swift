/// Writes entries as LDIF (RFC 2849), one at a time.
///
/// ```swift
/// var writer = LDIFWriter()
/// var output: [UInt8] = []
/// for try await case .entry(let entry) in connection.search(request) {
///     try writer.write(entry, to: &output)
///     // Hand the bytes on, and empty the array.
/// }
/// ```
///
/// Attributes and values come in the entry's order. An attribute without values leaves no line: LDIF cannot say that
/// there is one.
///
/// With ``Base64Use/whereUnprintable`` and no version line, an entry takes the bytes that OpenLDAP's
/// `ldapsearch -LLL -o ldif-wrap=…` gives it.
public struct LDIFWriter: Sendable {
    /// Which values are written as base64. A value of no bytes never is.
    public enum Base64Use: Sendable, Hashable {
        /// Those that RFC 2849 does not let stand as they are: not a SAFE-STRING, or with a space at the end (note 8);
        /// and those that begin with a tab, which OpenLDAP would drop. Other control characters, ESC among them, stand
        /// as they are.
        case whereRequired
        /// Those as well that would not show as what they are, or should not show: values with control characters, all
        /// values of `userPassword`, and of attributes with the option `binary`.
        case whereUnprintable
    }

    /// The most bytes in a line, not counting its end; longer ones are folded (RFC 2849, note 2). nil folds nothing.
    ///
    /// What stands before a value is never folded, so a long attribute description can make a line longer. Widths below
    /// 2 count as 2.
    public let lineWidth: Int?
    /// Which values are written as base64.
    public let base64: Base64Use
    private var needsVersion: Bool

    /// - Parameters:
    ///   - lineWidth: The most bytes in a line; nil folds nothing.
    ///   - base64: Which values are written as base64.
    ///   - writesVersion: Whether `version: 1` comes before the first entry. A file without it may be taken for an older
    ///     form of LDIF (RFC 2849, note 1); OpenLDAP's `slapadd` refuses the line.
    public init(lineWidth: Int? = 76, base64: Base64Use = .whereRequired, writesVersion: Bool = true) {
        self.lineWidth = lineWidth.map { max($0, 2) }
        self.base64 = base64
        needsVersion = writesVersion
    }

    /// Appends an entry, and the empty line behind it.
    ///
    /// - Throws: ``LDIFWritingError``; then `output` is as it was.
    public mutating func write(_ entry: Entry, to output: inout [UInt8]) throws(LDIFWritingError) {
        for attribute in entry.attributes {
            let name = attribute.description
            guard LDIFSyntax.isDescription(name.utf8), !LDIFSyntax.isKeyword(name) else {
                throw LDIFWritingError(
                    .invalidAttributeDescription, in: entry.distinguishedName, attribute: name)
            }
        }
        if needsVersion {
            output += "version: 1\n\n".utf8
            needsVersion = false
        }
        appendLine("dn", Array(entry.distinguishedName.description.utf8), hidesValue: false, to: &output)
        for attribute in entry.attributes {
            let hidesValues = base64 == .whereUnprintable && Self.isHidden(attribute.description)
            for value in attribute.values {
                appendLine(attribute.description, value, hidesValue: hidesValues, to: &output)
            }
        }
        output.append(LDIFSyntax.lineFeed)
    }

    private static func isHidden(_ name: String) -> Bool {
        let type = name.utf8.prefix { $0 != UInt8(ascii: ";") }
        switch type.count {
        case 8, 12:
            if ["2.5.4.35", "userpassword"].contains(String(decoding: type, as: UTF8.self).lowercased()) {
                return true
            }
        default: break
        }
        return type.count < name.utf8.count && AttributeDescription(name).isBinary
    }

    private func appendLine(_ name: String, _ value: [UInt8], hidesValue: Bool, to output: inout [UInt8]) {
        let start = output.count
        output += name.utf8
        output.append(LDIFSyntax.colon)
        defer { output.append(LDIFSyntax.lineFeed) }
        if value.isEmpty { return }
        let standsAsItIs =
            !hidesValue && LDIFSyntax.isSafe(value) && (base64 == .whereRequired || LDIFSyntax.isPrintable(value))
        if !standsAsItIs { output.append(LDIFSyntax.colon) }
        output.append(LDIFSyntax.space)
        append(standsAsItIs ? value : Base64.encode(value), atColumn: output.count - start, to: &output)
    }

    private func append(_ text: [UInt8], atColumn column: Int, to output: inout [UInt8]) {
        guard let lineWidth else {
            output += text
            return
        }
        var rest = text[...]
        var column = column
        while !rest.isEmpty {
            if column >= lineWidth {
                output.append(LDIFSyntax.lineFeed)
                output.append(LDIFSyntax.space)
                column = 1
            }
            let part = rest.prefix(lineWidth - column)
            output += part
            column += part.count
            rest = rest.dropFirst(part.count)
        }
    }
}
