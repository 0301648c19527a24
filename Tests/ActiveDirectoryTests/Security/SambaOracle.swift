import ActiveDirectory
import TestSupport

/// Samba's own code, asked by `Tests/Oracles/access-check`: many questions, one process.
enum SambaOracle {
    struct Silent: Error, CustomStringConvertible {
        let asked: Int
        let answered: Int
        let errors: String
        var description: String { "\(answered) answers to \(asked) questions: \(errors)" }
    }

    /// The answers, in the order of the questions.
    static func answers(_ questions: [[String]]) async throws -> [String] {
        if questions.isEmpty { return [] }
        let input = questions.map { $0.joined(separator: "\t") + "\n" }.joined()
        // By its path: python3-samba belongs to the system's Python, whichever stands first in PATH.
        let result = try await run(
            "/usr/bin/python3", [PackageLayout.root + "/Tests/Oracles/access-check/samba-access-check"], input: input,
            timeout: .seconds(120))
        let answers = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        guard result.status == 0, answers.count == questions.count else {
            throw Silent(asked: questions.count, answered: answers.count, errors: String(result.errors.suffix(2_000)))
        }
        return answers
    }

    /// "4.17" of "4.17.12-Debian".
    static func version() async throws -> String {
        let text = try await answers([["version"]])[0]
        return text.split(separator: ".").prefix(2).joined(separator: ".")
    }

    static func hexadecimal(_ descriptor: SecurityDescriptor) throws -> String {
        try descriptor.bytes().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func list(_ values: [some CustomStringConvertible]) -> String {
        values.isEmpty ? "-" : values.map(\.description).joined(separator: ",")
    }
}

/// One access check that both sides are asked for, on an object of class user.
struct AccessCase {
    var descriptor: SecurityDescriptor
    let sids: [SecurityIdentifier]
    let right: DirectoryRight
    let principalSelf: SecurityIdentifier

    init(from source: inout DescriptorSource) {
        descriptor = source.descriptor()
        sids = source.sids()
        right = source.right()
        principalSelf = source.pick(DescriptorSource.accounts)
    }

    func answer(on descriptor: SecurityDescriptor? = nil) -> String {
        AccessCheck(descriptor ?? self.descriptor, ofClass: .userClass, principalSelf: principalSelf)
            .decision(on: right, for: Token(sids)).answer.rawValue
    }

    /// Behind the descriptors in a question. The tree is the one that Samba's directory server builds.
    var fields: [String] {
        let tree = (right.includesClass ? [ObjectGUID.userClass] : []) + right.objectTypes
        return [
            SambaOracle.list(sids), String(right.mask.rawValue, radix: 16), SambaOracle.list(tree),
            principalSelf.description,
        ]
    }

    func question(_ descriptor: SecurityDescriptor? = nil) throws -> [String] {
        try ["check", SambaOracle.hexadecimal(descriptor ?? self.descriptor)] + fields
    }
}

extension SecurityDescriptor {
    /// The descriptor with each entry of its DACL changed.
    func changingEntries(_ change: (inout AccessControlEntry) -> Void) -> SecurityDescriptor {
        guard var list = dacl else { return self }
        for index in list.entries.indices { change(&list.entries[index]) }
        var changed = self
        changed.dacl = list
        return changed
    }
}
