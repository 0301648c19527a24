import Inspection
import LDAP

/// Commands of Samba's tools. They run on Linux, over the network, against a domain controller of either make.
struct SambaTools: Sendable {
    /// A host that takes writes.
    let server: String

    static let tool = "samba-tool, from Linux"
    static let changingTool = "ldbmodify, with Samba's tools"

    /// `samba-tool` on this server.
    ///
    /// - Parameters:
    ///   - words: The words of the command, quoted where they have to be.
    ///   - undo: Those of the command that takes it back.
    func command(_ words: String, undo: String? = nil) -> Remedy.Command {
        Remedy.Command(tool: Self.tool, text: text(words), undo: undo.map(text))
    }

    private func text(_ words: String) -> String {
        "samba-tool \(words) -H \(CommandText.posix("ldap://" + server)) -U Administrator"
    }

    /// One attribute of an object, what it is to hold, and what it held; nil for nothing.
    struct Value: Sendable {
        let attribute: String
        let value: String?
        let former: String?
    }

    /// Gives attributes of one object other values; nil where its name would begin a line of its own in the change.
    func replacing(_ values: [Value], of object: String) -> Remedy.Command? {
        guard let text = change(of: object, values.flatMap { Self.lines($0.attribute, $0.value) }) else { return nil }
        return Remedy.Command(
            tool: Self.changingTool, text: text,
            undo: change(of: object, values.flatMap { Self.lines($0.attribute, $0.former) }))
    }

    private static func lines(_ attribute: String, _ value: String?) -> [String] {
        ["replace: \(attribute)"] + (value.map { ["\(attribute): \($0)"] } ?? []) + ["-"]
    }

    /// A change of one object as LDIF (RFC 2849), handed to the server.
    func change(of object: String, _ lines: [String]) -> String? {
        guard !object.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return nil }
        let change = ["dn: \(object)", "changetype: modify"] + lines
        return "printf '%s\\n' \(change.map(CommandText.posix).joined(separator: " ")) | "
            + "ldbmodify -H \(CommandText.posix("ldap://" + server)) -U Administrator"
    }

    /// A name as one word that no tool takes for an option; nil where it would be one.
    static func word(_ name: String) -> String? { name.hasPrefix("-") ? nil : CommandText.posix(name) }
}

extension ForestUnderJudgement {
    /// Samba's tools on a host that takes writes to a domain.
    func samba(in domain: Domain) -> SambaTools { SambaTools(server: writer(of: domain)) }

    /// A host that takes writes to a domain.
    func writer(of domain: Domain) -> String { domain.pdcConsensus.host ?? run.vantage.server }

    /// The domain of a name.
    func domain(named name: String) -> Domain? {
        (forest.domains.known ?? []).first { $0.dnsName.lowercased() == name.lowercased() }
    }

    /// The same for the domain that an account is of.
    func samba(for account: ConnectorAccount) -> SambaTools {
        SambaTools(server: domain(named: account.domain).map { writer(of: $0) } ?? run.vantage.server)
    }
}
