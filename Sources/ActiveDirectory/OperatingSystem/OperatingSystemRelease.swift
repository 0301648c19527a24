/// What a domain controller runs, read from the three texts that the machine itself wrote into its computer account:
/// `operatingSystem`, `operatingSystemVersion` and `operatingSystemServicePack` (MS-ADA3).
///
/// The build decides and the name comes second: names are branded, translated, and sometimes carry no year. The texts can be old
/// or forged, since nobody but the machine vouches for them.
public struct OperatingSystemRelease: Sendable, Hashable {
    /// What kind of system the texts speak of.
    public enum Family: String, Sendable, Hashable, Codable {
        /// A Windows Server, of a known release or not.
        case windowsServer
        /// A Windows that is no server.
        case windowsClient
        /// A Samba server that says so.
        case samba
        /// Texts of some other system, or ones that say nothing, such as `unknown`.
        case other
        /// No name and no version: usual for a Samba server that joined a domain.
        case unstated
    }

    /// `operatingSystem` as it was read; nil when missing or blank.
    public let name: String?
    /// `operatingSystemVersion` as it was read; nil when missing or blank.
    public let version: String?
    /// `operatingSystemServicePack` as it was read; nil when missing or blank.
    public let servicePack: String?

    /// What kind of system the texts speak of.
    public let family: Family
    /// The release, by build or else by name; nil when neither is known, and for everything but a Windows Server.
    public let release: WindowsServerRelease?
    /// The build number of a Windows system.
    public let build: Int?
    /// The number of the service pack, by its text or else by the build; nil where there is none.
    public let servicePackNumber: Int?

    /// Reads the texts. Every combination has a reading.
    public init(name: String?, version: String?, servicePack: String? = nil) {
        self.name = Self.stated(name)
        self.version = Self.stated(version)
        self.servicePack = Self.stated(servicePack)

        let words = OperatingSystemNameText(self.name ?? "")
        let numbers = self.version.flatMap(OperatingSystemVersionText.init)
        family = Self.family(hasTexts: self.name != nil || self.version != nil, words: words, numbers: numbers)
        guard family == .windowsServer || family == .windowsClient else {
            (release, build, servicePackNumber) = (nil, nil, nil)
            return
        }
        build = numbers?.build
        release = family == .windowsServer ? Self.release(words: words, numbers: numbers) : nil
        servicePackNumber = Self.number(in: self.servicePack) ?? Self.servicePack(ofBuild: build)
    }

    /// Whether the texts are Samba's own. False for a Samba server that has no texts, or to which someone gave those of a Windows.
    public var isSamba: Bool { family == .samba }

    /// Whether the system is `other` or came after it; nil when the texts do not tell, or speak of no Windows Server.
    ///
    /// A build that is not known still has its place between those that are.
    public func isAtLeast(_ other: WindowsServerRelease) -> Bool? {
        if let release { return release >= other }
        guard family == .windowsServer, let build else { return nil }
        return build >= other.build
    }

    /// Whether the build is higher than that of the newest release known here.
    public var isNewerThanKnown: Bool {
        guard family == .windowsServer, release == nil, let build else { return false }
        return build > WindowsServerRelease.server2025.build
    }

    /// A name for people, such as `Windows Server 2022 (build 20348)`.
    public var displayName: String {
        switch family {
        case .unstated: return "not stated"
        case .samba, .other: return [name, version].compactMap(\.self).joined(separator: " ")
        case .windowsServer, .windowsClient: break
        }
        var text = release?.name ?? name ?? "Windows Server"
        if let servicePackNumber { text += " Service Pack \(servicePackNumber)" }
        if let build {
            text += isNewerThanKnown ? " (build \(build), newer than known)" : " (build \(build))"
        } else if let version, release == nil {
            text += " (\(version))"
        }
        return text
    }
}

// MARK: - Reading

extension OperatingSystemRelease {
    private static func stated(_ text: String?) -> String? {
        guard let text, text.unicodeScalars.contains(where: { !$0.properties.isWhitespace && $0 != "\0" }) else {
            return nil
        }
        return text
    }

    private static func family(
        hasTexts: Bool, words: OperatingSystemNameText, numbers: OperatingSystemVersionText?
    ) -> Family {
        guard hasTexts else { return .unstated }
        if words.isSamba { return .samba }
        if words.isWindowsServer { return .windowsServer }
        if words.isWindows { return .windowsClient }
        guard let numbers else { return .other }
        // A name that was branded away, over a build that only Windows has: the build is believed.
        if release(ofBuild: numbers) != nil { return .windowsServer }
        // A version without a name, of a shape that only Windows writes.
        if words.words.isEmpty, WindowsServerRelease.all.contains(where: { $0.version == numbers.version }) {
            return .windowsServer
        }
        return .other
    }

    private static func release(ofBuild numbers: OperatingSystemVersionText) -> WindowsServerRelease? {
        WindowsServerRelease.all.first { $0.servicedBuilds.contains(numbers.build) && $0.version == numbers.version }
    }

    private static func release(
        words: OperatingSystemNameText, numbers: OperatingSystemVersionText?
    ) -> WindowsServerRelease? {
        let named = words.release
        guard let numbers else { return named }
        if let built = release(ofBuild: numbers) {
            return built == .server2003 && named == .server2003R2 ? .server2003R2 : built
        }
        // Before 10.0 each version was one release, and a build that is not its final one is a preview of it.
        if numbers.version.major < 10 {
            let first = WindowsServerRelease.all.first { $0.version == numbers.version }
            return first == .server2003 && named == .server2003R2 ? .server2003R2 : first ?? named
        }
        // A preview carries the name of the release that is coming, an update that of the one that is out. A name from
        // anywhere else contradicts the build.
        let out = WindowsServerRelease.all.last { $0.build <= numbers.build }
        let coming = WindowsServerRelease.all.first { $0.build > numbers.build }
        return named != nil && (named == out || named == coming) ? named : nil
    }

    private static func number(in text: String?) -> Int? {
        guard let text else { return nil }
        let digits = text.unicodeScalars.drop { !("0"..."9").contains($0) }.prefix { ("0"..."9").contains($0) }
        return digits.count <= 2 ? Int(String(digits)) : nil
    }

    private static func servicePack(ofBuild build: Int?) -> Int? {
        switch build {
        case 6001, 7601: 1
        case 6002, 6003: 2
        default: nil
        }
    }
}
