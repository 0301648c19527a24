/// The words of `operatingSystem`, cleared of what differs between editions and languages without a meaning.
struct OperatingSystemNameText: Sendable, Hashable {
    let words: [String]

    init(_ text: String) {
        var plain = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            // "Windows Server® 2008": the sign stands where a blank follows, and in some captures where none does.
            case "\u{AE}", "\u{2122}", "\u{A9}": plain += " "
            case "\u{A0}", "\u{2007}", "\u{202F}", "\t", "\n", "\r": plain += " "
            case ",", "(", ")": plain += " "
            case "A"..."Z": plain.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value + 32)))
            default: plain.unicodeScalars.append(scalar)
            }
        }
        // "Windows Server(R) 2008" leaves a lone "r".
        words = plain.split(separator: " ").map(String.init).filter { $0 != "r" && $0 != "tm" }
    }

    /// `Samba`, alone or before a version.
    var isSamba: Bool { words.first.map { $0 == "samba" || $0.hasPrefix("samba-") } ?? false }

    /// Any Windows, and the free `Hyper-V Server`, which carries no such word.
    var isWindows: Bool { words.contains("windows") || words.starts(with: ["hyper-v", "server"]) || isMicrosoftHyperV }

    private var isMicrosoftHyperV: Bool { words.starts(with: ["microsoft", "hyper-v", "server"]) }

    /// A Windows that can be a domain controller by its name.
    var isWindowsServer: Bool { isWindows && words.contains("server") }

    /// The release whose year the name tells; nil for a name without one (`Windows Server Standard`) or with one not known here.
    var release: WindowsServerRelease? {
        guard isWindowsServer else { return nil }
        for (index, word) in words.enumerated() {
            let isSecond = words.indices.contains(index + 1) && words[index + 1] == "r2"
            switch word {
            case "2000": return .windows2000
            case "2003": return isSecond ? .server2003R2 : .server2003
            case "2008": return isSecond ? .server2008R2 : .server2008
            case "2012": return isSecond ? .server2012R2 : .server2012
            case "2016": return .server2016
            case "2019": return .server2019
            case "2022": return .server2022
            case "2025": return .server2025
            default: continue
            }
        }
        return nil
    }
}
