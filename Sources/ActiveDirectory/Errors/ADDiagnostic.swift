/// The diagnostic text that Active Directory puts into an LDAP result (MS-ADTS 3.1.1.3.1.9), taken apart.
///
/// Two shapes are common:
/// `80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 52e, v1db1` and
/// `0000208D: NameErr: DSID-0310021B, problem 2001 (NO_OBJECT), data 0, best match of: …`. Samba writes the first as Windows
/// does, and for other errors a code and plain words.
public struct ADDiagnostic: Sendable, Hashable {
    /// The whole text as it was received, up to its first NUL: Windows ends a text with one.
    public let text: String
    /// The code at the front: a Win32 error, or an SSPI status such as 80090308.
    public let code: UInt32
    /// The kind of error, such as `LdapErr` or `NameErr`; nil when the text does not give one.
    public let kind: String?
    /// The place in the server's code, such as `0C0903A9`.
    public let dsid: String?
    /// The words after `comment:`, or for a text without the usual parts the words after the code.
    public let comment: String?
    /// The problem number of a `NameErr`, `SecErr`, `AtrErr` and their like.
    public let problem: Int?
    /// The number after `data`, which is hexadecimal.
    public let data: UInt32?
    /// The server's build after the `v`, which is hexadecimal: 4563 is 17763, Windows Server 2019.
    ///
    /// Samba always says 1db1, as Windows Server 2008 R2 does.
    public let build: Int?

    /// Finds the diagnostic in a text, which may have other words in front of it; nil when the text holds none.
    public init?(_ text: String) {
        let content = text.utf8.prefix { $0 != 0 }
        let bytes = Array(content.prefix(Self.longest))
        guard let start = Self.start(in: bytes), let code = Self.hexadecimalNumber(bytes[start..<start + 8]) else {
            return nil
        }
        self.code = code
        self.text = String(Substring(content))
        let rest = bytes[(start + 9)...]
        dsid = Self.run(after: "DSID-", in: rest) { hexadecimalDigit($0) != nil }
        kind = Self.kind(in: rest)
        problem = Self.run(after: "problem ", in: rest) { (0x30...0x39).contains($0) }.flatMap { Int($0) }
        data = Self.run(after: ", data ", in: rest) { hexadecimalDigit($0) != nil }.flatMap { UInt32($0, radix: 16) }
        // Only behind the data: a comment may well hold ", very".
        build = Self.position(of: ", data ", in: rest)
            .flatMap { Self.run(after: ", v", in: rest[$0...]) { hexadecimalDigit($0) != nil } }
            .flatMap { Int($0, radix: 16) }
        if let words = Self.position(of: "comment: ", in: rest) {
            // The comment itself may hold commas.
            let end =
                Self.position(of: ", data ", in: rest[words...]).map { $0 - ", data ".utf8.count } ?? rest.endIndex
            comment = Self.words(rest[words..<max(words, end)])
        } else {
            comment = kind == nil && dsid == nil ? Self.words(rest) : nil
        }
    }

    /// Why a bind was refused, where this is the diagnostic of one.
    ///
    /// The number after `data` tells; an SSPI status at the front counts only when there is none, or when it says more than
    /// "logon denied". Words are not looked at where the status is there: only they could be in another language.
    public var bindFailure: ADBindFailure? {
        let status = ADBindFailure(rawValue: code)
        if status == .badBindings { return status }
        guard code & 0xFFFF_0000 == 0x8009_0000 || comment?.hasPrefix("AcceptSecurityContext") == true else {
            return nil
        }
        if let data, data != 0 { return ADBindFailure(rawValue: data) }
        return status.isKnown ? status : nil
    }
}

// MARK: - Reading

extension ADDiagnostic {
    /// More than this is never looked at.
    private static let longest = 16_384

    /// Where eight hexadecimal digits and a colon begin that no letter or digit stands before.
    private static func start(in bytes: [UInt8]) -> Int? {
        var run = 0
        for (index, byte) in bytes.enumerated() {
            if hexadecimalDigit(byte) != nil {
                run += 1
            } else {
                let before = index - run - 1
                if byte == UInt8(ascii: ":"), run == 8, before < 0 || !isWordCharacter(bytes[before]) {
                    return index - 8
                }
                run = 0
            }
        }
        return nil
    }

    private static func isWordCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }

    private static func hexadecimalNumber(_ digits: ArraySlice<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for character in digits {
            guard let digit = hexadecimalDigit(character) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// The word before the next colon, when it is one of letters that ends in `Err`.
    private static func kind(in bytes: ArraySlice<UInt8>) -> String? {
        let letters = bytes.drop { $0 == 0x20 }.prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        guard letters.endIndex < bytes.endIndex, bytes[letters.endIndex] == UInt8(ascii: ":") else { return nil }
        let word = String(decoding: letters, as: UTF8.self)
        return word.hasSuffix("Err") ? word : nil
    }

    /// The index after the first place where `mark` stands.
    private static func position(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let mark = Array(mark.utf8)
        guard bytes.count >= mark.count else { return nil }
        for start in bytes.startIndex...(bytes.endIndex - mark.count)
        where bytes[start..<start + mark.count].elementsEqual(mark) {
            return start + mark.count
        }
        return nil
    }

    /// The characters after `mark` for as long as `belongs` holds; nil when there are none, or more than a number has.
    private static func run(
        after mark: String, in bytes: ArraySlice<UInt8>, while belongs: (UInt8) -> Bool
    ) -> String? {
        guard let start = position(of: mark, in: bytes) else { return nil }
        let run = bytes[start...].prefix(while: belongs)
        return run.isEmpty || run.count > 8 ? nil : String(decoding: run, as: UTF8.self)
    }

    private static func words(_ bytes: ArraySlice<UInt8>) -> String? {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        var body = bytes.drop { blanks.contains($0) }
        while let last = body.last, blanks.contains(last) { body = body.dropLast() }
        return body.isEmpty ? nil : String(decoding: body, as: UTF8.self)
    }
}
