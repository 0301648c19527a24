/// The condition of a callback entry (MS-DTYP 2.4.4.17), as a tree.
///
/// It is read and written, never evaluated: what it is about, claims of the user and of the device, no reader of a directory knows.
indirect enum ConditionalExpression: Hashable {
    /// The eight bytes of the number, its sign (1 plus, 2 minus, 3 none) and its base (1 octal, 2 decimal, 3 hexadecimal), as they
    /// were written.
    case integer(bits: UInt64, sign: UInt8, base: UInt8)
    case string([UInt16])
    case octets([UInt8])
    case sid(SecurityIdentifier)
    case composite([ConditionalExpression])
    case attribute(scope: UInt8, name: [UInt16])
    case unary(UInt8, ConditionalExpression)
    case binary(UInt8, ConditionalExpression, ConditionalExpression)

    /// How deep a tree may be: far more than anybody writes, and no danger to the stack.
    static let maximumDepth = 256

    enum Code {
        static let int64: UInt8 = 0x04
        static let string: UInt8 = 0x10
        static let octets: UInt8 = 0x18
        static let composite: UInt8 = 0x50
        static let sid: UInt8 = 0x51
        static let not: UInt8 = 0xA2
        static let and: UInt8 = 0xA0
        static let or: UInt8 = 0xA1
        static let localAttribute: UInt8 = 0xF8
    }

    /// Operators between two operands that are words or signs.
    static let relations: [(name: String, code: UInt8)] = [
        ("==", 0x80), ("!=", 0x81), ("<=", 0x83), (">=", 0x85), ("<", 0x82), (">", 0x84), ("Contains", 0x86),
        ("Any_of", 0x88), ("Not_Contains", 0x8E), ("Not_Any_of", 0x8F),
    ]

    /// Operators before one operand: a list of SIDs, or an attribute.
    static let tests: [(name: String, code: UInt8)] = [
        ("Member_of", 0x89), ("Device_Member_of", 0x8A), ("Member_of_Any", 0x8B), ("Device_Member_of_Any", 0x8C),
        ("Not_Member_of", 0x90), ("Not_Device_Member_of", 0x91), ("Not_Member_of_Any", 0x92),
        ("Not_Device_Member_of_Any", 0x93), ("Exists", 0x87), ("Not_Exists", 0x8D),
    ]

    static let scopes: [(prefix: String, code: UInt8)] = [
        ("@User.", 0xF9), ("@Resource.", 0xFA), ("@Device.", 0xFB),
    ]
}

// MARK: - Binary form

extension ConditionalExpression {
    static let signature = Array("artx".utf8)

    /// Reads the binary form; nil when the bytes are none, or use what no text can say.
    init?(bytes: [UInt8]) {
        guard bytes.starts(with: Self.signature) else { return nil }
        var rest = bytes.dropFirst(4)
        guard let stack = Self.stack(&rest, isLiteral: false), stack.count == 1, stack[0].depth <= Self.maximumDepth
        else {
            return nil
        }
        self = stack[0].expression
    }

    /// What the tokens leave on the stack: each operator takes its operands from there.
    private static func stack(
        _ rest: inout ArraySlice<UInt8>, isLiteral: Bool, nesting: Int = 0
    ) -> [(expression: ConditionalExpression, depth: Int)]? {
        guard nesting < 4 else { return nil }
        var stack: [(expression: ConditionalExpression, depth: Int)] = []
        while let code = rest.popFirst() {
            switch code {
            case 0 where !isLiteral && rest.count < 3 && rest.allSatisfy { $0 == 0 }:
                rest = []
            case Code.int64:
                guard rest.count >= 10 else { return nil }
                let bits = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                let form = Array(rest.dropFirst(8).prefix(2))
                rest = rest.dropFirst(10)
                stack.append((.integer(bits: bits, sign: form[0], base: form[1]), 1))
            case Code.string, Code.octets, Code.sid, Code.composite, 0xF8...0xFB:
                guard let content = counted(&rest), let operand = operand(code, content, nesting: nesting) else {
                    return nil
                }
                stack.append((operand, 1))
            case _ where !isLiteral && isUnary(code):
                guard let operand = stack.popLast(), operand.depth < maximumDepth else { return nil }
                stack.append((.unary(code, operand.expression), operand.depth + 1))
            case _ where !isLiteral && isBinary(code):
                guard let right = stack.popLast(), let left = stack.popLast() else { return nil }
                let depth = max(left.depth, right.depth)
                guard depth < maximumDepth else { return nil }
                stack.append((.binary(code, left.expression, right.expression), depth + 1))
            default: return nil
            }
        }
        return stack
    }

    private static func operand(_ code: UInt8, _ content: ArraySlice<UInt8>, nesting: Int) -> ConditionalExpression? {
        switch code {
        case Code.octets: return .octets(Array(content))
        case Code.sid: return SecurityIdentifier(bytes: content).map(ConditionalExpression.sid)
        case Code.composite:
            var content = content
            return stack(&content, isLiteral: true, nesting: nesting + 1).map { .composite($0.map(\.expression)) }
        default:
            guard content.count % 2 == 0 else { return nil }
            let bytes = Array(content)
            let units = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
            return code == Code.string ? .string(units) : .attribute(scope: code, name: units)
        }
    }

    private static func counted(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.count >= 4 else { return nil }
        let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(4)
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private static func isUnary(_ code: UInt8) -> Bool { code == Code.not || tests.contains { $0.code == code } }

    private static func isBinary(_ code: UInt8) -> Bool {
        code == Code.and || code == Code.or || relations.contains { $0.code == code }
    }

    /// The binary form, filled up to a multiple of four bytes.
    var bytes: [UInt8] {
        var bytes = Self.signature
        appendTokens(to: &bytes)
        while bytes.count % 4 != 0 { bytes.append(0) }
        return bytes
    }

    private func appendTokens(to bytes: inout [UInt8]) {
        func append(_ code: UInt8, _ content: [UInt8]) {
            bytes.append(code)
            for shift in stride(from: 0, to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: content.count >> shift))
            }
            bytes += content
        }
        func littleEndian(_ units: [UInt16]) -> [UInt8] {
            units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        }
        switch self {
        case .integer(let bits, let sign, let base):
            bytes.append(Code.int64)
            for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
            bytes += [sign, base]
        case .string(let units): append(Code.string, littleEndian(units))
        case .octets(let octets): append(Code.octets, octets)
        case .sid(let sid): append(Code.sid, sid.bytes)
        case .composite(let elements):
            var content: [UInt8] = []
            for element in elements { element.appendTokens(to: &content) }
            append(Code.composite, content)
        case .attribute(let scope, let name): append(scope, littleEndian(name))
        case .unary(let code, let operand):
            operand.appendTokens(to: &bytes)
            bytes.append(code)
        case .binary(let code, let left, let right):
            left.appendTokens(to: &bytes)
            right.appendTokens(to: &bytes)
            bytes.append(code)
        }
    }
}
