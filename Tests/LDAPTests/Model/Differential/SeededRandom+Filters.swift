import TestSupport

extension SeededRandom {
    /// The text of a filter that is valid for the most part, with now and then something that only some readers take.
    mutating func nearlyFilter(depth: Int = 3) -> String {
        if depth == 3, chance(1) {
            let levels = 90 + below(25)
            let opening = pick(["(!", "(&", "(|"])
            return String(repeating: opening, count: levels) + "(cn=a)" + String(repeating: ")", count: levels)
        }
        let content: String
        switch below(depth > 0 ? 8 : 4) {
        case 4: content = "!" + blank() + nearlyFilter(depth: depth - 1) + blank()
        case 5, 6:
            let filters = (0..<below(4)).map { _ in nearlyFilter(depth: depth - 1) + blank() }
            content = pick(["&", "|"]) + blank() + filters.joined()
        default: content = item()
        }
        return pick(Array(repeating: "(", count: 40) + ["", "(("]) + blank() + content
            + pick(Array(repeating: ")", count: 40) + ["", "))"])
    }

    private mutating func blank() -> String {
        chance(92) ? "" : pick([" ", " ", "\t", "\n", "\r"])
    }

    private mutating func item() -> String {
        let attribute =
            chance(92)
            ? pick(["cn", "2.5.4.3", "userCertificate;binary", "sAMAccountName", "x-1"])
            : pick([
                "", "2", "02.5", "cn;", "cn;;x", "c_n", "member;range=0-1", "1a", "2.", "cn ", "c" + character(),
                character() + "n",
            ])
        let comparison =
            chance(92)
            ? pick(["=", "=", "=", "=", ">=", "<=", "~=", ":=", ":dn:=", ":caseExactMatch:=", ":DN:2.4.6:="])
            : pick([
                "::=", ":dn::=", ":2:=", ":dn:dn:=", ":x:dn:=", "=>", "<", "==", character() + "=",
                ":" + character() + ":=",
            ])
        return attribute + comparison + (0..<below(4)).map { _ in piece() }.joined()
    }

    private mutating func piece() -> String {
        chance(93)
            ? pick([
                "a", "b c", "0", "*", " ", "ö", "😀", ":", "=", "&", "!", "\\2a", "\\28", "\\29", "\\5C", "\\00", "\\ff",
            ])
            : pick([
                "**", "\\*", "\\(", "\\)", "\\\\", "\\2", "\\", "(", ")", "\t", "\r", "\u{7F}", character(),
                character(),
                "\\" + character(), "\\" + character() + character(),
            ])
    }
}
