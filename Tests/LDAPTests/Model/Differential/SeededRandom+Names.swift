import TestSupport

extension SeededRandom {
    /// The text of a name that is valid for the most part, with now and then something that only some readers take.
    mutating func nearlyName() -> String {
        var text = pick(["", "", "", "", " ", "\t"])
        for index in 0..<below(5) {
            if index > 0 { text += separator() }
            text += attributeType() + blank() + pick(Array(repeating: "=", count: 30) + ["", "=="]) + blank()
            text += attributeValue() + blank()
        }
        return text + pick(Array(repeating: "", count: 20) + [",", "+", " ", "  ", "\\"])
    }

    private mutating func separator() -> String {
        chance(90) ? pick([",", ",", ",", ", ", " ,", ";", "+", " + "]) : pick([",\t", "\n,", "", ",,", "/", ",  "])
    }

    private mutating func blank() -> String {
        chance(85) ? "" : pick([" ", " ", " ", "  ", "\t", "\n", "\r"])
    }

    private mutating func attributeType() -> String {
        chance(88)
            ? pick(["CN", "cn", "dc", "x-1", "2.5.4.3", "1.3.6.1.4.1.1466.0"])
            : pick([
                "oid.2.5.4.3", "OID.cn", "2", "02.5", "2.", "2..5", "1.02", "cn;lang-en", "cn;x;y-1", "cn;", "c_n", "",
                "1a", "-a", "ö", "oid.", "c" + character(), character() + "n",
            ])
    }

    private mutating func attributeValue() -> String {
        switch below(10) {
        case 0: "#" + pick(["04024869", "04024869", "0402486", "", "04 ", "04 x", "0g", "04ff", "#"])
        case 1: "\"" + pieces() + pick(["\"", "\"", "\"", "\"", ""])
        default: pieces()
        }
    }

    private mutating func pieces() -> String {
        (0..<below(5)).map { _ in
            chance(93)
                ? pick([
                    "a", "b c", "0", " ", "ö", "😀", "\u{301}", "=", "#", "\\,", "\\+", "\\\"", "\\\\", "\\ ", "\\#",
                    "\\=", "\\;", "\\<", "\\>", "\\2C", "\\2c", "\\20", "\\00", "\\0A", "\\C3\\B6", "\\FF",
                ])
                : pick([
                    "\t", "\\\t", "\\\n", "\\", "\"", "<", ">", "\0", "\u{7F}", "\\2", "\r", character(), character(),
                    "\\" + character(), "\\" + character(), "\\" + character() + character(),
                ])
        }.joined()
    }
}
