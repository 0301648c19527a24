extension ConditionalExpression {
    /// The condition as SDDL has it (MS-DTYP 2.5.1.1), without the parentheses around it.
    func text(in domains: SDDLDomains) -> String {
        switch self {
        case .integer(let bits, let sign, let base):
            let magnitude = Int64(bitPattern: bits).magnitude
            let prefix = base == 3 ? "0x" : base == 1 ? "0" : ""
            let digits = String(magnitude, radix: base == 3 ? 16 : base == 1 ? 8 : 10)
            return (sign == 1 ? "+" : sign == 2 ? "-" : "") + prefix + digits
        case .string(let units): return "\"" + String(decoding: units, as: UTF16.self) + "\""
        case .octets(let octets): return "#" + octets.map(hexadecimal).joined()
        case .sid(let sid): return "SID(" + sid.sddl(in: domains) + ")"
        case .composite(let elements): return "{" + elements.map { $0.text(in: domains) }.joined(separator: ", ") + "}"
        case .attribute(let scope, let name):
            return (Self.scopes.first { $0.code == scope }?.prefix ?? "") + name.map(Self.attributeCharacter).joined()
        case .unary(Code.not, let operand): return "!(" + operand.text(in: domains) + ")"
        case .unary(let code, let operand):
            return (Self.tests.first { $0.code == code }?.name ?? "") + " " + operand.text(in: domains)
        case .binary(let code, let left, let right):
            let sign =
                code == Code.and ? "&&" : code == Code.or ? "||" : Self.relations.first { $0.code == code }?.name ?? ""
            return side(left, of: code, isRight: false, domains) + " \(sign) "
                + side(right, of: code, isRight: true, domains)
        }
    }

    /// An operand, in parentheses where the grammar would else read another tree: operators of one kind bind from the left.
    private func side(
        _ operand: ConditionalExpression, of code: UInt8, isRight: Bool, _ domains: SDDLDomains
    ) -> String {
        let text = operand.text(in: domains)
        guard case .binary(let inner, _, _) = operand, inner == Code.and || inner == Code.or else { return text }
        return inner == code && !isRight ? text : "(" + text + ")"
    }

    /// A character of an attribute's name, as `%` and four digits unless the grammar takes it as it is.
    private static func attributeCharacter(_ unit: UInt16) -> String {
        if let byte = UInt8(exactly: unit), isPlainInName(byte) { return String(decoding: [byte], as: UTF8.self) }
        return "%" + hexadecimal(UInt8(truncatingIfNeeded: unit >> 8)) + hexadecimal(UInt8(truncatingIfNeeded: unit))
    }

    static func isPlainInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: ":./_".utf8.contains(byte)
        }
    }
}
